import { refusal } from '../../kernel/errors.ts';
import { decimal, toPlainText } from '../../kernel/decimal.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { holdsRight, noteRead, requireRight, type Principal } from '../../platform/security/index.ts';
import {
  discardFormerHeld,
  listFormerHeld,
  replayFormerHeld,
  type FormerHeld,
} from '../former/held-records.ts';
import { takeOver, type FormerExport, type TakenOver } from '../former/take-over.ts';

const taking = { object: 'takeover', action: 'execute' } as const;

/**
 * Takes over exports of the old system, read-only; returns the outcome of each file. Equal content changes nothing.
 * Refuses as `takeOver` does.
 */
export async function takeOverExports(
  { caller, database, person }: Principal,
  files: readonly FormerExport[],
  takeover: { readonly kind: 'statement' | 'forecast'; readonly isTrial: boolean },
): Promise<TakenOver[]> {
  await requireRight(caller, taking);
  return takeOver(database, files, { ...takeover, takenBy: person.userId });
}

/** Records that are held back and undecided. */
export async function listHeldFormer({ caller }: Principal): Promise<FormerHeld[]> {
  await requireRight(caller, { object: 'takeover', action: 'read' });
  return caller.transaction(listFormerHeld);
}

/** Takes held records over, all of them unless some are named; each separately. Refuses as `replayFormerHeld` does. */
export async function replayHeldFormer(
  principal: Principal,
  numbers: readonly string[],
  set: Readonly<Record<string, string>>,
): Promise<Each<string>> {
  const { caller, database, person } = principal;
  await requireRight(caller, taking);
  const open =
    numbers.length > 0 ? numbers : (await listHeldFormer(principal)).map((one) => one.formerHeldId);
  return eachForItself(
    open,
    async (number) => (await replayFormerHeld(database, number, { set, decidedBy: person.userId })) ?? number,
  );
}

/** Discards held records with a reason, each separately. Refuses with SECURITY_REASON_MISSING. */
export async function discardHeldFormer(
  { caller, database, person, reason }: Principal,
  numbers: readonly string[],
): Promise<Each<string>> {
  await requireRight(caller, taking);
  if ((reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const decision = { decidedBy: person.userId, reason: reason ?? '' };
  return eachForItself(
    numbers,
    async (number) => (await discardFormerHeld(database, number, decision)) ?? number,
  );
}

/** A site and month of the old system; amounts are exact text. */
export interface FormerMonth {
  readonly site: string;
  readonly month: string;
  readonly version: number | null;
  readonly state: string | null;
  readonly invoices: number;
  readonly invoiced: string;
  /** Sum of the lines of its invoices; null where they have none. */
  readonly lineTotal: string | null;
  /** What Daybook bills for the month; null where it does not. */
  readonly billed: string | null;
  readonly notes: number;
  readonly approvals: number;
  /** Lines differ from invoices, Daybook bills a different amount, or there is no invoice; null where all agrees. */
  readonly finding: string | null;
}

/** Forecasts of the old system of a site, month and kind; the sum of their figures is exact text. */
export interface FormerForecast {
  readonly site: string;
  readonly month: string;
  readonly entity: string;
  readonly state: string | null;
  readonly records: number;
  readonly amount: string | null;
}

/** What was taken over, against itself and against what Daybook bills. */
export interface Reconciliation {
  readonly months: readonly FormerMonth[];
  readonly invoiced: string;
  readonly forecasts: readonly FormerForecast[];
  /** Null for callers who may not see held records. */
  readonly held: number | null;
}

/** Which sites and months to compare; all that the principal may read unless named. */
export interface ReconciliationAsked {
  readonly site?: string | undefined;
  readonly isExport?: boolean | undefined;
}

/** Compares what was taken over by site and month: counts, sums and differences, as far as the principal may read. */
export async function reconcileFormer(
  { caller }: Principal,
  { site, isExport = false }: ReconciliationAsked,
): Promise<Reconciliation> {
  await requireRight(caller, { object: 'statement', action: 'read' });
  const maySeeHeld = await holdsRight(caller, { object: 'takeover', action: 'read' });
  const compared = await caller.transaction(async (transaction) => ({
    months: await transaction.query<Omit<FormerMonth, 'finding'>>(
      `select site_id as site, service_month as month, version, state, invoices, invoiced,
         line_total as "lineTotal", billed, notes, approvals
       from billing.former_differences() where $1::text is null or site_id = $1`,
      [site ?? null],
    ),
    forecasts: await transaction.query<FormerForecast>(
      `select site_id as site, month, entity, state, records, amount from billing.former_forecasts()
       where $1::text is null or site_id = $1`,
      [site ?? null],
    ),
    held: maySeeHeld ? (await listFormerHeld(transaction)).length : null,
  }));
  const months = compared.months.map((month) => ({ ...month, finding: findingOf(month) }));
  if (isExport)
    await noteRead(caller, {
      what: 'statement',
      filter: { takenOver: true, site },
      rows: months.length,
      isExport,
    });
  const invoiced = months.reduce((total, month) => total.plus(month.invoiced), decimal('0'));
  return { ...compared, months, invoiced: toPlainText(invoiced) };
}

function findingOf({ invoices, invoiced, lineTotal, billed }: Omit<FormerMonth, 'finding'>): string | null {
  if (invoices === 0) return 'no invoice';
  if (lineTotal !== null && !decimal(lineTotal).eq(invoiced)) return 'lines differ';
  return billed !== null && !decimal(billed).eq(invoiced) ? 'Daybook bills a different amount' : null;
}
