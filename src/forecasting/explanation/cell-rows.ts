import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { MonthResult } from '../pnl/calculate-year.ts';
import type { InputObject } from './cell-parts.ts';
import { categoryOfLine, kindOf, type RowKind, type StoredLine } from '../pnl/rows.ts';

/** A row of the warehouse behind a cell, with the file and line it came from. */
export interface SourceRow {
  readonly what: string;
  readonly on: string;
  readonly amount: string;
  readonly batch_id: string;
  readonly source_line: number;
  readonly file_name: string;
}

/** What was entered behind a cell: an item of one saving, summed over its days, with who saved it. */
export interface CellEntry {
  readonly area: string;
  readonly item: string;
  readonly first_on: string;
  readonly last_on: string;
  readonly days: string;
  readonly value: string;
  readonly changed_by: string;
  readonly changed_at: string;
  readonly action: string;
  /** Files of the import, as they were called; null for what was typed or taken over. */
  readonly file_names: readonly string[] | null;
}

/** Rows of budget or ledger of a row of the P&L, limited to what the caller may see. */
export async function ledgerRows(
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

const ofDays: readonly RowKind[] = ['statistics', 'contract', 'payroll'];

/** What actual rows of a cell are: of a closed month the ledger; of another one days of revenue or payroll. */
export function objectOfActuals({ state }: MonthResult, line: StoredLine): InputObject {
  if (state === 'closed' || !ofDays.includes(kindOf(line))) return 'profit-and-loss';
  return line === 'payroll' ? 'labor' : 'revenue';
}

/** Of a closed month the ledger; of an open one the days of revenue or payroll that are in. */
export async function actualRows(
  database: Queryable,
  site: string,
  result: MonthResult,
  line: StoredLine,
): Promise<SourceRow[]> {
  const { month, state, revenueTo, payrollTo } = result;
  if (objectOfActuals(result, line) === 'profit-and-loss')
    return state === 'future' ? [] : ledgerRows(database, site, { month, line, kind: 'actual' });
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

/** Areas of entries that a row is calculated from. */
const areasOf: Readonly<Record<RowKind, readonly string[]>> = {
  statistics: ['statistics', 'rates'],
  contract: ['statistics', 'rates', 'payroll', 'other-revenue'],
  payroll: ['payroll'],
  'of payroll': ['payroll'],
  'as posted': [],
  'by account': ['other-expense'],
  'without category': ['other-expense'],
};

/** What a version says of the month of a row, with who entered it; expenses only of accounts of the row. */
export async function entriesOfCell(
  database: Queryable,
  versionId: string,
  { month, line, accounts }: { month: Month; line: StoredLine; accounts: ReadonlyMap<string, string> },
): Promise<CellEntry[]> {
  const rows = await database.query<CellEntry>(
    `select area, item, first_on, last_on, days, trim_scale(value) as value, changed_by,
       to_json(changed_at) #>> '{}' as changed_at, action, file_names
     from forecasting.cell_entries($1, $2::date, $3)`,
    [versionId, firstDay(month), areasOf[kindOf(line)]],
  );
  return rows.filter(
    ({ area, item }) => area !== 'other-expense' || accounts.get(item) === categoryOfLine[line],
  );
}
