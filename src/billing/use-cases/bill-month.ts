import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import type { OperatorProfile } from '../operator.ts';
import { bill } from '../run/bill.ts';
import type { BillRun } from '../run/run.ts';
import { listStatements } from '../statements/read-statements.ts';

/** What is to be billed. */
export interface BillingAsked {
  readonly month: Month;
  /** Only these sites; every site with a contract unless given. */
  readonly sites?: readonly string[] | undefined;
  /** Day that counts as today, `YYYY-MM-DD`. */
  readonly today: string;
  readonly isDryRun: boolean;
  /** Why sites are billed although they are not ready or facts are missing; a right of its own. */
  readonly proceedReason?: string | undefined;
  /** Hears how many of the sites that are ready were calculated. */
  readonly onProgress?: (done: number, ready: number) => void;
}

/** A run with the numbers of its statements by site; a dry run has none. */
export interface BilledMonth extends BillRun {
  readonly numbers: ReadonlyMap<string, string>;
}

/** Generates the statements of a month, each site for itself. Refuses as `bill` does. */
export async function billMonth(
  { caller, database, person }: Principal,
  { name: operator, readyMarks, incompleteFacts }: OperatorProfile,
  asked: BillingAsked,
): Promise<BilledMonth> {
  await requireRight(caller, { object: 'statement', action: 'execute' });
  if (asked.proceedReason !== undefined)
    await requireRight(caller, { object: 'statement-not-ready', action: 'execute' });
  const run = await bill(database, {
    ...asked,
    startedBy: person.userId,
    operator,
    readyMarks,
    incompleteFacts,
  });
  if (run.runId === null) return { ...run, numbers: new Map() };
  const sites = run.statements.map(({ computed }) => computed.site);
  const standing = await listStatements(database, { month: asked.month, sites });
  return { ...run, numbers: new Map(standing.map(({ site, statementId }) => [site, statementId])) };
}
