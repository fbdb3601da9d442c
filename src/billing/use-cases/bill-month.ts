import { refusal, Refusal } from '../../kernel/errors.ts';
import { addMonths, monthOfDay, type Month } from '../../kernel/month.ts';
import { requireRight, type Caller, type Principal } from '../../platform/security/index.ts';
import type { OperatorProfile } from '../operator.ts';
import { bill } from '../run/bill.ts';
import type { BillRun } from '../run/run.ts';
import { listStatements, type StatementFilter } from '../statements/read-statements.ts';
import { chosenSitesOf } from './choose-statements.ts';

/** What to bill. */
export interface BillingAsked {
  readonly month: Month;
  /** Only these sites, by the site master or by their statements of the month; every site with a contract if empty. */
  readonly filter: Omit<StatementFilter, 'month'>;
  /** Date used as today, `YYYY-MM-DD`. */
  readonly today: string;
  readonly isDryRun: boolean;
  /** Why sites are billed although they are not ready or facts are missing; a separate right. */
  readonly proceedReason?: string | undefined;
  /** Called with the number of ready sites calculated so far. */
  readonly onProgress?: (done: number, ready: number) => void;
}

/** A run with the numbers of its statements by site; a dry run has none. */
export interface BilledMonth extends BillRun {
  readonly numbers: ReadonlyMap<string, string>;
  /** Sites were chosen, so one that cannot be billed is a failure. */
  readonly isChosen: boolean;
}

/**
 * Generates the statements of a month, each site for itself; those that would be the same again stay as they are.
 * Refuses as `bill` does, and with BILLING_PRIOR_MONTH.
 */
export async function billMonth(
  principal: Principal,
  { name: operator, readyMarks, incompleteFacts }: OperatorProfile,
  { filter, ...billing }: BillingAsked,
): Promise<BilledMonth> {
  const { caller, database, person } = principal;
  await requireRight(caller, { object: 'statement', action: 'execute' });
  if (!billing.isDryRun) await requireCurrentMonth(caller, billing);
  if (billing.proceedReason !== undefined)
    await requireRight(caller, { object: 'statement-not-ready', action: 'execute' });
  const chosen = await chosenSitesOf(principal, billing.month, filter);
  const run = await bill(database, {
    ...billing,
    sites: chosen,
    leavesUnchanged: true,
    startedBy: person.userId,
    operator,
    readyMarks,
    incompleteFacts,
  });
  const isChosen = chosen !== undefined;
  if (run.runId === null) return { ...run, isChosen, numbers: new Map() };
  const sites = run.statements.map(({ computed }) => computed.site);
  const standing = await listStatements(database, { month: billing.month, sites });
  return { ...run, isChosen, numbers: new Map(standing.map(({ site, statementId }) => [site, statementId])) };
}

/**
 * Only an admin may bill months before the last one (operations.md 1.3, 3.4). Refuses with
 * BILLING_PRIOR_MONTH.
 */
async function requireCurrentMonth(
  caller: Caller,
  { month, today }: Pick<BillingAsked, 'month' | 'today'>,
): Promise<void> {
  const current = addMonths(monthOfDay(today), -1);
  if (month >= current) return;
  try {
    await requireRight(caller, { object: 'statement-not-ready', action: 'execute' });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'SECURITY_FORBIDDEN')
      throw refusal('BILLING_PRIOR_MONTH', { month, today, current });
    throw error;
  }
}
