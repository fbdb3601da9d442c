import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  laborRow,
  noAgreement,
  noFacts,
  noTerms,
  revenueRow,
} from '../../../tests/scenarios/contract-month.ts';
import { decimal, sum, toText } from '../../kernel/decimal.ts';
import { Refusal } from '../../kernel/errors.ts';
import { computeLines } from '../compute-lines.ts';
import type { ClauseFacts, Facts, LaborWeek } from '../facts.ts';
import type { Line } from '../line.ts';
import type { LaborHourRate, RevenueShareStructure, Terms } from '../terms.ts';
import { defaultWording } from '../wording.ts';
import type { AmountLimit, Clause, RateStep } from './clause.ts';
import type { YearlyRule } from './yearly-percent.ts';

const nothing: ClauseFacts = { weeks: [], earlierAmounts: [], otherSites: [] };

const linesOf = (terms: Partial<Terms>, facts: Partial<Facts> = {}): readonly Line[] =>
  computeLines({
    terms: { ...noTerms, ...terms },
    facts: { ...noFacts, ...facts },
    wording: defaultWording,
    adHoc: [],
  }).lines;

const amounts = (lines: readonly Line[]): string[] =>
  lines.map(({ component, amount }) => `${component} ${toText(amount, 2)}`);

/** Inputs of a line as `name = value, where`. */
const inputsOf = (line: Line | undefined): string[] =>
  (line?.explanation.inputs ?? []).map(({ name, value, from }) => {
    const where = from.kind === 'terms' ? from.path : from.kind;
    return `${name} = ${value.toString()}, ${where}`;
  });

const fixedFee = [
  { title: 'Valet', code: '4700', fee: decimal('1000'), startsOn: null, endsOn: null, group: 2 },
];

const structure = (
  ...tiers: readonly (readonly [share: string, limit: string])[]
): RevenueShareStructure => ({
  revenueCodes: ['VD1'],
  accumulation: 'Monthly',
  validation: null,
  group: 1,
  tiers: tiers.map(([share, limit]) => ({ sharePercent: decimal(share), limit: decimal(limit) })),
});

const revenue = (netRevenue: string): Facts['revenue'] => [revenueRow({ netRevenue: decimal(netRevenue) })];

test('a rate steps with the contract year, and the explanation leads to the step', () => {
  const steps = [
    { contractYear: 2, isAdded: false, amount: decimal('1100'), overtimeAmount: null },
    { contractYear: 4, isAdded: false, amount: decimal('1250.5'), overtimeAmount: null },
  ];
  const clause: Clause = { kind: 'rate-steps', id: '12', component: 'fixed-fee', position: 1, steps };
  const inYear = (siteStartsOn: string): readonly Line[] =>
    linesOf({ fixedFee, clauses: [clause] }, { siteStartsOn });
  // June 2025 is in year 1 of a site that opened on 2 June 2024, and in year 2 of one that opened a day before.
  assert.deepEqual(amounts(inYear('2024-06-02')), ['fixed-fee 1000.00']);
  assert.deepEqual(amounts(inYear('2024-06-01')), ['fixed-fee 1100.00']);
  assert.deepEqual(amounts(inYear('2019-04-01')), ['fixed-fee 1250.50']);
  assert.deepEqual(inputsOf(inYear('2019-04-01')[0]), [
    'Valet, in contract year 7 = 1250.5, clauses[12].steps[2].amount',
  ]);
  const beyond = { ...clause, position: 2 };
  const unfit = (): unknown => linesOf({ fixedFee, clauses: [beyond] });
  assert.throws(unfit, (error) => error instanceof Refusal && error.code === 'CONTRACTS_CLAUSE_UNFIT');
  assert.deepEqual(linesOf({ clauses: [beyond] }), [], 'a component that is switched off has no rates');
});

test('steps that add do so in their order, to the rate of the contract or to the step that replaced it', () => {
  const added = (contractYear: number, amount: string, isAdded = true): RateStep => ({
    contractYear,
    isAdded,
    amount: decimal(amount),
    overtimeAmount: null,
  });
  const fee = (siteStartsOn: string, ...steps: RateStep[]): readonly Line[] =>
    linesOf(
      { fixedFee, clauses: [{ kind: 'rate-steps', id: '12', component: 'fixed-fee', position: 1, steps }] },
      { siteStartsOn },
    );
  // June 2025 is in year 2 of a site that opened in 2023-09, in year 3 of one that opened in 2023-03, in 7 of 2019-04.
  const fifty = [added(2, '50'), added(3, '50'), added(5, '1200', false), added(6, '0.04')];
  assert.deepEqual(amounts(fee('2024-09-01', ...fifty)), ['fixed-fee 1000.00']);
  assert.deepEqual(amounts(fee('2023-09-01', ...fifty)), ['fixed-fee 1050.00']);
  assert.deepEqual(amounts(fee('2023-03-01', ...fifty)), ['fixed-fee 1100.00']);
  assert.deepEqual(amounts(fee('2019-04-01', ...fifty)), ['fixed-fee 1200.04']);
  assert.deepEqual(inputsOf(fee('2023-03-01', ...fifty)[0]), [
    'Valet = 1000, fixedFee[1].fee',
    'Added from contract year 2 = 50, clauses[12].steps[1].amount',
    'Added from contract year 3 = 50, clauses[12].steps[2].amount',
    'Valet, in contract year 3: with the additions = 1100, computed',
  ]);
  assert.deepEqual(inputsOf(fee('2019-04-01', ...fifty)[0]).slice(0, 2), [
    'Valet, from contract year 5 = 1200, clauses[12].steps[3].amount',
    'Added from contract year 6 = 0.04, clauses[12].steps[4].amount',
  ]);
});

test('steps change hourly rates with and without overtime, the room rate and every kind of management fee', () => {
  const stepsTo = (
    component: 'per-labor-hour' | 'occupied-room' | 'management-fee',
    overtime?: string,
  ): Clause => ({
    kind: 'rate-steps',
    id: '1',
    component,
    position: 1,
    steps: [
      {
        contractYear: 1,
        isAdded: false,
        amount: decimal('30'),
        overtimeAmount: overtime === undefined ? null : decimal(overtime),
      },
    ],
  });
  const job: LaborHourRate = {
    title: 'Guest service',
    jobCode: 'GSA',
    ratePerHour: decimal('20'),
    startsOn: null,
    endsOn: null,
    overtimeRatePerHour: decimal('25'),
    group: 1,
  };
  const labor = [
    laborRow({
      regularHours: decimal('10'),
      premiumHours: decimal('2'),
      regularMinutes: decimal('600'),
      premiumMinutes: decimal('120'),
    }),
  ];
  const hours = (overtime?: string): string[] =>
    amounts(linesOf({ laborHour: [job], clauses: [stepsTo('per-labor-hour', overtime)] }, { labor }));
  assert.deepEqual(hours(), ['per-labor-hour 300.00', 'per-labor-hour 50.00']);
  assert.deepEqual(hours('45'), ['per-labor-hour 300.00', 'per-labor-hour 90.00']);
  const rooms = {
    occupiedRoom: { ratePerRoom: decimal('1'), group: 1 },
    clauses: [stepsTo('occupied-room')],
  };
  assert.deepEqual(amounts(linesOf(rooms, { occupiedRooms: decimal('4') })), ['occupied-room 120.00']);
  const clauses = [stepsTo('management-fee', '45')];
  const agreements = [
    { kind: 'FixedFee', amount: decimal('1') } as const,
    { kind: 'RevenuePercentage', percent: decimal('1') } as const,
    {
      kind: 'PerLaborHour',
      jobs: [{ jobCode: 'GSA', ratePerHour: decimal('1'), overtimeRatePerHour: decimal('1') }],
    } as const,
  ];
  assert.deepEqual(
    agreements.flatMap((fee) =>
      amounts(
        linesOf(
          { managementAgreement: { ...noAgreement, fee }, clauses },
          { labor, revenue: revenue('1000') },
        ),
      ),
    ),
    ['management-fee 30.00', 'management-fee 300.00', 'management-fee 390.00'],
  );
});

test('a cap of the month takes off what is above it, and the profit is shared after it', () => {
  const managementAgreement = {
    ...noAgreement,
    fee: { kind: 'FixedFee', amount: decimal('900') } as const,
    profitShare: { accumulation: 'Monthly', tiers: structure(['50', '0']).tiers } as const,
  };
  const cap = (component: 'management-fee' | 'profit-share', amount: string): Clause => ({
    kind: 'cap',
    id: '3',
    component,
    window: 'Monthly',
    amount: decimal(amount),
    growth: null,
  });
  const lines = (...clauses: readonly Clause[]): readonly Line[] =>
    linesOf({ managementAgreement, clauses }, { revenue: revenue('10000') });
  assert.deepEqual(amounts(lines()), ['management-fee 900.00', 'profit-share 4550.00']);
  assert.deepEqual(amounts(lines(cap('management-fee', '700'))), [
    ...['management-fee 900.00', 'management-fee -200.00', 'profit-share 4650.00'],
  ]);
  const capped = lines(cap('profit-share', '4000'));
  assert.deepEqual(amounts(capped), [
    ...['management-fee 900.00', 'profit-share 4550.00', 'profit-share -550.00'],
  ]);
  assert.equal(capped[2]?.title, 'Profit share: maximum of $4,000.00 a month');
  assert.deepEqual(inputsOf(capped[2]), [
    'Cap of a month = 4000, clauses[3].amount',
    'Amount of the month = 4550, computed',
  ]);
});

test('a cap of a year counts what earlier months of it billed, and takes nothing back', () => {
  const cap: Clause = {
    kind: 'cap',
    id: '3',
    component: 'fixed-fee',
    window: 'AnnualCalendar',
    amount: decimal('5000'),
    growth: null,
  };
  const earlier = (amount: string): readonly Line[] => {
    const of = (month: Facts['month'], component = 'fixed-fee'): ClauseFacts['earlierAmounts'][number] => ({
      month,
      component,
      amount: decimal(amount),
    });
    const earlierAmounts = [of('2025-01'), of('2025-05'), of('2024-12'), of('2025-05', 'insurance')];
    return linesOf({ fixedFee, clauses: [cap] }, { forClauses: { ...nothing, earlierAmounts } });
  };
  assert.deepEqual(amounts(earlier('2000')), ['fixed-fee 1000.00']);
  assert.deepEqual(amounts(earlier('2300.1')), ['fixed-fee 1000.00', 'fixed-fee -600.20']);
  assert.deepEqual(amounts(earlier('9000')), ['fixed-fee 1000.00', 'fixed-fee -1000.00']);
});

test('a minimum is due every month, that of a year in its last month, also where nothing else is billed', () => {
  const minimum = (window: 'Monthly' | 'AnnualAnniversary'): Clause => ({
    kind: 'minimum',
    id: '4',
    component: 'revenue-share',
    window,
    amount: decimal('700'),
    growth: null,
  });
  const lines = (clause: Clause, siteStartsOn = '2019-04-01'): readonly Line[] =>
    linesOf(
      { revenueShare: [structure(['10', '0'])], clauses: [clause] },
      {
        siteStartsOn,
        revenue: revenue('1000'),
        forClauses: {
          ...nothing,
          earlierAmounts: [{ month: '2025-05', component: 'revenue-share', amount: decimal('450') }],
        },
      },
    );
  assert.deepEqual(amounts(lines(minimum('Monthly'))), ['revenue-share 100.00', 'revenue-share 600.00']);
  assert.deepEqual(amounts(lines(minimum('AnnualAnniversary'))), ['revenue-share 100.00']);
  const settled = lines(minimum('AnnualAnniversary'), '2019-07-01');
  assert.deepEqual(amounts(settled), ['revenue-share 100.00', 'revenue-share 150.00']);
  assert.equal(settled[1]?.code, '4790');
  const rooms = { occupiedRoom: { ratePerRoom: decimal('1'), group: 3 } };
  const [alone] = linesOf({
    ...rooms,
    clauses: [{ ...minimum('Monthly'), component: 'occupied-room' } as Clause],
  });
  assert.deepEqual([alone?.component, alone?.group, alone?.amount.toString()], ['occupied-room', 3, '700']);
  assert.deepEqual(linesOf({ clauses: [minimum('Monthly')] }), []);
});

test('IR-RS-07: the threshold of the month is occupied rooms × money for a room', () => {
  const clause: Clause = { kind: 'room-threshold', id: '7', structure: 1, amountPerRoom: decimal('7.71') };
  const lines = (rooms: string | null): readonly Line[] =>
    linesOf(
      { revenueShare: [structure(['0', '99999'], ['30', '0'])], clauses: [clause] },
      { revenue: revenue('60000'), occupiedRooms: rooms === null ? null : decimal(rooms) },
    );
  assert.deepEqual(amounts(lines('6000')), ['revenue-share 4122.00']);
  assert.deepEqual(inputsOf(lines('6000')[0]).slice(1, 6), [
    'Share of structure 1, tier 1 = 0, revenueShare[1].tiers[1].sharePercent',
    'Occupied rooms = 6000, facts',
    'Threshold for an occupied room = 7.71, clauses[7].amountPerRoom',
    'Upper limit (0 is none) of structure 1, tier 1: rooms × amount = 46260, computed',
    'Taken of the month by structure 1, tier 1 = 46260, computed',
  ]);
  // Without rooms all revenue is above the threshold, which is not the same as no limit.
  assert.deepEqual(amounts(lines('0')), ['revenue-share 18000.00']);
  assert.ok(
    inputsOf(lines(null)[0]).includes(
      'Share of structure 1, tier 1 = 30, revenueShare[1].tiers[2].sharePercent',
    ),
  );
  const flat = { revenueShare: [structure(['30', '0'])], clauses: [clause] };
  assert.throws(
    () => linesOf(flat, { occupiedRooms: decimal('1') }),
    (error) => error instanceof Refusal && error.code === 'CONTRACTS_CLAUSE_UNFIT',
  );
});

/** Hours of a job in a week of June 2025, which begins with a Sunday and ends with a Monday. */
const week = (startsOn: string, regularHours: string, more: Partial<LaborWeek> = {}): LaborWeek => ({
  startsOn,
  days: 7,
  jobCode: 'GSA',
  regularHours: decimal(regularHours),
  premiumHours: decimal('0'),
  ...more,
});

test('hours are billed above a weekly quantity only: week by week, regular hours first, parts of weeks in part', () => {
  const job = (jobCode: string, rate: string, overtime: string): LaborHourRate => ({
    title: jobCode,
    jobCode,
    ratePerHour: decimal(rate),
    overtimeRatePerHour: decimal(overtime),
    startsOn: null,
    endsOn: null,
    group: 1,
  });
  const weeks = [
    week('2025-06-01', '150'),
    week('2025-06-08', '100', { premiumHours: decimal('60') }),
    week('2025-06-08', '20', { jobCode: 'CSH' }),
    // Monday and the day before: 2/7 of 150 hours are 42.86.
    week('2025-06-29', '50', { days: 2 }),
  ];
  const labor = [
    laborRow({ regularHours: decimal('300'), premiumHours: decimal('60') }),
    laborRow({ jobCode: 'CSH', regularHours: decimal('20') }),
  ];
  const lines = (jobCodes: readonly string[]): readonly Line[] =>
    linesOf(
      {
        laborHour: [job('GSA', '10', '15'), job('CSH', '8', '8')],
        clauses: [{ kind: 'weekly-quantity', id: '5', jobCodes, hours: decimal('150') }],
      },
      { labor, forClauses: { ...nothing, weeks } },
    );
  // Week 2 of both jobs: 100 + 20 regular hours and 30 of the premium ones fill the quantity.
  assert.deepEqual(amounts(lines([])), [
    ...['per-labor-hour 71.40', 'per-labor-hour 450.00', 'per-labor-hour 0.00'],
  ]);
  // Of GSA alone: 50 premium hours fill it, and CSH is billed in full.
  assert.deepEqual(amounts(lines(['GSA'])), [
    ...['per-labor-hour 71.40', 'per-labor-hour 150.00', 'per-labor-hour 160.00'],
  ]);
  assert.deepEqual(inputsOf(lines([])[0]), [
    'Regular hours worked = 300, facts',
    'Hours of a week that are not billed = 150, clauses[5].hours',
    'Regular hours above the quantity of each week = 7.14, computed',
    'Rate of a regular hour = 10, laborHour[1].ratePerHour',
  ]);
});

test('tiers that several sites share take in the revenue of all, and the parts of the sites are the whole', () => {
  const tiers = structure(['100', '300'], ['50', '1000'], ['10', '0']);
  const revenues = { '0170': '100.01', '0171': '200.01', '0172': '300.01', '0173': '-50' };
  const sites = Object.keys(revenues) as (keyof typeof revenues)[];
  const shareAt = (site: keyof typeof revenues): Line | undefined => {
    const others = sites.filter((other) => other !== site);
    const otherSites = others.map((other) => ({ site: other, revenue: revenue(revenues[other]) }));
    const [line] = linesOf(
      {
        revenueShare: [tiers],
        clauses: [
          {
            kind: 'shared-tiers',
            id: '9',
            structure: 1,
            name: 'downtown',
            otherSites: others,
            differingSites: [],
          },
        ],
      },
      { site, revenue: revenue(revenues[site]), forClauses: { ...nothing, otherSites } },
    );
    return line;
  };
  // Together 550.03: 300 at 100 % and 250.03 at 50 %.
  const due = sites.map((site) => shareAt(site)?.amount ?? decimal('0'));
  assert.deepEqual(due.map(String), ['70.84', '141.67', '212.51', '0']);
  assert.equal(sum(due).toString(), '425.02');
  assert.ok(
    inputsOf(shareAt('0170')).includes(
      'Net revenue of the month of the other sites of downtown, structure 1 = 450.02, results',
    ),
  );
});

test('a limit grows with the years of its window, each on the one before, and says by what', () => {
  const rule = { fixed_percent: '5', index_name: null, index_month: null, combine: null } as const;
  const ends = { floor_percent: null, cap_percent: null };
  const values = new Map([['ECI 2023', decimal('3.6')]]);
  const cap = (window: AmountLimit['window'], more: Partial<YearlyRule> = {}): AmountLimit => ({
    kind: 'cap',
    id: '3',
    component: 'fixed-fee',
    window,
    amount: decimal('500'),
    growth: { rule: { ...rule, ...ends, ...more }, fromMonth: '2023-05', values },
  });
  const capped = (limit: AmountLimit): readonly Line[] =>
    linesOf({ fixedFee, clauses: [limit] }, { siteStartsOn: '2019-07-01', forClauses: nothing });
  // June 2025: contract years began in July 2023 and 2024, calendar years in January 2024 and 2025.
  for (const window of ['Monthly', 'AnnualAnniversary', 'AnnualCalendar'] as const)
    assert.deepEqual(amounts(capped(cap(window))), ['fixed-fee 1000.00', 'fixed-fee -448.75'], window);
  assert.deepEqual(inputsOf(capped(cap('Monthly'))[1]), [
    'Cap of a month, as agreed = 500, clauses[3].amount',
    'Growth in 2023-07 = 5, clauses[3].growth',
    'Growth in 2024-07 = 5, clauses[3].growth',
    'Cap of a month: grown each year from the previous year, to cents = 551.25, computed',
    'Amount of the month = 1000, computed',
  ]);
  const byIndex = { fixed_percent: null, index_name: 'ECI' } as const;
  const waits = (): unknown => capped(cap('AnnualCalendar', byIndex));
  assert.throws(
    waits,
    (error) =>
      error instanceof Refusal &&
      error.code === 'CONTRACTS_LIMIT_WAITS' &&
      error.message.includes('ECI 2024'),
  );
  const both = { index_name: 'ECI', combine: 'min' } as const;
  values.set('ECI 2024', decimal('8'));
  // 3.6 % of 2023, then 5 % because 8 % is more: 500, 518, 543.90.
  assert.deepEqual(amounts(capped(cap('AnnualCalendar', both))), ['fixed-fee 1000.00', 'fixed-fee -456.10']);
  assert.deepEqual(linesOf({ clauses: [cap('Monthly', byIndex)] }), [], 'switched off, it waits for nothing');
});
