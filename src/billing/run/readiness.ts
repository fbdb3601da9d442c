import type { ContractInForce, Terms } from '../../contracts/index.ts';
import { refusal, type ErrorCode, type Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { SiteFacts } from '../facts/gather.ts';

/** What keeps a site from being billed, whoever asks: the contract or the site itself. */
export function obstacleOf(contract: ContractInForce, month: Month): Refusal | null {
  const { site } = contract;
  if (!contract.isSiteKnown) return refusal('BILLING_SITE_UNKNOWN', { site, month });
  return contract.state === 'draft' ? refusal('BILLING_CONTRACT_DRAFT', { site, month }) : null;
}

/**
 * What is missing for a month: facts that the components of the contract rest on (billing.md 5.3). A billing admin may
 * go on without, with a reason.
 */
export function missingFor(terms: Terms, { facts, hasLedger }: SiteFacts): Refusal[] {
  const { site, month } = facts;
  const revenue = facts.revenue.filter((row) => row.month === month);
  const agreement = terms.managementAgreement;
  const isTaxed = terms.depositedRevenue?.isTaxOurs === true;
  const needsRevenue =
    [terms.revenueShare, terms.bellService, terms.depositedRevenue].some((one) => one !== null) ||
    agreement?.fee.kind === 'RevenuePercentage' ||
    (agreement?.profitShare ?? null) !== null;
  const needsHours = terms.laborHour !== null || agreement?.fee.kind === 'PerLaborHour';
  const missing: readonly (readonly [isMissing: boolean, code: ErrorCode])[] = [
    [needsRevenue && revenue.length === 0, 'BILLING_REVENUE_MISSING'],
    [needsHours && facts.labor.length === 0, 'BILLING_HOURS_MISSING'],
    [terms.occupiedRoom !== null && facts.occupiedRooms === null, 'BILLING_ROOMS_MISSING'],
    [terms.billableAccounts !== null && !hasLedger, 'BILLING_LEDGER_MISSING'],
    [
      isTaxed && revenue.some(({ depositFlag, taxRate }) => depositFlag !== 'V' && taxRate === null),
      'BILLING_TAX_RATE_MISSING',
    ],
  ];
  return missing.filter(([isMissing]) => isMissing).map(([, code]) => refusal(code, { site, month }));
}
