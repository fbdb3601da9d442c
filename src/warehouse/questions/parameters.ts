import { daysIn, firstDay, parseMonth } from '../../kernel/month.ts';
import type { ParameterValue, QuestionParameter } from './question.ts';

type Parse = QuestionParameter['parse'];
/** What a question says of a parameter; required unless it says otherwise. */
type Says = Pick<QuestionParameter, 'description'> & Partial<QuestionParameter>;

function parameter(
  name: string,
  kind: Pick<QuestionParameter, 'takes' | 'example' | 'parse'>,
  says: Says,
): QuestionParameter {
  return { name, isRequired: true, ...kind, ...says };
}

/** A site number: up to four digits, padded, because `0170` must never become 170 (data.md section 7, conflict 18). */
export const site = (says: Says = { description: 'Site number' }): QuestionParameter =>
  parameter('site', { takes: 'a four-digit site number', example: '0170', parse: parseSite }, says);

/** One site number, or several with commas between them. */
export const sites = (
  says: Says = { description: 'Site number, or several separated by commas' },
): QuestionParameter =>
  parameter(
    'site',
    { takes: 'site numbers separated by commas', example: '0170,0829', parse: parseSites },
    says,
  );

/** A calendar month. */
export const month = (says: Says = { description: 'Month' }): QuestionParameter =>
  parameter('month', { takes: 'a month', example: '2025-03', parse: parseMonthParameter }, says);

/** A calendar year, 2000 to 2100 as the feeds allow. */
export const year = (says: Says = { description: 'Year' }): QuestionParameter =>
  parameter('year', { takes: 'a year from 2000 to 2100', example: '2025', parse: parseYear }, says);

/** A day that the calendar has. */
export const date = (name: string, says: Says): QuestionParameter =>
  parameter(name, { takes: 'a date', example: '2025-03-31', parse: parseDate }, says);

/** A job code of Legion, compared in upper case. */
export const job = (says: Says = { description: 'Job code' }): QuestionParameter =>
  parameter('job', { takes: 'a job code', example: 'GSC', parse: parseCode }, says);

/** A code that the sources write in any case and the warehouse in upper case. */
export const code = (name: string, says: Says & { readonly example: string }): QuestionParameter =>
  parameter(name, { takes: 'a code', example: says.example, parse: parseCode }, says);

/** One main account, or several with commas between them: their sum is asked for. */
export const accounts = (): QuestionParameter =>
  parameter(
    'account',
    { takes: 'four-digit main accounts separated by commas', example: '9411', parse: parseAccounts },
    { description: 'Main account, or several separated by commas' },
  );

/** Budget, or actual (the ledger). */
export const kind = (): QuestionParameter =>
  choice('kind', ['budget', 'actual'], { description: 'Budget or actual (the ledger, the daily reports)' });

/** One of a closed list, typed in any case, with spaces, hyphens or underlines. */
export function choice(name: string, choices: readonly string[], says: Says): QuestionParameter {
  const parse: Parse = (text) => {
    const listedChoice = choices.find((each) => plain(each) === plain(text));
    return listedChoice === undefined ? null : { text: listedChoice, bound: listedChoice };
  };
  const [example = ''] = choices;
  return parameter(name, { takes: `one of ${choices.join(', ')}`, example, parse }, { ...says, choices });
}

/** A whole number from 1 to `most`. */
export const count = (name: string, most: number, says: Says): QuestionParameter =>
  parameter(
    name,
    {
      takes: `a whole number from 1 to ${String(most)}`,
      example: '12',
      parse: (text) => parseCount(text, most),
    },
    says,
  );

/** Text compared without regard to case or blanks around it. */
export const text = (name: string, says: Says & { readonly example: string }): QuestionParameter =>
  parameter(name, { takes: 'a text', example: says.example, parse: parseText }, says);

/** The year 0000 and the like are slips of the hand, and no dates to PostgreSQL. */
const CENTURIES = /^(19|20|21)/;

const plain = (name: string): string =>
  name
    .trim()
    .toUpperCase()
    .replaceAll(/[\s_-]+/g, ' ');

function parseSite(typed: string): ParameterValue | null {
  const digits = /^\s*(\d{1,4})\s*$/.exec(typed)?.[1];
  if (digits === undefined) return null;
  const number = digits.padStart(4, '0');
  return { text: number, bound: number, sites: [number] };
}

function parseSites(typed: string): ParameterValue | null {
  const read = typed.split(',').map(parseSite);
  const numbers = [...new Set(read.flatMap((value) => value?.sites ?? []))];
  return read.includes(null) ? null : { text: numbers.join(','), bound: numbers, sites: numbers };
}

function parseAccounts(typed: string): ParameterValue | null {
  const numbers = [...new Set(typed.split(',').map((part) => part.trim()))];
  return numbers.every((number) => /^\d{4}$/.test(number))
    ? { text: numbers.join(','), bound: numbers }
    : null;
}

function parseMonthParameter(typed: string): ParameterValue | null {
  const parsedMonth = parseMonth(typed);
  return parsedMonth === null || !CENTURIES.test(parsedMonth)
    ? null
    : { text: parsedMonth, bound: firstDay(parsedMonth) };
}

function parseYear(typed: string): ParameterValue | null {
  return /^\s*(20\d\d|2100)\s*$/.test(typed) ? { text: typed.trim(), bound: typed.trim() } : null;
}

function parseDate(typed: string): ParameterValue | null {
  const parts = /^(\d{4}-\d{2})-(\d{2})$/.exec(typed.trim());
  const inMonth = parseMonth(parts?.[1] ?? '');
  const day = Number.parseInt(parts?.[2] ?? '0', 10);
  if (inMonth === null || !CENTURIES.test(inMonth) || day < 1 || day > daysIn(inMonth)) return null;
  return { text: typed.trim(), bound: typed.trim() };
}

function parseCode(typed: string): ParameterValue | null {
  const upperCase = typed.trim().toUpperCase();
  return upperCase === '' ? null : { text: upperCase, bound: upperCase };
}

function parseCount(typed: string, most: number): ParameterValue | null {
  const number = /^\s*\d{1,4}\s*$/.test(typed) ? Number.parseInt(typed, 10) : 0;
  return number < 1 || number > most ? null : { text: String(number), bound: number };
}

function parseText(typed: string): ParameterValue | null {
  const trimmed = typed.trim();
  return trimmed === '' ? null : { text: trimmed, bound: trimmed };
}
