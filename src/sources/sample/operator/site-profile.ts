import type { Random } from '../random.ts';
import type { SiteKind } from './names.ts';
import type { Cents } from '../amounts.ts';

/** What a site sells and whom it employs, on an average day: the base that season, weekday and chance vary. */
export interface SiteProfile {
  /** Hotel rooms; 0 elsewhere. */
  readonly rooms: number;
  readonly spaces: number;
  readonly streams: readonly Stream[];
  readonly jobs: readonly Job[];
}

/** Parking of one revenue code. */
export interface Stream {
  readonly code: string;
  readonly category: string;
  /** Whole or half dollars. */
  readonly rate: Cents;
  /** Vehicles of an average day; for `monthly`, parkers of the month. */
  readonly vehicles: number;
  readonly pattern: Pattern;
  /** False for bell service and hours of work, which the same report bills without any vehicle. */
  readonly isParking: boolean;
  readonly collections: readonly Collection[];
}

export interface Collection {
  readonly type: string;
  /** Y: the operator deposits it, N: someone else does, V: validation. */
  readonly flag: 'Y' | 'N' | 'V';
  /** Share of the vehicles, per mille. */
  readonly share: number;
}

/** How demand runs through the week: with the hotel's rooms, with offices and clinics, evenly, or by the month. */
export type Pattern = 'rooms' | 'weekdays' | 'even' | 'monthly';

export interface Job {
  readonly code: string;
  readonly title: string;
  readonly family: string;
  /** Per hour, of the employee with the least seniority. */
  readonly rate: Cents;
  /** Shifts a day on working days; weekends follow the kind of site. */
  readonly shifts: number;
  readonly minutes: number;
  /** Minutes after midnight at which the shifts of a day begin, in turn. */
  readonly starts: readonly number[];
}

const DAY_STARTS = [360, 420, 840, 900];
const ROUND_THE_CLOCK = [360, 420, 840, 900, 1320];

const JOBS: Readonly<Record<string, Pick<Job, 'title' | 'family' | 'starts'>>> = {
  GSA: { title: 'Guest service attendant', family: 'Valet', starts: ROUND_THE_CLOCK },
  GSA2: { title: 'Guest service attendant, lot', family: 'Valet', starts: DAY_STARTS },
  GSC: { title: 'Guest service captain', family: 'Supervisor', starts: [420, 1320] },
  CASH: { title: 'Cashier', family: 'Cashier', starts: [360, 840] },
  DOOR: { title: 'Door attendant', family: 'Bell', starts: DAY_STARTS },
  LDGSC: { title: 'Lead captain', family: 'Supervisor', starts: [480] },
  LDCASH: { title: 'Lead cashier', family: 'Cashier', starts: [480] },
  SHUTL1: { title: 'Shuttle driver', family: 'Shuttle', starts: DAY_STARTS },
  SHUTL2: { title: 'Shuttle driver, large vehicle', family: 'Shuttle', starts: [360, 840] },
  VALCASH: { title: 'Valet cashier', family: 'Cashier', starts: [420, 900] },
  TEAMLDR: { title: 'Team leader', family: 'Supervisor', starts: [480] },
};

/** A job by its code, at `rate` an hour and with `shifts` of `minutes` a day. */
export function job(code: string, rate: Cents, shifts: number, minutes = 480): Job {
  const describedJob = JOBS[code];
  if (describedJob === undefined) throw new Error(`No such job code: ${code}`);
  return { code, rate, shifts, minutes, ...describedJob };
}

const CATEGORIES: Readonly<Record<string, string>> = {
  VD: 'Valet Daily',
  VO: 'Valet Overnight',
  VM: 'Valet Monthly',
  SD: 'Self Daily',
  SO: 'Self Overnight',
  SM: 'Self Monthly',
  VA: 'Valet Aggregator',
  SA: 'Self Aggregator',
  VC: 'Valet Comps',
  SC: 'Self Comps',
  OR: 'Other Revenue',
  PM: 'Per Man Hour',
};

type CollectionMix = readonly (readonly [type: string, share: number])[];

export type StreamMaker = (
  code: string,
  rateAndVehicles: readonly [rate: Cents, vehicles: number],
  pattern: Pattern,
  mix: CollectionMix,
) => Stream;

/** Builds the streams of a site; `isDeposited` decides who banks cash and cards. */
export function streamsOf(isDeposited: boolean): StreamMaker {
  return (code, [rate, vehicles], pattern, mix) => ({
    code,
    category: CATEGORIES[code.slice(0, 2)] ?? 'Other Revenue',
    rate,
    vehicles,
    pattern,
    isParking: !code.startsWith('OR') && !code.startsWith('PM'),
    collections: mix.map(([type, share]) => ({
      type,
      share,
      flag: type === 'Validation' ? 'V' : isDeposited && BANKED.has(type) ? 'Y' : 'N',
    })),
  });
}

const BANKED = new Set(['Cash', 'Credit Card', 'Mobile App']);
const ALL_DIRECT: CollectionMix = [['Direct Bill', 1000]];
const COMPLIMENTARY: CollectionMix = [['Complimentary', 1000]];

/** The profile of an ordinary site, drawn from `random`. */
export function drawProfile(kind: SiteKind, isDeposited: boolean, random: Random): SiteProfile {
  const draw = { hotel, hospital, office, residential }[kind];
  return draw(random, streamsOf(isDeposited));
}

/** A rate in half dollars between two whole-dollar amounts. */
function dollars(random: Random, low: number, high: number): Cents {
  return random.between(low * 2, high * 2) * 50;
}

function hotel(random: Random, stream: StreamMaker): SiteProfile {
  const rooms = random.between(11, 62) * 10;
  const guests = rooms / 10;
  const streams = [
    stream('VO1', [dollars(random, 28, 62), guests * 2], 'rooms', [
      ['Room Charge', 820],
      ['Credit Card', 180],
    ]),
    stream('VD1', [dollars(random, 14, 34), guests], 'rooms', [
      ['Credit Card', 560],
      ['Cash', 140],
      ['Validation', 300],
    ]),
    stream('SD1', [dollars(random, 8, 24), guests / 2], 'rooms', [
      ['Credit Card', 800],
      ['Validation', 200],
    ]),
    stream('OR1', [dollars(random, 4, 9), guests], 'rooms', [['Bell Service Fee', 1000]]),
    stream('VC1', [0, guests / 10], 'rooms', COMPLIMENTARY),
  ];
  if (random.chance(600))
    streams.push(stream('SO1', [dollars(random, 18, 38), guests], 'rooms', [['Room Charge', 1000]]));
  if (random.chance(350))
    streams.push(stream('VO2', [dollars(random, 22, 48), guests / 2], 'rooms', ALL_DIRECT));
  if (random.chance(400)) streams.push(stream('VM1', [dollars(random, 180, 320), 24], 'monthly', ALL_DIRECT));
  if (random.chance(250))
    streams.push(stream('VA1', [dollars(random, 16, 30), guests / 3], 'rooms', [['Mobile App', 1000]]));
  const jobs = [
    job('GSA', random.between(37, 58) * 25, 2 + Math.round(rooms / 110)),
    job('GSC', random.between(56, 80) * 25, 1 + Math.floor(rooms / 350)),
    job('DOOR', random.between(38, 56) * 25, 1 + Math.floor(rooms / 300)),
    job('CASH', random.between(52, 66) * 25, 1),
  ];
  if (rooms > 300) jobs.push(job('TEAMLDR', random.between(74, 92) * 25, 1));
  if (random.chance(300)) jobs.push(job('GSA2', random.between(40, 60) * 25, 2, 360));
  if (random.chance(200)) jobs.push(job('VALCASH', random.between(52, 66) * 25, 1, 360));
  return { rooms, spaces: Math.round(rooms * 0.7), streams, jobs };
}

function hospital(random: Random, stream: StreamMaker): SiteProfile {
  const spaces = random.between(30, 160) * 10;
  const streams = [
    stream('SD1', [dollars(random, 4, 12), spaces / 3], 'weekdays', [
      ['Credit Card', 620],
      ['Cash', 180],
      ['Validation', 200],
    ]),
    stream('VD1', [dollars(random, 6, 16), spaces / 8], 'weekdays', [
      ['Credit Card', 680],
      ['Validation', 320],
    ]),
    stream('SM1', [dollars(random, 40, 110), spaces / 3], 'monthly', [['Payroll Deduction', 1000]]),
    stream('SC1', [0, spaces / 40], 'weekdays', COMPLIMENTARY),
  ];
  if (random.chance(500))
    streams.push(
      stream('SD2', [dollars(random, 2, 6), spaces / 6], 'weekdays', [['Payroll Deduction', 1000]]),
    );
  if (random.chance(300)) streams.push(stream('PMH', [dollars(random, 22, 34), 24], 'weekdays', ALL_DIRECT));
  const jobs = [
    job('GSA', random.between(48, 66) * 25, 2 + Math.round(spaces / 500)),
    job('GSC', random.between(66, 84) * 25, 1),
    job('CASH', random.between(54, 68) * 25, 2),
    job('SHUTL1', random.between(62, 82) * 25, 1 + Math.round(spaces / 700)),
    job('LDCASH', random.between(66, 78) * 25, 1),
  ];
  return { rooms: 0, spaces, streams, jobs };
}

function office(random: Random, stream: StreamMaker): SiteProfile {
  const spaces = random.between(15, 90) * 10;
  const streams = [
    stream('SD1', [dollars(random, 8, 22), spaces / 5], 'weekdays', [
      ['Credit Card', 840],
      ['Validation', 160],
    ]),
    stream('SM1', [dollars(random, 120, 260), spaces / 2], 'monthly', ALL_DIRECT),
  ];
  if (random.chance(500))
    streams.push(stream('VD1', [dollars(random, 14, 28), spaces / 12], 'weekdays', [['Credit Card', 1000]]));
  if (random.chance(400))
    streams.push(stream('SA1', [dollars(random, 8, 16), spaces / 20], 'weekdays', [['Mobile App', 1000]]));
  const jobs = [
    job('CASH', random.between(54, 68) * 25, 1 + Math.round(spaces / 500)),
    job('VALCASH', random.between(54, 66) * 25, 1, 360),
    job('GSC', random.between(64, 80) * 25, 1),
  ];
  return { rooms: 0, spaces, streams, jobs };
}

function residential(random: Random, stream: StreamMaker): SiteProfile {
  const spaces = random.between(12, 50) * 10;
  const streams = [
    stream('SM1', [dollars(random, 90, 220), spaces / 2], 'monthly', ALL_DIRECT),
    stream('SD1', [dollars(random, 6, 18), spaces / 10], 'even', [['Credit Card', 1000]]),
  ];
  if (random.chance(450))
    streams.push(stream('VM1', [dollars(random, 150, 300), spaces / 5], 'monthly', ALL_DIRECT));
  if (random.chance(450))
    streams.push(stream('VD1', [dollars(random, 10, 20), spaces / 20], 'even', [['Credit Card', 1000]]));
  const jobs = [job('GSA', random.between(50, 66) * 25, 2), job('LDGSC', random.between(70, 86) * 25, 1)];
  if (random.chance(400)) jobs.push(job('SHUTL2', random.between(64, 84) * 25, 1));
  return { rooms: 0, spaces, streams, jobs };
}
