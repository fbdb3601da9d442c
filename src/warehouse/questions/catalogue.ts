import { refusal } from '../../kernel/errors.ts';
import { laborQuestions } from './labor/questions.ts';
import { ledgerQuestions } from './ledger/questions.ts';
import { revenueQuestions } from './revenue/questions.ts';
import type { Question } from './question.ts';
import { siteQuestions } from './sites/questions.ts';

/** Every question, by topic. Their names and parameters stay: scripts and spreadsheets use them. */
export const questions: readonly Question[] = [
  ...ledgerQuestions,
  ...revenueQuestions,
  ...laborQuestions,
  ...siteQuestions,
];

/** The question of that name. Throws `WAREHOUSE_QUESTION_UNKNOWN`. */
export function questionNamed(name: string): Question {
  const namedQuestion = questions.find((question) => question.name === name);
  if (namedQuestion !== undefined) return namedQuestion;
  throw refusal('WAREHOUSE_QUESTION_UNKNOWN', {
    question: name,
    questions: questions.map((question) => question.name).join(', '),
  });
}
