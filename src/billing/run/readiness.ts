import { clausesOfKind, type ContractInForce, type Terms } from '../../contracts/index.ts';
import { refusal, type ErrorCode, type Refusal } from '../../kernel/errors.ts';
import { addMonths, firstDay, monthOfDay, type Month } from '../../kernel/month.ts';
import type { SiteFacts } from '../facts/gather-facts.ts';

/** What keeps a site from being billed, the caller: the contract or the site itself. */
export function obstacleOf(contract: ContractInForce, month: Month): Refusal | null {
  const { site } = contract;
  if (!contract.isSiteKnown) return refusal('BILLING_SITE_UNKNOWN', { site, month });
  return contract.state === 'draft' ? refusal('BILLING_CONTRACT_DRAFT', { site, month }) : null;
}

/**
 * A month that has not ended where it is billed in arrears, or lies beyond the next one where it is billed in advance:
 * its facts are not there, whatever is there of them (billing.md 4.3). A billing admin may go on, with a reason.
 */
export function toCome(
  { site, billingType }: ContractInForce,
  month: Month,
  today: string | undefined,
): Refusal[] {
  if (today === undefined) return [];
  const thisMonth = monthOfDay(today);
  const isAdvanced = billingType === 'Advanced';
  if (isAdvanced ? month <= addMonths(thisMonth, 1) : month < thisMonth) return [];
  const first = isAdvanced ? firstDay(addMonths(month, -1)) : firstDay(addMonths(month, 1));
  const how = isAdvanced ? 'in advance' : 'in arrears';
  return [refusal('BILLING_MONTH_TO_COME', { site, month, today, first, how })];
}

/** Whether a site closed before a month, so that what it still has of the month is left over. */
function isClosedIn({ closesOn }: ContractInForce, month: Month): boolean {
  return closesOn !== null && closesOn < firstDay(month);
}

/**
 * Why a site that does not work in a month is not billed, whoever asks and for whatever reason: it has not opened, or
 * it closed (operations.md 10). `leftOver` is what it has of the month, in words; empty when there is nothing.
 */
export function notWorking(contract: ContractInForce, month: Month, leftOver: string): Refusal {
  const { site, opensOn, closesOn } = contract;
  const left =
    leftOver === '' ? 'Nothing is left to bill for the month.' : `Activity not billed: ${leftOver}.`;
  return isClosedIn(contract, month)
    ? refusal('BILLING_SITE_CLOSED', {
        site,
        month,
        day: closesOn ?? '',
        left,
        last: monthOfDay(closesOn ?? ''),
      })
    : refusal('BILLING_SITE_NOT_OPEN', { site, month, day: opensOn ?? '', left });
}

/**
 * What is missing for a month: facts that the components of the contract rest on (billing.md 5.3). A billing admin may
 * go on without, with a reason.
 */
export function missingFor(terms: Terms, { facts, hasLedger }: SiteFacts): Refusal[] {
  const { site, month } = facts;
  const revenue = facts.revenue.filter((row) => row.month === month);
  const needs = needsOf(terms);
  const silent = (facts.forClauses?.otherSites ?? [])
    .filter((other) => !other.revenue.some((row) => row.month === month))
    .map((other) => other.site);
  const missing: readonly (readonly [isMissing: boolean, code: ErrorCode])[] = [
    [needs.revenue && revenue.length === 0, 'BILLING_REVENUE_MISSING'],
    [needs.hours && facts.labor.length === 0, 'BILLING_HOURS_MISSING'],
    [needs.rooms && facts.occupiedRooms === null, 'BILLING_ROOMS_MISSING'],
    [terms.billableAccounts !== null && !hasLedger, 'BILLING_LEDGER_MISSING'],
    [silent.length > 0, 'BILLING_SHARED_REVENUE_MISSING'],
    [
      needs.taxRates && revenue.some(({ depositFlag, taxRate }) => depositFlag !== 'V' && taxRate === null),
      'BILLING_TAX_RATE_MISSING',
    ],
  ];
  const filling = { site, month, others: silent.join(', ') };
  return missing.filter(([isMissing]) => isMissing).map(([, code]) => refusal(code, filling));
}

/** Kinds of facts that the components of a contract rest on. */
export function needsOf(terms: Terms): Record<'revenue' | 'hours' | 'rooms' | 'taxRates', boolean> {
  const agreement = terms.managementAgreement;
  return {
    revenue:
      [terms.revenueShare, terms.bellService, terms.depositedRevenue].some((one) => one !== null) ||
      agreement?.fee.kind === 'RevenuePercentage' ||
      (agreement?.profitShare ?? null) !== null,
    hours: terms.laborHour !== null || agreement?.fee.kind === 'PerLaborHour',
    rooms: terms.occupiedRoom !== null || clausesOfKind(terms, 'room-threshold').length > 0,
    taxRates: terms.depositedRevenue?.isTaxOurs === true,
  };
}
