import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import { correlation, faultFields, openLog, type Log } from '../../platform/logs/index.ts';
import { configurationOf, say, type CommonOptions } from '../command.ts';

/** What is known of a command before it begins. */
export interface BegunCommand {
  /** As `daybook post units`. */
  readonly path: string;
  /** Names of the options that were typed; their values stay out. */
  readonly options: readonly string[];
  readonly log: Promise<Log | null>;
  readonly begun: number;
}

/** How a command ended. */
export interface CommandEnding {
  readonly exit: number;
  /** Code of the refusal that it ended with. */
  readonly refusal?: string | undefined;
  /** What it failed with that is no refusal. */
  readonly fault?: unknown;
}

/** Takes down what a command is, and opens the log while it works. */
export function beginCommand(action: Command): BegunCommand {
  const typed = action.options.filter(
    (option) => action.getOptionValueSource(option.attributeName()) === 'cli',
  );
  return {
    path: pathOf(action),
    options: typed.map(({ long, short }) => long ?? short ?? ''),
    log: openCommandLog(action.opts()),
    begun: performance.now(),
  };
}

/** Enters a command into the log. */
export async function endCommand(
  { path, options, log: opening, begun }: BegunCommand,
  { exit, refusal, fault }: CommandEnding,
): Promise<void> {
  const log = await opening;
  log?.write(fault === undefined ? 'info' : 'error', {
    kind: 'command',
    command: path.replace(/^daybook /, ''),
    options,
    exit,
    ms: Math.round(performance.now() - begun),
    person: correlation()?.personId,
    refusal,
    fault: fault === undefined ? undefined : faultFields(fault),
  });
  log?.close();
}

/** A command with those it stands in, as `daybook post units`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** Null where there is no configuration to go by; the command itself says what is wrong with it. */
async function openCommandLog(options: CommonOptions): Promise<Log | null> {
  try {
    const configuration = configurationOf(options);
    // A command that only looks around makes no folder.
    const isThere = existsSync(configuration.dataDir);
    return isThere ? await openLog(configuration, { clock: systemClock, report: say }) : null;
  } catch {
    return null;
  }
}
