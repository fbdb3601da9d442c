import { decimal } from '../../kernel/decimal.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Accumulation } from '../accumulation.ts';
import { isWithin, ranges, type Range } from '../ranges.ts';
import { limitedComponents, steppedComponents } from './clause.ts';
import type { StoredClause } from './stored-clauses.ts';

/** What may be said of a clause, as it is typed. */
export const clauseFields = [
  ...(['component', 'row', 'tier', 'amount', 'per', 'steps', 'jobs', 'set'] as const),
  ...(['escalates-in', 'percent', 'index', 'index-month', 'combine', 'floor', 'cap'] as const),
] as const;

export type ClauseField = (typeof clauseFields)[number];

/** A clause as someone enters it. */
export interface NewClause {
  readonly site: string;
  readonly kind: string;
  readonly from: Month;
  readonly through: Month | null;
  /** Where it is agreed. */
  readonly reason: string;
  readonly given: Readonly<Partial<Record<ClauseField, string>>>;
}

/** A clause that is fit to be kept, but for the contract that it has to fit. */
export type DraftClause = Omit<
  StoredClause,
  'clause_id' | 'added_by' | 'state' | 'other_sites' | 'differing_sites'
>;

/** Components with rates, percentages or limits of tiers that an escalation moves. */
const escalatedComponents = [
  ...(['fixed-fee', 'per-labor-hour', 'occupied-room', 'management-fee', 'insurance'] as const),
  ...(['payroll-taxes', 'support-services', 'revenue-share', 'profit-share'] as const),
] as const;

/** What a kind of clause may modify and say. */
interface KindOfClause {
  readonly components: readonly string[];
  readonly needs: readonly ClauseField[];
  readonly may: readonly ClauseField[];
}

/** By how much an escalation moves rates, or a cap or minimum grows in a year. */
const yearlyFields = ['percent', 'index', 'index-month', 'combine', 'floor', 'cap'] as const;

const kinds: Readonly<Record<StoredClause['kind'], KindOfClause>> = {
  cap: { components: limitedComponents, needs: ['component', 'amount'], may: ['per', ...yearlyFields] },
  minimum: { components: limitedComponents, needs: ['component', 'amount'], may: ['per', ...yearlyFields] },
  'rate-steps': { components: steppedComponents, needs: ['component', 'steps'], may: ['row'] },
  'room-threshold': { components: ['revenue-share'], needs: ['amount'], may: ['component', 'row'] },
  'weekly-quantity': { components: ['per-labor-hour'], needs: ['amount'], may: ['component', 'jobs'] },
  'shared-tiers': { components: ['revenue-share'], needs: ['set'], may: ['component', 'row'] },
  escalation: {
    components: escalatedComponents,
    needs: ['component', 'escalates-in'],
    may: ['row', 'tier', 'amount', ...yearlyFields],
  },
};

export const clauseKinds = Object.keys(kinds) as readonly StoredClause['kind'][];

/** Components a kind may modify, the fields it needs, and those it may have. */
export function kindOfClause(kind: StoredClause['kind']): KindOfClause {
  return kinds[kind];
}

/** The values of a field of which one is chosen; null where it is typed. */
export function clauseChoices(kind: StoredClause['kind'], field: ClauseField): readonly string[] | null {
  switch (field) {
    case 'component':
      return kinds[kind].components;
    case 'per':
      return Object.keys(windows);
    case 'index':
      return indexNames;
    case 'combine':
      return combinations;
    default:
      return null;
  }
}

const indexNames = ['CPI', 'ECI'] as const;
const combinations = ['max', 'min'] as const;
const windows: Readonly<Record<string, Accumulation>> = {
  month: 'Monthly',
  'calendar-year': 'AnnualCalendar',
  'contract-year': 'AnnualAnniversary',
};

/** Reads what was typed. Refuses with CONTRACTS_CLAUSE_INVALID, which names the component and the field. */
export function draftClause(clause: NewClause): DraftClause {
  const { site, from, through, reason } = clause;
  const kind = clauseKinds.find((one) => one === clause.kind);
  if (kind === undefined) throw invalid(clause, 'kind', `is one of ${clauseKinds.join(', ')}`);
  checkFields(clause, kinds[kind]);
  if (through !== null && through < from) throw invalid(clause, 'through', `is before ${from}`);
  if (reason.trim() === '') throw invalid(clause, 'reason', 'is missing');
  const read = readerOf(clause);
  return checkGrowth(clause, {
    site_id: site,
    kind,
    from_month: from,
    through_month: through,
    reason,
    ...placeOf(kind, read),
    steps: stepsOf(clause),
    accumulation: windowOf(kind, read),
    tier: read.whole('tier', 99),
    amount: read.above0('amount'),
    job_codes: read.list('jobs'),
    set_name: clause.given.set?.trim() ?? null,
    escalates_in: read.whole('escalates-in', 12),
    index_month: read.whole('index-month', 12),
    fixed_percent: read.number('percent'),
    floor_percent: read.number('floor'),
    cap_percent: read.number('cap'),
    index_name: read.choice('index', indexNames),
    combine: read.choice('combine', combinations),
  });
}

/** Component and row; a kind that modifies one row modifies the first unless another is named. */
function placeOf(kind: StoredClause['kind'], read: Reader): Pick<DraftClause, 'component' | 'position'> {
  const { components } = kinds[kind];
  const isOfOneRow = kind === 'rate-steps' || kind === 'room-threshold' || kind === 'shared-tiers';
  return {
    component: read.choice('component', components) ?? components[0] ?? '',
    position: read.whole('row', 99) ?? (isOfOneRow ? 1 : null),
  };
}

function windowOf(kind: StoredClause['kind'], read: Reader): Accumulation | null {
  if (kind !== 'cap' && kind !== 'minimum') return null;
  return windows[read.choice('per', Object.keys(windows)) ?? 'month'] ?? 'Monthly';
}

/** A clause that cannot be, with the component and the field that are wrong. */
export function invalid(
  { kind, given }: Pick<NewClause, 'kind' | 'given'>,
  field: ClauseField | 'kind' | 'through' | 'reason',
  cause: string,
): Refusal {
  const knownKind = clauseKinds.find((one) => one === kind);
  const [first = ''] = knownKind === undefined ? ['a contract'] : kinds[knownKind].components;
  return refusal('CONTRACTS_CLAUSE_INVALID', { kind, component: given.component ?? first, field, cause });
}

function checkFields(clause: NewClause, { needs, may }: KindOfClause): void {
  const filledFields = clauseFields.filter((field) => (clause.given[field] ?? '').trim() !== '');
  const missing = needs.find((field) => !filledFields.includes(field));
  if (missing !== undefined) throw invalid(clause, missing, 'is missing');
  const unknown = filledFields.find((field) => !needs.includes(field) && !may.includes(field));
  if (unknown !== undefined) throw invalid(clause, unknown, 'does not apply to a clause of this kind');
}

type Fault = readonly [isFault: boolean, field: ClauseField, cause: string];

/** Whether what a clause grows by goes together; of an escalation also that it says by what. */
function checkGrowth(clause: NewClause, draft: DraftClause): DraftClause {
  const faults = [
    ...(draft.kind === 'escalation' ? escalationFaults(draft) : []),
    ...growthFaults(draft),
    ...rangeFaults(draft),
  ];
  const fault = faults.find(([isFault]) => isFault);
  if (fault) throw invalid(clause, fault[1], fault[2]);
  return draft;
}

function escalationFaults({ component, amount, tier, ...by }: DraftClause): Fault[] {
  const isNone = by.fixed_percent === null && by.index_name === null;
  const isShare = component === 'revenue-share' || component === 'profit-share';
  return [
    [isNone && amount === null, 'percent', 'or index or amount is required'],
    [!isNone && amount !== null, 'amount', 'is added alone, without percent or index'],
    [tier !== null && !isShare, 'tier', 'applies to shares only'],
  ];
}

function growthFaults(draft: DraftClause): Fault[] {
  const { fixed_percent: fixed, index_name: index, floor_percent: floor, cap_percent: cap, combine } = draft;
  const isBoth = fixed !== null && index !== null;
  const isNone = fixed === null && index === null;
  return [
    [isBoth && combine === null, 'combine', 'must say which of percent and index applies: max or min'],
    [!isBoth && combine !== null, 'combine', 'needs percent and index'],
    [index === null && draft.index_month !== null, 'index-month', 'needs an index'],
    [isNone && floor !== null, 'floor', 'needs percent or index'],
    [isNone && cap !== null, 'cap', 'needs percent or index'],
    [floor !== null && cap !== null && decimal(floor).gt(decimal(cap)), 'floor', 'is above the cap'],
  ];
}

function rangeFaults(draft: DraftClause): Fault[] {
  const outside = (figure: string | null, { least, most }: Range, field: ClauseField): Fault => [
    figure !== null && !isWithin({ least, most }, decimal(figure)),
    field,
    `is not from ${least.toString()} to ${most.toString()}`,
  ];
  const { hours, money, percent } = ranges;
  return [
    outside(draft.amount, draft.kind === 'weekly-quantity' ? hours : money, 'amount'),
    outside(draft.fixed_percent, percent, 'percent'),
    outside(draft.floor_percent, percent, 'floor'),
    outside(draft.cap_percent, percent, 'cap'),
    ...draft.steps.flatMap(({ amount, overtimeAmount }) => [
      outside(amount, money, 'steps'),
      outside(overtimeAmount, money, 'steps'),
    ]),
  ];
}

interface Reader {
  choice<T extends string>(field: ClauseField, among: readonly T[]): T | null;
  whole(field: ClauseField, most: number): number | null;
  number(field: ClauseField): string | null;
  above0(field: ClauseField): string | null;
  list(field: ClauseField): string[];
}

/** Reads fields; null where one was not typed. */
function readerOf(clause: NewClause): Reader {
  const read = <T>(field: ClauseField, as: (text: string) => T | null, cause: string): T | null => {
    const text = clause.given[field]?.trim();
    if (text === undefined) return null;
    const value = as(text);
    if (value === null) throw invalid(clause, field, `${cause}, not ${text}`);
    return value;
  };
  return {
    choice: (field, among) =>
      read(field, (text) => among.find((one) => one === text) ?? null, `is one of ${among.join(', ')}`),
    whole: (field, most) =>
      read(field, (text) => wholeNumber(text, most), `is a number from 1 to ${String(most)}`),
    number: (field) => read(field, plainNumber, 'is a number of 0 or more'),
    above0: (field) =>
      read(
        field,
        (text) => (decimal(plainNumber(text) ?? '0').gt('0') ? plainNumber(text) : null),
        'is a number above 0',
      ),
    list: (field) => [
      ...new Set(
        (clause.given[field] ?? '')
          .split(',')
          .map((one) => one.trim().toUpperCase())
          .filter(Boolean),
      ),
    ],
  };
}

function wholeNumber(text: string, most: number): number | null {
  const value = /^\d{1,4}$/.test(text) ? Number.parseInt(text, 10) : 0;
  return value >= 1 && value <= most ? value : null;
}

function plainNumber(text: string): string | null {
  // A comma separates thousands; a decimal comma would make another figure of it.
  const form = /^(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,6})?$/;
  return form.test(text) ? decimal(text.replaceAll(',', '')).toString() : null;
}

/**
 * `2=1100,4=1250.50/1900`: from contract year 2 on 1,100, from 4 on 1,250.50 and 1,900 for an overtime hour.
 * `2=+0.50,3=+0.50/+0.75` adds to the rate before it instead.
 */
function stepsOf(clause: NewClause): DraftClause['steps'] {
  const steps = (clause.given.steps ?? '')
    .split(',')
    .filter(Boolean)
    .map((text) => {
      const step = stepIn(text);
      if (step === null) throw invalid(clause, 'steps', `${stepForms}, not ${text}`);
      return step;
    });
  if (new Set(steps.map(({ contractYear }) => contractYear)).size < steps.length)
    throw invalid(clause, 'steps', 'name a contract year twice');
  return steps;
}

const stepForms = 'must be YEAR=RATE or YEAR=RATE/OVERTIME, with + before each increment';

function stepIn(text: string): DraftClause['steps'][number] | null {
  const form = /^\s*(\d+)=(\+?)([\d.]+)(?:\/(\+?)([\d.]+))?\s*$/;
  const [, year = '', plus = '', amount = '', overtimePlus, overtime] = form.exec(text) ?? [];
  const [contractYear, rate] = [wholeNumber(year, 99), plainNumber(amount)];
  const overtimeAmount = overtime === undefined ? null : plainNumber(overtime);
  const isHalf = overtime !== undefined && (overtimeAmount === null || overtimePlus !== plus);
  if (contractYear === null || rate === null || isHalf) return null;
  return { contractYear, isAdded: plus === '+', amount: rate, overtimeAmount };
}
