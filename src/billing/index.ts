export { bill, type BilledStatement, type BillRun } from './run/bill.ts';
export { approveStatement } from './statements/act-on-statement.ts';
export { addAdHocLine, adHocKinds } from './statements/add-ad-hoc-line.ts';
export { explainLine, type ExplainedLine } from './statements/explain-line.ts';
export {
  listStatements,
  readStatement,
  type StatementDetail,
  type StatementSummary,
} from './statements/read-statements.ts';
export { states, type State } from './statements/lifecycle.ts';
