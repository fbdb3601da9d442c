import { namedGuid } from '../../kernel/named-guid.ts';
import type { EdmType, Property } from '../odata/index.ts';
import { sitesOfPeople, type ChosenTable, type ChosenWay } from './chosen-tables.ts';
import type { Measure } from './measures.ts';

/** A name as TMDL and DAX write it. */
function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}

/** The same name has the same tag in every export, so that a project under version control shows what changed. */
function tagOf(...names: readonly string[]): string {
  return namedGuid(['power-bi', ...names].join('/'));
}

function described(text: string, indent: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => `${indent}/// ${line}`);
}

/** What a table is refreshed by: rows of the last months anew, older ones kept. */
const refreshPolicy = [
  '\trefreshPolicy',
  '\t\tpolicyType: basic',
  '\t\trollingWindowGranularity: year',
  '\t\trollingWindowPeriods: 3',
  '\t\tincrementalGranularity: month',
  '\t\tincrementalPeriods: 4',
];

/** A table with its columns, measures and source. */
export function tableText(table: ChosenTable, measures: readonly Measure[]): string {
  const { entity, columns, day } = table;
  const policy =
    day === null
      ? []
      : [...refreshPolicy, '\t\tsourceExpression =', ...sourceOf(table).map((line) => `\t\t\t\t${line}`), ''];
  return [
    ...described(entity.comment, ''),
    `table ${quoted(entity.set)}`,
    `\tlineageTag: ${tagOf(entity.set)}`,
    ...(entity.name === sitesOfPeople ? ['\tisHidden'] : []),
    '',
    ...measures.flatMap((measure) => measureText(entity.set, measure)),
    ...columns.flatMap((column) => columnText(entity.set, column)),
    ...policy,
    `\tpartition ${quoted(entity.set)} = m`,
    '\t\tmode: import',
    '\t\tsource =',
    ...sourceOf(table).map((line) => `\t\t\t\t${line}`),
    '',
  ].join('\n');
}

function measureText(table: string, { name, expression, format, about }: Measure): string[] {
  return [
    ...described(about, '\t'),
    `\tmeasure ${quoted(name)} = ${expression}`,
    `\t\tformatString: ${format}`,
    `\t\tlineageTag: ${tagOf(table, name)}`,
    '',
  ];
}

function columnText(table: string, { name, type, comment }: Property): string[] {
  const isFigure = type.kind === 'decimal';
  return [
    ...described(comment, '\t'),
    `\tcolumn ${quoted(name)}`,
    `\t\tdataType: ${dataTypeOf(type)}`,
    ...(isFigure ? ['\t\tformatString: #,##0.00;(#,##0.00)'] : []),
    ...(type.kind === 'date' ? ['\t\tformatString: yyyy-mm-dd'] : []),
    `\t\tlineageTag: ${tagOf(table, name)}`,
    `\t\tsummarizeBy: ${isFigure ? 'sum' : 'none'}`,
    `\t\tsourceColumn: ${name}`,
    '',
  ];
}

/** Decimals of a report model have four places; what has more is kept as a number of fifteen digits. */
function dataTypeOf({ kind, scale = 0 }: EdmType): string {
  switch (kind) {
    case 'integer':
      return 'int64';
    case 'decimal':
      return scale <= 4 ? 'decimal' : 'double';
    case 'boolean':
      return 'boolean';
    case 'date':
    case 'instant':
      return 'dateTime';
    default:
      return 'string';
  }
}

/** What is read, as Power Query says it; choice of columns and range of days fold into the query of the service. */
function sourceOf({ entity, columns, day }: ChosenTable): string[] {
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const ranged =
    day === null
      ? []
      : [
          `    Ranged = Table.SelectRows(Chosen, each [${day.name}] >= DateTime.Date(RangeStart) ` +
            `and [${day.name}] < DateTime.Date(RangeEnd)),`,
        ];
  return [
    'let',
    '    Service = OData.Feed(DaybookUrl, null, [Implementation = "2.0"]),',
    `    Rows = Service{[Name = "${entity.set}", Signature = "table"]}[Data],`,
    `    Chosen = Table.SelectColumns(Rows, {${names}}),`,
    ...ranged,
    `    Result = ${day === null ? 'Chosen' : 'Ranged'}`,
    'in',
    '    Result',
  ];
}

/** All ways between tables. */
export function relationshipsText(ways: readonly ChosenWay[]): string {
  return ways
    .flatMap(({ from, fromColumn, to, toColumn, isActive }) => [
      `relationship ${tagOf(from, fromColumn, to)}`,
      ...(isActive ? [] : ['\tisActive: false']),
      `\tfromColumn: ${quoted(from)}.${quoted(fromColumn)}`,
      `\ttoColumn: ${quoted(to)}.${quoted(toColumn)}`,
      '',
    ])
    .join('\n');
}

/** Parameters: where the service is, and the range of incremental refresh, under the names that Power BI wants. */
export function expressionsText(url: string): string {
  const parameter = (name: string, value: string, type: string): string[] => [
    `expression ${name} = ${value} meta [IsParameterQuery=true, Type="${type}", IsParameterQueryRequired=true]`,
    `\tlineageTag: ${tagOf('expression', name)}`,
    '',
  ];
  return [
    ...parameter('DaybookUrl', `"${url.replaceAll('"', '""')}"`, 'Text'),
    ...parameter('RangeStart', '#datetime(2024, 1, 1, 0, 0, 0)', 'DateTime'),
    ...parameter('RangeEnd', '#datetime(2030, 1, 1, 0, 0, 0)', 'DateTime'),
  ].join('\n');
}

/**
 * People of the report see the sites that they see in Daybook: those that the table of effective sites names for the
 * address they signed in with.
 */
export function roleText(tables: readonly ChosenTable[]): string {
  const filter =
    'sites[site_id] IN CALCULATETABLE(VALUES(effective_sites[site_id]), ' +
    'effective_sites[user_id] = USERPRINCIPALNAME())';
  const permissions = tables.flatMap(({ entity }) =>
    entity.name === 'site' ? [`\ttablePermission sites = ${filter}`] : [],
  );
  return ["role 'Own sites'", '\tmodelPermission: read', '', ...permissions, ''].join('\n');
}

/** The model itself, naming its parts in the order in which they are shown. */
export function modelText(tables: readonly ChosenTable[]): string {
  return [
    'model Model',
    '\tculture: en-US',
    '\tdefaultPowerBIDataSourceVersion: powerBI_V3',
    '\tdiscourageImplicitMeasures',
    '',
    ...tables.map(({ entity }) => `ref table ${quoted(entity.set)}`),
    '',
    "ref role 'Own sites'",
    '',
  ].join('\n');
}
