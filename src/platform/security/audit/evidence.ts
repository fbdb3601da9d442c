import type { Queryable } from '../../database/index.ts';

/** One of the controls that a SOX audit asks for, with what the product keeps of it in a quarter. */
export interface Population {
  readonly control: string;
  readonly title: string;
  /** What the rows are, or why there are none. */
  readonly says: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Control {
  readonly control: string;
  readonly title: string;
  readonly says: string;
  /** Names of the columns, with blanks between them. */
  readonly header: string;
  /** Null while the product keeps no records of it. */
  readonly question: string | null;
}

const noRecords = (what: string): string => `Daybook keeps no ${what} yet, so the population is empty.`;

/** The ten controls of operations.md 2.2, in its order. */
const controls: readonly Control[] = [
  {
    ...{ control: 'C1', title: 'Access is restricted by role and site' },
    says: 'Everybody who may sign in, with roles, number of sites and last use, for the quarterly review.',
    header: 'user_id origin enabled role held_by sites last_seen standing',
    question: 'select cells from audit.evidence_access($1::date, $2::date) as cells',
  },
  {
    ...{ control: 'C2', title: 'Segregation of duties' },
    says: 'Every attempt that was stopped.',
    header: 'attempted_at person attempted conflicts_with subject',
    question: 'select cells from audit.evidence_conflicts($1::date, $2::date) as cells',
  },
  {
    ...{ control: 'C3', title: 'Changes of contracts, rates, thresholds and rights' },
    says: 'Every change with who made it, in which role and why.',
    header: 'recorded_at relation change record changed actor acting_roles reason place',
    question: 'select cells from audit.evidence_changes($1::date, $2::date) as cells',
  },
  {
    ...{ control: 'C4', title: 'Completeness and accuracy of interfaces' },
    says: 'Every load with its counts and control totals.',
    header:
      'batch received_at feed file_name sha256 state received loaded unchanged superseded quarantined ' +
      'accounted_for control_totals',
    question: 'select cells from audit.evidence_loads($1::date, $2::date) as cells',
  },
  {
    ...{ control: 'C5', title: 'Review of statements' },
    says: noRecords('statements'),
    header: '',
    question: null,
  },
  {
    ...{ control: 'C6', title: 'Lock of periods' },
    says: noRecords('forecasts of record'),
    header: '',
    question: null,
  },
  {
    ...{ control: 'C7', title: 'Export to the ledger' },
    says: noRecords('postings'),
    header: '',
    question: null,
  },
  {
    ...{ control: 'C8', title: 'Management of changes' },
    says: 'Every migration of the schema, by the hash of its file.',
    header: 'applied_at number name up_sha256 applied_by',
    question: 'select cells from audit.evidence_schema($1::date, $2::date) as cells',
  },
  {
    ...{ control: 'C9', title: 'Test of backup and restore' },
    says: noRecords('restore tests'),
    header: '',
    question: null,
  },
  {
    ...{ control: 'C10', title: 'Integrity of the audit trail' },
    says: 'Every verification of the chain and what it found.',
    header: 'checked_at entries heads findings actor place',
    question: 'select cells from audit.evidence_trail($1::date, $2::date) as cells',
  },
];

/**
 * The populations of a quarter: `first` its first day, `end` the first day after it (`YYYY-MM-DD`). Ask as the
 * owner.
 */
export async function evidenceOf(database: Queryable, first: string, end: string): Promise<Population[]> {
  const populations: Population[] = [];
  for (const { question, header, ...control } of controls) {
    const rows = question === null ? [] : await database.query<{ cells: string[] }>(question, [first, end]);
    const columns = header === '' ? [] : header.split(' ');
    populations.push({ ...control, header: columns, rows: rows.map(({ cells }) => cells) });
  }
  return populations;
}
