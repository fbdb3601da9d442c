export { bill } from './run/bill.ts';
export type { BilledStatement, BillRun } from './run/run.ts';
export { approveStatement } from './statements/act-on-statement.ts';
export { addAdHocLine, adHocKinds } from './statements/add-ad-hoc-line.ts';
export { explainLine, type ExplainedLine } from './statements/explain-line.ts';
export {
  countStatements,
  listStatements,
  readStatement,
  type StatementDetail,
  type StatementSummary,
} from './statements/read-statements.ts';
export { states, type State } from './statements/lifecycle.ts';
