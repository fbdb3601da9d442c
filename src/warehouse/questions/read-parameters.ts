import { refusal } from '../../kernel/errors.ts';
import type { SqlValue } from '../../platform/database/index.ts';
import type { ParameterValue, Question, QuestionParameter, Statement } from './question.ts';

/** The parameters of a question as they were read; those left open are not in it. */
export type ReadParameters = ReadonlyMap<string, ParameterValue>;

/**
 * Reads what was typed for a question. Throws `WAREHOUSE_PARAMETER_UNKNOWN`, `_MISSING` or `_INVALID`; the last also
 * when a range ends before it begins, because its figure would look like "no data".
 */
export function readParameters(question: Question, typed: Readonly<Record<string, string>>): ReadParameters {
  const names = new Set(question.parameters.map(({ name }) => name));
  const unknown = Object.keys(typed).find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw refusal('WAREHOUSE_PARAMETER_UNKNOWN', {
      question: question.name,
      parameter: unknown,
      parameters: [...names].join(', '),
    });
  }
  const read = new Map<string, ParameterValue>();
  for (const parameter of question.parameters) {
    const value = readParameter(question, parameter, typed[parameter.name] ?? parameter.default);
    if (value !== null) read.set(parameter.name, value);
  }
  refuseReversedRange(question, read);
  return read;
}

/** The values of a statement in the order of its `$1`, `$2`, …; null for a parameter left open. */
export function boundValues(statement: Statement, read: ReadParameters): SqlValue[] {
  return statement.binds.map((name) => read.get(name)?.bound ?? null);
}

/** The parameters in one spelling, as an answer shows them. */
export function shownParameters(read: ReadParameters): Record<string, string> {
  return Object.fromEntries([...read].map(([name, { text }]) => [name, text]));
}

/** The sites that the parameters name. */
export function namedSites(read: ReadParameters): string[] {
  return [...read.values()].flatMap(({ sites }) => sites ?? []);
}

function readParameter(
  question: Question,
  parameter: QuestionParameter,
  typed: string | undefined,
): ParameterValue | null {
  const { name, takes, example, isRequired } = parameter;
  const field = fieldOf(parameter);
  if (typed === undefined) {
    if (!isRequired) return null;
    throw refusal('WAREHOUSE_PARAMETER_MISSING', {
      question: question.name,
      parameter: name,
      field,
      takes,
      example,
    });
  }
  const value = parameter.parse(typed);
  if (value !== null) return value;
  throw refusal('WAREHOUSE_PARAMETER_INVALID', { parameter: name, field, value: typed, takes, example });
}

/** What people call the field: its description, without what that adds after it. */
function fieldOf({ description }: QuestionParameter): string {
  return description.replace(/ *[,(].*$/, '');
}

function refuseReversedRange(question: Question, read: ReadParameters): void {
  const [from, to] = [read.get('from')?.text, read.get('to')?.text];
  if (from === undefined || to === undefined || from <= to) return;
  const [first, last] = ['from', 'to'].map((end) => question.parameters.find(({ name }) => name === end));
  const example = last?.example ?? from;
  throw refusal('WAREHOUSE_PARAMETER_INVALID', {
    parameter: 'to',
    field: last === undefined ? 'to' : fieldOf(last),
    value: to,
    takes: `a date on or after the ${(first === undefined ? 'from' : fieldOf(first)).toLowerCase()}, ${from}`,
    example: example < from ? from : example,
  });
}
