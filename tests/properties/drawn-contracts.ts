import type { AccountBalance, Facts, LaborTotal, RevenueTotal } from '../../src/contracts/facts.ts';
import type {
  Accumulation,
  BillableAccounts,
  Claims,
  Insurance,
  LaborHourRate,
  ManagementAgreement,
  ManagementFee,
  NonGlExpense,
  RevenueShareStructure,
  Terms,
  Tier,
  ValidationThreshold,
} from '../../src/contracts/terms.ts';
import { decimal, type Decimal } from '../../src/kernel/decimal.ts';
import { addMonths, daysIn, type Month } from '../../src/kernel/month.ts';
import { randomFrom } from '../recovery/random-from.ts';
import { deliveredFacts } from '../../src/platform/operator/index.ts';

export type DrawnContract = Readonly<{ terms: Terms; facts: Facts }>;

/** The contract of a seed, the same every time; seeds next to each other draw nothing alike. */
export function contractOfSeed(seed: number): DrawnContract {
  return drawnContract(randomFrom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995));
}

/**
 * A contract that is allowed (billing.md 5.1 and 5.2, with its tolerance for 0 %) and what happened at its site. Round
 * amounts are drawn in a third of the cases, so that limits, caps and thresholds are met exactly now and then; balances
 * with parts of a cent in an eighth. What the document leaves open is not drawn: rates that change within a month,
 * months before the site's first one, validations below 0, a tax rate that changes within a month.
 */
export function drawnContract(random: () => number): DrawnContract {
  const dice = diceOf(random);
  const month: Month = `${dice.whole(2023, 2026)}-${String(dice.whole(1, 12)).padStart(2, '0')}`;
  const billableAccounts = dice.chance(0.7) ? drawBillableAccounts(dice) : null;
  const terms = {
    billingType: 'Arrears',
    laborHour: dice.chance(0.5) ? drawJobs(dice, month) : null,
    revenueShare: dice.chance(0.75) ? drawStructures(dice) : null,
    bellService: dice.chance(0.3) ? { group: 1 } : null,
    depositedRevenue: dice.chance(0.5) ? drawDeposits(dice) : null,
    billableAccounts,
    managementAgreement: billableAccounts && dice.chance(0.8) ? drawAgreement(dice, month) : null,
  } as const;
  const facts = {
    site: String(dice.whole(1, 1999)).padStart(4, '0'),
    month,
    operator: deliveredFacts,
    siteStartsOn: drawStart(dice, month),
    revenue: drawRevenue(dice, month),
    labor: JOB_CODES.filter(() => dice.chance(0.7)).map((jobCode) => drawLabor(dice, jobCode)),
    balances: drawBalances(dice, month),
    earlierProfits: earlierMonths(dice, month).map((earlier) => ({
      month: earlier,
      profit: dice.signed(0.2),
    })),
  };
  return {
    terms: {
      ...terms,
      fixedFee: dice.chance(0.4) ? drawFees(dice, month) : null,
      occupiedRoom: dice.chance(0.3) ? { ratePerRoom: scaled(dice.whole(0, 9_999), 3), group: 1 } : null,
      midMonthAdvance: dice.chance(0.3) ? { amount: dice.money(), title: 'Less: Pre Bill', group: 1 } : null,
    },
    facts: {
      ...facts,
      revenue: terms.bellService === null ? facts.revenue : [...facts.revenue, bellRow(dice, facts)],
      occupiedRooms: dice.chance(0.8) ? scaled(dice.whole(0, 20_000), 0) : null,
    },
  };
}

/** What a draw is made with. `isRound` and `hasPartsOfCents` hold for all of one contract. */
interface Dice {
  readonly isRound: boolean;
  readonly hasPartsOfCents: boolean;
  chance(likelihood: number): boolean;
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** Money above 0, up to about 60,000. */
  money(): Decimal;
  /** The same, below 0 with the likelihood. */
  signed(likelihoodBelowZero: number): Decimal;
  /** 0 and 100 too, and up to two decimals. */
  percent(): Decimal;
}

function diceOf(random: () => number): Dice {
  const chance = (likelihood: number): boolean => random() < likelihood;
  const whole = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const isRound = chance(1 / 3);
  const money = (): Decimal =>
    isRound ? scaled(whole(1, 12) * 500_000, 2) : scaled(whole(1, whole(1, 60) * 100_000), 2);
  return {
    isRound,
    hasPartsOfCents: chance(1 / 8),
    chance,
    whole,
    pick: (from) => {
      const picked = from[whole(0, from.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    money,
    signed: (likelihoodBelowZero) => (chance(likelihoodBelowZero) ? money().neg() : money()),
    percent: () => {
      if (chance(0.2)) return chance(0.5) ? ZERO : HUNDRED;
      return chance(0.5) ? scaled(whole(1, 99), 0) : scaled(whole(1, 9_999), 2);
    },
  };
}

const ZERO = decimal('0');
const HUNDRED = decimal('100');

/** A whole number as a decimal with `places`: (12345, 2) is 123.45. */
function scaled(value: number, places: number): Decimal {
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  const at = digits.length - places;
  return decimal(`${value < 0 ? '-' : ''}${digits.slice(0, at)}${places > 0 ? '.' : ''}${digits.slice(at)}`);
}

/** From more than ten years before the service month up to in it, often in the first contract year. */
function drawStart(dice: Dice, month: Month): string {
  const first = addMonths(month, -(dice.chance(0.4) ? dice.whole(0, 14) : dice.whole(0, 130)));
  const day = dice.chance(0.4) ? 1 : dice.whole(2, daysIn(first));
  return `${first}-${String(day).padStart(2, '0')}`;
}

/** Months before the service month: further back than any window reaches, with gaps. */
function earlierMonths(dice: Dice, month: Month): Month[] {
  const known = knownMonths.get(month) ?? Array.from({ length: 15 }, (_, at) => addMonths(month, at - 15));
  knownMonths.set(month, known);
  return known.filter(() => dice.chance(0.8));
}

/** Counting months is a good part of a draw, and there are only so many service months. */
const knownMonths = new Map<Month, readonly Month[]>();

const ACCUMULATIONS: readonly Accumulation[] = ['Monthly', 'AnnualCalendar', 'AnnualAnniversary'];

/** One to four bands, the last without a limit; higher limits where a year accumulates. */
function drawTiers(dice: Dice, accumulation: Accumulation): Tier[] {
  const count = dice.whole(1, 4);
  const months = accumulation === 'Monthly' ? 1 : dice.whole(1, 8);
  let limit = ZERO;
  return Array.from({ length: count }, (_, at) => {
    for (let month = 0; month < months; month += 1) limit = limit.plus(dice.money());
    return { sharePercent: dice.percent(), limit: at === count - 1 ? ZERO : limit };
  });
}

function drawThreshold(dice: Dice): ValidationThreshold {
  const kind = dice.pick(['VehicleCount', 'RevenuePercentage', 'ValidationAmount'] as const);
  if (kind === 'VehicleCount') return { kind, amount: scaled(dice.whole(0, 200), 0) };
  if (kind === 'ValidationAmount') return { kind, amount: dice.chance(0.1) ? ZERO : dice.money() };
  return { kind, amount: dice.chance(0.7) ? scaled(dice.whole(0, 10), 0) : dice.percent() };
}

const CODES = 'ADJ OR1 OR2 SD1 SD2 SD3 SM1 SM2 SM3 SO1 SO2 SO3 VD1 VD2 VD3 VM1 VM2 VM3 VO1 VO2 VO3'.split(
  ' ',
);

/** One structure, or two that part all the codes; the second never says another validation than the first. */
function drawStructures(dice: Dice): RevenueShareStructure[] {
  const accumulation = dice.pick(ACCUMULATIONS);
  const validation = dice.chance(0.8) ? drawThreshold(dice) : null;
  const isOurs = CODES.map(() => dice.chance(0.5));
  const split = [CODES.filter((_, at) => isOurs[at]), CODES.filter((_, at) => isOurs[at] !== true)];
  const parts = dice.chance(0.4) ? split.filter((codes) => codes.length > 0) : [CODES];
  return parts.map((revenueCodes, at) => ({
    revenueCodes,
    accumulation,
    group: 1,
    tiers: drawTiers(dice, accumulation),
    validation: at === 0 || dice.chance(0.5) ? validation : null,
  }));
}

function drawDeposits(dice: Dice): NonNullable<Terms['depositedRevenue']> {
  return { isDeposited: dice.chance(0.6), isTaxOurs: dice.chance(0.5), group: 1 };
}

/** Rows of the service month and of months before it; now and then a whole month or year of corrections. */
function drawRevenue(dice: Dice, month: Month): RevenueTotal[] {
  const taxRate = dice.chance(0.8) ? scaled(dice.whole(1, 2_000), 4) : null;
  const belowNow = dice.chance(0.08) ? 0.8 : 0.06;
  const belowBefore = dice.chance(0.08) ? 0.8 : 0.06;
  const now = Array.from({ length: dice.whole(0, 10) }, () => drawRow(dice, month, belowNow));
  if (dice.chance(0.5)) {
    // Enough for a profit.
    const times = decimal(String(dice.whole(2, 30)));
    now.push({ ...drawRow(dice, month, 0), netRevenue: dice.money().times(times), depositFlag: 'N' });
  }
  const before = earlierMonths(dice, month).flatMap((earlier) =>
    Array.from({ length: dice.whole(1, 2) }, () => drawRow(dice, earlier, belowBefore)),
  );
  return [...before, ...now].map((row) => ({ ...row, taxRate }));
}

/** Bell revenue of the service month; a row of it by chance is rare. */
function bellRow(dice: Dice, { month, revenue }: Pick<Facts, 'month' | 'revenue'>): RevenueTotal {
  const row = drawRow(dice, month, 0.06);
  const taxRate = revenue[0]?.taxRate ?? null;
  return { ...row, taxRate, category: 'Other Revenue', collectionType: 'Bell Service Fee' };
}

const CATEGORIES = ['Self', 'Valet', 'Per Man Hour', 'Other Revenue', null];
const FLAGS = ['Y', 'N', 'N', 'V', null];

/** Columns that do not count for the flag of a row are filled at times, and have to be left alone. */
function drawRow(dice: Dice, month: Month, below: number): RevenueTotal {
  const depositFlag = dice.pick(FLAGS);
  const netRevenue = dice.signed(below);
  const isValidation = depositFlag === 'V' || dice.chance(0.1);
  return {
    month,
    revenueCode: dice.chance(0.03) ? 'OR3' : dice.pick(CODES),
    category: dice.chance(0.5) ? 'Self' : dice.pick(CATEGORIES),
    collectionType: dice.pick(['Cash', 'Card', 'Bell Service Fee']),
    depositFlag,
    taxRate: null,
    netRevenue,
    grossRevenue: dice.chance(0.6) ? netRevenue : netRevenue.plus(scaled(dice.whole(0, 99_999), 2)),
    billableValidation: isValidation ? dice.money() : ZERO,
  };
}

/** The last one is worked but in no contract, the first ones are in contracts with or without hours. */
const JOB_CODES = ['GSA', 'GSC', 'CASH', 'SHUTL1', 'AUDIT'];

function drawRate(dice: Dice): Decimal {
  return dice.isRound ? scaled(dice.whole(20, 60), 0) : scaled(dice.whole(800, 9_000), 2);
}

/** Windows begin and end with months; some are over or have not begun. */
function drawDays(dice: Dice, month: Month): Readonly<{ startsOn: string | null; endsOn: string | null }> {
  const starts = addMonths(month, dice.whole(-20, 1));
  const ends = addMonths(month, dice.whole(-1, 20));
  return {
    startsOn: dice.chance(0.3) ? `${starts}-01` : null,
    endsOn: dice.chance(0.3) && ends >= starts ? `${ends}-${daysIn(ends)}` : null,
  };
}

function drawFees(dice: Dice, month: Month): NonNullable<Terms['fixedFee']> {
  return Array.from({ length: dice.whole(1, 3) }, (_, at) => ({
    title: `Service ${at}`,
    code: '4700',
    fee: dice.money(),
    group: 1,
    ...drawDays(dice, month),
  }));
}

function drawJobs(dice: Dice, month: Month): LaborHourRate[] {
  const jobs = JOB_CODES.slice(0, dice.whole(1, 4));
  return jobs.map((jobCode) => {
    const ratePerHour = drawRate(dice);
    const overtime = dice.chance(0.6) ? ratePerHour : drawRate(dice);
    return {
      title: `Job ${jobCode}`,
      jobCode,
      ratePerHour,
      group: 1,
      overtimeRatePerHour: dice.chance(0.15) ? null : overtime,
      ...drawDays(dice, month),
    };
  });
}

/** Hours and minutes of the same timesheet rows: the hours rounded row by row. */
function drawLabor(dice: Dice, jobCode: string): LaborTotal {
  const rows = Array.from({ length: dice.whole(1, 6) }, () => ({
    regular: dice.whole(0, 600),
    premium: dice.chance(0.4) ? dice.whole(1, 240) : 0,
  }));
  const minutes = (of: readonly number[]): Decimal =>
    scaled(
      of.reduce((sum, row) => sum + row, 0),
      0,
    );
  const hours = (of: readonly number[]): Decimal =>
    scaled(
      of.map((row) => Math.floor((row * 10 + 3) / 6)).reduce((sum, row) => sum + row, 0),
      2,
    );
  const [regular, premium] = [rows.map((row) => row.regular), rows.map((row) => row.premium)];
  return {
    jobCode,
    regularHours: hours(regular),
    premiumHours: hours(premium),
    regularMinutes: minutes(regular),
    premiumMinutes: minutes(premium),
  };
}

const PAYROLL = ['6000', '6002', '6010', '6015', '6017', '6100'];
const EXPENSES = '7000 7005 7011 7080 7082 7085 7099 7100 7101 7102 7115 7220'.split(' ');
const CLAIMED = ['7099', '7100', '7101', '7102'];
const OTHERS = ['4790', '6200', '6399', '6500', '7999'];

function drawBalances(dice: Dice, month: Month): AccountBalance[] {
  const now = [...PAYROLL, ...EXPENSES, ...OTHERS].filter(() => dice.chance(0.6));
  const again = EXPENSES.filter(() => dice.chance(0.1));
  const before = earlierMonths(dice, month).flatMap((earlier) =>
    [dice.pick(CLAIMED), dice.pick(EXPENSES)].map((account) => drawBalance(dice, earlier, account)),
  );
  return [...before, ...[...now, ...again].map((account) => drawBalance(dice, month, account))];
}

function drawBalance(dice: Dice, month: Month, account: string): AccountBalance {
  const amount = dice.signed(account === '4790' ? 1 : 0.12);
  const rest = dice.hasPartsOfCents ? scaled(dice.whole(-999, 999), 5) : ZERO;
  return { month, account, entity: dice.chance(0.15) ? '06' : '02', amount: amount.plus(rest) };
}

function drawBillableAccounts(dice: Dice): BillableAccounts {
  const enabled = (from: readonly string[]): string[] => {
    const likelihood = dice.pick([0, 0.6, 0.9, 1]);
    return from.filter(() => dice.chance(likelihood));
  };
  const base = dice.pick(['Billable', 'Total'] as const);
  const isFixed = dice.chance(0.3);
  const [payroll, taxes] = [enabled(PAYROLL), dice.pick(['Actual', 'Percentage'] as const)];
  const percent = taxes === 'Actual' ? null : scaled(dice.whole(1, 4_800), 2);
  const support: BillableAccounts['support'] = {
    billing: isFixed ? 'Fixed' : 'Percentage',
    base,
    title: 'Support',
    amount: dice.chance(0.05) ? null : isFixed ? dice.money() : dice.percent(),
  };
  return {
    payroll: {
      accounts: payroll,
      title: 'Payroll',
      group: dice.whole(1, 2),
      additionalAmount: dice.chance(0.3) ? dice.signed(0.2) : null,
    },
    payrollTaxes: dice.chance(0.7) ? { billing: taxes, percent, title: 'Payroll Taxes' } : null,
    support: dice.chance(0.6) ? support : null,
    expenses: { accounts: enabled(EXPENSES), title: 'Expenses', group: dice.whole(1, 2) },
  };
}

function drawAgreement(dice: Dice, month: Month): ManagementAgreement {
  const accumulation = dice.pick(ACCUMULATIONS);
  const items = Array.from({ length: dice.whole(0, 3) }, (_, at) => drawNonGl(dice, month, at));
  const threshold = drawThreshold(dice);
  return {
    group: dice.whole(1, 2),
    fee: drawFee(dice),
    insurance: dice.chance(0.7) ? drawInsurance(dice) : null,
    claims: dice.chance(0.6) ? drawClaims(dice) : null,
    profitShare: dice.chance(0.7) ? { accumulation, tiers: drawTiers(dice, accumulation) } : null,
    validation: dice.chance(0.4) && threshold.amount.gt(ZERO) ? threshold : null,
    nonGlExpenses: dice.chance(0.6) ? items : null,
  };
}

function drawFee(dice: Dice): ManagementFee {
  const kind = dice.pick(['FixedFee', 'PerLaborHour', 'RevenuePercentage'] as const);
  const isMissing = dice.chance(0.05);
  if (kind === 'FixedFee') return { kind, amount: isMissing ? null : dice.money() };
  if (kind === 'RevenuePercentage') return { kind, percent: isMissing ? null : dice.percent() };
  const jobs = JOB_CODES.slice(0, dice.whole(1, 3)).map((jobCode) => ({
    jobCode,
    ratePerHour: drawRate(dice),
    overtimeRatePerHour: drawRate(dice),
  }));
  return { kind, jobs };
}

function drawInsurance(dice: Dice): Insurance {
  const title = 'Insurance';
  if (dice.chance(0.3)) return { kind: 'FixedFee', amount: dice.chance(0.1) ? null : dice.money(), title };
  const additionalPercent = dice.chance(0.5) ? decimal('12.5') : scaled(dice.whole(0, 300), 0);
  return { kind: 'BasedOnBillableAccounts', additionalPercent, title };
}

/** The caps are about what a month brings, or a year. */
function drawClaims(dice: Dice): Claims {
  const kind = dice.pick(['PerClaim', 'AnnualCalendar', 'AnnualAnniversary'] as const);
  const months = dice.whole(1, 12);
  const cap = Array.from({ length: months }, () => dice.money()).reduce((sum, money) => sum.plus(money));
  return { kind, cap, title: 'Claims' };
}

/** Some are over, some are billed for the last time. */
function drawNonGl(dice: Dice, month: Month, at: number): NonGlExpense {
  const kind = dice.pick(['FixedAmount', 'Payroll', 'Revenue'] as const);
  return {
    kind,
    payrollBase: dice.pick(['Billable', 'Total']),
    amount: kind === 'FixedAmount' ? dice.money() : dice.percent(),
    title: `Expense ${at + 1}`,
    finalMonth: dice.chance(0.5) ? addMonths(month, dice.whole(-1, 2)) : null,
  };
}
