import {
  code,
  date,
  flag,
  integer,
  quantity,
  site,
  text,
  timestamp,
  type Feed,
  type RecordRuleFault,
} from '../feed.ts';
import { laterBy, readMoment } from '../../kernel/moment.ts';

const knownSite = [{ column: 'site_id', to: 'site' }] as const;
const year = integer(['YEAR', null], [2000, 2100]);
const dayOfYear = integer(['DAY_OF_THE_YEAR', null], [1, 366]);
const person = { needs: 'nothing', ifBlank: '', personal: 'identifier' } as const;

/** vwPAYROLL_SUMMARY: hours and dollars worked (data.md 1.3). */
const payrollSummary: Feed = {
  name: 'payroll_summary',
  source: 'legion',
  title: 'Hours and dollars of a site, day, job code and pay type',
  columns: [
    site('WORK_LOCATION'),
    date(['DATE', 'worked_on']),
    code(['TITLE', 'job_code']),
    code(['PAY_TYPE', 'pay_type']),
    quantity(['TOTAL_HOURS', 'hours'], ['-100000', '100000']),
    quantity(['TOTAL_DOLLARS', 'dollars'], ['-10000000', '10000000']),
  ],
  key: ['site_id', 'worked_on', 'job_code', 'pay_type'],
  repeats: { identity: null },
  slice: 'site and day',
  period: 'worked_on',
  references: knownSite,
};

const minutes = (header: string, name: string): ReturnType<typeof integer> =>
  integer([header, name], [0, 14_400], { needs: 'header', ifBlank: '0', isSummed: true });

/** Compared as instants where the times name their zones, by the clock where they do not. */
function endsAfterItStarts(cell: (header: string) => string): RecordRuleFault | null {
  const [start, end] = [readMoment(cell('START_DATE')), readMoment(cell('END_DATE'))];
  if (cell('END_DATE') === '' || start.wrong !== undefined || end.wrong !== undefined) return null;
  const difference = laterBy(start, end);
  if (difference !== null && difference >= 0) return null;
  const message =
    difference === null
      ? 'has a time zone and START_DATE does not, or vice versa; write both alike'
      : `is before START_DATE ${cell('START_DATE')}; a shift over midnight ends on the next day, ` +
        'and one over the hour that the clock repeats needs times with zones';
  return { header: 'END_DATE', rule: 'ends before it starts', message };
}

const shiftHoursMax = 16;

/** A shift has at most 16 hours (operations.md 7), by its times and by its minutes, whole ones by then, or blank. */
function lastsSixteenHours(cell: (header: string) => string): RecordRuleFault | null {
  const [start, end] = [readMoment(cell('START_DATE')), readMoment(cell('END_DATE'))];
  const isTimed = cell('END_DATE') !== '' && start.wrong === undefined && end.wrong === undefined;
  const minutesBetween = isTimed ? (laterBy(start, end) ?? 0) / 60_000 : 0;
  if (minutesBetween > shiftHoursMax * 60) {
    const message =
      `is ${String(Math.floor(minutesBetween))} minutes after START_DATE ${cell('START_DATE')}; ` +
      'a shift has at most 16 hours, 960 minutes';
    return { header: 'END_DATE', rule: 'longer than 16 hours', message };
  }
  const kinds = ['REGULAR_MINUTES', 'OVERTIME_MINUTES', 'DOUBLE_OVERTIME_MINUTES'];
  const total = kinds.reduce((sum, header) => sum + Number.parseInt(`0${cell(header)}`, 10), 0);
  if (total <= shiftHoursMax * 60) return null;
  const message = `makes a shift of ${String(total)} minutes; a shift has at most 16 hours, 960 minutes`;
  return { header: 'REGULAR_MINUTES', rule: 'longer than 16 hours', message };
}

/** SHIFT_ENTITY: scheduled shifts, deleted ones included and marked (data.md 1.3). */
const shiftEntity: Feed = {
  name: 'shift_entity',
  source: 'legion',
  title: 'Scheduled shift of a person in a job at a site',
  columns: [
    site('LOCATION_EXTERNAL_ID'),
    code(['WORK_ROLE', 'job_code']),
    year,
    dayOfYear,
    text(['SCHEDULE_WEEK', 'schedule_week'], { needs: 'nothing' }),
    timestamp(['START_DATE', 'starts_at']),
    timestamp(['END_DATE', 'ends_at'], { needs: 'header' }),
    text(['EMPLOYEE_EXTERNAL_ID', 'employee_id'], { needs: 'header', ifBlank: '', personal: 'identifier' }),
    minutes('REGULAR_MINUTES', 'regular_minutes'),
    minutes('OVERTIME_MINUTES', 'overtime_minutes'),
    minutes('DOUBLE_OVERTIME_MINUTES', 'double_overtime_minutes'),
    flag(['DELETED', 'is_deleted']),
  ],
  derived: { column: 'shift_on', kind: 'day', from: ['YEAR', 'DAY_OF_THE_YEAR'] },
  key: ['site_id', 'shift_on', 'job_code', 'employee_id', 'starts_at'],
  // A shift that nobody has yet may be needed twice; a person begins one shift at a time.
  repeats: { identity: 'employee_id', isSameRecord: 'same key' },
  slice: 'site and day',
  period: 'shift_on',
  reach: 'ahead',
  references: knownSite,
  checkRecord: (cell) => endsAfterItStarts(cell) ?? lastsSixteenHours(cell),
  workedDays: {
    person: 'employee_id',
    minutes: ['regular_minutes', 'overtime_minutes', 'double_overtime_minutes'],
    nextDay: [],
    unless: 'is_deleted',
  },
};

/** SCHEDULE_COST_ENTITY: cost of the schedule, written as text by Legion (data.md 1.3). */
const scheduleCostEntity: Feed = {
  name: 'schedule_cost_entity',
  source: 'legion',
  title: 'Scheduled cost of a job at a site on a day',
  columns: [
    site('LOCATION_EXTERNAL_ID'),
    code(['WORK_ROLE', 'job_code']),
    year,
    dayOfYear,
    quantity(['SCHEDULE_COST', 'cost'], ['0', '1000000']),
  ],
  derived: { column: 'scheduled_on', kind: 'day', from: ['YEAR', 'DAY_OF_THE_YEAR'] },
  key: ['site_id', 'scheduled_on', 'job_code'],
  slice: 'site and day',
  period: 'scheduled_on',
  reach: 'ahead',
  references: knownSite,
};

const workedMinutes = (kind: string): ReturnType<typeof integer>[] => {
  const name = kind.toLowerCase();
  const worked = { needs: 'nothing', ifBlank: '0', isSummed: true } as const;
  return [
    integer([`${kind}_MINUTES`, `${name}_minutes`], [0, 14_400], { ...worked, aliases: [kind] }),
    integer([`${kind}_MINUTES_NEXT_DAY`, `${name}_minutes_next_day`], [0, 14_400], {
      ...worked,
      aliases: [`${kind}_NEXT_DAY`],
    }),
  ];
};

const workedKinds = [
  'REGULAR',
  'OVERTIME',
  'DOUBLE_OVERTIME',
  'HOLIDAY',
  'HOLIDAY_OVERTIME',
  'HOLIDAY_DOUBLE_OVERTIME',
];

/** TIMESHEET_ENTITY: minutes worked by kind, each with its part on the next day (data.md 1.3, billing.md 2.4). */
const timesheetEntity: Feed = {
  name: 'timesheet_entity',
  source: 'legion',
  title: 'Minutes worked in a job at a site on a day, by kind, of one clocking',
  columns: [
    site('LOCATION_EXTERNAL_ID'),
    code(['WORK_ROLE', 'job_code']),
    year,
    dayOfYear,
    text(['EMPLOYEE_EXTERNAL_ID', 'employee_id'], person),
    ...workedKinds.flatMap(workedMinutes),
  ],
  derived: { column: 'worked_on', kind: 'day', from: ['YEAR', 'DAY_OF_THE_YEAR'] },
  key: ['site_id', 'worked_on', 'job_code', 'employee_id'],
  // A person is clocked as often as the shift is split.
  repeats: { identity: null },
  slice: 'site and day',
  period: 'worked_on',
  references: knownSite,
  workedDays: {
    person: 'employee_id',
    minutes: workedKinds.map((kind) => `${kind.toLowerCase()}_minutes`),
    nextDay: workedKinds.map((kind) => `${kind.toLowerCase()}_minutes_next_day`),
  },
};

export const feeds: readonly Feed[] = [payrollSummary, shiftEntity, scheduleCostEntity, timesheetEntity];
