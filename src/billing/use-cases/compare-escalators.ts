import { compareReadings, type OtherReading } from '../../contracts/index.ts';
import type { Decimal } from '../../kernel/decimal.ts';
import type { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Principal } from '../../platform/security/index.ts';
import type { OperatorProfile } from '../operator.ts';
import { previewTerms } from './preview-terms.ts';

/** A service month of a site, with its statement by both readings of escalators. */
export interface ComparedReading extends Omit<OtherReading, 'terms'> {
  /** Null where it cannot be calculated; `reasons` then say why. */
  readonly billed: Decimal | null;
  readonly otherwise: Decimal | null;
  readonly difference: Decimal | null;
  readonly reasons: readonly Refusal[];
}

/**
 * What the other documented reading of escalators would bill, for each site and service month in which the two differ
 * through a month (billing.md 3.2): the calculation of the statements, with nothing saved.
 */
export async function compareEscalators(
  principal: Principal,
  profile: Pick<OperatorProfile, 'name'>,
  through: Month,
): Promise<ComparedReading[]> {
  const compared: ComparedReading[] = [];
  for (const { terms, ...reading } of await compareReadings(principal, through)) {
    const { site, month } = reading;
    const [preview] = await previewTerms(principal, profile, { site, months: [month], terms });
    const { before: billed = null, after: otherwise = null, reasons = [] } = preview ?? {};
    const difference = billed === null || otherwise === null ? null : otherwise.minus(billed);
    compared.push({ ...reading, billed, otherwise, difference, reasons });
  }
  return compared;
}
