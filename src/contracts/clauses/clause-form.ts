import { clauseChoices, clauseKinds, kindOfClause, type ClauseField } from './new-clause.ts';
import type { StoredClause } from './stored-clauses.ts';

interface FieldWords {
  readonly label: string;
  /** What stands in its place in a help text. */
  readonly stands: string;
  readonly hint: string;
}

/** What each field of a clause is called, and what is typed into it. */
export const clauseFieldWords: Readonly<Record<ClauseField, FieldWords>> = {
  component: { label: 'Component', stands: 'component', hint: 'component that it modifies' },
  row: { label: 'Row', stands: 'number', hint: 'row or structure of the component, from 1' },
  tier: { label: 'Tier', stands: 'number', hint: 'tier whose limit escalates, from 1 (default: all)' },
  amount: {
    label: 'Amount',
    stands: 'amount',
    hint: 'money, unbilled hours a week, or money or points that an escalation adds',
  },
  per: {
    label: 'Counted over',
    stands: 'window',
    hint: 'month, calendar-year or contract-year (default: month)',
  },
  steps: {
    label: 'Rates by contract year',
    stands: 'steps',
    hint: 'YEAR=RATE or YEAR=RATE/OVERTIME, with + before an increment, separated by commas',
  },
  jobs: {
    label: 'Job codes',
    stands: 'codes',
    hint: 'job codes, separated by commas (default: all in the contract)',
  },
  set: { label: 'Set of sites', stands: 'name', hint: 'name under which sites share tiers' },
  'escalates-in': { label: 'Month of the increase', stands: 'month', hint: 'month of the year, 1 to 12' },
  percent: { label: 'Percent a year', stands: 'percent', hint: 'percent a year' },
  index: { label: 'Index', stands: 'index', hint: 'CPI or ECI' },
  'index-month': {
    label: 'Month of the index value',
    stands: 'month',
    hint: 'month of the index value, 1 to 12 (default: value of the previous year)',
  },
  combine: { label: 'Which of percent and index', stands: 'which', hint: 'max or min of percent and index' },
  floor: {
    label: 'At least, percent',
    stands: 'percent',
    hint: 'at least this percent (default with an index: 0)',
  },
  cap: { label: 'At most, percent', stands: 'percent', hint: 'at most this percent' },
};

const kindWords: Readonly<Record<StoredClause['kind'], readonly [title: string, says: string]>> = {
  cap: ['Cap', 'All lines of a component together bill at most the amount.'],
  minimum: ['Minimum', 'All lines of a component together bill at least the amount.'],
  'rate-steps': ['Rates by contract year', 'A rate from a year of the contract on, or what is added to it.'],
  'room-threshold': [
    'First limit by rooms',
    'The first limit of a revenue share: rooms of the month × amount.',
  ],
  'weekly-quantity': ['Hours not billed', 'Labor hours are billed above these hours of a week.'],
  'shared-tiers': ['Tiers of several sites', 'A revenue share whose tiers several sites fill together.'],
  escalation: [
    'Escalation',
    'Rates increase each year, by an amount, a percent, an index, or the higher or lower of both; ' +
      'of shares the limits increase.',
  ],
};

/** A field of a clause as it is typed. */
export interface ClauseFormField {
  readonly name: ClauseField;
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
  /** The values of a choice; null where it is typed. */
  readonly choices: readonly string[] | null;
}

/** A kind of clause with the fields that it takes. */
export interface ClauseForm {
  readonly kind: StoredClause['kind'];
  readonly title: string;
  readonly says: string;
  readonly fields: readonly ClauseFormField[];
}

/** Every kind of clause as a form; what is typed into it is read by `draftClause`. */
export function clauseForms(): ClauseForm[] {
  return clauseKinds.map((kind) => {
    const [title, says] = kindWords[kind];
    const { needs, may } = kindOfClause(kind);
    const fields = [...needs, ...may].map((name): ClauseFormField => {
      const { label, hint } = clauseFieldWords[name];
      return { name, label, hint, isRequired: needs.includes(name), choices: clauseChoices(kind, name) };
    });
    return { kind, title, says, fields };
  });
}
