import { decimal, roundHalfAway, sum, type Decimal } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { isCalled, readGroups, type JobGroup } from '../jobs/administer-groups.ts';
import { readSiteJobs, type PaidSiteJob } from '../jobs/site-jobs.ts';
import { splitByEmployees } from '../payroll/group-hours.ts';
import { costOfHours, hoursOfCost, keptPlaces, rateInUse } from '../payroll/hourly-cost.ts';
import { spreadGroupCost, spreadGroupHours } from '../payroll/spread-group.ts';
import { groupOf, nameOf, type Entry, type Fault } from './entry.ts';

/** Entries by job code, as they are kept, with what they were typed as. */
export interface JobEntries {
  readonly entries: readonly Entry[];
  /** What an entry was made of, when it was not typed itself. */
  readonly typedAs: ReadonlyMap<Entry, Entry>;
  readonly faults: readonly (Fault & { readonly entry: Entry })[];
  /** Entries of groups without a job code in use at the site, which keep nothing (PAY-12). */
  readonly withoutJobs: readonly Entry[];
}

/** What a version says, by the name of an entry. */
type HoursByPlace = ReadonlyMap<string, Decimal | null>;

interface JobEntryChoice {
  readonly site: string;
  /** `YYYY-MM-DD`; heads and rates are those of this day. */
  readonly today: string;
  readonly entries: readonly Entry[];
  readonly known: HoursByPlace;
  /** They are of a file, which repeats what was there already along with what someone changed. */
  readonly isFile: boolean;
}

interface Staff {
  readonly groups: readonly JobGroup[];
  readonly jobs: ReadonlyMap<string, PaidSiteJob>;
}

/** What was typed of a job code, or of a group, on a day. */
type Cell = Readonly<Partial<Record<'hours' | 'cost' | 'rate-per-hour', Entry>>> & {
  readonly item: string;
  readonly period: string;
};

type Values = Readonly<Record<'hours' | 'cost' | 'rate-per-hour', Decimal | null>>;

const ratePlaces = 8;
const zeroHours = decimal('0');
const nothing: Values = { hours: null, cost: null, 'rate-per-hour': null };

/**
 * Payroll as it was typed, made into rows of job codes: a group goes to its codes in use at the site by active
 * employees, and of hours and cost the one that was not typed follows from the other at the average hourly rate
 * (forecasting.md 5.4; PAY-11, PAY-12, PAY-17 to PAY-22). What equals what the version says stays. As the owner.
 */
export async function inJobCodes(database: Queryable, request: JobEntryChoice): Promise<JobEntries> {
  const typed = request.isFile ? changedInFile(request.entries, request.known) : request.entries;
  const payroll = typed.filter(({ area }) => area === 'payroll');
  const byJobCode = new DerivedEntries(typed);
  if (payroll.length === 0) return byJobCode;
  const ofSite = (await readSiteJobs(database, [request.site], request.today)).get(request.site) ?? [];
  const staff: Staff = {
    groups: payroll.some(({ item }) => groupOf(item) !== null) ? await readGroups(database) : [],
    jobs: new Map(ofSite.map((job) => [job.jobCode, job])),
  };
  for (const cell of cellsOf(payroll)) {
    const title = groupOf(cell.item);
    if (title === null) deriveOther(cell, request.known, staff, byJobCode);
    else spreadGroup({ title, cell }, request.known, staff, byJobCode);
  }
  return byJobCode;
}

/** Collects what the typed entries come to; those of groups give way to those of their codes. */
class DerivedEntries implements JobEntries {
  readonly entries: Entry[];
  readonly typedAs = new Map<Entry, Entry>();
  readonly faults: (Fault & { readonly entry: Entry })[] = [];
  readonly withoutJobs: Entry[] = [];

  constructor(typed: readonly Entry[]) {
    this.entries = typed.filter(({ area, item }) => area !== 'payroll' || groupOf(item) === null);
  }

  add(typed: Entry, jobCode: string, values: Partial<Values>): void {
    for (const [measure, value] of Object.entries(values)) {
      const entry = { area: 'payroll' as const, period: typed.period, item: jobCode, measure, value };
      this.entries.push(entry);
      this.typedAs.set(entry, typed);
    }
  }
}

function cellsOf(payroll: readonly Entry[]): Cell[] {
  return [...Map.groupBy(payroll, ({ item, period }) => `${period} ${item}`).values()].map((entries) => ({
    item: entries[0]?.item ?? '',
    period: entries[0]?.period ?? '',
    ...Object.fromEntries(entries.map((entry) => [entry.measure, entry])),
  }));
}

/** Leaves out a cost, or hours, that the file only repeats next to the value it was calculated from at a rate. */
function changedInFile(entries: readonly Entry[], stored: HoursByPlace): readonly Entry[] {
  const isThere = (entry: Entry): boolean => {
    const was = stored.get(nameOf(entry)) ?? null;
    return was !== null && entry.value !== null && was.eq(entry.value);
  };
  const cells = cellsOf(entries.filter(({ area }) => area === 'payroll'));
  const repeated = cells.flatMap((cell) => {
    const { hours, cost, 'rate-per-hour': rate } = cell;
    if (hours === undefined || cost === undefined || isThere(hours) === isThere(cost)) return [];
    if (!stored.has(nameOf({ ...hours, measure: 'rate-per-hour' }))) return [];
    return [hours, cost, ...(rate === undefined ? [] : [rate])].filter(isThere);
  });
  const left = new Set(repeated);
  return entries.filter((entry) => !left.has(entry));
}

/** Cost that typed hours come to, or hours that a typed cost buys; nothing when both were typed, or neither. */
function deriveOther(
  cell: Cell,
  stored: HoursByPlace,
  { jobs }: Staff,
  derivedEntries: DerivedEntries,
): void {
  const { hours, cost, 'rate-per-hour': rate } = cell;
  const typed = hours ?? cost;
  if (typed === undefined || (hours !== undefined && cost !== undefined)) return;
  const derived = typed === hours ? 'cost' : 'hours';
  if (isTold(typed, derived, stored)) return;
  const perHour = rateInUse(rate?.value ?? jobs.get(cell.item)?.ratePerHour ?? null);
  derivedEntries.add(typed, cell.item, { [derived]: otherOf(typed.value, derived, perHour) });
  if (rate === undefined)
    derivedEntries.add(typed, cell.item, {
      'rate-per-hour': typed.value && roundHalfAway(perHour, ratePlaces),
    });
}

/** Whether the version says the same already, and the other measure with it: what is the same changes nothing. */
function isTold(typed: Entry, derived: string, stored: HoursByPlace): boolean {
  const was = stored.get(nameOf(typed)) ?? null;
  if (typed.value === null || was === null) return was === typed.value;
  return was.eq(typed.value) && stored.has(nameOf({ ...typed, measure: derived }));
}

function otherOf(value: Decimal | null, derived: 'hours' | 'cost', perHour: Decimal): Decimal | null {
  if (value === null) return null;
  return roundHalfAway(
    derived === 'cost' ? costOfHours(value, perHour) : hoursOfCost(value, perHour),
    keptPlaces,
  );
}

function spreadGroup(
  { title, cell }: { title: string; cell: Cell },
  stored: HoursByPlace,
  { groups, jobs }: Staff,
  derivedEntries: DerivedEntries,
): void {
  const { hours, cost, 'rate-per-hour': rate } = cell;
  const fault = (entry: Entry, cause: string): void =>
    void derivedEntries.faults.push({ entry, column: 'item', cause });
  const group = groups.find((one) => isCalled(one, title));
  const [typed] = [hours, cost, rate].filter((entry) => entry !== undefined);
  if (typed === undefined) return;
  if (group === undefined) return fault(typed, 'is not a job group');
  if (!group.isActive) return fault(typed, 'is a retired job group');
  if (rate !== undefined) return fault(rate, 'gets its hourly rate only from its codes');
  const inUse = group.codes.flatMap(({ jobCode }) => jobs.get(jobCode) ?? []);
  if (inUse.length === 0) {
    derivedEntries.withoutJobs.push(...[hours, cost].filter((entry) => entry !== undefined));
    return;
  }
  const left = group.codes.filter((code) => !jobs.has(code.jobCode)).map(({ jobCode }) => jobCode);
  const saidOf = (code: string): boolean =>
    ['hours', 'cost'].some((measure) => stored.has(nameOf({ ...typed, item: code, measure })));
  if ([hours, cost].every((entry) => entry === undefined || isTotal(entry, group, inUse, stored))) return;
  for (const [jobCode, values] of partsOf(hours, cost, inUse)) derivedEntries.add(typed, jobCode, values);
  // Codes of people who left give their hours to the others.
  const zero = hours?.value === null || cost?.value === null ? null : zeroHours;
  for (const jobCode of left.filter(saidOf))
    derivedEntries.add(typed, jobCode, { ...nothing, hours: zero, cost: zero });
}

/** Whether the rows of the codes come to the entry already: what is the same changes nothing. */
function isTotal(
  entry: Entry,
  group: JobGroup,
  inUse: readonly PaidSiteJob[],
  stored: HoursByPlace,
): boolean {
  const said = (jobCode: string): Decimal | null => stored.get(nameOf({ ...entry, item: jobCode })) ?? null;
  const values = group.codes.flatMap(({ jobCode }) => said(jobCode) ?? []);
  if (entry.value === null) return values.length === 0;
  return inUse.every(({ jobCode }) => said(jobCode) !== null) && sum(values).eq(entry.value);
}

function partsOf(
  hours: Entry | undefined,
  cost: Entry | undefined,
  jobs: readonly PaidSiteJob[],
): [jobCode: string, Values][] {
  if (hours !== undefined && cost !== undefined) {
    const [ofHours, ofCost] = [hours, cost].map(({ value }) => value && splitByEmployees(value, jobs));
    return jobs.map(({ jobCode }) => [
      jobCode,
      { ...nothing, hours: ofHours?.get(jobCode) ?? null, cost: ofCost?.get(jobCode) ?? null },
    ]);
  }
  const value = (hours ?? cost)?.value ?? null;
  if (value === null) return jobs.map(({ jobCode }) => [jobCode, nothing]);
  const cells = hours === undefined ? spreadGroupCost(value, jobs) : spreadGroupHours(value, jobs);
  return cells.map(({ jobCode, ratePerHour, ...figures }) => [
    jobCode,
    { ...figures, 'rate-per-hour': roundHalfAway(ratePerHour, ratePlaces) },
  ]);
}
