import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describedComponents,
  describedVersions,
} from '../../../src/contracts/exports/description/described-terms.ts';
import {
  fieldsIn,
  listsIn,
  type Block,
  type Field,
  type List,
  type RangeName,
} from '../../../src/contracts/exports/description/field.ts';
import { exportedTermsOf, importContracts, type ExportFile } from '../../../src/contracts/index.ts';
import { ranges } from '../../../src/contracts/ranges.ts';
import { decimal, type Decimal } from '../../../src/kernel/decimal.ts';
import { isObject, parseExactJson } from '../../../src/kernel/exact-json.ts';
import { sampleExports } from '../../../src/contracts/sample/sample-exports.ts';
import type { SampleSite } from '../../../src/contracts/sample/sample-site.ts';
import { cloneDatabase } from '../../database.ts';
import { randomFrom } from '../../recovery/random-from.ts';
import { drawnExport, type Titles } from './drawn-exports.ts';
import { examples, exportText } from './given-exports.ts';

const database = await cloneDatabase();

/** Columns of the term tables that are no terms: of which version and place a row is, and how the version came. */
const noTerms: Readonly<Record<string, readonly string[]>> = {
  version: [
    ...['version_id', 'site_id', 'number', 'from_month', 'as_of_month', 'origin', 'state', 'export_id'],
    ...['made_at', 'made_by', 'digest', 'money_digest', 'unmodelled'],
  ],
};
const ofEveryRow = ['version_id', 'site_id', 'position'];

interface Described {
  readonly table: string;
  readonly column: string;
  readonly field: Field;
  /** Place among the columns of the field. */
  readonly at: number;
  readonly list: List;
}

const described = listsIn(describedVersions).flatMap((list) =>
  fieldsIn(list.fields).flatMap((field): Described[] =>
    field.columns.map((column, at) => ({ table: field.table ?? list.table, column, field, at, list })),
  ),
);

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isRequired: boolean;
}

const columns = await database.query<Column>(
  `select relname as table, attname as column, format_type(atttypid, null) as type, attnotnull as "isRequired"
   from pg_attribute join pg_class on pg_class.oid = attrelid
   where relnamespace = 'contracts'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
     and exists (select from pg_attribute as key where key.attrelid = pg_class.oid and key.attname = 'version_id')
     and relname <> all ('{approval}')
   order by relname, attnum`,
);

/** Columns that no field describes, and columns of fields that no table has. */
function undescribed(
  kept: readonly Column[],
  fields: readonly Pick<Described, 'table' | 'column'>[],
): string[] {
  const parents = listsIn(describedVersions).map(({ table, parent }) => `${table}.${parent ?? ''}`);
  const isNoTerm = ({ table, column }: Column): boolean =>
    (noTerms[table] ?? ofEveryRow).includes(column) || parents.includes(`${table}.${column}`);
  const names = new Set(kept.map(({ table, column }) => `${table}.${column}`));
  const inFields = new Set(fields.map(({ table, column }) => `${table}.${column}`));
  return [
    ...kept
      .filter((one) => !isNoTerm(one) && !inFields.has(`${one.table}.${one.column}`))
      .map(({ table, column }) => `contracts.${table}.${column} is in no described field`),
    ...[...inFields].filter((name) => !names.has(name)).map((name) => `contracts.${name} is no column`),
  ];
}

test('every column that a version is kept in is described as a term, or named as none', () => {
  assert.deepEqual(undescribed(columns, described), []);
});

test('a planted column that nobody described is seen, and a field without its column', () => {
  const planted = { table: 'fixed_fee_rate', column: 'tone', type: 'text', isRequired: false };
  assert.deepEqual(undescribed([...columns, planted], described), [
    'contracts.fixed_fee_rate.tone is in no described field',
  ]);
  const gone = columns.filter(({ column }) => column !== 'claims_cap');
  assert.deepEqual(undescribed(gone, described), ['contracts.management_fee.claims_cap is no column']);
});

test('every component is in the sample, and switched on in an example that comes back to the byte', () => {
  const draw = (site: string): SampleSite => ({ site, name: site, hasRooms: true, jobs: ['GSA'] });
  const drawn = sampleExports(
    Array.from({ length: 300 }, (_, at) => draw(String(1000 + at))),
    1,
  );
  const inSample = new Set(drawn.flatMap(({ content }) => componentsIn(content)));
  const inExamples = new Set(examples.flatMap((example) => componentsIn(exportText(example))));
  const components: readonly [string, Block][] = Object.entries(describedComponents);
  const missing = components.flatMap(([name, { isNewer }]) => [
    ...(inSample.has(name)
      ? []
      : [`${name} is in no sample contract: add it to the mixes of sample-components.ts`]),
    // The examples are older than it, and the drawn exports below have it.
    ...(isNewer || inExamples.has(name)
      ? []
      : [`${name} is on in no example of tests/golden/contracts: switch it on in one`]),
  ]);
  assert.deepEqual(missing, []);
});

/** The components that an export has switched on. */
function componentsIn(content: string): string[] {
  const document = parseExactJson(content);
  const terms = isObject(document) ? document['original'] : undefined;
  return Object.entries(isObject(terms) ? terms : {}).flatMap(([name, block]) =>
    isObject(block) && block['enabled'] === true ? [name] : [],
  );
}

test('whoever may read contracts reads every table of their terms', async () => {
  const opened = await database.query<{ relation: string }>(
    `select relation from security.object_relation
     where object in ('contract', 'review-threshold') and action = 'read' and command = 'select'`,
  );
  const names = new Set(opened.map(({ relation }) => relation));
  const closed = [...new Set(columns.map(({ table }) => `contracts.${table}`))].filter(
    (name) => !names.has(name),
  );
  assert.deepEqual(
    closed.map((name) => `${name} is opened by no right: add it to src/contracts/rights.sql`),
    [],
  );
});

test('every figure of a contract can be read in the data service', async () => {
  const published = await database.query<{ name: string }>(
    `select distinct refobjid::regclass::text as name
     from pg_depend
     join pg_rewrite as rule on rule.oid = objid and classid = 'pg_rewrite'::regclass
     join pg_class as view on view.oid = rule.ev_class and view.relnamespace = 'api'::regnamespace
     where refclassid = 'pg_class'::regclass`,
  );
  const names = new Set(published.map(({ name }) => name));
  const withFigures = new Set(
    described.filter(({ field }) => field.range !== null).map(({ table }) => `contracts.${table}`),
  );
  assert.ok(withFigures.size > 8);
  assert.deepEqual(
    [...withFigures].flatMap((name) =>
      names.has(name) ? [] : [`${name} is in no view of api: add it to src/delivery/api/terms.sql`],
    ),
    [],
  );
});

test('people call no two fields of a row the same', () => {
  for (const { fields, label } of listsIn(describedVersions))
    for (const row of [
      fields,
      ...Object.values(fields).flatMap((node) => (node.is === 'block' ? [node.fields] : [])),
    ]) {
      const labels = Object.values(row).map((node) => node.label);
      assert.deepEqual([...new Set(labels)], labels, label);
    }
});

/** Types of the columns of a field. */
const types: Readonly<Record<Field['kind'], readonly string[]>> = {
  figure: ['numeric'],
  flag: ['boolean'],
  id: ['uuid'],
  group: ['smallint'],
  count: ['integer'],
  codes: ['text[]'],
  accounts: ['text[]', 'text[]'],
  day: ['text', 'date'],
  month: ['text'],
  monthOfYear: ['text'],
  choice: ['text'],
  text: ['text'],
  printed: ['text'],
  code: ['text'],
  siteNumber: ['text'],
  vendor: ['text'],
};

test('columns have the type that their field is described with, and may be empty where it may', () => {
  for (const { table, column, field, at } of described) {
    const kept = columns.find((one) => one.table === table && one.column === column);
    assert.equal(kept?.type, types[field.kind][at], `contracts.${table}.${column}: type of a ${field.kind}`);
    const mayBeEmpty = field.shape.safeParse(null).success || field.isOfNewerBlock;
    assert.equal(kept?.isRequired, !mayBeEmpty, `contracts.${table}.${column}: not null, as in the exports`);
  }
});

/** Escalators whose kind is said in another row than theirs: no constraint of a table can see it. */
const decidedElsewhere = [
  'management_fee_job.escalator_value',
  'management_fee_job.overtime_escalator_value',
];
const unbounded = new Set([...decidedElsewhere, 'profit_share_tier.escalator_value']);

interface Checked {
  readonly table: string;
  readonly rule: string;
}

/** Whether the constraints of a table take a row that has these values and nothing else. */
async function takes(rules: readonly Checked[], table: string, row: object): Promise<boolean> {
  const own = rules.filter((one) => one.table === table).map(({ rule }) => `coalesce((${rule}), true)`);
  const holds = ['true', ...own].join(' and ');
  const question = `select ${holds} as "isTaken" from jsonb_populate_record(null::contracts.${table}, $1)`;
  const [answer] = await database.query<{ isTaken: boolean }>(question, [JSON.stringify(row)]);
  return answer?.isTaken ?? false;
}

test('the tables take the figures that the description takes, and no others', async () => {
  const rules = await database.query<Checked>(
    `select relname as table, pg_get_expr(conbin, conrelid) as rule
     from pg_constraint join pg_class on pg_class.oid = conrelid
     where connamespace = 'contracts'::regnamespace and contype = 'c'`,
  );
  const step = decimal('0.01');
  const edges = (name: RangeName): readonly (readonly [Decimal, boolean])[] => {
    const { least, most } = ranges[name];
    return [
      [least, true],
      [most, true],
      [least.minus(step), false],
      [most.plus(step), false],
    ];
  };
  const figures = described.filter(({ field }) => field.range !== null);
  assert.ok(figures.length > 20, String(figures.length));
  for (const { table, column, field, list } of figures) {
    if (unbounded.has(`${table}.${column}`)) continue;
    for (const [name, decided] of casesOf(field, list))
      for (const [value, isTaken] of edges(name))
        assert.equal(
          await takes(rules, table, { ...decided, [column]: value.toString() }),
          isTaken,
          `contracts.${table}.${column} ${value.toString()}, a ${name}${JSON.stringify(decided)}`,
        );
  }
});

/** The ranges of a figure, each with the column that decides for it. */
function casesOf({ range }: Field, { fields }: List): (readonly [RangeName, Record<string, string>])[] {
  if (range === null) return [];
  if (typeof range === 'string') return [[range, {}]];
  const deciding = fields[range.field];
  if (deciding?.is !== 'field') throw new Error(`${range.field} is in another row`);
  const [column = ''] = deciding.columns;
  return Object.keys(deciding.choices ?? {}).map((choice) => [
    range.cases[choice] ?? range.otherwise,
    { [column]: choice },
  ]);
}

const titlesOf = (list: string): Promise<{ code: string; title: string }[]> =>
  database.query('select code, title from contracts.ledger_title where list = $1', [list]);
const titles: Titles = {
  payroll: new Map((await titlesOf('payroll')).map(({ code, title }) => [code, title])),
  expense: new Map((await titlesOf('expense')).map(({ code, title }) => [code, title])),
};

test('whatever the description says comes back token for token, and no field of it has no place', async () => {
  const random = randomFrom(20261129);
  const files = Array.from({ length: 200 }, (_, at): ExportFile =>
    drawnExport(String(1000 + at), titles, random),
  );
  const given = new Map(files.map(({ name, content }) => [name.slice(0, 4), originalIn(content)]));
  const results = await importContracts(database, files, {
    from: '2025-06',
    isStrict: false,
    importedBy: 'tester',
  });
  const lost = results.filter(({ outcome }) => outcome === 'rejected');
  assert.deepEqual(
    lost.slice(0, 3).map(({ file, findings }) => [file, findings]),
    [],
  );
  const versions = await database.query<{ id: string; site: string; unmodelled: string }>(
    'select version_id::text as id, site_id as site, unmodelled::text from contracts.version',
  );
  assert.equal(versions.length, files.length);
  assert.deepEqual(versions.filter(({ unmodelled }) => unmodelled !== '[]').slice(0, 3), []);
  const siteOf = new Map(versions.map(({ id, site }) => [id, site]));
  for (const { versionId, original } of await exportedTermsOf(database, [...siteOf.keys()])) {
    const site = siteOf.get(versionId) ?? '';
    assert.equal(JSON.stringify(original), given.get(site), site);
  }
});

function originalIn(content: string): string {
  const document = parseExactJson(content);
  return JSON.stringify(isObject(document) ? document['original'] : null);
}
