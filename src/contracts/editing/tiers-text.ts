import { isList, isObject, JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import { dollarText } from '../wording.ts';

const periods: Readonly<Record<string, string>> = {
  Monthly: 'a month',
  AnnualCalendar: 'a calendar year',
  AnnualAnniversary: 'a contract year',
};

/**
 * Tiers in a sentence: `20 % of net revenue up to $50,000 a month, 35 % above`. The row around them says when they
 * start again, and whether they share revenue or the profit.
 */
export function tiersText(tiers: Json, rows: readonly JsonObject[]): string {
  if (!isList(tiers)) return '';
  const says = (name: string): Json => rows.find((row) => row[name] !== undefined)?.[name] ?? null;
  const ofProfit = says('profitShareAccumulationType');
  const accumulation = ofProfit ?? says('accumulationType');
  const base = ofProfit === null ? 'net revenue' : 'the profit';
  const period = periods[typeof accumulation === 'string' ? accumulation : ''] ?? '';
  return tiers
    .filter(isObject)
    .map((tier, at, all) => {
      const share = `${numberText(tier['sharePercentage'])} %${at === 0 ? ` of ${base}` : ''}`;
      const limit = tier['amount'] instanceof JsonNumber ? tier['amount'].value : null;
      if (limit === null || limit.eq('0')) return all.length === 1 ? share : `${share} above`;
      return `${share} up to ${dollarText(limit)}${at === 0 ? ` ${period}` : ''}`.trim();
    })
    .join(', ');
}

function numberText(value: Json | undefined): string {
  return value instanceof JsonNumber ? value.value.toString() : '?';
}
