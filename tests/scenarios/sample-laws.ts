import { shownLines, type ExplainedCell, type ShownLine } from '../../src/forecasting/index.ts';
import { explainCell } from '../../src/forecasting/explanation/explain-cell.ts';
import { untouchedVersion } from '../../src/forecasting/pnl/gather-years.ts';
import { explainLine } from '../../src/billing/statements/explain-line.ts';
import type { Acting } from '../../src/commands/command.ts';
import { decimal, sum } from '../../src/kernel/decimal.ts';
import type { Month } from '../../src/kernel/month.ts';
import type { Database, Queryable } from '../../src/platform/database/index.ts';

/** How many were looked at, and what was found at fault, in words. */
export interface Looked {
  readonly count: number;
  readonly faults: readonly string[];
}

/**
 * What is booked is shown: each closed month of each site has in its rows of front line contribution what its ledger
 * holds in 4000 to 7999.
 */
export async function bookedIsShown(database: Queryable): Promise<Looked> {
  const rows = await database.query<{ place: string; shown: string; booked: string }>(
    `select site_id || ' ' || to_char(plan_month, 'YYYY-MM') as place, shown, booked
     from (
       select cell.site_id, cell.plan_month,
         sum(case when line = 'internal-revenue' then actual when line = 'external-revenue' then 0 else -actual end)
           as shown
       from forecasting.pnl_cell as cell
       join forecasting.site_month using (site_id, version_id, plan_month)
       join forecasting.version using (site_id, version_id)
       where kind = 'working' and state = 'closed'
       group by 1, 2) as pnl
     cross join lateral (
       select -sum(amount) as booked from warehouse.ledger_balance
       where ledger_balance.site_id = pnl.site_id and period_month = plan_month
         and account_id >= '4000' and account_id < '8000') as ledger`,
  );
  const faults = rows.filter(({ shown, booked }) => !decimal(shown).eq(booked));
  return {
    count: rows.length,
    faults: faults.map(({ place, shown, booked }) => `${place}: shown ${shown}, booked ${booked}`),
  };
}

/** Rows whose parts are amounts that sum to the cell; of PTEB they are what it is worked out from. */
const summed: readonly ShownLine[] = shownLines.filter((line) => line !== 'pteb');

/** What explains adds up to what it explains: every cell of months of a site, as far as it is a sum. */
export async function cellsAddUp(
  { caller, database }: Acting,
  { site, months, asOf }: { readonly site: string; readonly months: readonly Month[]; readonly asOf: string },
): Promise<Looked> {
  const [version] = await database.query<{ id: string }>(
    `select version_id as id from forecasting.version where site_id = $1 and plan_year = 2025 and kind = 'working'`,
    [site],
  );
  const asked = { site, versionId: version?.id ?? untouchedVersion };
  const faults: string[] = [];
  let count = 0;
  for (const month of months)
    for (const line of summed) {
      const explained = await explainCell(
        { owner: database, asCaller: (read) => caller.transaction(read) },
        asked,
        { year: 2025, asOf, month, line },
      );
      if (explained === null) continue;
      count += 1;
      faults.push(...faultsOfCell(explained));
    }
  return { count, faults };
}

function faultsOfCell({ site, month, line, cell, state, parts, actualRows, lines }: ExplainedCell): string[] {
  const place = `${site} ${month} ${line}`;
  const ofParts = sum(parts.map(({ value }) => value));
  const shown = cell.trend ?? decimal('0');
  const faults = ofParts.minus(shown).abs().lt('0.000001')
    ? []
    : [`${place}: parts ${ofParts.toString()}, cell ${shown.toString()}`];
  if (state === 'closed' && parts.some(({ name }) => name === 'ledger of the month')) {
    const ofRows = sum(actualRows.map(({ amount }) => decimal(amount)));
    if (!ofRows.abs().eq(shown.abs()))
      faults.push(`${place}: rows ${ofRows.toString()}, cell ${shown.toString()}`);
  }
  if (line === 'internal-revenue' && lines.length > 0) {
    const ofLines = sum(lines.map(({ exact, amount }) => exact ?? amount));
    const ofComponents = sum(
      parts.filter(({ name }) => !['other-revenue', 'budget'].includes(name)).map(({ value }) => value),
    );
    if (ofLines.minus(ofComponents).abs().gte('0.000001'))
      faults.push(`${place}: lines ${ofLines.toString()}, components ${ofComponents.toString()}`);
  }
  return faults;
}

/** What explains lines of sent statements, or of others where too few were sent: each value with its rows, as text. */
export async function explainedLines({
  caller,
  database,
}: Acting): Promise<Looked & { readonly told: string[] }> {
  const lines = await database.query<{ id: string }>(
    `select line_id as id from billing.statement_line
     where statement_id in (
       select statement_id from billing.statement where is_standing
       order by state = 'Sent' desc, statement_id desc limit 8)
     order by 1`,
  );
  const [faults, told]: [string[], string[]] = [[], []];
  for (const { id } of lines) {
    const line = await explainLine(caller, id);
    for (const { name, value, unit, origin, rows } of line?.inputs ?? []) {
      if (origin.kind !== 'facts' || unit === 'rate') continue;
      const ofRows = sum(rows.map((row) => decimal(row.value ?? '0')));
      if (!ofRows.abs().eq(decimal(value).abs()))
        faults.push(`line ${id}, ${name}: ${value}, rows ${ofRows.toString()}`);
      const places = rows.map((row) => [row.fact, row.on, row.value, row.batchId, row.line].join(' '));
      told.push(`${id} ${name} ${value}: ${places.join('; ')}`);
    }
  }
  return { count: lines.length, faults, told };
}

/** A correction of every ledger balance and revenue of a month, as a later load makes it; history keeps what was. */
export async function correct(database: Database, month: Month): Promise<number> {
  const [batch] = await database.query<{ id: string }>(
    `insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, state)
     values ('test', 'test', 'correction.csv', '', 0, 'test', now(), 'loaded') returning batch_id as id`,
  );
  let count = 0;
  for (const statement of Object.values(corrections))
    count += await database.execute(statement, [batch?.id ?? '', `${month}-01`]);
  return count;
}

const corrections = {
  ledger: `
    with kept as (
      insert into warehouse.ledger_balance_history
      select old.* from warehouse.ledger_balance as fact
      cross join lateral jsonb_populate_record(null::warehouse.ledger_balance_history, to_jsonb(fact)
        || jsonb_build_object('superseded_by_batch_id', $1::bigint, 'superseded_at', now())) as old
      where fact.period_month = $2::date returning 1)
    update warehouse.ledger_balance set amount = amount + 11.11, batch_id = $1::bigint
    where period_month = $2::date and exists (select from kept)`,
  revenue: `
    with kept as (
      insert into warehouse.revenue_detail_history
      select old.* from warehouse.revenue_detail as fact
      cross join lateral jsonb_populate_record(null::warehouse.revenue_detail_history, to_jsonb(fact)
        || jsonb_build_object('superseded_by_batch_id', $1::bigint, 'superseded_at', now())) as old
      where fact.revenue_on >= $2::date and fact.revenue_on < $2::date + interval '1 month' returning 1)
    update warehouse.revenue_detail set net_external_revenue = net_external_revenue + 1.01, batch_id = $1::bigint
    where revenue_on >= $2::date and revenue_on < $2::date + interval '1 month' and exists (select from kept)`,
} as const;
