import { feedOf } from '../operator/lists.ts';
import type { FeedOfFacts, GoodRows } from './good-rows.ts';
import { PlantedFile, SPACING, type PlantedFault } from './planted-file.ts';

/** A site that is on no list, and an account that is in no chart. */
const UNKNOWN = '9999';
/** Longer than the twenty characters that a revenue code may have. */
const LONG_CODE = 'VALET-DAILY-WEEKEND-EVENING';

interface Planting {
  readonly feed: FeedOfFacts;
  /** Rows that `plant` takes. */
  readonly count: number;
  /** Months behind the first free one: budgets are delivered up to two years ahead, schedules two weeks. */
  readonly ahead?: number;
  readonly plant: (file: PlantedFile, good: GoodRows) => void;
}

/** The first free month has a schedule already. */
const SCHEDULE_AHEAD = 1;

const PLANTINGS: readonly Planting[] = [
  { feed: 'revenue_daily_detail', count: 12, plant: plantIntoDetail },
  { feed: 'account_summary', count: 9, plant: plantIntoLedger },
  { feed: 'budget_datatab_pr', count: 2, ahead: 24, plant: plantIntoPayrollBudget },
  { feed: 'shift_entity', count: 5, ahead: SCHEDULE_AHEAD, plant: plantIntoShifts },
  { feed: 'timesheet_entity', count: 2, plant: plantIntoTimesheets },
];

/** Writes one file per feed with a bad row of each kind among good ones. */
export function plantRowFaults(out: string, folder: string, good: GoodRows): PlantedFault[] {
  return PLANTINGS.flatMap(({ feed: name, count, ahead, plant }) => {
    const feed = feedOf(name);
    const file = new PlantedFile(feed, good.rows(name, (count + 1) * SPACING, ahead));
    plant(file, good);
    return file.write(out, `${folder}/${feed.source}/${name}_bad-rows.csv`);
  });
}

function plantIntoDetail(file: PlantedFile, good: GoodRows): void {
  file.spoil('wrong number', 'EXTERNALREVENUE', '12O.50');
  file.spoil('thousands separator', 'EXTERNALREVENUE', '1,234.50');
  file.spoil('too many decimals', 'NETEXTERNALREVENUE', '98.7654321');
  file.spoil('out of range', 'VEHICLECOUNT', '100000');
  file.spoil('impossible date', 'DATE', `${good.month(0).year}-04-31`);
  file.spoil('blank mandatory', 'REVENUE_CODE', '');
  file.spoil('value not in list', 'DEPOSIT_FLAG', 'X');
  file.spoil('text too long', 'REVENUE_CODE', LONG_CODE);
  file.spoil('unknown site', 'SITE', UNKNOWN, 'waiting');
  file.repeat('duplicate key');
  file.tear('ragged row');
}

function plantIntoLedger(file: PlantedFile): void {
  // From here on the line of a record is no longer its number.
  file.dress('MAIN_ACCOUNT_DESC', 'Wages,\nattendants');
  file.spoil('bad period', 'PERIOD', '202513');
  file.spoil('unknown account', 'MAIN_ACCOUNT', UNKNOWN, 'waiting');
  file.spoil('unknown site', 'COST_CENTER', UNKNOWN, 'waiting');
  file.spoil('wrong number', 'BALANCE', '1.250,00');
  file.spoil('too many decimals', 'BALANCE', '10.123456');
  file.spoil('blank mandatory', 'BALANCE', '');
  file.spoil('out of range', 'FISCAL_QUARTER', '5');
  file.repeat('transaction sent twice', ['TRANSACTION_ID', 'JE900001']);
}

function plantIntoPayrollBudget(file: PlantedFile): void {
  file.spoil('out of range', 'MONTH', '13');
  file.spoil('value not in list', 'BALANCE_DESC', 'Salary');
}

function plantIntoShifts(file: PlantedFile, good: GoodRows): void {
  const first = good.month(SCHEDULE_AHEAD);
  // Every shift of the month begins later than its first midnight.
  file.spoil('shift ends before it starts', 'END_DATE', `${first.month}-01 00:00:00`);
  file.spoil('impossible date', 'START_DATE', `${first.year}-04-31 08:00:00`);
  file.spoil('out of range', 'REGULAR_MINUTES', '20000');
  file.spoil('value not in list', 'DELETED', 'Maybe');
  file.spoil('site of five digits', 'LOCATION_EXTERNAL_ID', '01700');
}

function plantIntoTimesheets(file: PlantedFile): void {
  // 366 is a day of leap years only.
  file.spoilBoth('day 366 of a common year', ['DAY_OF_THE_YEAR', '366'], ['YEAR', '2025']);
  file.spoil('out of range', 'OVERTIME_MINUTES', '-30');
}
