import { decimal, roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { addDays, firstDay, monthOfDay, type Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { atVisibleSites } from '../contract.ts';
import { dueEscalations } from '../escalation/apply-escalations.ts';

/** A rate that rises, with notice to the customer. */
export interface NoticedRate {
  readonly path: string;
  /** `Evening Shuttle: fee a month`. */
  readonly what: string;
  readonly unit: '%' | '$' | null;
  readonly before: Decimal;
  readonly after: Decimal;
  /** Increase in percent, with two decimals; null if it was 0. */
  readonly percent: string | null;
}

/** Notice to a customer 60 to 90 days before an increase. */
export interface CustomerNotice {
  readonly site: string;
  readonly customerName: string | null;
  /** First service month of the new rates. */
  readonly from: Month;
  readonly rates: readonly NoticedRate[];
}

const daysBefore = { most: 90, least: 60 };

/**
 * The increases that begin 60 to 90 days after a day, by site and month: contract increments, escalators and clauses as
 * they are due by then (operations.md, contract notices). What waits for an index or for approval is not among them.
 */
export async function listCustomerNotices(
  { caller, database }: Principal,
  today: string,
): Promise<CustomerNotice[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  const [earliest, latest] = [addDays(today, daysBefore.least), addDays(today, daysBefore.most)];
  const through = monthOfDay(latest);
  const all = await database.transaction((owner) => dueEscalations(owner, { month: through }));
  const due = await atVisibleSites(caller, through, all);
  return due.flatMap(({ site, customerName, rates }) => {
    const noticed = rates.filter(({ month }) => firstDay(month) >= earliest && firstDay(month) <= latest);
    return [...Map.groupBy(noticed, ({ month }) => month)].map(([from, some]) => ({
      site,
      customerName,
      from,
      rates: some.map(({ path, what, unit, from: before, to: after }) => ({
        path,
        what,
        unit,
        before,
        after,
        percent: growth(before, after),
      })),
    }));
  });
}

function growth(before: Decimal, after: Decimal): string | null {
  if (before.eq('0')) return null;
  return toText(roundHalfAway(after.minus(before).times(decimal('100')).div(before), 2), 2);
}
