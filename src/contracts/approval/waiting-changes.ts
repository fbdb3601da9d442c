import { toText, type Decimal } from '../../kernel/decimal.ts';
import type { Connection, Queryable } from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';

/** A change of what is billed that waits for a second person. */
export interface WaitingChange {
  /** Number of the approval; commands use it. */
  readonly id: string;
  readonly site: string;
  readonly customerName: string | null;
  readonly subject: ChangeSubject;
  readonly versionId: string | null;
  readonly clauseId: string | null;
  /** What it is, for example `version 3` or `clause 12 (cap of fixed-fee)`. */
  readonly says: string;
  /** First service month, `YYYY-MM`; 1900-01 is from the beginning. */
  readonly from: string;
  /** First version of a contract. */
  readonly isTakeOver: boolean;
  /** US dollars of a year, as text; null when nothing says what the contract comes to. */
  readonly yearlyValue: string | null;
  /** By how many percent the rate rises that rises most, as text; null when none does. */
  readonly rateIncrease: string | null;
  /** Roles of whom one may approve. */
  readonly roles: readonly string[];
  /** `YYYY-MM-DD HH:MI`, UTC. */
  readonly askedAt: string;
  readonly askedBy: string;
}

export type ChangeSubject = 'version' | 'clause' | 'withdrawal';

/** What waits, by site, at all sites that the caller may see or at some. */
export async function waitingChanges(
  database: Queryable,
  filter: { readonly sites?: readonly string[] | undefined } = {},
): Promise<WaitingChange[]> {
  return database.query<WaitingChange>(
    `select approval_id as id, site_id as site, customer_name as "customerName", subject,
       version_id as "versionId", clause_id as "clauseId", says, from_month as from,
       is_take_over as "isTakeOver", yearly_value as "yearlyValue", round(rate_increase, 2)::text as "rateIncrease",
       roles, asked_at as "askedAt",
       asked_by as "askedBy"
     from contracts.waiting_changes($1::text[])`,
    [filter.sites ?? null],
  );
}

/** The thing that segregation of duties is about. */
export function dutySubject({
  subject,
  id,
}: {
  readonly subject: ChangeSubject;
  readonly id: string;
}): string {
  return subject === 'version' ? `contract version ${id}` : `${subject} of contract, ${id}`;
}

/** A version or clause that somebody brought. */
export interface ProposedChange {
  readonly id: string;
  /** By how many percent the rate rises that rises most; null when none does. */
  readonly increase: Decimal | null;
}

/**
 * Has versions or clauses wait for a second person, and notes who entered them; whoever did does not approve them.
 * Within the transaction that enters them.
 */
export async function askApproval(
  transaction: Connection,
  {
    subject,
    changes,
    askedBy,
  }: {
    readonly subject: ChangeSubject;
    readonly changes: readonly ProposedChange[];
    readonly askedBy: string;
  },
): Promise<void> {
  if (changes.length === 0) return;
  const subjects = changes.map(({ id }) => dutySubject({ subject, id }));
  await performDuty(transaction, 'edit-contract', subjects);
  await transaction.query(
    'select approval_id from contracts.ask_approval($1, $2::bigint[], $3::numeric[], $4)',
    [
      subject,
      changes.map(({ id }) => id),
      changes.map(({ increase }) => (increase === null ? null : toText(increase, 8))),
      askedBy,
    ],
  );
}
