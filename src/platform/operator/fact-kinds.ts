import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { isDay } from '../../kernel/month.ts';

/** Accounts from one number to another, both included. */
export type AccountRange = Readonly<{ first: string; last: string }>;

/** A company of the ledger: two digits, and the name that documents carry. */
export type Company = Readonly<{ code: string; name: string }>;

/** What a row that follows payroll shows in a month of which some days are in, until the month is booked. */
const openMonthFigures = ['computed', 'budget', 'forecast'] as const;
export type OpenMonthFigure = (typeof openMonthFigures)[number];

/** What a fact of each kind is in the code. The database keeps every one as a list of texts. */
export interface ValueOfKind {
  readonly account: string;
  readonly accounts: readonly string[];
  readonly 'account range': AccountRange;
  readonly percentage: Decimal;
  readonly entities: readonly string[];
  readonly texts: readonly string[];
  readonly company: Company;
  readonly companies: readonly Company[];
  readonly days: readonly string[];
  readonly 'open month': OpenMonthFigure;
  readonly amount: Decimal;
  readonly 'day counts': readonly number[];
  readonly percentages: readonly Decimal[];
  /** `MM-DD`, or null for never. */
  readonly 'day of year': string | null;
}

export type FactKind = keyof ValueOfKind;

interface Rule<Value> {
  /** What each text is, in words that end “one such as …”. */
  readonly takes: string;
  /** How many texts there may be. */
  readonly least: number;
  readonly most: number;
  readonly isValid: (text: string) => boolean;
  readonly read: (texts: readonly string[]) => Value;
}

const many = 200;
const isAccount = (text: string): boolean => /^\d{4}$/.test(text);
const isCompany = (text: string): boolean => /^\d{2} \S.*$/.test(text);
const isPercentage = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,4})?$/.test(text) && decimal(text).lte('100');
const first = (texts: readonly string[]): string => texts[0] ?? '';
const all = (texts: readonly string[]): readonly string[] => texts;
const companyIn = (text: string): Company => ({ code: text.slice(0, 2), name: text.slice(3) });
const accountWords = 'a main account of four digits';
const companyWords = 'a company as its two digits and its name, such as "07 ENC"';

/** How the texts of each kind are checked and read. */
const rules: { readonly [Kind in FactKind]: Rule<ValueOfKind[Kind]> } = {
  account: { takes: accountWords, least: 1, most: 1, isValid: isAccount, read: first },
  accounts: { takes: accountWords, least: 0, most: many, isValid: isAccount, read: all },
  'account range': {
    takes: `${accountWords}, the first and the last`,
    least: 2,
    most: 2,
    isValid: isAccount,
    read: ([from = '', to = '']) => ({ first: from, last: to }),
  },
  percentage: {
    takes: 'a percentage from 0 to 100 with at most four decimals',
    least: 1,
    most: 1,
    isValid: isPercentage,
    read: (texts) => decimal(first(texts)),
  },
  entities: {
    takes: 'an entity of two digits',
    least: 0,
    most: many,
    isValid: (text) => /^\d{2}$/.test(text),
    read: all,
  },
  texts: {
    takes: 'a text of at most 100 characters',
    least: 0,
    most: many,
    isValid: (text) => text.trim() === text && text.length >= 1 && text.length <= 100,
    read: all,
  },
  company: {
    takes: companyWords,
    least: 1,
    most: 1,
    isValid: isCompany,
    read: (texts) => companyIn(first(texts)),
  },
  companies: {
    takes: companyWords,
    least: 0,
    most: many,
    isValid: isCompany,
    read: (texts) => texts.map(companyIn),
  },
  'open month': {
    takes: 'one of computed, budget and forecast',
    least: 1,
    most: 1,
    isValid: (text) => openMonthFigures.some((figure) => figure === text),
    read: (texts) => openMonthFigures.find((figure) => figure === first(texts)) ?? 'computed',
  },
  amount: {
    takes: 'an amount of at least 0 with at most two decimals',
    least: 1,
    most: 1,
    isValid: (text) => /^\d{1,12}(\.\d{1,2})?$/.test(text),
    read: (texts) => decimal(first(texts)),
  },
  percentages: {
    takes: 'a percentage from 0 to 100 with at most four decimals',
    least: 1,
    most: 10,
    isValid: isPercentage,
    read: (texts) => texts.map((text) => decimal(text)),
  },
  'day counts': {
    takes: 'a number of days from 1 to 60',
    least: 0,
    most: 20,
    isValid: (text) => /^[1-9]\d?$/.test(text) && Number.parseInt(text, 10) <= 60,
    read: (texts) => texts.map((text) => Number.parseInt(text, 10)),
  },
  'day of year': {
    takes: 'a day MM-DD of every year, or never',
    least: 1,
    most: 1,
    isValid: (text) => text === 'never' || isDay(`2001-${text}`),
    read: (texts) => (first(texts) === 'never' ? null : first(texts)),
  },
  days: { takes: 'a day YYYY-MM-DD', least: 0, most: many * 10, isValid: isDay, read: all },
};

/** The value that the texts of a fact are; they have been checked. */
export function valueOf<Kind extends FactKind>(kind: Kind, texts: readonly string[]): ValueOfKind[Kind] {
  return rules[kind].read(texts);
}

/** Why texts cannot be the value of a fact of this kind; null when they can. */
export function problemOf(kind: FactKind, texts: readonly string[]): string | null {
  const { takes, least, most, isValid } = rules[kind];
  if (texts.length < least || texts.length > most) {
    const count = least === most ? String(least) : `${String(least)} to ${String(most)}`;
    return `it takes ${count} of: ${takes}`;
  }
  const wrong = texts.find((text) => !isValid(text));
  if (wrong !== undefined) return `“${wrong}” is not ${takes}`;
  const twice = texts.find((text, at) => texts.indexOf(text) !== at && kind !== 'account range');
  if (twice !== undefined) return `“${twice}” appears twice`;
  if (kind === 'companies' && new Set(texts.map((text) => companyIn(text).code)).size < texts.length)
    return 'two companies have the same digits';
  const [from = '', to = ''] = texts;
  return kind === 'account range' && from > to ? `${from} is after ${to}` : null;
}
