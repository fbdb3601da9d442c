import { refusal } from '../../../kernel/errors.ts';
import { monthOfDay, monthsBetween } from '../../../kernel/month.ts';
import { holdsRight, requireRight, type Principal } from '../../../platform/security/index.ts';
import type { SiteFilter } from '../../../warehouse/index.ts';
import { laborBudgets, readLabor, type LaborAsked, type LaborRow } from '../../labor/read-labor.ts';
import { chosenSites, sitesWithin } from '../../pnl/chosen-sites.ts';

/** Which labor is asked for, and the day whose heads the budget by job code is shared by, `YYYY-MM-DD`. */
export interface LaborRequest extends Omit<LaborAsked, 'sites'> {
  readonly sites: SiteFilter;
  readonly today: string;
}

/** How many months are shown at most. */
const mostMonths = 36;

/**
 * Labor productivity of sites by day, payroll week or month, beside its budget for who may read that. Refuses with
 * PNL_RANGE_INVALID and PNL_NO_SITES.
 */
export async function readLaborProductivity(
  { caller, database }: Principal,
  { sites: filter, today, ...selection }: LaborRequest,
): Promise<LaborRow[]> {
  for (const object of ['labor', 'revenue']) await requireRight(caller, { object, action: 'read' });
  const { from, to } = selection;
  const count = from > to ? 0 : monthsBetween(monthOfDay(from), monthOfDay(to)).length;
  if (count < 1 || count > mostMonths)
    throw refusal('PNL_RANGE_INVALID', { from, to, most: String(mostMonths) });
  const sites = await chosenSites(caller, filter, ['labor', 'revenue']);
  // Whoever may not read budgets has no right to their tables either.
  const seesBudget = await holdsRight(caller, { object: 'profit-and-loss', action: 'read' });
  const budgeted = seesBudget ? await sitesWithin(caller, { site: sites }, ['profit-and-loss']) : [];
  const budgets = seesBudget ? await laborBudgets(database, { from, to, sites: budgeted }, today) : null;
  return caller.transaction((transaction) => readLabor(transaction, { ...selection, sites }, budgets));
}
