export type { Company, OpenMonthFigure } from './fact-kinds.ts';
export { deliveredFacts, factsByName, type OperatorFacts } from './facts.ts';
export { deliveredFactsDefinition, expenseFieldsDefinition } from './facts-definition.ts';
export { enteredExpenses } from './other-expense.ts';
export {
  listOperatorFacts,
  readOperatorFact,
  resetOperatorFact,
  setOperatorFact,
  type FactWithHistory,
} from './use-cases/operator-facts.ts';
export { readFacts, type ListedFact } from './read-facts.ts';
