import { roundCents, type Decimal } from '../kernel/decimal.ts';
import type { Month } from '../kernel/month.ts';
import type { Facts } from './facts.ts';
import type { FactParameters, FactQuestion, Input, Line } from './line.ts';

/** Whole months, both inclusive. */
export type Span = Readonly<{ fromMonth: Month; throughMonth: Month }>;

/** A value out of the facts, with the question that finds the rows behind it. */
export type FactValue = Readonly<{ value: Decimal; question: FactQuestion; parameters: FactParameters }>;

type Unit = Input['unit'];

/** What a component says of a line; the rest has the value that most lines have. */
type Draft = Pick<Line, 'component' | 'title' | 'code' | 'amount' | 'group'> &
  Partial<Pick<Line, 'itemType' | 'description' | 'isProfitDeduction'>> &
  Line['explanation'];

/** A line with how it was calculated; here, and only here, its amount becomes cents (billing.md 0.6). */
export function explainedLine({ formula, inputs, ...draft }: Draft): Line {
  const usual = { itemType: null, description: [], isProfitDeduction: false };
  const cents = { amount: roundCents(draft.amount), exact: draft.amount };
  return { ...usual, ...draft, ...cents, explanation: { formula, inputs } };
}

/** A value that stands in the contract, at a path of `Terms`; places in a list count from 1. */
export function fromTerms(name: string, value: Decimal, unit: Unit, path: string): Input {
  return { name, value, unit, from: { kind: 'terms', path } };
}

/** A value that the facts gave. */
export function fromFacts(name: string, unit: Unit, { value, question, parameters }: FactValue): Input {
  return { name, value, unit, from: { kind: 'facts', question, parameters } };
}

/** A value that follows from others of the same statement. */
export function fromWork(name: string, unit: Unit, value: Decimal): Input {
  return { name, value, unit, from: { kind: 'computed' } };
}

/** The service month as a span of one month. */
export function serviceMonth({ month }: Facts): Span {
  return { fromMonth: month, throughMonth: month };
}
