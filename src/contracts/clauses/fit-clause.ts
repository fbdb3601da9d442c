import type { ExportedTerms } from '../exports/exported-terms.ts';
import { termsOf } from '../exports/terms-of.ts';
import type { Terms } from '../terms.ts';
import type { LimitedComponent } from './clause.ts';
import { isBilled } from './usual-line.ts';
import type { ClauseField, DraftClause } from './new-clause.ts';

/** What keeps a clause from fitting a contract: the field that is wrong, and why; null when it fits. */
export type Misfit = Readonly<{ field: ClauseField; cause: string }>;

/** Whether a contract has what a clause modifies, in the terms of one month. */
export function misfitOf(draft: DraftClause, original: ExportedTerms): Misfit | null {
  const terms = termsOf(original);
  if (!isOn(draft, terms))
    return { field: 'component', cause: `${draft.component} is switched off in the contract` };
  const rows = rowsOf(draft, terms);
  if (draft.position !== null && draft.position > rows)
    return { field: 'row', cause: `is ${String(draft.position)}, and the contract has ${String(rows)}` };
  switch (draft.kind) {
    case 'room-threshold':
      return misfitOfThreshold(draft, terms);
    case 'shared-tiers':
      return structureOf(draft, terms)?.accumulation === 'AnnualAnniversary'
        ? { field: 'row', cause: 'counts by contract year, which differs between the sites of a set' }
        : null;
    case 'weekly-quantity':
      return misfitOfJobs(draft, terms);
    case 'rate-steps':
      return misfitOfSteps(draft, terms);
    case 'escalation':
      return misfitOfEscalation(draft, original, terms);
    default:
      return null;
  }
}

function isOn({ component }: DraftClause, terms: Terms): boolean {
  if (component === 'support-services') return Boolean(terms.billableAccounts?.support);
  if (component === 'payroll-taxes') return Boolean(terms.billableAccounts?.payrollTaxes);
  return isBilled(terms, component as LimitedComponent);
}

/** How many rows the component has that a clause may name; 1 where it has none of its own. */
function rowsOf({ component }: DraftClause, terms: Terms): number {
  const fee = terms.managementAgreement?.fee;
  if (component === 'fixed-fee') return terms.fixedFee?.length ?? 0;
  if (component === 'per-labor-hour') return terms.laborHour?.length ?? 0;
  if (component === 'revenue-share') return terms.revenueShare?.length ?? 0;
  return component === 'management-fee' && fee?.kind === 'PerLaborHour' ? fee.jobs.length : 1;
}

function structureOf(
  { position }: DraftClause,
  { revenueShare }: Terms,
): NonNullable<Terms['revenueShare']>[number] | undefined {
  return revenueShare?.[(position ?? 1) - 1];
}

function misfitOfThreshold(draft: DraftClause, terms: Terms): Misfit | null {
  const structure = structureOf(draft, terms);
  if (structure?.accumulation !== 'Monthly')
    return { field: 'row', cause: 'does not count by month, as a room threshold requires' };
  return structure.tiers.length < 2
    ? { field: 'row', cause: 'has one tier, so there is no limit to replace' }
    : null;
}

function misfitOfJobs({ job_codes: jobCodes }: DraftClause, { laborHour }: Terms): Misfit | null {
  const jobs = new Set((laborHour ?? []).map(({ jobCode }) => jobCode));
  const unknown = jobCodes.find((job) => !jobs.has(job));
  return unknown === undefined
    ? null
    : { field: 'jobs', cause: `name ${unknown}, and the contract bills ${[...jobs].join(', ')}` };
}

function misfitOfSteps({ component, steps }: DraftClause, { managementAgreement }: Terms): Misfit | null {
  const isByHours =
    component === 'per-labor-hour' ||
    (component === 'management-fee' && managementAgreement?.fee.kind === 'PerLaborHour');
  return steps.some(({ overtimeAmount }) => overtimeAmount !== null) && !isByHours
    ? { field: 'steps', cause: 'have a rate for overtime, which this component does not have' }
    : null;
}

function misfitOfEscalation(
  { component, tier, position }: DraftClause,
  original: ExportedTerms,
  terms: Terms,
): Misfit | null {
  const mover = moverOf(component, original);
  if (mover !== null)
    return { field: 'component', cause: `is already escalated by the ${mover} of the contract` };
  if (component === 'payroll-taxes' && terms.billableAccounts?.payrollTaxes?.billing !== 'Percentage')
    return { field: 'component', cause: 'payroll-taxes has no percentage in the contract' };
  if (component === 'insurance' && terms.managementAgreement?.insurance?.kind !== 'FixedFee')
    return { field: 'component', cause: 'insurance has no fixed amount in the contract' };
  if (component === 'profit-share' && position !== null)
    return { field: 'row', cause: 'does not apply: profit is shared by one set of tiers' };
  return component === 'profit-share' || component === 'revenue-share'
    ? misfitOfLimits({ component, tier, position }, terms)
    : null;
}

/** What of the contract moves a component already: a clause would compound with it. */
function moverOf(component: string, original: ExportedTerms): 'escalator' | 'increment' | null {
  const [agreement] = original.managementAgreement.ManagementFees;
  const [accounts] = original.billableAccounts.billableAccountsData;
  const isIncremented = original.incrementAmount.value.gt('0');
  if (component === 'management-fee') return agreement?.managementFeeEscalatorEnabled ? 'escalator' : null;
  if (component === 'payroll-taxes') return accounts?.payrollTaxesEscalatorEnable ? 'escalator' : null;
  return isIncremented && (component === 'fixed-fee' || component === 'per-labor-hour') ? 'increment' : null;
}

function misfitOfLimits(
  { component, tier, position }: Pick<DraftClause, 'component' | 'tier' | 'position'>,
  { managementAgreement, revenueShare }: Terms,
): Misfit | null {
  const sets = component === 'profit-share' ? [managementAgreement?.profitShare] : (revenueShare ?? []);
  const chosenSets = sets.filter((_set, at) => position === null || position === at + 1);
  return chosenSets.every((set) => (set?.tiers.length ?? 0) < (tier ?? 1) + 1)
    ? { field: 'tier', cause: 'has no limit in the contract' }
    : null;
}
