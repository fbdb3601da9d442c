import { InvalidArgumentError, type Command } from 'commander';
import {
  discardHeldFormer,
  listHeldFormer,
  reconcileFormer,
  replayHeldFormer,
  takeOverExports,
  type FormerMonth,
} from '../../billing/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { tellEach } from '../each.ts';
import { givenSite } from '../given/month-and-site.ts';
import { counted, table } from '../table.ts';
import { readFormerExport } from './former-files.ts';
import { mappingCommands } from './mapping.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from '../billing/list-file.ts';

/** `daybook takeover statements|forecasts|held|replay|discard|reconcile|map|mapping|rows` */
export function takeoverCommand(): Command {
  const takeover = groupCommand(
    'takeover',
    'Take over what the old system held, read-only.',
    'daybook takeover statements ./export/*.json --dry-run',
  );
  for (const [name, kind, holds] of [
    ['statements', 'statement', 'sites, statements, invoices, notes and approvals'],
    ['forecasts', 'forecast', 'sites, statistics, rates, payroll, other expenses and other revenue'],
  ] as const)
    takeover.addCommand(
      actingCommand(
        name,
        `Take over exports of ${holds} (CSV or JSON); the same content twice changes nothing.`,
        `daybook takeover ${name} ./export/*.csv --dry-run`,
      )
        .argument('<file...>', 'exports; records that others belong to go first')
        .option('--dry-run', 'check everything; save nothing')
        .action((paths: readonly string[], options: TakingOptions) => take(paths, kind, options)),
    );
  takeover.addCommand(
    actingCommand('held', 'Records that were held back, and why.', 'daybook takeover held').action(held),
  );
  takeover.addCommand(
    actingCommand(
      'replay',
      'Take over held records, all unless some are named.',
      'daybook takeover replay 7 --set bs_serviceperiodstart=2025-03-01',
    )
      .argument('[held...]', 'numbers of held records')
      .option('--set <column=value...>', 'correct cells first', corrections, {})
      .action(replay),
  );
  takeover.addCommand(
    actingCommand('discard', 'Discard held records.', 'daybook takeover discard 7 --reason "a test of 2019"')
      .argument('<held...>', 'numbers of held records')
      .action(discard),
  );
  takeover.addCommand(
    withListFormat(
      actingCommand(
        'reconcile',
        'Compare what was taken over: counts, sums and differences by site and month.',
        'daybook takeover reconcile --site 0170',
      )
        .option('--site <site>', 'only this site', givenSite)
        .option('--differences', 'only months with differences'),
    ).action(reconcile),
  );
  for (const command of mappingCommands()) takeover.addCommand(command);
  return takeover;
}

function corrections(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('a column and its value, such as bs_amount=12.50');
  return { ...before, [text.slice(0, at).trim().toLowerCase()]: text.slice(at + 1).trim() };
}

interface TakingOptions extends ActingOptions {
  readonly dryRun?: boolean;
}

async function take(
  paths: readonly string[],
  kind: 'statement' | 'forecast',
  options: TakingOptions,
): Promise<void> {
  const files = await Promise.all(paths.map(readFormerExport));
  const takeover = { kind, isTrial: options.dryRun === true };
  const taken = await withCaller(options, (acting) => takeOverExports(acting, files, takeover));
  if (options.json) return printJson(taken);
  print(
    table(
      ['file', 'holds', 'records', 'new', 'changed', 'unchanged', 'held'],
      taken.map(({ name, entity, records, added, changed, unchanged, held: back }) => [
        ...[name, entity],
        ...[records, added, changed, unchanged, back.length].map(String),
      ]),
      ['records', 'new', 'changed', 'unchanged', 'held'],
    ),
  );
  for (const { name, held: back } of taken)
    for (const { line, message } of back.slice(0, 10)) say(`${name} line ${String(line)}: ${message}.`);
  if (options.dryRun === true) say('Dry run: nothing was saved.');
  else if (taken.some((file) => file.held.length > 0))
    say('`daybook takeover held` lists what was held back, `daybook takeover replay` takes it over.');
}

async function held(options: ActingOptions): Promise<void> {
  const records = await withCaller(options, listHeldFormer);
  if (options.json) return printJson(records);
  if (records.length === 0) return say('No records are held back.');
  print(
    table(
      ['held', 'file', 'line', 'holds', 'what is wrong'],
      records.map((each) => [
        ...[each.formerHeldId, each.file, String(each.line), each.entity, each.message],
      ]),
      ['line'],
    ),
  );
}

async function replay(
  numbers: readonly string[],
  options: ActingOptions & { readonly set: Record<string, string> },
): Promise<void> {
  const each = await withCaller(options, (acting) => replayHeldFormer(acting, numbers, options.set));
  tellEach(each, options, {
    json: (replayed, errors) => ({ replayed, errors }),
    words: (replayed) => {
      say(`${counted(replayed.length, 'record')} taken over.`);
    },
  });
}

async function discard(numbers: readonly string[], options: ActingOptions): Promise<void> {
  const each = await withCaller(options, (acting) => discardHeldFormer(acting, numbers));
  tellEach(each, options, {
    json: (discarded, errors) => ({ discarded, errors }),
    words: (discarded) => {
      say(`${counted(discarded.length, 'record')} discarded.`);
    },
  });
}

const columns: readonly ListColumn<FormerMonth>[] = [
  { title: 'site', kind: 'text', of: ({ site }) => site },
  { title: 'month', kind: 'month', of: ({ month }) => month },
  { title: 'version', kind: 'quantity', of: ({ version }) => version?.toString() ?? null },
  { title: 'state', kind: 'text', of: ({ state }) => state },
  { title: 'invoices', kind: 'quantity', of: ({ invoices }) => String(invoices) },
  { title: 'invoiced', kind: 'money', of: ({ invoiced }) => invoiced },
  { title: 'lines', kind: 'money', of: ({ lineTotal }) => lineTotal },
  { title: 'Daybook', kind: 'money', of: ({ billed }) => billed },
  { title: 'notes', kind: 'quantity', of: ({ notes }) => String(notes) },
  { title: 'approvals', kind: 'quantity', of: ({ approvals }) => String(approvals) },
  { title: 'finding', kind: 'text', of: ({ finding }) => finding },
];

interface ReconcileOptions extends ActingOptions, ListFormat {
  readonly site?: string;
  readonly differences?: boolean;
}

async function reconcile(options: ReconcileOptions): Promise<void> {
  const filter = { site: options.site, isExport: isFile(options) };
  const comparison = await withCaller(options, (acting) => reconcileFormer(acting, filter));
  const months = comparison.months.filter(({ finding }) => options.differences !== true || finding !== null);
  if (options.json) return printJson({ ...comparison, months });
  if (isFile(options))
    return writeList(months, columns, { noun: 'month', sheet: 'Taken over', format: options });
  if (months.length > 0)
    print(
      table(
        columns.map(({ title }) => title),
        months.map((month) => columns.map(({ of }) => of(month) ?? '')),
        columns.filter(({ kind }) => ['money', 'quantity'].includes(kind)).map(({ title }) => title),
      ),
    );
  tellForecasts(comparison.forecasts);
  const differing = comparison.months.filter(({ finding }) => finding !== null).length;
  say(
    `${counted(comparison.months.length, 'month')} taken over, ${comparison.invoiced} invoiced; ` +
      counted(differing, 'difference') +
      (comparison.held === null ? '.' : `, ${counted(comparison.held, 'record')} held back.`),
  );
}

function tellForecasts(forecasts: Awaited<ReturnType<typeof reconcileFormer>>['forecasts']): void {
  if (forecasts.length === 0) return;
  print(
    table(
      ['site', 'month', 'forecast', 'type', 'records', 'sum'],
      forecasts.map(({ site, month, entity, state, records, amount }) => [
        ...[site, month, entity, state ?? '', String(records), amount ?? ''],
      ]),
      ['records', 'sum'],
    ),
  );
}
