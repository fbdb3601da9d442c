/** SQL that fills the facts of the question benchmark; `$1` is the first day of the month, `$2` the number of sites. */
export const facts = {
  dimensions: `
    insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line)
    select number::text, 'Account ' || number,
      case when number = 9410 then 'EXTERNAL REVENUE' when number < 5000 then 'INTERNAL REVENUE'
        when number < 6200 then 'PAYROLL' when number < 7000 then 'PTEB' when number < 9000 then 'OTHER EXPENSE'
      end, 0, 0
    from unnest(array[4790, 4791, 6000, 6001, 6005, 6015, 6200, 6399, 6500, 7045, 7075, 7113, 7115, 7175, 7178,
      7180, 7185, 7205, 7220, 7000, 7010, 9410, 9411, 9412, 9413, 9414, 9415, 9416, 9440, 9510, 9520, 9530, 9540,
      9550, 9560, 9570]) as number`,
  builder: `
    create function public.build_month(fact regclass, month date, filling text, sites int) returns bigint
    language plpgsql as $$
    declare
      filled bigint;
      built text := (select relname from pg_class where oid = fact) || to_char(month, '"_"YYYY"_"MM"_bench"');
      period name := (select attname from pg_attribute join pg_partitioned_table on partrelid = attrelid
        where attrelid = fact and attnum = partattrs[0]);
    begin
      execute format(
        'create table warehouse.%I (like %s including defaults, constraint arrived_month check (%I >= %L and %I < %L))',
        built, fact, period, month, period, month + interval '1 month');
      execute format('insert into warehouse.%I %s', built, filling) using month, sites;
      get diagnostics filled = row_count;
      execute format('alter table warehouse.%I add primary key (%s)', built,
        warehouse.column_list(warehouse.key_columns(fact)));
      perform warehouse.attach_month(fact, format('warehouse.%I', built)::regclass, month);
      return filled;
    end $$`,
  monthly: [
    [
      'warehouse.budget',
      `select (1000 + site)::text, $1, account_id, site % 97 + 0.5, 1, 1
       from generate_series(0, $2 - 1) as site, warehouse.account`,
    ],
    [
      'warehouse.ledger_balance',
      `select (1000 + site)::text, $1, account_id, '02', 1, site % 89 + 0.25
         , null, null, null, null, null, '', null, null, null, null, null, null, null, 1, 1
       from generate_series(0, $2 - 1) as site, warehouse.account`,
    ],
    [
      'warehouse.payroll_budget',
      `select (1000 + site)::text, $1, profile, measure, 160, 1, 1
       from generate_series(0, $2 - 1) as site, unnest(array['GSA', 'GSC', 'MANAGER']) as profile,
         unnest(array['PR HOURS', 'PAYROLL']) as measure`,
    ],
    [
      'warehouse.payroll_day',
      `select (1000 + site)::text, $1 + day, job, 'REGULAR', 8, 120.5, 1, 1
       from generate_series(0, $2 - 1) as site, generate_series(0, 27) as day,
         unnest(array['GSA', 'GSC', 'CASH']) as job`,
    ],
    [
      'warehouse.shift',
      `select (1000 + site)::text, $1 + day, job, 'E' || site, ($1 + day)::timestamptz, null, null, 480, 0, 0, false,
         1, 1
       from generate_series(0, $2 - 1) as site, generate_series(0, 27) as day, unnest(array['GSA', 'GSC']) as job`,
    ],
    [
      'warehouse.schedule_cost',
      `select (1000 + site)::text, $1 + day, job, 96.25, 1, 1
       from generate_series(0, $2 - 1) as site, generate_series(0, 27) as day, unnest(array['GSA', 'GSC']) as job`,
    ],
    [
      'warehouse.revenue_value',
      `select (1000 + site)::text, $1 + day, 'OCC', 'OCCUPIED ROOMS', 'OTHER', '', 140, false, null, 1, 1
       from generate_series(0, $2 - 1) as site, generate_series(0, 27) as day`,
    ],
    [
      'warehouse.revenue_detail',
      `select (1000 + site)::text, $1 + day, code, 'CREDIT CARD', 'VALET DAILY', 'Y', 110.5, 100.25, 7, 8.875, 0, 1, 1
       from generate_series(0, $2 - 1) as site, generate_series(0, 27) as day,
         unnest(array['VD1', 'VO1', 'VM1', 'SD1', 'SO1', 'SM1']) as code`,
    ],
  ],
  timesheet: [
    'warehouse.timesheet',
    `select (1000 + site)::text, $1 + day, job, 'E' || site, 480, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1
     from generate_series(0, $2 - 1) as site, generate_series(0, 27) as day, unnest(array['GSA', 'GSC']) as job`,
  ],
} as const;
