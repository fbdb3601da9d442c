export { ask, askAs, explain, explainAs, type Asker } from './ask.ts';
export { questions } from './catalogue.ts';
export { pnlRowsDefinition } from './ledger/pnl-rows-definition.ts';
export { pnlRows, type PnlRowName, type SummaryCategory } from './ledger/pnl-rows.ts';
export type { Answer, AnswerRow, Explanation, Question } from './question.ts';
