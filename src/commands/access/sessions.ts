import type { Command } from 'commander';
import {
  endSession,
  listSessions,
  personNamed,
  requireRight,
  sessionToEnd,
  type Session,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
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
  const sessions = await withCaller(options, (acting) => sessionsFor(acting, options));
  if (options.json) return printJson(sessions.map(jsonOfSession));
  if (sessions.length === 0) return say('No open sessions.');
  const header = ['session', 'person', 'signed in by', 'opened at', 'last used at', 'ends at'];
  const at = (instant: string): string => instant.slice(0, 19).replace('T', ' ');
  const rows = sessions.map((each) => [
    ...[each.sessionId, each.userId, each.method],
    ...[each.openedAt, each.lastUsedAt, each.endsAt].map(at),
  ]);
  print(table(header, rows));
}

async function sessionsFor(
  { caller, database, person }: Acting,
  { of, everybody }: ListOptions,
): Promise<Session[]> {
  if (of === undefined && everybody !== true) return listSessions(database, { personId: person.personId });
  await requireRight(caller, { object: 'session', action: 'read' });
  return caller.transaction(async (transaction) => {
    if (of === undefined) return listSessions(transaction);
    const { personId } = await personNamed(transaction, of);
    return listSessions(transaction, { personId });
  });
}

async function end(sessionId: string, options: ActingOptions): Promise<void> {
  await withCaller(options, async ({ caller, database, person }) => {
    const session = await sessionToEnd({ owner: database, caller }, sessionId);
    await endSession(database, session.sessionId, options.reason ?? `ended by ${person.userId}`);
  });
  if (options.json) return printJson({ ended: sessionId });
  say(`Session ${sessionId} has ended.`);
}

function jsonOfSession(session: Session): Record<string, unknown> {
  return {
    session_id: session.sessionId,
    person: session.userId,
    signed_in_by: session.method,
    opened_at: session.openedAt,
    last_used_at: session.lastUsedAt,
    ends_at: session.endsAt,
  };
}
