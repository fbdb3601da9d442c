import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fillFacts, first, measuredQuestions } from '../../../bench/questions.ts';
import { format } from 'prettier';
import type { Queryable } from '../../../src/platform/database/index.ts';
import { ask } from '../../../src/warehouse/index.ts';
import { cloneDatabase } from '../../database.ts';

/** Rows that are here, and how many times as many the planner is told of: 6,000 sites. */
const here = { sites: 60, months: 4, times: 100 };
/** Rows above which a table is never read from its beginning to its end (operations.md 9.6). */
const mostScanned = 100_000;
/** What may become of the cost of a plan before somebody has to look at it (operations.md 9.8). */
const mostDearer = 2;
const stored = join(import.meta.dirname, 'hot-plans.json');

/** A plan as it is kept: what the planner expects it to cost, and its nodes, without the names of months. */
interface HotPlan {
  readonly cost: number;
  readonly shape: readonly string[];
}

/** A node of a plan, as PostgreSQL says it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Total Cost': number;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

const database = await cloneDatabase();
await database.execute(
  `insert into warehouse.site (site_id, is_listed)
   select (1000 + number)::text, true from generate_series(0, $1 - 1) as number`,
  [here.sites],
);
await fillFacts(database, here.sites, here.months);
const plans = await plansOf('on');
/** The same without indexes, which both rules have to notice. */
const blind = await plansOf('off');

/** The plans of every question in the list of the benchmark, for one site and month, on statistics of many sites. */
async function plansOf(indexes: 'on' | 'off'): Promise<Map<string, PlanNode[]>> {
  return database.transaction(async (transaction) => {
    // The planner multiplies rows in a page by pages: as many pages with more rows are more rows.
    await transaction.execute(
      `update pg_class set reltuples = reltuples * ${String(here.times)}
       where relnamespace = 'warehouse'::regnamespace and (relispartition or relkind = 'p') and reltuples > 0`,
    );
    await transaction.execute(`set local enable_indexscan = ${indexes}; set local enable_bitmapscan = ${indexes};
      set local enable_indexonlyscan = ${indexes}`);
    const planned = new Map<string, PlanNode[]>();
    for (const [name, parameters] of measuredQuestions())
      planned.set(name, await explained(transaction, name, parameters('1007', first)));
    await transaction.execute('rollback; begin');
    return planned;
  });
}

/** The plan of each statement that a question asks. */
async function explained(
  connection: Queryable,
  question: string,
  parameters: Readonly<Record<string, string>>,
): Promise<PlanNode[]> {
  const nodes: PlanNode[] = [];
  const listening: Queryable = {
    query: async (text, values) => {
      const [row] = await connection.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        ['explain (format json)', text].join(' '),
        values,
      );
      if (row) nodes.push(row['QUERY PLAN'][0].Plan);
      return connection.query(text, values);
    },
    execute: (text, values) => connection.execute(text, values),
  };
  await ask(listening, question, parameters);
  return nodes;
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function withoutMonth(name: string): string {
  return name.replace(/_\d{4}_\d\d(_bench)?/, '');
}

function shapeOf(node: PlanNode, depth = 0): string[] {
  const { 'Node Type': type, 'Relation Name': relation, 'Index Name': index, Plans: inner = [] } = node;
  // A value that is worked out once.
  if (type === 'Result' && inner.length === 0) return [];
  const on = relation === undefined ? '' : ` on ${withoutMonth(relation)}`;
  const using = index === undefined ? '' : ` using ${withoutMonth(index)}`;
  const line = `${'  '.repeat(depth)}${type}${using}${on}`;
  return [line, ...inner.flatMap((child) => shapeOf(child, depth + 1))];
}

function storable(nodes: readonly PlanNode[]): HotPlan {
  const cost = nodes.reduce((sum, node) => sum + node['Total Cost'], 0);
  return { cost: Math.round(cost), shape: nodes.flatMap((node) => shapeOf(node)) };
}

/** Tables of many rows that a plan reads from beginning to end. */
async function scannedWhole(nodes: readonly PlanNode[]): Promise<string[]> {
  const scanned = nodes
    .flatMap(nodesOf)
    .filter(({ 'Node Type': type }) => type === 'Seq Scan')
    .flatMap(({ 'Relation Name': relation }) => relation ?? []);
  const large = await database.query<{ relname: string }>(
    `select relname from pg_class
     where relnamespace = 'warehouse'::regnamespace and relispartition and reltuples * $1 > $2`,
    [here.times, mostScanned],
  );
  return scanned.filter((name) => large.some(({ relname }) => relname === name));
}

test('no question of one site and month reads a table of more than 100,000 rows from end to end', async () => {
  for (const [question, nodes] of plans) assert.deepEqual(await scannedWhole(nodes), [], question);
  const planted = await Promise.all([...blind.values()].map(scannedWhole));
  assert.ok(planted.flat().length > 0, 'without indexes it is noticed');
});

test('the month of a question touches one partition of each fact', () => {
  for (const [question, parameters] of measuredQuestions()) {
    if (!('month' in parameters('1007', first))) continue;
    const touched = (plans.get(question) ?? [])
      .flatMap(nodesOf)
      .flatMap(({ 'Relation Name': relation }) => relation ?? [])
      .filter((relation) => withoutMonth(relation) !== relation);
    assert.ok(touched.length > 0, `${question} reads facts`);
    const months = new Set(touched.map((relation) => /_\d{4}_\d\d/.exec(relation)?.[0]));
    assert.deepEqual([...months], ['_2023_01'], question);
  }
});

test('no plan of a hot question became twice as dear as the one that is stored', async () => {
  const now = Object.fromEntries([...plans].map(([question, nodes]) => [question, storable(nodes)]));
  const file = join(tmpdir(), 'hot-plans.json');
  const before = JSON.parse(await readFile(stored, 'utf8').catch(() => '{}')) as Record<string, HotPlan>;
  const isDearer = (question: string, cost: number): boolean =>
    cost > mostDearer * (before[question]?.cost ?? 0);
  const dearer = Object.entries(now).filter(([question, { cost }]) => isDearer(question, cost));
  if (dearer.length > 0) await writeFile(file, await format(JSON.stringify(now), { parser: 'json' }));
  assert.deepEqual(
    dearer.map(([question, plan]) => ({ question, plan, before: before[question] })),
    [],
    `look at the plans; where they are right, keep them: cp ${file} ${stored}`,
  );
  const planted = [...blind].filter(([question, nodes]) => isDearer(question, storable(nodes).cost));
  assert.ok(planted.length > 0, 'without indexes it is noticed');
});
