import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill } from '../../src/billing/index.ts';
import { reportOf, type ReportDocument } from '../../src/billing/documents/report.ts';
import { explainLine } from '../../src/billing/statements/explain-line.ts';
import { decimal, sum } from '../../src/kernel/decimal.ts';
import { cloneDatabase } from '../database.ts';
import { may, member, openBillingFixture } from '../integration/billing/billing-fixture.ts';
import { randomFrom } from '../recovery/random-from.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
const bea = await member(database, 'bea', 'billingAdmin');

/** A correction as a later load makes it: rows are replaced by others, or taken away; history keeps what was there. */
async function correct(table: string, draw: (count: number) => number): Promise<void> {
  const batch = await books.batch(`correction of ${table}.csv`);
  const figure = table === 'ledger_balance' ? 'amount' : 'net_external_revenue';
  await database.execute(
    `with chosen as (
       select ctid as place, tableoid as part from warehouse.${table} order by source_line, batch_id, ctid
       offset $2::integer limit 1
     ), kept as (
       insert into warehouse.${table}_history
       select old.* from chosen join warehouse.${table} as fact on fact.ctid = place and fact.tableoid = part
       cross join lateral jsonb_populate_record(null::warehouse.${table}_history, to_jsonb(fact)
         || jsonb_build_object('superseded_by_batch_id', $1::bigint, 'superseded_at', now())) as old
       returning 1
     ), gone as (
       delete from warehouse.${table} as fact using chosen
       where fact.ctid = place and fact.tableoid = part and $3::numeric = 0 and exists (select from kept)
       returning 1
     )
     update warehouse.${table} as fact set ${figure} = ${figure} + $3::numeric, batch_id = $1::bigint
     from chosen where fact.ctid = place and fact.tableoid = part and $3::numeric <> 0 and exists (select from kept)`,
    [
      batch,
      draw(5),
      draw(4) === 0 ? '0' : `${String(draw(2000) - 1000)}.${String(draw(100)).padStart(2, '0')}`,
    ],
  );
}

/** Every value of every line that comes from facts, with the sum of the rows that explain it. */
async function explained(): Promise<string[]> {
  const lines = await database.query<{ line_id: string }>(
    'select line_id from billing.statement_line order by 1',
  );
  const values: string[] = [];
  for (const { line_id: lineId } of lines) {
    const line = await explainLine(bea.caller, lineId);
    for (const { name, value, unit, origin, rows } of line?.inputs ?? []) {
      if (origin.kind !== 'facts' || unit === 'rate') continue;
      const total = sum(rows.map((row) => decimal(row.value ?? '0')));
      assert.ok(
        total.abs().eq(decimal(value).abs()),
        `line ${lineId}, ${name}: ${value}, rows ${total.toString()}`,
      );
      values.push(`${lineId} ${name} ${value} ${String(rows.length)}`);
    }
  }
  return values;
}

async function reports(): Promise<ReportDocument[]> {
  const statements = await database.query<{ statementId: string; site: string }>(
    'select statement_id as "statementId", site_id as site from billing.statement order by 1',
  );
  const all: ReportDocument[] = [];
  for (const { statementId, site } of statements)
    for (const kind of ['other-expenses', 'mix-of-sales', 'tax', 'validation'] as const)
      all.push(await reportOf(database, kind, { statementId, site, customerName: null, month: may }));
  return all;
}

test('what explains adds up to what it explains, and stays so, whatever is corrected later', async () => {
  const random = randomFrom(20_251_129);
  const draw = (count: number): number => Math.floor(random() * count);
  for (let round = 0; round < 4; round += 1) {
    await bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId, proceedReason: 'drawn' });
    const [valuesBefore, reportsBefore] = [await explained(), await reports()];
    for (let count = 0; count < 5; count += 1)
      await correct(draw(2) === 0 ? 'ledger_balance' : 'revenue_detail', draw);
    assert.deepEqual(await explained(), valuesBefore);
    assert.deepEqual(await reports(), reportsBefore);
  }
});
