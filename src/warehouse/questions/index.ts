export { ask, askAs, explain, explainAs } from './ask.ts';
export { questions } from './catalogue.ts';
export type { Answer, AnswerRow, Explanation, Question } from './question.ts';
