import { bill } from '../../../src/billing/index.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { submitForecast } from '../../../src/forecasting/versions/submissions.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { setDemoDay } from '../../../src/platform/security/index.ts';
import { openBillingFixture } from '../../integration/billing/billing-fixture.ts';
import type { Books, Fact } from '../../integration/warehouse/questions-facts.ts';

/** The sites of the books: people who are bound to a site are bound to the first. */
export const ownSite = '0170';
const otherSite = '0829';
export const bothSites = [ownSite, otherSite] as const;
export const today = '2025-06-15';

/**
 * A text that stands in rows of one kind at one site and nowhere else: whoever meets it in an answer was shown such a
 * row. It may be shown to those who read one of the objects there.
 */
export interface Mark {
  readonly text: string;
  readonly site: string;
  readonly objects: readonly string[];
  /** It stands behind statements, and may be shown with them to whoever may read their support. */
  readonly isSupport: boolean;
}

/** Rows of both sites, told apart by the name of their file, and a statement and a submission of each. */
export interface FiguresBooks {
  readonly marks: readonly Mark[];
  readonly statementOf: ReadonlyMap<string, string>;
  /** Lines of the statement, with the site they are of. */
  readonly lines: readonly { readonly site: string; readonly line: string }[];
}

/** The objects of the matrix that open the rows of a fact. */
const opens = {
  'warehouse.budget': ['profit-and-loss', 'budget'],
  'warehouse.ledger_balance': ['profit-and-loss'],
  'warehouse.payroll_budget': ['labor', 'budget'],
  'warehouse.payroll_day': ['labor'],
  'warehouse.shift': ['labor', 'labor-allocation'],
  'warehouse.timesheet': ['labor', 'labor-allocation'],
  'warehouse.revenue_detail': ['revenue'],
} as const;
const supporting: ReadonlySet<string> = new Set([
  'warehouse.ledger_balance',
  'warehouse.timesheet',
  'warehouse.revenue_detail',
]);

const noMinutes = Object.fromEntries(
  [
    'regular',
    'overtime',
    'double_overtime',
    'holiday',
    'holiday_overtime',
    'holiday_double_overtime',
  ].flatMap((kind): [string, number][] => [
    [`${kind}_minutes`, 0],
    [`${kind}_minutes_next_day`, 0],
  ]),
);

/** Rows of a fact at a site, as of this calculation; figures differ from site to site. */
function rowsAt(site: string): Record<keyof typeof opens, readonly Fact[]> {
  const own = site === ownSite;
  const month = (at: string): object => ({ site_id: site, period_month: `2025-${at}-01` });
  const amounts = own ? ['31117', '6213', '4411'] : ['32229', '6317', '4517'];
  return {
    'warehouse.budget': ['05', '06'].flatMap((at) => [
      { ...month(at), account_id: '9410', amount: '90000' },
      { ...month(at), account_id: '4790', amount: '-36000' },
      { ...month(at), account_id: '6000', amount: amounts[0] ?? '' },
      { ...month(at), account_id: '6200', amount: amounts[2] ?? '' },
      { ...month(at), account_id: '7045', amount: '901' },
    ]),
    'warehouse.ledger_balance': [
      { ...month('05'), account_id: '6000', entity: '02', account_index: 7, amount: amounts[1] ?? '' },
      { ...month('05'), account_id: '7045', entity: '02', account_index: 7, amount: '33.5' },
      { ...month('05'), account_id: '7998', entity: '02', account_index: 7, amount: '17' },
    ],
    'warehouse.payroll_budget': [
      { ...month('06'), job_profile: 'GSA', measure: 'PR HOURS', amount: '310' },
      { ...month('06'), job_profile: 'GSA', measure: 'PAYROLL', amount: own ? '6211' : '6319' },
    ],
    'warehouse.payroll_day': [
      {
        site_id: site,
        worked_on: '2025-06-10',
        job_code: 'GSA',
        pay_type: 'REGULAR',
        hours: '8',
        dollars: '98',
      },
    ],
    'warehouse.shift': ['2025-05-19', '2025-06-19'].map((shift_on) => ({
      site_id: site,
      job_code: 'GSA',
      shift_on,
      employee_id: 'one',
      starts_at: `${shift_on} 08:00Z`,
      ends_at: `${shift_on} 16:00Z`,
      schedule_week: '2025-06-14',
      regular_minutes: 480,
      overtime_minutes: 0,
      double_overtime_minutes: 0,
      is_deleted: false,
    })),
    'warehouse.timesheet': [
      {
        ...noMinutes,
        site_id: site,
        job_code: 'GSA',
        worked_on: '2025-05-19',
        employee_id: 'one',
        regular_minutes: 480,
      },
    ],
    'warehouse.revenue_detail': ['2025-05-20', '2025-06-09'].map((revenue_on) => ({
      site_id: site,
      revenue_on,
      revenue_code: 'VD1',
      collection_type: 'CASH',
      revenue_category: 'VALET DAILY',
      deposit_flag: 'N',
      tax_rate: '8.25',
      external_revenue: '541.25',
      net_external_revenue: '500',
      vehicle_count: 20,
    })),
  };
}

/** Fills a database with the books of both sites, bills May and submits June. */
export async function openFiguresBooks(database: Database): Promise<FiguresBooks> {
  const books = await openBillingFixture(database);
  await setDemoDay(database, today);
  await database.execute(ACCOUNTS);
  const marks: Mark[] = [];
  for (const site of bothSites) {
    marks.push(...(await bringSite(books, site)));
    marks.push(await forecastSite(database, site));
  }
  await bill(database, { month: '2025-05', isDryRun: false, startedBy: 'tester' });
  // Customers see what was sent.
  await database.execute(`update billing.statement set state = 'Sent'`);
  const statements = await database.query<{ site: string; statement: string }>(
    'select site_id as site, statement_id as statement from billing.statement',
  );
  const statementOf = new Map(statements.map(({ site, statement }) => [site, statement]));
  const lines = await database.query<{ site: string; line: string }>(
    'select site_id as site, line_id as line from billing.statement_line order by 1, 2',
  );
  return { marks, statementOf, lines };
}

async function bringSite(books: Books, site: string): Promise<Mark[]> {
  const marks: Mark[] = [];
  for (const [table, rows] of Object.entries(rowsAt(site)) as [keyof typeof opens, readonly Fact[]][]) {
    const file = `${table.replace('warehouse.', '')}-of-${site}.csv`;
    await books.facts(table, await books.batch(file), rows);
    marks.push({ text: file, site, objects: opens[table], isSupport: supporting.has(table) });
  }
  return marks;
}

/** Entries of somebody who enters for this site alone, and a submission of them. */
async function forecastSite(database: Database, site: string): Promise<Mark> {
  const author = `author-of-${site}@house.invalid`;
  await database.transaction(async (transaction) => {
    await saveEntries(transaction, {
      site,
      year: 2025,
      version: 'working',
      action: 'set',
      savedBy: author,
      reason: null,
      seen: null,
      today,
      isConfirmed: true,
      entries: [
        { area: 'statistics', period: '2025-06-20', item: '', measure: 'valet-daily', value: decimal('40') },
        { area: 'rates', period: '2025-06', item: 'valet-daily', measure: 'rate', value: decimal('25') },
        { area: 'payroll', period: '2025-06-20', item: 'GSA', measure: 'hours', value: decimal('7') },
      ],
    });
    await submitForecast(transaction, {
      site,
      year: 2025,
      month: '2025-05',
      reason: null,
      submittedBy: author,
    });
    // A forecast of record, made before the month ended.
    await transaction.execute(
      `update forecasting.submission set state = 'recorded', submitted_at = '2025-05-20 12:00Z'`,
    );
  });
  return { text: author, site, objects: ['forecast'], isSupport: false };
}

const ACCOUNTS = `
  insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line) values
    ('9410', 'External revenue', 'EXTERNAL REVENUE', 1, 1), ('4790', 'Revenue share', 'INTERNAL REVENUE', 1, 1),
    ('6200', 'Payroll taxes', 'PTEB', 1, 1), ('7082', 'Vehicle insurance', 'INSURANCE', 1, 1),
    ('7998', 'Suspense', null, 1, 1)
  on conflict (account_id) do update set summary_category = excluded.summary_category;
  update warehouse.account set summary_category = 'PAYROLL' where account_id = '6000';
  insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`;
