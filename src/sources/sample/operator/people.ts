import type { Cents } from '../amounts.ts';
import type { CalendarMonth } from '../calendar.ts';
import type { Operator, Site } from './operator.ts';
import { at, hash } from '../random.ts';
import type { Job } from './site-profile.ts';

// People are numbers; `personOf` gives the number a name. Ranges keep the kinds apart.
const DISTRICT_MANAGERS = 1_000_000;
const ACCOUNT_MANAGERS = 2_000_000;
const SALARIED = 3_000_000;
export const DIRECTORS = 4_000_000;
export const ATTENDANTS = 5_000_000;

/** Quarter 0 of the hiring calendar: January 2020. */
const FIRST_QUARTER_INDEX = 2020 * 4;
/** Of a thousand positions, how many change hands in a quarter. */
const TURNOVER = 90;
const DISTRICT_TURNOVER = 9;
/** Months (counted from year 0) in which the district of site 0170 gets a new manager: 2024-09 and 2025-03. */
const KNOWN_CHANGES = [2024 * 12 + 8, 2025 * 12 + 2];

/** The person who manages a district in a month. Managers change on the first of a month, and none comes back. */
export function districtManager(operator: Operator, district: number, monthIndex: number): number {
  let changes = 0;
  for (let index = 2020 * 12; index <= monthIndex; index += 1) {
    const isChange =
      district === 0
        ? KNOWN_CHANGES.includes(index)
        : hash(operator.seed, 3, district, index) % 100 < DISTRICT_TURNOVER;
    if (isChange) changes += 1;
  }
  return DISTRICT_MANAGERS + district * 100 + changes;
}

/** The account manager of a site; one looks after up to three sites of a district. */
export function accountManager(site: Site): number {
  return ACCOUNT_MANAGERS + site.district * 10 + (site.key % 4);
}

/** A salaried person's pay and the part of it that a site bears. */
export interface Allocation {
  readonly person: number;
  readonly title: string;
  readonly annual: Cents;
  /** Whole percent. */
  readonly percent: number;
}

/**
 * The salaried people of every site. A hotel or hospital has its own manager, a large one an assistant as well; two
 * small sites in a row share one manager, sixty to forty.
 */
export function allocateSalaries(operator: Operator): ReadonlyMap<string, readonly Allocation[]> {
  const allocations = new Map<string, readonly Allocation[]>();
  let waiting: Site | null = null;
  for (const site of operator.all) {
    if (site.kind === 'hotel' || site.kind === 'hospital') {
      allocations.set(site.number, ownManagers(operator, site));
    } else if (waiting === null) {
      waiting = site;
      allocations.set(site.number, [manager(operator, site, 100)]);
    } else {
      allocations.set(waiting.number, [manager(operator, waiting, 60)]);
      allocations.set(site.number, [manager(operator, waiting, 40)]);
      waiting = null;
    }
  }
  return allocations;
}

function ownManagers(operator: Operator, site: Site): Allocation[] {
  const assistants = Math.min(
    2,
    Math.floor(site.profile.jobs.reduce((sum, { shifts }) => sum + shifts, 0) / 9),
  );
  const people = [manager(operator, site, 100)];
  for (let index = 1; index <= assistants; index += 1) {
    const annual = (56 + (hash(operator.seed, 4, site.key, index) % 12)) * 100_000;
    people.push({
      person: SALARIED + site.key * 10 + index,
      title: 'Assistant Manager',
      annual,
      percent: 100,
    });
  }
  return people;
}

function manager(operator: Operator, site: Site, percent: number): Allocation {
  const annual = (64 + (hash(operator.seed, 4, site.key) % 32)) * 100_000;
  return { person: SALARIED + site.key * 10, title: 'General Manager', annual, percent };
}

/** What the site bears of an allocation in a year. */
export function allocatedAmount({ annual, percent }: Allocation): Cents {
  return Math.round((annual * percent) / 100);
}

/** Positions of a job: enough that everyone has two days off a week. */
export function positionsOf(job: Job): number {
  return Math.ceil((job.shifts * 7) / 5) + 2;
}

/** Who holds a position, since when, and whom they followed. */
export interface Holder {
  readonly employee: string;
  /** Number of the person, for the name. */
  readonly person: number;
  /** `YYYY-MM-DD`; the start of a quarter. */
  readonly since: string;
  readonly quarter: number;
}

/** The holder of position `slot` of the site's job number `job` in a quarter (counted from January 2020). */
export function holderOf(site: Site, job: number, slot: number, quarter: number): Holder {
  const position = job * 20 + slot;
  let hired = Math.max(0, quarter);
  while (hired > 0 && hash(site.key, 5, position, hired) % 1000 >= TURNOVER) hired -= 1;
  const employee = `${site.number}${String(position).padStart(3, '0')}${String(hired).padStart(2, '0')}`;
  return {
    employee,
    person: ATTENDANTS + hash(site.key, position, hired),
    since: quarterStart(hired),
    quarter: hired,
  };
}

export function quarterOf(month: CalendarMonth): number {
  return Math.floor(month.index / 3) - FIRST_QUARTER_INDEX;
}

function quarterStart(quarter: number): string {
  const month = at(['01', '04', '07', '10'], quarter % 4);
  return `${2020 + Math.floor(quarter / 4)}-${month}-01`;
}
