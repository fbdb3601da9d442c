import { decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { isUnusualRate } from '../statistics/unusual-rate.ts';
import type { Entry } from './entry.ts';

/** By how many percent a rate may differ from the usual one before someone confirms it (forecasting.md 7.1). */
const usualPercent = decimal('10');

/** Values of a site that became different. */
export interface ChangedSite {
  readonly site: string;
  readonly changed: readonly Entry[];
}

interface UsualRate {
  readonly period_on: string;
  readonly item: string;
  readonly value: string;
  readonly kind: 'actual' | 'budget';
  readonly of_month: string;
}

/**
 * Refuses with FORECASTING_RATE_UNUSUAL, which names every rate that differs by more than 10 % from the newest actual
 * one of the last twelve months, or from the budget of its month where there is none (forecasting.md 6.6). A rate that
 * goes back to the budget, and one that nothing is known of, is usual. `today` is `YYYY-MM-DD`.
 */
export async function requireUsualRates(
  transaction: Queryable,
  sites: readonly ChangedSite[],
  today: string,
): Promise<void> {
  const unusual: string[] = [];
  for (const { site, changed } of sites)
    unusual.push(...(await unusualOf(transaction, site, changed, today)));
  if (unusual.length === 0) return;
  throw refusal('FORECASTING_RATE_UNUSUAL', {
    count: unusual.length === 1 ? '1 rate differs' : `${String(unusual.length)} rates differ`,
    rates: unusual.join('; '),
  });
}

async function unusualOf(
  transaction: Queryable,
  site: string,
  changed: readonly Entry[],
  today: string,
): Promise<string[]> {
  const rates = changed.filter(({ area, value }) => area === 'rates' && value !== null);
  if (rates.length === 0) return [];
  const months = [...new Set(rates.map(({ period }) => `${period}-01`))];
  const rows = await transaction.query<UsualRate>(
    `select period_on, item, trim_scale(value) as value, kind, of_month
     from forecasting.usual_rates($1, $2::date[], $3::date)`,
    [site, months, today],
  );
  const usual = new Map(rows.map((row) => [`${row.period_on.slice(0, 7)} ${row.item}`, row]));
  return rates.flatMap(({ period, item, value }) => {
    const usualRate = usual.get(`${period} ${item}`);
    if (value === null || usualRate === undefined) return [];
    if (!isUnusualRate(value, decimal(usualRate.value), usualPercent)) return [];
    const basis = `${usualRate.kind} of ${usualRate.of_month.slice(0, 7)}`;
    return [`site ${site}, ${period}, ${item}: from ${usualRate.value} (${basis}) to ${value.toString()}`];
  });
}
