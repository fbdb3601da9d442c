import type { Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import {
  listHolds,
  listRetention,
  placeHold,
  purge,
  releaseHold,
  reportRetention,
  retentionOfOutbox,
  type PurgeLine,
  requireRight,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  calendarDay,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { grouped, table } from '../table.ts';
import type { Configuration } from '../../platform/configuration.ts';
import type { Database } from '../../platform/database/index.ts';
import { purgeOutbox } from './outbox-files.ts';
import { signingFor } from './signing.ts';

/** `daybook retention [list|purge|holds|hold|release]` */
export function retentionCommand(): Command {
  const retention = groupCommand(
    'retention',
    'Retention periods, legal holds, and purging.',
    'daybook retention purge --as-of 2026-12-31',
  );
  retention.addCommand(
    actingCommand('list', 'How long each kind of data is kept, and why.', 'daybook retention list').action(
      list,
    ),
    { isDefault: true },
  );
  retention.addCommand(
    actingCommand(
      'purge',
      'Purge data past its retention. Without --yes, it only shows what it would do.',
      'daybook retention purge --as-of 2026-12-31 --yes --reason "yearly purge"',
    )
      .option('--as-of <day>', 'count age from this date (default: today, UTC)', calendarDay)
      .option('--yes', 'purge for real')
      .action(purgeCommand),
  );
  retention.addCommand(
    actingCommand('holds', 'Active legal holds.', 'daybook retention holds').action(holds),
  );
  retention.addCommand(
    actingCommand('hold', 'Place a legal hold.', 'daybook retention hold --site 0170 --reason "matter 4711"')
      .option('--site <site>', 'keep the rows of this site only (default: everything)')
      .action(hold),
  );
  retention.addCommand(
    actingCommand('release', 'Release a hold.', 'daybook retention release 3 --reason "matter closed"')
      .argument('<hold>', 'hold number')
      .action(release),
  );
  return retention;
}

async function list(options: ActingOptions): Promise<void> {
  const classes = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'retention', action: 'read' });
    return caller.transaction((transaction) => listRetention(transaction));
  });
  if (options.json) return printJson(classes);
  const rows = classes.map((each) => [each.class, each.relation, String(each.keepMonths), each.source]);
  print(table(['class', 'table', 'months', 'source'], rows, ['months']));
}

async function purgeCommand(
  options: ActingOptions & { readonly asOf?: string; readonly yes?: boolean },
): Promise<void> {
  const isReal = options.yes === true;
  const asOf = options.asOf ?? systemClock.now().toISOString().slice(0, 10);
  const lines = await withCaller(options, async ({ caller, database, configuration }) => {
    await requireRight(caller, { object: 'retention', action: isReal ? 'change' : 'read' });
    const purged = isReal
      ? await purge(database, asOf, await signingFor(database, configuration))
      : await reportRetention(database, asOf);
    return [...purged, await outboxLine(database, configuration, { asOf, isReal })];
  });
  if (options.json) return printJson({ as_of: asOf, purged: isReal, classes: lines });
  const rows = lines.map((line) => [
    line.class,
    line.relation,
    line.keptFrom,
    grouped(line.expired),
    grouped(line.held),
  ]);
  print(
    table(['class', 'table', 'kept from', isReal ? 'rows purged' : 'rows to purge', 'held'], rows, [
      'rows purged',
      'rows to purge',
      'held',
    ]),
  );
  if (!isReal) say('Nothing was changed. Add --yes to purge; it cannot be undone.');
}

/** Files of the outbox are no table: they go by the same class and hold. */
async function outboxLine(
  database: Database,
  { dataDir }: Configuration,
  { asOf, isReal }: { readonly asOf: string; readonly isReal: boolean },
): Promise<PurgeLine> {
  const { keptFrom, isHeld, ...named } = await retentionOfOutbox(database, asOf);
  const files = await purgeOutbox(dataDir, keptFrom, { isReal: isReal && !isHeld });
  const [expired, held] = isHeld ? [0, files] : [files, 0];
  return { ...named, keptFrom, expired: String(expired), held: String(held) };
}

async function holds(options: ActingOptions): Promise<void> {
  const standing = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'retention', action: 'read' });
    return caller.transaction((transaction) => listHolds(transaction));
  });
  if (options.json) return printJson(standing);
  if (standing.length === 0) return say('No active holds.');
  const rows = standing.map((each) => [
    each.hold,
    each.siteId ?? 'everything',
    each.placedAt.slice(0, 10),
    each.reason,
  ]);
  print(table(['hold', 'site', 'placed on', 'reason'], rows, ['hold']));
}

async function hold(options: ActingOptions & { readonly site?: string }): Promise<void> {
  const placed = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'retention', action: 'change' });
    return caller.transaction((transaction) =>
      placeHold(transaction, options.site ?? null, options.reason ?? ''),
    );
  });
  if (options.json) printJson({ hold: placed });
  else say(`Hold ${placed} placed on ${options.site === undefined ? 'everything' : `site ${options.site}`}.`);
}

async function release(number: string, options: ActingOptions): Promise<void> {
  await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'retention', action: 'change' });
    await caller.transaction((transaction) => releaseHold(transaction, number));
  });
  if (options.json) printJson({ released: number });
  else say(`Hold ${number} is released.`);
}
