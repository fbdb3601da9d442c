import { addMonths, monthOfDay, parseMonth, type Month } from '../../kernel/month.ts';
import { readOwnRights, reachOf, type Principal } from '../../platform/security/index.ts';
import { questions } from '../../warehouse/index.ts';
import {
  contractsOf,
  forecastOf,
  peopleOf,
  pnlOf,
  questionItself,
  settingsOf,
  siteItself,
  sitesOf,
  statementsOf,
  type Candidate,
  type Site,
} from './search-candidates.ts';

/** Kinds of things that a search finds, in display order. */
export const hitKinds = [
  'site',
  'contract',
  'statement',
  'forecast',
  'profit-and-loss',
  'question',
  'setting',
  'person',
] as const;
type HitKind = (typeof hitKinds)[number];

/** Something that fits what was typed. */
export interface Hit {
  readonly kind: HitKind;
  /** What it is called: `0170 Grand Hotel`. */
  readonly title: string;
  /** What tells it from others of its name; null where the title says all. */
  readonly detail: string | null;
  /** The month that it is of; null: of none. */
  readonly month: Month | null;
  /** Address in the web app. */
  readonly link: string;
}

/** What was typed, as it is understood. */
interface Typed {
  /** Every word, in lower case. */
  readonly all: readonly string[];
  /** The words without those that name the month. */
  readonly rest: readonly string[];
  readonly month: Month | null;
}

/** Hits of a kind: whoever looks for another types more. */
const mostOfKind = 6;

/** What a kind is also called: `contract 0170` finds the contract only. */
const wordsOf: Readonly<Record<HitKind, readonly string[]>> = {
  site: ['site'],
  contract: ['contract'],
  statement: ['statement', 'invoice'],
  forecast: ['forecast'],
  'profit-and-loss': ['p&l', 'pnl'],
  question: ['question'],
  setting: ['setting'],
  person: ['person', 'user'],
};

/** The right without which nothing of a kind is looked for. */
const objectOf: Readonly<Record<HitKind, string>> = {
  site: 'site',
  contract: 'contract',
  statement: 'statement',
  forecast: 'forecast',
  'profit-and-loss': 'profit-and-loss',
  question: 'load',
  setting: 'configuration',
  person: 'user',
};

/**
 * Finds sites, contracts, statements, forecasts, P&Ls, questions, settings and people by the words of `text`, each of
 * which must occur; `2025-05` and `May 2025` name the month of what has one, and a month without a year is of the year
 * of `today`. Row security leaves out what the principal may not see.
 */
export async function search(
  principal: Principal,
  text: string,
  { today }: { readonly today: string },
): Promise<Hit[]> {
  const typed = understood(text, today);
  if (typed.all.length === 0) return [];
  const { caller } = principal;
  const rights = await readOwnRights(principal);
  const reads = (object: string): boolean =>
    rights.some((right) => right.object === object && right.action === 'read');
  const reaches = {
    forecast: reads('forecast') ? await reachOf(caller, { object: 'forecast', action: 'read' }) : [],
    'profit-and-loss': reads('profit-and-loss')
      ? await reachOf(caller, { object: 'profit-and-loss', action: 'read' })
      : [],
  };
  return caller.transaction(async (transaction) => {
    const sites = reads('site') ? await sitesOf(transaction) : [];
    const within = (kind: keyof typeof reaches): readonly Site[] => {
      const reach = reaches[kind];
      return reach === 'everywhere' ? sites : sites.filter(({ site }) => reach.includes(site));
    };
    const { all, rest, month } = typed;
    const sought = { words: without(rest, 'statement'), month, most: mostOfKind };
    const candidates = {
      site: () => sites.map(siteItself),
      contract: () => contractsOf(transaction),
      statement: () => statementsOf(transaction, sought),
      forecast: () => within('forecast').map((site) => forecastOf(site, month)),
      'profit-and-loss': () => within('profit-and-loss').map((site) => pnlOf(site, month)),
      question: () => questions.filter(({ objects }) => objects.every(reads)).map(questionItself),
      setting: () => settingsOf(transaction),
      person: () => peopleOf(transaction),
    } satisfies Record<HitKind, () => readonly Candidate[] | Promise<readonly Candidate[]>>;
    const hits: Hit[] = [];
    for (const kind of hitKinds)
      if (reads(objectOf[kind]))
        hits.push(...best(kind, await candidates[kind](), without(isOfMonth.has(kind) ? rest : all, kind)));
    return hits;
  });
}

/** What has a month: the words that name it choose, and need not occur. */
const isOfMonth: ReadonlySet<HitKind> = new Set(['statement', 'forecast', 'profit-and-loss']);

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const namedMonth = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$/;

function understood(text: string, today: string): Typed {
  const all = text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const at = all.findIndex((word) => namedMonth.test(word) || isMonth(word));
  const word = all[at];
  if (word === undefined) return { all, rest: all, month: null };
  if (isMonth(word)) return { all, rest: all.toSpliced(at, 1), month: parseMonth(word) };
  const year = all[at + 1];
  const hasYear = year !== undefined && /^(19|20|21)\d\d$/.test(year);
  const january = parseMonth(`${hasYear ? year : monthOfDay(today).slice(0, 4)}-01`);
  const count = months.findIndex((month) => word.startsWith(month));
  return {
    all,
    rest: all.toSpliced(at, hasYear ? 2 : 1),
    month: january === null ? null : addMonths(january, count),
  };
}

/** With a dash, because `202505` may be the number of something else. */
function isMonth(word: string): boolean {
  return word.includes('-') && parseMonth(word) !== null;
}

/** The words but those that say the kind. */
function without(words: readonly string[], kind: HitKind): readonly string[] {
  return words.filter((word) => !wordsOf[kind].includes(word));
}

/** Those in which every word occurs: first what bears one as its number, then whose title begins with one. */
function best(kind: HitKind, candidates: readonly Candidate[], words: readonly string[]): readonly Hit[] {
  const ranked = candidates.flatMap((candidate) => {
    const whole = `${candidate.title} ${candidate.text}`.toLowerCase();
    return words.every((word) => whole.includes(word)) ? [{ candidate, rank: rankOf(candidate, words) }] : [];
  });
  return ranked
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, mostOfKind)
    .map(({ candidate: { title, detail, month, link } }) => ({ kind, title, detail, month, link }));
}

function rankOf({ key, title }: Candidate, words: readonly string[]): number {
  if (words.includes(key.toLowerCase())) return 0;
  return words.some((word) => title.toLowerCase().startsWith(word)) ? 1 : 2;
}
