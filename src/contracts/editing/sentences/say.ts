import { decimal, type Decimal } from '../../../kernel/decimal.ts';
import { isList, isObject, JsonNumber, type Json, type JsonObject } from '../../../kernel/exact-json.ts';
import { moneyText, rateText } from '../../wording.ts';

/** What people call codes that terms name; codes without a name stand for themselves. */
export interface CodeNames {
  /** Categories of revenue codes, such as `valet daily`. */
  readonly revenue: ReadonlyMap<string, string>;
  /** Titles of job codes. */
  readonly jobs: ReadonlyMap<string, string>;
}

/** Where no names are at hand. */
export const noNames: CodeNames = { revenue: new Map(), jobs: new Map() };

/** What sentences of a contract rest on besides the block itself. */
export interface SentenceContext {
  readonly names: CodeNames;
  /** Whether invoices are split, so that it matters which one a line is on. */
  readonly isGrouped: boolean;
}

/** A text of a block; empty for none. */
export function textOf(block: JsonObject, name: string): string {
  const held = block[name];
  return typeof held === 'string' ? held.trim() : '';
}

/** A number of a block; null for none. */
export function numberOf(block: JsonObject, name: string): Decimal | null {
  const held = block[name];
  return held instanceof JsonNumber ? held.value : null;
}

/** Whether a switch of a block is on. */
export function isOn(block: JsonObject, name: string): boolean {
  return block[name] === true;
}

/** The rows of a list of a block. */
export function rowsOf(block: JsonObject, name: string): JsonObject[] {
  const held: Json = block[name] ?? null;
  return isList(held) ? held.filter(isObject) : [];
}

/** The texts of a list of a block. */
export function textsOf(block: JsonObject, name: string): string[] {
  const held: Json = block[name] ?? null;
  return isList(held) ? held.filter((one) => typeof one === 'string') : [];
}

/** Money of a block, `$0.00` where it says none. */
export function moneyOf(block: JsonObject, name: string): string {
  return moneyText(numberOf(block, name) ?? decimal('0'));
}

/** A rate of a block, with all its decimals. */
export function rateOf(block: JsonObject, name: string): string {
  return rateText(numberOf(block, name) ?? decimal('0'));
}

/** A percentage of a block. */
export function percentOf(block: JsonObject, name: string): string {
  return `${(numberOf(block, name) ?? decimal('0')).toString()} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** A name as a line prints it: `, as “PTEB”`; nothing where it has none. */
export function printedAs(block: JsonObject, name: string): string {
  const title = textOf(block, name);
  return title === '' ? '' : `, as “${title}”`;
}

/** The first and the last day of a row. */
export function daysOf(row: JsonObject): string {
  const [first, last] = [textOf(row, 'startDate').slice(0, 10), textOf(row, 'endDate').slice(0, 10)];
  if (first !== '' && last !== '') return `, from ${first} to ${last}`;
  if (last !== '') return `, until ${last}`;
  return first === '' ? '' : `, from ${first}`;
}

/** On which invoice it is, where a contract has several. */
export function invoiceOf(row: JsonObject, { isGrouped }: SentenceContext, name = 'invoiceGroup'): string {
  const group = row[name];
  const number = group instanceof JsonNumber ? group.text : typeof group === 'string' ? group : '';
  return isGrouped && number !== '' ? ` (invoice ${number})` : '';
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** The name of a month that terms write as a name or a number. */
export function monthName(held: Json | undefined): string {
  if (held instanceof JsonNumber) return months[Number.parseInt(held.text, 10) - 1] ?? held.text;
  return typeof held === 'string' ? held : '';
}
