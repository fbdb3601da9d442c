import type { Database } from '../../src/platform/database/index.ts';

/** A view of the api as the property knows it. */
export interface View {
  readonly name: string;
  /** Table that is filled. */
  readonly table: string;
  /** Column with the number of the row. */
  readonly id: string;
  readonly period: string;
  readonly amount: string;
  /** Objects of the matrix, each of which lets its reader see the row. */
  readonly objects: readonly string[];
}

export interface Row {
  readonly id: number;
  readonly site: string;
  /** `YYYY-MM-DD`. */
  readonly period: string;
  readonly amount: number;
  /** Of a record in quarantine: it came with a revenue report. */
  readonly isRevenue?: boolean;
}

const view = (name: string, period: string, amount: string, objects: string): View => ({
  name,
  table: `warehouse.${name}`,
  id: 'source_line',
  period,
  amount,
  objects: objects.split(' '),
});

export const views: readonly View[] = [
  view('ledger_balance', 'period_month', 'amount', 'profit-and-loss'),
  view('budget', 'period_month', 'amount', 'profit-and-loss budget'),
  view('payroll_budget', 'period_month', 'amount', 'labor budget'),
  view('payroll_day', 'worked_on', 'dollars', 'labor'),
  view('schedule_cost', 'scheduled_on', 'cost', 'labor'),
  view('shift', 'shift_on', 'regular_minutes', 'labor labor-allocation'),
  view('timesheet', 'worked_on', 'regular_minutes', 'labor labor-allocation'),
  view('revenue_value', 'revenue_on', 'value', 'revenue'),
  view('revenue_detail', 'revenue_on', 'external_revenue', 'revenue'),
  view('site_version', 'valid_from_on', 'rooms_available', 'site'),
  {
    name: 'quarantine',
    table: 'sources.quarantine',
    id: 'source_line',
    period: 'slice_on',
    amount: 'source_line',
    objects: ['data-flow', 'revenue-report'],
  },
];

const SITES = 24;

/** Numbers of the sites. The district of a site is its place modulo 6, the region that of the district modulo 3. */
export function sitesOf(filter: { readonly district?: number; readonly region?: number } = {}): string[] {
  return Array.from({ length: SITES }, (_, at) => at)
    .filter((at) => filter.district === undefined || at % 6 === filter.district)
    .filter((at) => filter.region === undefined || (at % 6) % 3 === filter.region)
    .map((at) => String(1001 + at));
}

/** Fills every table of `views` with rows of three months; what was written, by name of the view. */
export async function drawRows(database: Database, random: () => number): Promise<Map<string, Row[]>> {
  await database.execute(FILL);
  await database.query('select public.fill_sites($1)', [sitesOf()]);
  const drawn = new Map<string, Row[]>();
  for (const { name, table } of views) {
    const rows: Row[] = sitesOf().flatMap((site, place) =>
      Array.from({ length: 8 }, (_, at): Row => {
        const month = 1 + (at % 3);
        const isMonthly = /budget|ledger/.test(table);
        const day = isMonthly ? 1 : 1 + Math.floor(at / 3) * 8 + Math.floor(random() * 8);
        return {
          id: place * 8 + at + 1,
          site,
          period: `2025-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
          amount: Math.floor(random() * 1_000),
          isRevenue: at % 2 === 0,
        };
      }),
    );
    await database.query('select public.fill_rows($1, $2)', [table, JSON.stringify(rows)]);
    drawn.set(name, name === 'quarantine' ? rows.map((row) => ({ ...row, amount: row.id })) : rows);
  }
  return drawn;
}

const FILL = `
  create function public.fill_sites(sites text[]) returns void language sql as $$
    insert into warehouse.site (site_id, is_listed) select site, true from unnest(sites) as site;
    insert into security.site_place (site_id, district, region)
    select site, 'D' || (place - 1) % 6, 'R' || ((place - 1) % 6) % 3
    from unnest(sites) with ordinality as listed (site, place);
    insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line)
    select (6000 + number)::text, 'Wages', 'PAYROLL', 1, 1 from generate_series(0, 7) as number;
    insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, state)
    values ('test', 'test', 'drawn.csv', '', 0, 'test', now(), 'loaded');
  $$;
  create function public.fill_rows(target regclass, rows jsonb) returns void language plpgsql as $$
  declare
    month date;
    period name;
  begin
    select attname into period from pg_partitioned_table join pg_attribute
      on attrelid = partrelid and attnum = partattrs[0] where partrelid = target;
    if period is not null then
      for month in select generate_series(date '2025-01-01', date '2025-03-01', '1 month') loop
        perform warehouse.ensure_partition(target, period, month);
      end loop;
    end if;
    create temporary table drawn on commit drop as
    select *
    from jsonb_to_recordset(rows) as listed (id int, site text, period date, amount numeric, "isRevenue" boolean);
    execute (
      select format('insert into %s (%s) select %s from drawn', target,
        string_agg(quote_ident(attname), ', ' order by attnum), string_agg(
        case
          when attname in ('site_id', 'slice_site_id') then 'site'
          when attname = 'source_line' then 'id'
          when attname = any ('{period_month,worked_on,scheduled_on,shift_on,revenue_on,slice_on,valid_from_on}')
            then 'period'
          when attname in ('amount', 'dollars', 'cost', 'value', 'external_revenue', 'rooms_available') then
            case when attname = 'value' and target = 'sources.quarantine'::regclass then 'null' else 'amount' end
          when attname = 'regular_minutes' then 'amount::int'
          when attname = 'account_id' then '(6000 + id % 8)::text'
          when attname = 'feed' then 'case when "isRevenue" then ''revenue_daily_detail'' else ''budget_final'' end'
          when target = 'warehouse.site_version'::regclass and attname = 'state' then '''CT'''
          when target = 'warehouse.site_version'::regclass and attname = 'zip' then '''06101'''
          when attname = 'valid_to_on' then 'period + 1'
          when attname = 'state' then '''open'''
          when attname = 'record' then '''{}''::jsonb'
          when attname in ('revenue_category', 'value_type') then '''OTHER'''
          when atttypid = 'text'::regtype then '''k'' || id'
          when atttypid = 'boolean'::regtype then 'false'
          when atttypid = 'timestamptz'::regtype then 'period::timestamptz'
          when atttypid in ('int'::regtype, 'bigint'::regtype, 'numeric'::regtype) then '1'
          else 'null'
        end, ', ' order by attnum))
      from pg_attribute
      where attrelid = target and attnum > 0 and not attisdropped and attidentity = ''
        and (attname <> 'valid_to_on' or target = 'warehouse.site_version'::regclass)
        and attname not in ('waits_for', 'waits_for_id', 'resolved_by_batch_id', 'decided_at'));
    drop table drawn;
  end
  $$`;
