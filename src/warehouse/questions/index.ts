export { ask, explain } from './ask.ts';
export { questionNamed, questions } from './catalogue.ts';
export type {
  Answer,
  AnswerRow,
  Cell,
  Explanation,
  FigureAnswer,
  ParameterValue,
  Question,
  QuestionParameter,
  RowsAnswer,
  Statement,
} from './question.ts';
