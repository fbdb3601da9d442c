import { decimal, roundHalfAway, type Decimal } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { occupiedRooms, overnightRatios, overnightVehicles } from '../statistics/overnight.ts';
import { nameOf, type Entry, type Fault } from './entry.ts';

/** Statistics as they are kept: what was typed, and the vehicles overnight that follow from it. */
export interface OvernightEntries {
  readonly entries: readonly Entry[];
  /** What an entry was made of, when it was not typed itself. */
  readonly typedAs: ReadonlyMap<Entry, Entry>;
  readonly faults: readonly (Fault & { readonly entry: Entry })[];
  /** Ratios from which nothing follows yet: the rooms of the day, or the other ratio, are not known. */
  readonly waiting: readonly Entry[];
}

interface OvernightChoice {
  readonly site: string;
  readonly entries: readonly Entry[];
  /** What the version says, by the name of an entry. */
  readonly known: ReadonlyMap<string, Decimal | null>;
  /** They are of a file, which repeats what was there already along with what someone changed. */
  readonly isFile: boolean;
}

const measures = ['occupied-rooms', 'drive-in-percent', 'capture-percent'] as const;
const counts = ['valet-overnight', 'self-overnight'] as const;
const involved: readonly string[] = [...measures, ...counts, 'occupancy-percent'];

/** Rooms, ratios in percent and vehicles overnight of one day; a missing one is not known. */
export type OvernightDay = Readonly<
  Record<(typeof measures)[number] | (typeof counts)[number], Decimal | null>
>;

/** Decimals that statistics of a day are kept with. */
const places = 5;
const zero = decimal('0');
const tolerance = decimal('0.01');

/**
 * Occupancy becomes rooms, and rooms and ratios become vehicles overnight of their day, with the ratios of the day
 * where one is not typed, and of the budget where nothing is (forecasting.md 6.2; STAT-06 to STAT-13). Vehicles that
 * are typed stay as they are and end the ratios of their day; typed together with ratios they must agree with them.
 * As the owner.
 */
export async function withOvernight(
  database: Queryable,
  request: OvernightChoice,
): Promise<OvernightEntries> {
  const days = Map.groupBy(
    request.entries.filter(({ area, measure }) => area === 'statistics' && involved.includes(measure)),
    ({ period }) => period,
  );
  const result = new Collected(request.entries);
  if (days.size === 0) return result;
  const available = await roomsAvailable(database, request.site, [...days]);
  const budget = await budgetOf(database, request.site, [...days.keys()]);
  for (const [day, typed] of days) {
    const said = result.withRooms(typed, available.get(day) ?? zero);
    const { isFile, known } = request;
    result.follow(
      isFile ? said.filter((entry) => !isThere(entry, known)) : said,
      dayIn(known, day),
      budget.get(day) ?? unknownDay,
    );
  }
  return result;
}

const unknownDay: OvernightDay = {
  'occupied-rooms': null,
  'drive-in-percent': null,
  'capture-percent': null,
  'valet-overnight': null,
  'self-overnight': null,
};

/** Collects what the typed statistics come to. */
class Collected implements OvernightEntries {
  entries: readonly Entry[];
  readonly typedAs = new Map<Entry, Entry>();
  readonly faults: (Fault & { readonly entry: Entry })[] = [];
  readonly waiting: Entry[] = [];

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  /** The entries of a day with rooms in place of an occupancy. */
  withRooms(typed: readonly Entry[], available: Decimal): readonly Entry[] {
    const occupancy = typed.find(({ measure }) => measure === 'occupancy-percent');
    if (occupancy === undefined) return typed;
    const others = typed.filter((entry) => entry !== occupancy);
    this.entries = this.entries.filter((entry) => entry !== occupancy);
    const cause = occupancyFault(occupancy.value, available, others);
    if (cause !== null) {
      this.faults.push({ entry: occupancy, column: cause.startsWith('is not') ? 'value' : 'measure', cause });
      return others;
    }
    const rooms = { ...occupancy, measure: 'occupied-rooms', value: roomsOf(occupancy.value, available) };
    this.entries = [...this.entries, rooms];
    this.typedAs.set(rooms, occupancy);
    return [...others, rooms];
  }

  /** Adds the vehicles that follow from the changed entries of a day. */
  follow(changed: readonly Entry[], before: OvernightDay, budget: OvernightDay): void {
    const driver = changed.findLast(({ measure }) => measures.some((one) => one === measure));
    const typed = Object.fromEntries(changed.map(({ measure, value }) => [measure, value]));
    const ratios = changed.filter(({ measure }) => measure.endsWith('-percent'));
    const typedCounts = changed.filter(({ measure }) => counts.some((one) => one === measure));
    const follows = driver === undefined ? 'nothing' : vehiclesFor(before, budget, typed);
    if (typedCounts.length > 0) {
      if (ratios.length > 0 && follows !== 'nothing') this.compare(typedCounts, follows);
      else if (ratios.length === 0) this.endRatios(typedCounts, before);
      return;
    }
    if (driver === undefined) return;
    if (follows === 'nothing') {
      this.waiting.push(...ratios.filter(({ value }) => value !== null));
      return;
    }
    const repeated = (entry: Entry): boolean =>
      entry.area === 'statistics' && entry.period === driver.period && entry.measure in follows;
    this.entries = this.entries.filter((entry) => !repeated(entry));
    for (const measure of counts) this.add(driver, measure, follows[measure]);
  }

  private compare(typed: readonly Entry[], follows: Vehicles): void {
    for (const entry of typed) {
      const expected = follows[entry.measure as keyof Vehicles] ?? zero;
      if ((entry.value ?? zero).minus(expected).abs().gt(tolerance))
        this.faults.push({
          entry,
          column: 'value',
          cause: `differs from what rooms and ratios yield, ${expected.toString()}; enter one of the two`,
        });
    }
  }

  private endRatios(typed: readonly Entry[], before: OvernightDay): void {
    const [first] = typed;
    for (const measure of ['drive-in-percent', 'capture-percent'] as const)
      if (first !== undefined && before[measure] !== null) this.add(first, measure, null);
  }

  private add(typed: Entry, measure: string, value: Decimal | null): void {
    const entry: Entry = { area: 'statistics', period: typed.period, item: '', measure, value };
    this.entries = [...this.entries, entry];
    this.typedAs.set(entry, typed);
  }
}

type Vehicles = Readonly<Record<(typeof counts)[number], Decimal | null>>;

/**
 * Vehicles overnight of a day after some of its figures were typed; null follows the budget again, and nothing follows
 * while rooms or a ratio are not known. Pure.
 */
export function vehiclesFor(
  before: OvernightDay,
  budget: OvernightDay,
  typed: Partial<OvernightDay>,
): Vehicles | 'nothing' {
  const after = { ...before, ...typed };
  const isFreed = measures.every((measure) => after[measure] === null);
  if (isFreed && (before['drive-in-percent'] ?? before['capture-percent']) !== null)
    return { 'valet-overnight': null, 'self-overnight': null };
  const rooms = after['occupied-rooms'] ?? budget['occupied-rooms'];
  const shown = ratiosOf(before, budget);
  const planned = ratiosOf(budget, budget);
  const ratio = (measure: 'drive-in-percent' | 'capture-percent'): Decimal | null =>
    after[measure] ?? (before[measure] === null ? shown : planned)[measure];
  const [driveInPercent, capturePercent] = [ratio('drive-in-percent'), ratio('capture-percent')];
  if (rooms === null || driveInPercent === null) return 'nothing';
  if (capturePercent === null && !driveInPercent.eq(zero)) return 'nothing';
  const { valet, self } = overnightVehicles(rooms, {
    driveInPercent,
    capturePercent: capturePercent ?? zero,
  });
  return { 'valet-overnight': roundHalfAway(valet, places), 'self-overnight': roundHalfAway(self, places) };
}

/** The ratios that the vehicles and rooms of a day have, as entered, else budgeted; null where nobody knows. */
function ratiosOf(
  day: OvernightDay,
  budget: OvernightDay,
): Record<'drive-in-percent' | 'capture-percent', Decimal | null> {
  const of = (measure: keyof OvernightDay): Decimal | null => day[measure] ?? budget[measure];
  const [rooms, valet, self] = [of('occupied-rooms'), of('valet-overnight'), of('self-overnight')];
  const vehicles = (valet ?? zero).plus(self ?? zero);
  if (rooms?.gt(zero) !== true || !vehicles.gt(zero))
    return { 'drive-in-percent': null, 'capture-percent': null };
  const { driveInPercent, capturePercent } = overnightRatios(rooms, valet ?? zero, self ?? zero);
  return { 'drive-in-percent': driveInPercent, 'capture-percent': capturePercent };
}

function occupancyFault(value: Decimal | null, available: Decimal, others: readonly Entry[]): string | null {
  if (others.some(({ measure }) => measure === 'occupied-rooms'))
    return 'and occupied-rooms are both given for the day; enter one of the two';
  if (value === null) return null;
  if (value.lt(zero) || value.gt('100')) return 'is not between 0 and 100, the limits of a percentage';
  return available.gt(zero)
    ? null
    : 'needs the rooms of the site, which the site list does not have; enter occupied-rooms';
}

function roomsOf(value: Decimal | null, available: Decimal): Decimal | null {
  return value === null ? null : occupiedRooms(value, available);
}

function isThere(entry: Entry, stored: OvernightChoice['known']): boolean {
  const was = stored.get(nameOf(entry)) ?? null;
  return was === null || entry.value === null ? was === entry.value : was.eq(entry.value);
}

function dayIn(stored: OvernightChoice['known'], period: string): OvernightDay {
  const of = (measure: string): Decimal | null =>
    stored.get(nameOf({ area: 'statistics', item: '', measure, period })) ?? null;
  return {
    'occupied-rooms': of('occupied-rooms'),
    'drive-in-percent': of('drive-in-percent'),
    'capture-percent': of('capture-percent'),
    'valet-overnight': of('valet-overnight'),
    'self-overnight': of('self-overnight'),
  };
}

/** Rooms of the site on the days that have an occupancy. */
async function roomsAvailable(
  database: Queryable,
  site: string,
  days: readonly (readonly [day: string, typed: readonly Entry[]])[],
): Promise<Map<string, Decimal>> {
  const roomsTyped = days.flatMap(([day, typed]) =>
    typed.some(({ measure }) => measure === 'occupancy-percent') ? [day] : [],
  );
  if (roomsTyped.length === 0) return new Map();
  const rows = await database.query<{ day: string; rooms: string | null }>(
    'select day::text, warehouse.rooms_available($1, day) as rooms from unnest($2::date[]) as day',
    [site, roomsTyped],
  );
  return new Map(rows.map(({ day, rooms }) => [day, decimal(rooms ?? '0')]));
}

async function budgetOf(
  database: Queryable,
  site: string,
  days: readonly string[],
): Promise<Map<string, OvernightDay>> {
  const rows = await database.query<{
    day: string;
    rooms: string | null;
    valet: string | null;
    self: string | null;
  }>(
    `select day_on::text as day, trim_scale(occupied_rooms) as rooms, trim_scale(valet_overnight) as valet,
       trim_scale(self_overnight) as self
     from unnest($2::date[]) as month cross join lateral warehouse.budget_daily($1, month)`,
    [site, [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))]],
  );
  const read = (text: string | null): Decimal | null => (text === null ? null : decimal(text));
  return new Map(
    rows.map(({ day, rooms, valet, self }) => [
      day,
      {
        ...unknownDay,
        'occupied-rooms': read(rooms),
        'valet-overnight': read(valet),
        'self-overnight': read(self),
      },
    ]),
  );
}
