import type { Line } from '../../contracts/index.ts';
import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { budgetByJob } from '../jobs/budget-by-job.ts';
import type { MappedProfile } from '../payroll/map-profile.ts';
import { fingerprintOf, previewSite, type PnlOptions } from './calculate-pnl.ts';
import type { Cell, MonthResult } from './calculate-year.ts';
import type { AskedVersion } from './gather.ts';
import { categoryOfLine, storedLines, type StoredLine } from './rows.ts';
import type { MonthInputs } from './site-year.ts';

/** A row of the warehouse behind a cell, with the file and line it came from. */
export interface SourceRow {
  readonly what: string;
  readonly on: string;
  readonly amount: string;
  readonly batch_id: string;
  readonly source_line: number;
  readonly file_name: string;
}

/** How a cell of the P&L came about. */
export interface ExplainedCell {
  readonly site: string;
  readonly month: Month;
  readonly line: StoredLine;
  readonly cell: Cell;
  readonly state: MonthResult['state'];
  readonly formula: string;
  /** Parts that the trend is made of, in words; their sum is the trend where they are amounts of it. */
  readonly parts: readonly { readonly name: string; readonly value: Decimal; readonly from: string }[];
  /** Components of internal revenue with their own explanations; empty for other rows. */
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
  /** Of payroll, and of hours that internal revenue counts: the payroll budget and the job codes it went to. */
  readonly profiles: readonly MappedProfile[];
  readonly budgetRows: readonly SourceRow[];
  readonly actualRows: readonly SourceRow[];
  /** The inputs are those of the stored result; otherwise it is to be calculated anew. */
  readonly isUpToDate: boolean;
}

/**
 * Explains a cell of one site: the rule in words, what went into it, which of it is actual, forecast or budget, and the
 * rows of the warehouse with file and line. It is calculated again from the inputs; the fingerprint tells whether they
 * are those of the stored result. Null when the site has no such month. As the owner; ask for the right to see the
 * site before.
 */
export async function explainCell(
  database: Queryable,
  asked: AskedVersion,
  options: Pick<PnlOptions, 'year' | 'asOf' | 'settings'> & {
    readonly month: Month;
    readonly line: StoredLine;
  },
): Promise<ExplainedCell | null> {
  const { month, line } = options;
  const preview = await previewSite(database, asked, options);
  const made = preview?.months.find((one) => one.month === month);
  const inputs = preview?.inputs.months.find((one) => one.month === month);
  const cell = made?.cells.find((one) => one.line === line);
  if (made === undefined || inputs === undefined || cell === undefined) return null;
  const [stored] = await database.query<{ fingerprint: string }>(
    `select fingerprint from forecasting.site_month
     where site_id = $1 and version_id = $2 and plan_month = $3::date`,
    [asked.site, asked.versionId, firstDay(month)],
  );
  return {
    ...{ site: asked.site, month, line, cell, state: made.state, notes: made.notes },
    formula: made.state === 'closed' ? 'Sum of the ledger for the category of the row' : formulas[line],
    parts: partsOf(line, made, inputs),
    lines: line === 'internal-revenue' && made.state !== 'closed' ? (made.internal?.lines ?? []) : [],
    profiles:
      made.state === 'closed' || !['payroll', 'internal-revenue'].includes(line)
        ? []
        : await profilesOf(database, asked.site, options),
    budgetRows: await ledgerRows(database, asked.site, { month, line, kind: 'budget' }),
    actualRows: await actualRows(database, asked.site, made, line),
    isUpToDate: stored?.fingerprint === fingerprintOf(inputs),
  };
}

const formulas: Readonly<Record<StoredLine, string>> = {
  'external-revenue':
    'Net revenue up to the last day with revenue + vehicles × rates of the days after, less adjustments',
  'internal-revenue': 'Components of the contract, from actuals so far and the forecast + other revenue',
  payroll: 'Payroll paid up to its last day, salaries accrued + forecast of the days after',
  claims: 'What is posted so far; claims are never forecast',
  'parking-rents': 'By account: what is posted, or the entry, else the budget, when that is more',
  'other-expense': 'By account: what is posted, or the entry, else the budget, when that is more',
  pteb: 'Budget of payroll taxes and benefits ÷ budget of payroll × payroll of the month',
  insurance: 'Percentage of payroll + budget of vehicle insurance',
  unmapped:
    'By account without a category: what is posted, else the budget; `daybook accounts unmapped` lists them, and ' +
    '`daybook accounts map ACCOUNT --to CATEGORY` puts one into its row',
};

function partsOf(line: StoredLine, made: MonthResult, inputs: MonthInputs): ExplainedCell['parts'] {
  const amountOf = (name: StoredLine, column: 'trend' | 'budget'): Decimal =>
    made.cells.find((one) => one.line === name)?.[column] ?? decimal('0');
  if (made.state === 'closed')
    return [{ name: 'ledger of the month', value: amountOf(line, 'trend'), from: 'actual' }];
  switch (line) {
    case 'external-revenue': {
      const { revenue, revenueTo } = inputs.actuals;
      const actual = revenue.reduce((sofar, row) => sofar.plus(row.netRevenue), decimal('0'));
      const rest = amountOf(line, 'trend').minus(actual);
      return [
        ...(revenueTo === null ? [] : [{ name: `up to ${revenueTo}`, value: actual, from: 'actual' }]),
        {
          name: 'days after',
          value: rest,
          from: inputs.entries.statistics.after.days > 0 ? 'forecast' : 'budget',
        },
      ];
    }
    case 'internal-revenue':
      return made.components.map(({ component, trend, forecast }) => ({
        ...{
          name: component,
          value: trend ?? forecast,
          from: component === 'other-revenue' ? 'forecast' : 'contract',
        },
      }));
    case 'payroll': {
      const paid = [...inputs.actuals.payroll.values()].reduce(
        (sofar, { cost }) => sofar.plus(cost),
        decimal('0'),
      );
      const rest = amountOf(line, 'trend').minus(paid);
      return [
        { name: `paid up to ${inputs.actuals.payrollTo ?? '-'}`, value: paid, from: 'actual' },
        { name: 'accrued salaries and days after', value: rest, from: 'forecast' },
      ];
    }
    case 'pteb':
      return [
        { name: 'budget of the row', value: amountOf(line, 'budget'), from: 'budget' },
        { name: 'budget of payroll', value: amountOf('payroll', 'budget'), from: 'budget' },
        { name: 'payroll of the month', value: amountOf('payroll', 'trend'), from: 'forecast' },
      ];
    case 'insurance':
      return [
        { name: 'payroll of the month', value: amountOf('payroll', 'trend'), from: 'forecast' },
        { name: 'budget of 7082', value: inputs.budget.get('7082') ?? decimal('0'), from: 'budget' },
      ];
    default:
      return [...inputs.entries.otherExpense].map(([account, value]) => ({
        ...{ name: `entry for ${account}`, value, from: 'forecast' },
      }));
  }
}

async function profilesOf(
  database: Queryable,
  site: string,
  { asOf, month }: { asOf: string; month: Month },
): Promise<readonly MappedProfile[]> {
  const budget = await budgetByJob(database, { sites: [site], from: month, to: month, asOf });
  return budget[0]?.profiles ?? [];
}

async function ledgerRows(
  database: Queryable,
  site: string,
  { month, line, kind }: { month: Month; line: StoredLine; kind: 'budget' | 'actual' },
): Promise<SourceRow[]> {
  return database.query<SourceRow>(
    `select account_id || ' ' || account_name as what, to_char(period_month, 'YYYY-MM') as on, amount, batch_id,
       source_line, file_name
     from warehouse.category_total_rows($1, $2::date, $3, $4)`,
    [site, firstDay(month), categoryOfLine[line], kind],
  );
}

/** Of a closed month the ledger; of an open one the days of revenue or payroll that are in. */
async function actualRows(
  database: Queryable,
  site: string,
  made: MonthResult,
  line: StoredLine,
): Promise<SourceRow[]> {
  const { month, state, revenueTo, payrollTo } = made;
  if (
    state === 'closed' ||
    (state === 'open' && !['external-revenue', 'internal-revenue', 'payroll'].includes(line))
  )
    return ledgerRows(database, site, { month, line, kind: 'actual' });
  if (line === 'payroll' && payrollTo !== null)
    return database.query<SourceRow>(
      `select concat_ws(' ', job_code, pay_type) as what, worked_on::text as on, dollars as amount, batch_id,
         source_line, file_name
       from warehouse.payroll_rows($1, null, $2::date, $3::date)`,
      [site, firstDay(month), payrollTo],
    );
  if (line !== 'payroll' && revenueTo !== null)
    return database.query<SourceRow>(
      `select concat_ws(' ', revenue_code, collection_type) as what, revenue_on::text as on,
         net_external_revenue as amount, batch_id, source_line, file_name
       from warehouse.external_revenue_rows($1, $2::date, $3::date)`,
      [site, firstDay(month), revenueTo],
    );
  return [];
}

/** A row as it was typed; null when the P&L has none of that name. */
export function storedLineOf(text: string): StoredLine | null {
  return storedLines.find((line) => line === text) ?? null;
}
