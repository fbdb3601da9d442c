import type { Command } from 'commander';
import {
  compareFormerRows,
  listFormerMappings,
  mapFormer,
  mappingColumns,
  type ComparedRow,
} from '../../billing/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from '../billing/list-file.ts';
import { givenSite } from '../given/month-and-site.ts';
import { givenTable, tellTable } from '../sites/uploaded-file.ts';
import { counted, table } from '../table.ts';

/** `daybook takeover map|mapping|rows` */
export function mappingCommands(): Command[] {
  return [
    actingCommand(
      'map',
      'Map old lines to components and old forecast figures to rows of the P&L (CSV: KIND, FROM, TO); all or none.',
      'daybook takeover map mapping.csv --dry-run',
    )
      .argument('<file>', 'CSV; KIND is title, code or figure, a blank TO ends a mapping')
      .option('--dry-run', 'say what each row meets, and keep nothing')
      .action(map),
    actingCommand(
      'mapping',
      'Mappings that hold with what they meet, and what nothing maps.',
      'daybook takeover mapping',
    ).action(mapping),
    withListFormat(
      actingCommand(
        'rows',
        'Compare what was taken over by component and row of the P&L with what Daybook bills and forecasts.',
        'daybook takeover rows --site 0170 --differences',
      )
        .option('--site <site>', 'only this site', givenSite)
        .option('--differences', 'only what Daybook has too, and otherwise'),
    ).action(compare),
  ];
}

async function map(file: string, options: ActingOptions & { readonly dryRun?: boolean }): Promise<void> {
  const [kind, from, to] = mappingColumns;
  const csv = await givenTable(file, {
    title: 'mapping of the old system',
    columns: [kind, from, to],
    filled: [kind, from],
  });
  const outcome = await withCaller(options, (acting) =>
    mapFormer(acting, csv, { isTrial: options.dryRun === true }),
  );
  tellTable(outcome, options, {
    header: ['outcome', 'kind', 'from', 'to', 'meets', 'sum'],
    rowOf: (one) => [
      ...[one.outcome, one.kind, one.formerName, one.target ?? '-', String(one.uses), one.amount],
    ],
  });
}

async function mapping(options: ActingOptions): Promise<void> {
  const { mappings, unmapped } = await withCaller(options, listFormerMappings);
  if (options.json) return printJson({ mappings, unmapped });
  const figures = ['meets', 'sum'];
  if (mappings.length > 0)
    print(
      table(
        ['kind', 'from', 'to', ...figures, 'who'],
        mappings.map((one) => [
          ...[one.kind, one.formerName, one.target, String(one.uses), one.amount, one.mappedBy],
        ]),
        figures,
      ),
    );
  if (unmapped.length === 0) return say('Everything that was taken over is mapped.');
  say('Not mapped:');
  print(
    table(
      ['kind', 'from', ...figures],
      unmapped.map((one) => [one.kind, one.formerName, String(one.uses), one.amount]),
      figures,
    ),
  );
}

const columns: readonly ListColumn<ComparedRow>[] = [
  { title: 'site', kind: 'text', of: ({ site }) => site },
  { title: 'month', kind: 'month', of: ({ month }) => month },
  { title: 'of', kind: 'text', of: ({ what }) => what },
  { title: 'row', kind: 'text', of: ({ row }) => row },
  { title: 'records', kind: 'quantity', of: ({ records }) => String(records) },
  { title: 'old system', kind: 'money', of: ({ former }) => former },
  { title: 'Daybook', kind: 'money', of: ({ own }) => own },
  { title: 'difference', kind: 'money', of: ({ difference }) => difference },
];

interface CompareOptions extends ActingOptions, ListFormat {
  readonly site?: string;
  readonly differences?: boolean;
}

async function compare(options: CompareOptions): Promise<void> {
  const chosen = { site: options.site, isExport: isFile(options) };
  const all = await withCaller(options, (acting) => compareFormerRows(acting, chosen));
  const differing = all.filter(({ difference }) => difference !== null && difference !== '0');
  const rows = options.differences === true ? differing : all;
  if (options.json) return printJson(rows);
  if (isFile(options)) return writeList(rows, columns, { noun: 'row', sheet: 'Taken over', format: options });
  if (rows.length > 0)
    print(
      table(
        columns.map(({ title }) => title),
        rows.map((row) => columns.map(({ of }) => of(row) ?? '')),
        columns.filter(({ kind }) => ['money', 'quantity'].includes(kind)).map(({ title }) => title),
      ),
    );
  say(`${counted(all.length, 'row')}, ${counted(differing.length, 'difference')}.`);
}
