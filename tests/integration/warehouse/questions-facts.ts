import type { Database } from '../../../src/platform/database/index.ts';

/** Columns of a row by name; money and hours as decimal text, so that no digit is lost on the way in. */
export type Fact = Readonly<Record<string, string | number | boolean | null>>;

const PERIOD = {
  'warehouse.budget': 'period_month',
  'warehouse.ledger_balance': 'period_month',
  'warehouse.payroll_budget': 'period_month',
  'warehouse.payroll_day': 'worked_on',
  'warehouse.timesheet': 'worked_on',
  'warehouse.shift': 'shift_on',
  'warehouse.schedule_cost': 'scheduled_on',
  'warehouse.revenue_value': 'revenue_on',
  'warehouse.revenue_detail': 'revenue_on',
} as const;

type FactTable = keyof typeof PERIOD;
type ListTable = 'site' | 'account' | 'job_code' | 'site_access' | 'site_version' | 'site_district_manager';

/** A warehouse that a test fills row by row, as a load would have left it. */
export interface Books {
  /** Registers a load of the file and returns its number. */
  readonly batch: (file: string) => Promise<string>;
  /** Rows of a fact; each is given the next line of the file, from line 2 on. */
  readonly facts: (table: FactTable, batch: string, rows: readonly Fact[]) => Promise<void>;
  readonly list: (table: ListTable, rows: readonly Fact[]) => Promise<void>;
}

/** Ready to fill: sites 0170 and 0829, and an account for every rule that the questions know. */
export async function openBooks(database: Database): Promise<Books> {
  await database.execute(BRING);
  const books: Books = {
    batch: async (file) => {
      const [row] = await database.query<{ batch_id: string }>(
        `insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, state)
         values ('test', 'test', $1, '', 0, 'test', '2025-05-01 06:00Z', 'loaded') returning batch_id`,
        [file],
      );
      return row?.batch_id ?? '';
    },
    facts: async (table, batch, rows) => {
      const lined = rows.map((row, at) => ({ ...row, batch_id: batch, source_line: at + 2 }));
      await database.execute('select public.bring($1, $2, $3)', [
        table,
        PERIOD[table],
        JSON.stringify(lined),
      ]);
    },
    list: async (table, rows) => {
      await database.execute('select public.bring($1, null, $2)', [
        `warehouse.${table}`,
        JSON.stringify(rows),
      ]);
    },
  };
  const source = { batch_id: await books.batch('lists.csv'), source_line: 1 };
  await books.list(
    'site',
    ['0170', '0829'].map((site_id) => ({ site_id, is_listed: true, first_seen_at: '2024-01-01' })),
  );
  await books.list(
    'account',
    ACCOUNTS.map(([account_id, summary_category]) => ({
      account_id,
      account_name: `Account ${account_id}`,
      summary_category,
      is_listed: true,
      ...source,
    })),
  );
  await books.list(
    'job_code',
    ['GSA', 'GSC'].map((job_code) => ({ job_code, job_title: job_code, is_active: true })),
  );
  return books;
}

/** Nobody outside the tests writes rows like this, so the function lives in the database of the test only. */
const BRING = `
  create function public.bring(target regclass, period name, facts jsonb) returns void
  language plpgsql as $$
  declare
    month date;
  begin
    for month in
      select distinct date_trunc('month', (fact ->> period)::date)::date
      from jsonb_array_elements(facts) as fact where period is not null
    loop
      perform warehouse.ensure_partition(target, period, month);
    end loop;
    -- What a file leaves blank in a key is not null.
    execute format('insert into %1$s select * from jsonb_populate_recordset(null::%1$s, $1)', target)
    using (select jsonb_agg('{"transaction_id": "", "deposit_flag": "", "occurrence": 1}' || fact)
      from jsonb_array_elements(facts) as fact);
  end
  $$`;

const ACCOUNTS: readonly (readonly [account: string, summaryCategory: string | null])[] = [
  ['4790', 'INTERNAL REVENUE'],
  ['4791', 'INTERNAL REVENUE'],
  ['6000', 'PAYROLL'],
  ['6002', 'PAYROLL'],
  ['6200', 'PTEB'],
  ['6399', 'PTEB'],
  ['7045', 'OTHER EXPENSE'],
  ['7080', 'INSURANCE'],
  ['7082', 'INSURANCE'],
  ['7099', 'CLAIMS'],
  ['7100', 'CLAIMS'],
  ['7105', 'OTHER EXPENSE'],
  ['7115', 'OTHER EXPENSE'],
  ['7170', 'PARKING RENTS'],
  ['7171', 'PARKING RENTS'],
  ['7999', 'OTHER EXPENSE'],
  ['9410', 'EXTERNAL REVENUE'],
  ['9411', null],
  ['9412', null],
  ['9440', null],
  ['9510', null],
  ['9520', null],
  ['9540', null],
];
