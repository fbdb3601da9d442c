import { dayIn } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import { makeReport, type ReportTools } from '../reports/make-reports.ts';
import {
  readReport,
  readReports,
  type ListedReport,
  type OperationsReport,
  type ReportPeriod,
} from '../reports/report.ts';
import { spanOf } from '../reports/spans.ts';

/** Stored reports of operations, the newest first. Needs the right to read metrics. */
export async function listReports(
  { caller }: Principal,
  filter: { readonly period?: ReportPeriod | undefined; readonly limit: number },
): Promise<ListedReport[]> {
  await requireRight(caller, { object: 'metric', action: 'read' });
  return caller.transaction((transaction) => readReports(transaction, filter));
}

/**
 * The report of the day, week or month in which a day lies: as it was stored, else as the data says now; without a day
 * that of now, so far. Needs the right to read metrics. Refuses a day to come with REPORT_NOT_BEGUN.
 */
export async function showReport(
  { caller, database }: Principal,
  { period, day }: { readonly period: ReportPeriod; readonly day?: string | undefined },
  tools: ReportTools,
): Promise<OperationsReport> {
  await requireRight(caller, { object: 'metric', action: 'read' });
  const today = dayIn(tools.timeZone, tools.clock.now());
  const span = spanOf(period, day ?? today);
  if (span.firstDay > today) throw refusal('REPORT_NOT_BEGUN', { period, day: span.firstDay, today });
  return (await readReport(database, span)) ?? (await makeReport(database, span, tools));
}
