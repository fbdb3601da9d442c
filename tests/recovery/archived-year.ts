import { facts } from '../../bench/question-facts.ts';
import type { Database } from '../../src/platform/database/index.ts';

/** Texts that a format could lose on the way: quotes, lines, blanks, what looks like null, and other alphabets. */
const texts = [
  '',
  ' ',
  'NULL',
  '\\N',
  '"',
  '","',
  "it's",
  'two\nlines',
  'a\r\nb',
  '\t',
  '€ ünïcödé 🅿',
  '\\',
  '1e5',
];
/** Amounts that a binary float could not hold. */
const amounts = [
  '99999999999999.99999',
  '-99999999999999.99999',
  '0.00001',
  '-0.00000',
  '0.10000',
  '12345.67890',
];

/**
 * Fills facts with a month of 2019 for three sites, the ledger with another, with rows whose texts and amounts are hard
 * to keep, and a history of replaced rows. `few`: ledger and budget only.
 */
export async function fillYear(database: Database, which: 'few' | 'all'): Promise<void> {
  await database.execute(`insert into warehouse.site (site_id, is_listed) select (1000 + n)::text, true
    from generate_series(0, 2) as n`);
  await database.execute(facts.dimensions);
  await database.execute(facts.builder);
  await database.execute(`
    create function public.year_in() returns table (name text, content text) language plpgsql as $$
    declare
      class record;
    begin
      for class in select relation, time_column from security.retention_class where online_years is not null loop
        name := class.relation;
        execute format('select count(*) || '' '' || coalesce(sum(hashtextextended(held::text, 0)::numeric), 0)
          from %s as held where %I >= ''2019-01-01'' and %I < ''2020-01-01''',
          class.relation, class.time_column, class.time_column) into content;
        return next;
      end loop;
    end $$`);
  const few = ['warehouse.budget', 'warehouse.ledger_balance'];
  const chosen = [...facts.monthly, facts.timesheet].filter(
    ([fact]) => which === 'all' || few.includes(fact),
  );
  const build = (month: string, fact: string, filling: string): Promise<number> =>
    database.execute('select public.build_month($1, $2::date, $3, 3)', [fact, month, filling]);
  for (const [fact, filling] of chosen) {
    await build('2019-01-01', fact, filling);
    if (fact === 'warehouse.ledger_balance') await build('2019-02-01', fact, filling);
  }
  await database.execute(
    `insert into warehouse.ledger_balance (site_id, period_month, account_id, entity, account_index, amount,
       reported_site, account_description, balance_on, transaction_id, fiscal_year, is_adjustment, source_loaded_at,
       batch_id, source_line)
     select '1001', '2019-01-01', '6000', 'H', place, amount::numeric, case when place % 2 = 0 then text end, text,
       case when place % 3 = 0 then date '2019-01-31' end, text, 2019,
       case place % 3 when 0 then true when 1 then false end,
       case when place % 2 = 0 then timestamptz '2019-01-31 23:59:59.000001+02' + place * interval '1 microsecond' end,
       9, place
     from unnest($1::text[]) with ordinality as listed (text, place)
     join unnest($2::text[]) with ordinality as valued (amount, number) on number = 1 + place % $3`,
    [texts, amounts, amounts.length],
  );
  await database.execute(
    `insert into warehouse.ledger_balance_history
       (site_id, period_month, account_id, entity, account_index, amount, account_description, transaction_id, batch_id,
        source_line, occurrence, superseded_by_batch_id, superseded_at)
     select site_id, period_month, account_id, entity, account_index, amount, account_description, transaction_id, 0,
       source_line + 1, occurrence, batch_id, now()
     from warehouse.ledger_balance`,
  );
  // Another year stays where it is, in the table of the history too.
  await database.execute(
    `insert into warehouse.ledger_balance_history
       (site_id, period_month, account_id, entity, account_index, amount, transaction_id, batch_id, source_line,
        occurrence, superseded_by_batch_id, superseded_at)
     values ('1001', '2018-12-01', '6000', 'H', 1, 5, '', 0, 1, 1, 9, now())`,
  );
}

/** Rows of 2019 by table, with a digest of them that does not depend on their order; after `fillYear`. */
export async function yearIn(database: Database): Promise<Readonly<Record<string, string>>> {
  const tables = await database.query<{ name: string; content: string }>('select * from public.year_in()');
  return Object.fromEntries(tables.map(({ name, content }) => [name, content]));
}
