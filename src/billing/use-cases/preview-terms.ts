import { termsToCalculate, type EditedContract, type ExportedTerms } from '../../contracts/index.ts';
import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { Refusal } from '../../kernel/errors.ts';
import { addMonths, type Month } from '../../kernel/month.ts';
import { requireAnyRight, type Principal } from '../../platform/security/index.ts';
import type { OperatorProfile } from '../operator.ts';
import { bill } from '../run/bill.ts';
import type { BillOptions } from '../run/run.ts';

/** A line of a statement with both terms; 0 where it is not billed. */
export interface PreviewedLine {
  readonly title: string;
  readonly before: Decimal;
  readonly after: Decimal;
}

/** What a month would have cost: with the terms that hold in it, and with others. */
export interface PreviewedMonth {
  readonly month: Month;
  /** Null where it cannot be said; `reasons` then say why. */
  readonly before: Decimal | null;
  readonly after: Decimal | null;
  /** Lines whose amounts differ. */
  readonly lines: readonly PreviewedLine[];
  readonly reasons: readonly Refusal[];
}

export interface TermsAsked {
  readonly site: string;
  readonly months: readonly Month[];
  readonly terms: ExportedTerms;
}

/** Rights of who may see what other terms would cost. */
const bringOrDecide = [
  { object: 'contract', action: 'change' },
  { object: 'contract', action: 'approve' },
] as const;

/**
 * What months of a site would have cost with terms that somebody proposes, beside what they cost now: the calculation
 * of the statements on the facts that are there, also where a statement was sent or facts are missing. Nothing is kept.
 */
export async function previewTerms(
  { caller, database, person }: Principal,
  { name: operator }: Pick<OperatorProfile, 'name'>,
  { site, months, terms }: TermsAsked,
): Promise<PreviewedMonth[]> {
  await requireAnyRight(caller, bringOrDecide);
  const previewed: PreviewedMonth[] = [];
  for (const month of months) {
    const options: BillOptions = {
      month,
      operator,
      sites: [site],
      isDryRun: true,
      isRevision: true,
      startedBy: person.userId,
      proceedReason: 'preview of terms',
    };
    const before = await calculated(() => bill(database, options));
    const after = await calculated(() => bill(database, { ...options, asIf: terms }));
    previewed.push({
      month,
      before: before.total,
      after: after.total,
      lines: differing(before.amounts, after.amounts),
      reasons: after.reasons.length > 0 ? after.reasons : before.reasons,
    });
  }
  return previewed;
}

/**
 * What the last month that is over would have cost with an edit; with another accumulation every month of its year
 * until then, because they are tiered anew.
 */
export async function costsOfEdit(
  principal: Principal,
  profile: Pick<OperatorProfile, 'name'>,
  { edited, today }: { readonly edited: EditedContract; readonly today: Month },
): Promise<PreviewedMonth[]> {
  const last = addMonths(today, -1);
  const isTieredAnew = edited.changes.some(({ path }) => /[aA]ccumulationType$/.test(path));
  const first = isTieredAnew ? (`${last.slice(0, 4)}-01` as Month) : last;
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return previewTerms(principal, profile, { site: edited.site, months, terms: edited.terms.after });
}

/** What the last month that is over would have cost with a version, for who brought it and for who decides on it. */
export async function costsOfVersion(
  principal: Principal,
  profile: Pick<OperatorProfile, 'name'>,
  { site, number, today }: { readonly site: string; readonly number: number; readonly today: Month },
): Promise<PreviewedMonth[]> {
  await requireAnyRight(principal.caller, bringOrDecide);
  const terms = await termsToCalculate(principal, { site, number });
  return previewTerms(principal, profile, { site, months: [addMonths(today, -1)], terms });
}

interface Calculated {
  readonly total: Decimal | null;
  readonly amounts: ReadonlyMap<string, Decimal>;
  readonly reasons: readonly Refusal[];
}

async function calculated(run: () => ReturnType<typeof bill>): Promise<Calculated> {
  try {
    const { statements, blocked } = await run();
    const [statement] = statements;
    const nothing = blocked.flatMap(({ reasons }) => reasons);
    const isZero = nothing.length > 0 && nothing.every(({ code }) => code === 'BILLING_NOTHING_TO_BILL');
    if (statement === undefined)
      return { total: isZero ? decimal('0') : null, amounts: new Map(), reasons: isZero ? [] : nothing };
    const lines = statement.computed.invoices.flatMap((invoice) => invoice.lines);
    const byTitle = Map.groupBy(lines, ({ title }) => title);
    const amounts = new Map(
      [...byTitle].map(([title, some]) => [title, sum(some.map(({ amount }) => amount))] as const),
    );
    return { total: statement.computed.total, amounts, reasons: [] };
  } catch (error) {
    if (error instanceof Refusal) return { total: null, amounts: new Map(), reasons: [error] };
    throw error;
  }
}

function differing(before: Calculated['amounts'], after: Calculated['amounts']): PreviewedLine[] {
  const none = decimal('0');
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((title) => ({ title, before: before.get(title) ?? none, after: after.get(title) ?? none }))
    .filter(({ before: was, after: is }) => !was.eq(is));
}
