import type { Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import {
  listLegalHolds,
  listRetentionClasses,
  placeLegalHold,
  purgeExpired,
  releaseLegalHold,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  calendarDay,
  groupCommand,
  print,
  printJson,
  say,
  signingPlaceOf,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { grouped, table } from '../table.ts';
import { purgeOutbox } from './outbox-files.ts';

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
  const classes = await withCaller(options, listRetentionClasses);
  if (options.json) return printJson(classes);
  const rows = classes.map((each) => [each.class, each.relation, String(each.keepMonths), each.source]);
  print(table(['class', 'table', 'months', 'source'], rows, ['months']));
}

async function purgeCommand(
  options: ActingOptions & { readonly asOf?: string; readonly yes?: boolean },
): Promise<void> {
  const isReal = options.yes === true;
  const asOf = options.asOf ?? systemClock.now().toISOString().slice(0, 10);
  const lines = await withCaller(options, (acting) => {
    const { configuration } = acting;
    return purgeExpired(acting, {
      asOf,
      isReal,
      signing: signingPlaceOf(configuration),
      purgeOutbox: (before, isPurged) => purgeOutbox(configuration.dataDir, before, { isReal: isPurged }),
    });
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

async function holds(options: ActingOptions): Promise<void> {
  const standing = await withCaller(options, listLegalHolds);
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
  const placed = await withCaller(options, (acting) => placeLegalHold(acting, options.site ?? null));
  if (options.json) printJson({ hold: placed });
  else say(`Hold ${placed} placed on ${options.site === undefined ? 'everything' : `site ${options.site}`}.`);
}

async function release(number: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => releaseLegalHold(acting, number));
  if (options.json) printJson({ released: number });
  else say(`Hold ${number} is released.`);
}
