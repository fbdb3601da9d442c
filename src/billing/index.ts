export { logoCheck } from './documents/logo.ts';
export { reportKinds, type ReportKind } from './documents/report-layouts.ts';
export { reportWorkbook } from './documents/report-workbook.ts';
export { reportTable } from './documents/report.ts';
export { sendMail, type Mail } from './outbox/mail-server.ts';
export { acknowledgePosting, reconcilePostings, repeatPosting } from './outbox/ledger-answers.ts';
export { postStatement, type Posting } from './outbox/post-statement.ts';
export { postUnits, problemRows, unitAccountsOf, type UnitAccount } from './outbox/post-units.ts';
export type { UnitOutcome } from './outbox/unit-outcome.ts';
export { reviseStatement } from './outbox/revise-statement.ts';
export { neutralOperator, operatorIn, type OperatorProfile } from './operator.ts';
export { documentsOf } from './outbox/statement-documents.ts';
export { resendStatement, sendStatement, type Sending } from './outbox/send-statement.ts';
export type { HandedDocument, Outbox } from './outbox/outbox.ts';
export { billWithLine, type LineChange, type Regenerating } from './run/bill-anew.ts';
export { bill } from './run/bill.ts';
export { requireCurrent, type OutdatedStatement } from './run/outdated-statements.ts';
export { markSite, type Marked, type SiteReadiness } from './run/ready-marks.ts';
export type { BilledStatement, BillRun } from './run/run.ts';
export { approveStatement, refuseStatement, type Acting } from './statements/act-on-statement.ts';
export { adHocKinds } from './statements/ad-hoc-lines.ts';
export type { ExplainedLine } from './statements/explain-line.ts';
export {
  countStatements,
  listNotBilled,
  type StatementDetail,
  type StatementMark,
  type StatementSummary,
} from './statements/read-statements.ts';
export { states, type State } from './statements/lifecycle.ts';
export { billMonth, type BilledMonth } from './use-cases/bill-month.ts';
export { makeSupport, type MadeSupport } from './use-cases/make-reports.ts';
export { markSitesReady, readReadiness, type SiteToBill } from './use-cases/mark-readiness.ts';
export {
  explainStatementLine,
  findOutdated,
  findStatements,
  readDailyRevenue,
  statementSeen,
} from './use-cases/read-statements.ts';
