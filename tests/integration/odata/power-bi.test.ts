import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cloneOperated } from '../../operated-database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from '../commands/here.ts';

const database = await cloneOperated();
const folder = await temporaryFolder();
const written = await daybookHere(
  ['powerbi', 'export', '--out', folder, '--url', 'https://daybook.invalid/odata/'],
  {
    env: { DATABASE_URL: database.addressWithPassword() },
  },
);
const definition = join(folder, 'Daybook.SemanticModel/definition');

/** An object of TMDL: what it is, its name, what stands behind its equals sign, its properties and what it holds. */
interface Declared {
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly properties: Map<string, string>;
  readonly holds: Declared[];
}

/** Reads TMDL by its indentation with tabs; refuses what jumps deeper than one level, except expressions. */
function readTmdl(text: string): Declared[] {
  const root: Declared = { kind: 'root', name: '', value: '', properties: new Map(), holds: [] };
  const open: Declared[] = [root];
  for (const line of text.split('\n')) {
    const depth = /^\t*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(depth);
    if (content === '' || content.startsWith('///') || depth > open.length - 1) continue;
    open.length = depth + 1;
    const property = /^(\w+): (.*)$/.exec(content);
    const declared = /^(?:ref )?(\w+)(?: ('(?:[^']|'')*'|[\w-]+))?(?: = (.*))?$/.exec(content);
    const parent = open.at(-1) ?? root;
    if (property) parent.properties.set(property[1] ?? '', property[2] ?? '');
    else if (declared) {
      const name = (declared[2] ?? '').replace(/^'(.*)'$/, '$1').replaceAll("''", "'");
      const child = {
        kind: declared[1] ?? '',
        name,
        value: declared[3] ?? '',
        properties: new Map(),
        holds: [],
      };
      parent.holds.push(child);
      open.push(child);
    }
  }
  return root.holds;
}

const read = async (...path: string[]): Promise<string> => readFile(join(definition, ...path), 'utf8');
const named = (holder: Declared | undefined, kind: string): string[] =>
  (holder?.holds ?? []).filter((held) => held.kind === kind).map(({ name }) => name);

test('the project is written, with files that are JSON where Power BI reads JSON', async () => {
  assert.equal(written.code, 0, written.err);
  for (const path of [
    'Daybook.pbip',
    'Daybook.pbids',
    'Daybook.Report/definition.pbir',
    'Daybook.Report/report.json',
  ])
    JSON.parse(await readFile(join(folder, path), 'utf8'));
  const source = JSON.parse(await readFile(join(folder, 'Daybook.pbids'), 'utf8')) as {
    connections: { details: { protocol: string; address: { url: string } } }[];
  };
  assert.deepEqual(source.connections[0]?.details, {
    protocol: 'odata',
    address: { url: 'https://daybook.invalid/odata/' },
  });
});

test('every name that the model uses is there, and no two ways between tables count at once', async () => {
  const files = await readdir(join(definition, 'tables'));
  const tables = new Map<string, Declared>();
  for (const file of files) {
    const [table] = readTmdl(await read('tables', file));
    assert.ok(table?.kind === 'table', file);
    tables.set(table.name, table);
  }
  assert.ok(tables.size > 20);
  const listed = readTmdl(await read('model.tmdl')).filter(
    ({ kind, name }) => kind === 'table' && name !== '',
  );
  assert.deepEqual(listed.map(({ name }) => name).toSorted(), [...tables.keys()].toSorted());
  const ways = readTmdl(await read('relationships.tmdl'));
  const active = new Map<string, string[]>();
  for (const { properties } of ways) {
    const [from = '', to = ''] = ['fromColumn', 'toColumn'].map((end) => properties.get(end) ?? '');
    for (const end of [from, to]) {
      const [table = '', column = ''] = end.split('.');
      assert.ok(named(tables.get(table), 'column').includes(column), end);
    }
    const [source = '', target = ''] = [from, to].map((end) => end.split('.')[0] ?? '');
    if (properties.get('isActive') !== 'false') active.set(source, [...(active.get(source) ?? []), target]);
  }
  const reached = (table: string): string[] =>
    (active.get(table) ?? []).flatMap((target) => [target, ...reached(target)]);
  for (const table of tables.keys())
    assert.equal(new Set(reached(table)).size, reached(table).length, `two ways lead from ${table}`);
  assert.ok(active.get('ledger_balances')?.includes('sites'));
});

test('measures compute with columns and measures that are there; personal data and salaries are not', async () => {
  const [pnl] = readTmdl(await read('tables', 'profit_and_losses.tmdl'));
  const measures = pnl?.holds.filter(({ kind }) => kind === 'measure') ?? [];
  assert.ok(measures.some(({ name }) => name === 'Front line contribution variance %'));
  const names = new Set([...named(pnl, 'column'), ...measures.map(({ name }) => name)]);
  for (const { value, name } of measures)
    for (const [, used = ''] of value.matchAll(/\[([^\]]+)\]/g))
      assert.ok(names.has(used), `${name}: ${used}`);
  const [rent] = measures.filter(({ name }) => name === 'Parking rents favorable');
  assert.match(rent?.value ?? '', /\* -1$/);
  const files = await readdir(join(definition, 'tables'));
  for (const kept of ['site_salaries', 'labor_allocations', 'people', 'quarantines', 'audit_entries'])
    assert.ok(!files.includes(`${kept}.tmdl`), kept);
  assert.doesNotMatch(await read('tables', 'sites.tmdl'), /district_manager|billing_contact/);
  assert.match(await read('roles', 'Own sites.tmdl'), /USERPRINCIPALNAME\(\)/);
  const ledger = await read('tables', 'ledger_balances.tmdl');
  assert.match(
    ledger,
    /\[period_month\] >= DateTime\.Date\(RangeStart\) and \[period_month\] < DateTime\.Date\(RangeEnd\)/,
  );
  assert.match(ledger, /incrementalGranularity: month/);
});
