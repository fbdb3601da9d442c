import type { Queryable } from '../../database/index.ts';

/** One of the controls that a SOX audit asks for, with what the product keeps of it in a quarter. */
export interface Population {
  readonly control: string;
  readonly title: string;
  /** What the rows are; the number of rows says whether there are any. */
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
  /** Binds the first day, the first day after the quarter, and whether names are shown. */
  readonly question: string;
}

/** The ten controls of operations.md 2.2, in its order; approvals (C3) and the archive (C9) stand beside theirs. */
const controls: readonly Control[] = [
  {
    control: 'C1',
    title: 'Access is restricted by role and site',
    says: 'Everyone who may sign in, with roles, number of sites and last use, for the quarterly review.',
    header: 'user_id origin enabled role held_by sites last_seen standing',
    question: 'select cells from audit.evidence_access($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C2',
    title: 'Segregation of duties',
    says: 'Every attempt that was blocked.',
    header: 'attempted_at person attempted conflicts_with subject',
    question: 'select cells from audit.evidence_conflicts($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C3',
    title: 'Changes to contracts, rates, thresholds and rights',
    says: 'Every change to contracts, thresholds, settings and rights: who made it, in which role and why.',
    header: 'recorded_at relation change record changed actor acting_roles reason place',
    question: 'select cells from audit.evidence_changes($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C3-approvals',
    title: 'Approvals of contract changes',
    says: 'Every change of what is billed, by version, clause or index, with who entered it and who decided.',
    header:
      'approval site subject version clause first_month yearly_value asked_at asked_by decision decided_at ' +
      'decided_by reason export_sha256',
    question: 'select cells from audit.evidence_approvals($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C4',
    title: 'Completeness and accuracy of interfaces',
    says: 'Every load with its counts and control totals.',
    header:
      'batch received_at feed file_name sha256 state received loaded unchanged superseded quarantined ' +
      'accounted_for control_totals',
    question: 'select cells from audit.evidence_loads($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C5',
    title: 'Review of statements',
    says: 'Every step of every statement: who took it, and its deviation from the expected revenue.',
    header:
      'changed_at statement site service_month version action from_state to_state changed_by reason currency total ' +
      'forecast_amount posted_amount invoiced_amount deviation_amount deviation_percent',
    question: 'select cells from audit.evidence_statements($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C6',
    title: 'Period lock',
    says: 'Every forecast that was submitted, decided or recorded, and how often it was changed afterwards.',
    header:
      'submission site year cycle_month version name state submitted_at submitted_by decided_at decided_by reason ' +
      'changes_since',
    question: 'select cells from audit.evidence_forecasts($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C7',
    title: 'Export to the ledger',
    says: 'Every ledger document with its key, totals, content digest and answer.',
    header:
      'posted_at kind site service_month statement document batch idempotency_key debit credit content_sha256 ' +
      'state answered_at answer posted_by',
    question: 'select cells from audit.evidence_postings($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C8',
    title: 'Change management',
    says: 'Every schema migration, by the hash of its file.',
    header: 'applied_at number name up_sha256 applied_by',
    question: 'select cells from audit.evidence_schema($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C9',
    title: 'Backup and restore test',
    says: 'Every test of a restored backup, with its findings.',
    header:
      'tested_at restored_from newest_entry newest_at migrations entries findings outcome says tested_by',
    question: 'select cells from audit.evidence_restore_tests($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C9-archive',
    title: 'Archive of closed years',
    says: 'Every file of closed years that was written, verified or removed, with what proves that it is whole.',
    header:
      'archived_at relation first_on end_on path rows totals digest sha256 stored_bytes place second_place ' +
      'archived_by verified_at findings verified_by removed_at removed_by',
    question: 'select cells from audit.evidence_archive($1::date, $2::date, $3) as cells',
  },
  {
    control: 'C10',
    title: 'Audit trail integrity',
    says: 'Every verification of the chain, with its findings.',
    header: 'checked_at entries heads findings explained actor place',
    question: 'select cells from audit.evidence_trail($1::date, $2::date, $3) as cells',
  },
];

/**
 * The populations of a quarter: `first` its first day, `end` the first day after it (`YYYY-MM-DD`). People are shown by
 * name and number, or by number alone when `withNames` is false. Ask as the owner.
 */
export async function evidenceOf(
  database: Queryable,
  quarter: { readonly first: string; readonly end: string },
  withNames: boolean,
): Promise<Population[]> {
  const populations: Population[] = [];
  for (const { control, title, says, header, question } of controls) {
    const rows = await database.query<{ cells: string[] }>(question, [quarter.first, quarter.end, withNames]);
    populations.push({
      control,
      title,
      says,
      header: header.split(' '),
      rows: rows.map(({ cells }) => cells),
    });
  }
  return populations;
}
