import { isDay } from '../../../kernel/month.ts';
import type { BinaryOperator, Expression, Literal, LiteralType, Step } from '../grammar/index.ts';
import type { Kind } from '../model/edm.ts';
import { invalid, unsupported } from '../sql/typed.ts';
import type { Element } from './markup.ts';

/** A column that a condition names, where it stands in the query, and what kind of value it holds. */
export interface Column {
  readonly steps: readonly Step[];
  readonly kind: Kind;
}

/** Finds the column of an attribute; `entityName` is the alias of a link, undefined the entity of the filter. */
export type ColumnOf = (attribute: string, entityName: string | undefined, at: number) => Column;

/** A filter as an expression; null where it holds nothing. Refuses with ODATA_INVALID and ODATA_UNSUPPORTED. */
export function filterOf(filter: Element, columnOf: ColumnOf): Expression | null {
  const { type = 'and' } = filter.attributes;
  if (type !== 'and' && type !== 'or')
    throw invalid('fetchXml: the type of a filter must be "and" or "or"', filter.at);
  const parts = filter.children.flatMap((child): Expression[] => {
    if (child.name === 'filter') {
      const inner = filterOf(child, columnOf);
      return inner === null ? [] : [inner];
    }
    if (child.name === 'condition') return [conditionOf(child, columnOf)];
    throw unsupported(`<${child.name}> inside <filter>`);
  });
  return joined(parts, type);
}

/** Expressions as one; null of none. */
export function joined(parts: readonly Expression[], operator: 'and' | 'or'): Expression | null {
  const [first, ...rest] = parts;
  if (first === undefined) return null;
  return rest.reduce<Expression>(
    (left, right) => ({ kind: 'binary', operator, left, right, at: right.at }),
    first,
  );
}

const comparisons: Readonly<Partial<Record<string, BinaryOperator>>> = {
  eq: 'eq',
  ne: 'ne',
  neq: 'ne',
  lt: 'lt',
  le: 'le',
  gt: 'gt',
  ge: 'ge',
  on: 'eq',
  'on-or-before': 'le',
  'on-or-after': 'ge',
};

/** Operators that ask how a text begins, ends or what it holds; case does not count, as in Dataverse. */
const ofTexts: Readonly<Partial<Record<string, readonly [call: string, isDenied: boolean]>>> = {
  'begins-with': ['startswith', false],
  'not-begin-with': ['startswith', true],
  'ends-with': ['endswith', false],
  'not-end-with': ['endswith', true],
};

function conditionOf(condition: Element, columnOf: ColumnOf): Expression {
  const { attribute, operator = '', entityname, valueof } = condition.attributes;
  const { at } = condition;
  if (attribute === undefined) throw invalid('fetchXml: a condition needs an attribute', at);
  if (valueof !== undefined) throw unsupported('valueof in a condition');
  const column = columnOf(attribute, entityname, at);
  const path: Expression = { kind: 'path', steps: column.steps, at };
  const values = valuesIn(condition);
  const one = (): Literal => literalOf(values[0], column.kind, at);
  const comparison = comparisons[operator];
  if (comparison !== undefined) {
    const isOfDay = operator.startsWith('on') && column.kind === 'instant';
    const left: Expression = isOfDay ? call('date', [path], at) : path;
    const right = isOfDay ? literalOf(values[0]?.slice(0, 10), 'date', at) : one();
    return { kind: 'binary', operator: comparison, left, right, at };
  }
  const text = ofTexts[operator];
  if (text !== undefined) return denied(call(text[0], [lower(path, at), lower(one(), at)], at), text[1], at);
  switch (operator) {
    case 'null':
    case 'not-null': {
      const nothing: Literal = { kind: 'literal', type: 'null', text: 'null', at };
      return { kind: 'binary', operator: operator === 'null' ? 'eq' : 'ne', left: path, right: nothing, at };
    }
    case 'in':
    case 'not-in': {
      const list = values.map((value) => literalOf(value, column.kind, at));
      return denied({ kind: 'in', left: path, list, at }, operator === 'not-in', at);
    }
    case 'between':
    case 'not-between': {
      const [low, high] = [one(), literalOf(values[1], column.kind, at)];
      const from: Expression = { kind: 'binary', operator: 'ge', left: path, right: low, at };
      const to: Expression = { kind: 'binary', operator: 'le', left: path, right: high, at };
      const both: Expression = { kind: 'binary', operator: 'and', left: from, right: to, at };
      return denied(both, operator === 'not-between', at);
    }
    case 'like':
    case 'not-like':
      return denied(likeOf(path, values[0] ?? '', at), operator === 'not-like', at);
    default:
      throw unsupported(`the operator ${operator} of FetchXML`);
  }
}

/** `%` is any text, `_` any sign, as in SQL. */
function likeOf(path: Expression, pattern: string, at: number): Expression {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const whole = escaped.replaceAll('%', '.*').replaceAll('_', '.').toLowerCase();
  const text: Literal = { kind: 'literal', type: 'string', text: `^${whole}$`, at };
  return call('matchespattern', [lower(path, at), text], at);
}

function call(name: string, values: readonly Expression[], at: number): Expression {
  return { kind: 'call', name, arguments: values, at };
}

function lower(value: Expression, at: number): Expression {
  return call('tolower', [value], at);
}

function denied(expression: Expression, isDenied: boolean, at: number): Expression {
  return isDenied ? { kind: 'unary', operator: 'not', operand: expression, at } : expression;
}

/** The value of a condition, or the values inside it. */
function valuesIn({ attributes, children }: Element): string[] {
  const inside = children.filter(({ name }) => name === 'value').map(({ text }) => text.trim());
  return attributes['value'] === undefined ? inside : [attributes['value'], ...inside];
}

const types: Readonly<Partial<Record<Kind, LiteralType>>> = {
  integer: 'number',
  decimal: 'number',
  date: 'date',
  guid: 'guid',
};

const patterns: Readonly<Partial<Record<Kind, RegExp>>> = {
  integer: /^-?\d{1,18}$/,
  decimal: /^-?\d{1,40}(\.\d{1,40})?$/,
  guid: /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i,
  boolean: /^(true|false|0|1)$/,
  instant: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/,
};

function literalOf(value: string | undefined, kind: Kind, at: number): Literal {
  if (value === undefined) throw invalid('fetchXml: the condition has no value', at);
  const isRight = kind === 'date' ? isDay(value.slice(0, 10)) : (patterns[kind]?.test(value) ?? true);
  if (!isRight) throw invalid(`fetchXml: ${value} is not a valid value of its attribute`, at);
  switch (kind) {
    case 'date':
      return { kind: 'literal', type: 'date', text: value.slice(0, 10), at };
    case 'boolean':
      return { kind: 'literal', type: 'boolean', text: String(value === 'true' || value === '1'), at };
    case 'guid':
      return { kind: 'literal', type: 'guid', text: value.replace(/[{}]/g, ''), at };
    case 'instant': {
      const whole = value.includes('T') ? value : `${value}T00:00:00`;
      return {
        kind: 'literal',
        type: 'dateTimeOffset',
        text: /(Z|[+-]\d{2}:\d{2})$/.test(whole) ? whole : `${whole}Z`,
        at,
      };
    }
    default:
      return { kind: 'literal', type: types[kind] ?? 'string', text: value, at };
  }
}
