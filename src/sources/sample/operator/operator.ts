import { addMonths, type Month } from '../../../kernel/month.ts';
import { twoDigits } from '../calendar.ts';
import { DOCUMENTED_SITES, profileOf0170, profileOf0829 } from './documented-sites.ts';
import { addressOf, siteName, type Address, type SiteKind } from './names.ts';
import { at, hash, Random } from '../random.ts';
import { drawProfile, type SiteProfile } from './site-profile.ts';

/** What decides the whole sample: the same four values give the same bytes. */
export interface OperatorOptions {
  readonly sites: number;
  readonly from: Month;
  readonly months: number;
  readonly seed: number;
}

/** An invented operator of parking, valet and hospitality sites. */
export interface Operator extends OperatorOptions {
  /** All sites, those that open later included, in the order of their numbers. */
  readonly all: readonly Site[];
  readonly districts: number;
}

export interface Site {
  /** Four digits. */
  readonly number: string;
  /** The number as an integer: the site's part of every random key. */
  readonly key: number;
  readonly kind: SiteKind;
  readonly name: string;
  /** A new name and the month from which it holds. */
  readonly renamed: { readonly from: Month; readonly name: string } | null;
  readonly address: Address;
  readonly profile: SiteProfile;
  readonly district: number;
  readonly contract: Contract;
  /** First two digits of the ledger string: the company. */
  readonly company: '02' | '07' | '22';
  readonly isDeposited: boolean;
  /** The site sends its monthly workbook instead of rows of the long form. */
  readonly sendsWorkbook: boolean;
  /** Hundredths of a percent: 825 is 8.25 %. */
  readonly taxRate: number;
  readonly opensOn: string;
  readonly closesOn: string | null;
}

export type Contract = 'Management Agreement' | 'Revenue Share' | 'Fixed Fee' | 'Per Labor Hour';

/** Most sites a sample can have: numbers from 0100 to 9899, so that 9999 stays a site that nobody knows. */
export const MOST_SITES = 9000;

const KINDS: readonly SiteKind[] = [
  ...Array<SiteKind>(9).fill('hotel'),
  ...Array<SiteKind>(4).fill('hospital'),
  ...Array<SiteKind>(4).fill('office'),
  ...Array<SiteKind>(3).fill('residential'),
];
const CONTRACTS: readonly Contract[] = [
  'Management Agreement',
  'Revenue Share',
  'Revenue Share',
  'Fixed Fee',
  'Per Labor Hour',
];
const TAX_RATES = [0, 600, 625, 700, 825, 850, 1000];

/** The operator of these options. Sites 0170 and 0829 are always among its sites. */
export function foundOperator(options: OperatorOptions): Operator {
  const districts = Math.max(2, Math.ceil(options.sites / 10));
  const sites: Site[] = [];
  // Every eleventh number, from a start that the seed chooses, comes round to each of the 9800 numbers exactly once.
  for (let step = 0, index = 0; index < options.sites; step += 1) {
    const key = index < 2 ? 0 : 100 + ((hash(options.seed) + step * 11) % 9800);
    const number = DOCUMENTED_SITES[index] ?? String(key).padStart(4, '0');
    if (index >= 2 && DOCUMENTED_SITES.some((taken) => taken === number)) continue;
    sites.push(foundSite({ ...options, districts }, index, number));
    index += 1;
  }
  sites.sort((left, right) => left.key - right.key);
  return { ...options, districts, all: sites };
}

type Founding = OperatorOptions & { readonly districts: number };

function foundSite(founding: Founding, index: number, number: string): Site {
  const key = Number.parseInt(number, 10);
  const random = new Random(founding.seed, 1, key);
  const documented = DOCUMENTED_SITES.findIndex((taken) => taken === number);
  const kind = documented >= 0 ? 'hotel' : random.pick(KINDS);
  const isDeposited = documented >= 0 ? documented === 1 : random.chance(350);
  const profile = [profileOf0170(), profileOf0829()][documented] ?? drawProfile(kind, isDeposited, random);
  return {
    number,
    key,
    kind,
    name: siteName(kind, index),
    renamed: renaming(founding, index, kind),
    address: addressOf(index),
    profile,
    district: index % founding.districts,
    contract: documented === 0 ? 'Revenue Share' : random.pick(CONTRACTS),
    company: documented >= 0 ? '02' : at(['02', '02', '02', '02', '07', '22'] as const, random.next()),
    isDeposited,
    sendsWorkbook: index === 2 || index === 3,
    taxRate: documented >= 0 ? 825 : random.pick(TAX_RATES),
    ...lifetime(founding, index, random),
  };
}

/** One site in 23 gets a new name within the period. */
function renaming(founding: Founding, index: number, kind: SiteKind): Site['renamed'] {
  if (index % 23 !== 9 || founding.months < 2) return null;
  const from = addMonths(founding.from, 1 + (hash(founding.seed, 2, index) % (founding.months - 1)));
  return { from, name: siteName(kind, index + 5000) };
}

/** One site in 12 opens within the period and one in 19 closes; the first four stay open throughout. */
function lifetime(founding: Founding, index: number, random: Random): Pick<Site, 'opensOn' | 'closesOn'> {
  const longAgo = `${random.between(2009, 2021)}-${twoDigits(random.between(1, 12))}-01`;
  const monthInside = (): Month => addMonths(founding.from, random.between(1, founding.months - 1));
  if (founding.months < 2 || index < 4) return { opensOn: longAgo, closesOn: null };
  if (index % 19 === 11)
    return { opensOn: longAgo, closesOn: `${monthInside()}-${twoDigits(random.between(10, 28))}` };
  if (index % 12 === 7)
    return { opensOn: `${monthInside()}-${twoDigits(random.between(1, 20))}`, closesOn: null };
  return { opensOn: longAgo, closesOn: null };
}

/** The first and last day of `month` on which the site is open, counted from 1; null when it is closed throughout. */
export function openDays(
  site: Site,
  month: Month,
  days: number,
): { readonly first: number; readonly last: number } | null {
  const opensIn = site.opensOn.slice(0, 7);
  const closesIn = site.closesOn?.slice(0, 7) ?? '9999-12';
  if (month < opensIn || month > closesIn) return null;
  return {
    first: month === opensIn ? Number.parseInt(site.opensOn.slice(8), 10) : 1,
    last: month === closesIn ? Number.parseInt(site.closesOn?.slice(8) ?? '31', 10) : days,
  };
}

/** True once the site is on the site list: from the month in which it opens; a closed site stays on the list. */
export function isListed(site: Site, month: Month): boolean {
  return site.opensOn.slice(0, 7) <= month;
}
