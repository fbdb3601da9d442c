import type { Command } from 'commander';
import { endOpenSession, listOpenSessions } from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { table } from '../table.ts';

/** `daybook sessions [list|end]` */
export function sessionsCommand(): Command {
  const sessions = groupCommand('sessions', 'Who is signed in.', 'daybook sessions list --everybody');
  sessions.addCommand(
    actingCommand('list', 'Open sessions: your own, unless you ask for more.', 'daybook sessions list')
      .option('--of <person>', 'sessions of this person')
      .option('--everybody', 'those of everybody')
      .action(list),
    { isDefault: true },
  );
  sessions.addCommand(
    actingCommand('end', 'End a session.', 'daybook sessions end <session> --reason "lost laptop"')
      .argument('<session>', 'session number')
      .action(end),
  );
  return sessions;
}

interface ListOptions extends ActingOptions {
  readonly of?: string;
  readonly everybody?: boolean;
}

async function list(options: ListOptions): Promise<void> {
  const whose = { of: options.of, isEverybody: options.everybody };
  const sessions = await withCaller(options, (acting) => listOpenSessions(acting, whose));
  if (options.json) return printJson(sessions);
  if (sessions.length === 0) return say('No open sessions.');
  const header = ['session', 'person', 'signed in by', 'opened at', 'last used at', 'ends at'];
  const at = (instant: string): string => instant.slice(0, 19).replace('T', ' ');
  const rows = sessions.map((each) => [
    ...[each.sessionId, each.person, each.signedInBy],
    ...[each.openedAt, each.lastUsedAt, each.endsAt].map(at),
  ]);
  print(table(header, rows));
}

async function end(sessionId: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => endOpenSession(acting, sessionId));
  if (options.json) return printJson({ ended: sessionId });
  say(`Session ${sessionId} has ended.`);
}
