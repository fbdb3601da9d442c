export { logoCheck } from './documents/logo.ts';
export { reportKinds, type ReportKind } from './documents/report-layouts.ts';
export { reportWorkbook } from './documents/report-workbook.ts';
export { reportTable } from './documents/report.ts';
export { sendMail, type Mail } from './outbox/mail-server.ts';
export type { Posting } from './outbox/post-statement.ts';
export { problemRows } from './outbox/post-units.ts';
export type { UnitOutcome } from './outbox/unit-outcome.ts';
export { neutralOperator, operatorIn, type OperatorProfile } from './operator.ts';
export { billingMetrics } from './metrics.ts';
export { profileRows } from './profile-rows.ts';
export type { Going, HandedDocument, Outbox } from './outbox/outbox.ts';
export type { LineChange } from './run/bill-anew.ts';
export { billingCurrency } from './run/keep-run.ts';
export { bill } from './run/bill.ts';
export type { OutdatedStatement } from './run/outdated-statements.ts';
export {
  cycleStates,
  markSite,
  type CycleState,
  type Marked,
  type SiteReadiness,
} from './run/ready-marks.ts';
export type { BilledStatement, BillRun } from './run/run.ts';
export { adHocKinds } from './statements/ad-hoc-lines.ts';
export type { ExplainedLine } from './statements/explain-line.ts';
export { statementCalculation } from './facts/gather-facts.ts';
export { sentStatement } from './statements/sent-statement.ts';
export {
  countStatements,
  listNotBilled,
  type StatementDetail,
  type StatementMark,
  type StatementFilter,
  type StatementSummary,
} from './statements/read-statements.ts';
export { states, type State } from './statements/lifecycle.ts';
export type { FormerExport } from './former/take-over.ts';
export {
  discardHeldFormer,
  listHeldFormer,
  reconcileFormer,
  replayHeldFormer,
  takeOverExports,
  type FormerMonth,
} from './use-cases/take-over.ts';
export { mappingKinds } from './former/mapping.ts';
export {
  compareFormerRows,
  listFormerMappings,
  mapFormer,
  mappingColumns,
  type ComparedRow,
} from './use-cases/map-former.ts';
export { billMonth, type BilledMonth } from './use-cases/bill-month.ts';
export { compareEscalators, type ComparedReading } from './use-cases/compare-escalators.ts';
export { costsOfEdit, costsOfVersion, type PreviewedMonth } from './use-cases/preview-terms.ts';
export { makeSupport, type BuiltSupport } from './use-cases/make-reports.ts';
export {
  markSitesReady,
  readReadiness,
  previewMarks,
  type MarkGiven,
  type SiteToBill,
} from './use-cases/mark-readiness.ts';
export { readPayments, readUnmatched } from './use-cases/read-payments.ts';
export {
  paymentStates,
  type InvoicePayment,
  type PaymentState,
  type UnmatchedReceipt,
} from './statements/payments.ts';
export { offers, statementWithOffers } from './use-cases/offer-actions.ts';
export { previewStatements, type BulkAction, type StatementChoice } from './use-cases/choose-statements.ts';
export {
  explainStatementComparison,
  explainStatementLine,
  findOutdated,
  findStatements,
  readDailyRevenue,
  statementSeen,
  type ListedStatement,
} from './use-cases/read-statements.ts';
export {
  approveStatements,
  changeStatementLine,
  refuseStatements,
  type Reviewed,
} from './use-cases/act-on-statements.ts';
export { answersAsFile, readAnswers, type AnswerFile } from './ledger/answer-files.ts';
export type { ReconciledAccount } from './ledger/reconcile.ts';
export { handOverDue, type HandedOver } from './ledger/hand-over.ts';
export type { LedgerEndpoint } from './ledger/ledger-endpoint.ts';
export {
  discardHeldAnswers,
  handOverOnce,
  handOverPostings,
  postStatements,
  postUnitAccounts,
  readHeldAnswers,
  readLedgerAnswers,
  readUnitAccounts,
  reconcileWithLedger,
  reconcileMonth,
  recordLedgerAnswer,
  repeatPostings,
  type UnitsOfMonth,
} from './use-cases/post-documents.ts';
export {
  printStatement,
  resendStatements,
  reviseSentStatement,
  sendDailyRevenue,
  sendStatements,
  type Sent,
} from './use-cases/send-statements.ts';
export { openInBilling } from './use-cases/open-at-site.ts';
export { disputeStatement, readDisputes, settleDispute } from './use-cases/dispute-statements.ts';
export type { Dispute } from './statements/disputes.ts';
export { usesOfCatalogue, type CatalogueUse } from './use-cases/read-catalogue-uses.ts';
export { readValidations, validateLedgerAccounts, validateWhenDue } from './use-cases/validate-accounts.ts';
export type { AccountFinding, AccountRun } from './validation/validate-accounts.ts';
export { sendPlainLetter } from './outbox/plain-letter.ts';
export { dailyCsv, sendDailyMailOnce } from './outbox/daily-mail.ts';
export * as page from './documents/page.ts';
export type { Pdf, Style } from './documents/page.ts';
