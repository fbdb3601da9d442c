import { defaultWording } from '../../contracts/index.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** The reports that go with a statement (billing.md 4.11), by the name that asks for one. */
const questions = {
  'parking-department': 'select * from billing.parking_department($1)',
  'hours-backup': 'select * from billing.hours_backup($1)',
  'other-expenses': 'select * from billing.other_expenses($1, $2)',
  'mix-of-sales': 'select * from billing.mix_of_sales($1)',
  tax: 'select * from billing.tax_report($1)',
} as const;

export type ReportKind = keyof typeof questions;
export const reportKinds = Object.keys(questions) as readonly ReportKind[];

/** Rows of a report as text, by the title of their column; empty when there is nothing to report. */
export async function reportOf(
  database: Queryable,
  kind: ReportKind,
  statementId: string,
): Promise<Readonly<Record<string, string | null>>[]> {
  const values =
    kind === 'other-expenses' ? [statementId, defaultWording.exceptExpenseEntities] : [statementId];
  return database.query(questions[kind], values);
}
