import type { JsonObject } from '../../../kernel/exact-json.ts';
import { tiersText } from '../tiers-text.ts';
import {
  daysOf,
  invoiceOf,
  isOn,
  listed,
  moneyOf,
  numberOf,
  percentOf,
  rateOf,
  rowsOf,
  textOf,
  textsOf,
  type CodeNames,
  type SentenceContext,
} from './say.ts';

/** `Evening Shuttle (Shuttle Services, GL code 4705): $6,120.00 a month, from 2030-01-15.` */
export function fixedFeeSentences(block: JsonObject, context: SentenceContext): string[] {
  return rowsOf(block, 'serviceRates').map((row) => {
    const [title, service, code] = ['displayName', 'name', 'code'].map((name) => textOf(row, name));
    const more = [
      ...(service === title || service === undefined ? [] : [service]),
      ...(code === '' || code === undefined ? [] : [`GL code ${code}`]),
    ].filter((each) => each !== '');
    const about = more.length === 0 ? '' : ` (${more.join(', ')})`;
    return `${title ?? ''}${about}: ${moneyOf(row, 'fee')} a month${daysOf(row)}${invoiceOf(row, context)}.`;
  });
}

/** `Guest Service Agent (GSA): $27.40 an hour, $41.10 for overtime and holidays.` */
export function laborHourSentences(block: JsonObject, context: SentenceContext): string[] {
  const rates = rowsOf(block, 'jobRates').map(
    (row) => `${jobOf(row, context.names)}: ${hourlyText(row)}${daysOf(row)}${invoiceOf(row, context)}.`,
  );
  return isOn(block, 'hoursBackupReport')
    ? [...rates, 'A report of the hours goes with every statement.']
    : rates;
}

function jobOf(row: JsonObject, { jobs }: CodeNames): string {
  const [title, code] = [textOf(row, 'displayName'), textOf(row, 'jobCode')];
  const name = title === code || title === '' ? (jobs.get(code) ?? `Job ${code}`) : title;
  return name === `Job ${code}` || name === code ? name : `${name} (${code})`;
}

function hourlyText(row: JsonObject): string {
  const [rate, overtime] = [numberOf(row, 'rate'), numberOf(row, 'overtimeRate')];
  if (rate !== null && overtime?.eq(rate) === true)
    return `${rateOf(row, 'rate')} an hour, overtime included`;
  return `${rateOf(row, 'rate')} an hour, ${rateOf(row, 'overtimeRate')} for overtime and holidays`;
}

/** `$1.17 for each occupied room.` */
export function occupiedRoomSentences(block: JsonObject, context: SentenceContext): string[] {
  return [`${rateOf(block, 'roomRate')} for each occupied room${invoiceOf(block, context)}.`];
}

/** `Valet daily (VD1, VD2) and self monthly (SM1): 20 % of net revenue up to $50,000 a month, 35 % above.` */
export function revenueShareSentences(block: JsonObject, context: SentenceContext): string[] {
  return rowsOf(block, 'thresholdStructures').flatMap((row, at) => {
    const share = tiersText(row['tiers'] ?? null, [row]);
    const codes = revenueText(textsOf(row, 'revenueCodes'), context.names);
    // The threshold of the first structure is the one that counts (billing.md 2.6).
    return [`${codes}: ${share}${invoiceOf(row, context)}.`, ...(at === 0 ? validationSentences(row) : [])];
  });
}

/** Revenue codes by the category that people know them by, each category once. */
function revenueText(codes: readonly string[], { revenue }: CodeNames): string {
  if (codes.length === 0) return 'All revenue';
  const byName = Map.groupBy(codes, (code) => revenue.get(code) ?? '');
  const named = [...byName]
    .filter(([name]) => name !== '')
    .map(([name, own]) => `${name} (${own.join(', ')})`);
  const unnamed = byName.get('') ?? [];
  const rest =
    unnamed.length === 0 ? [] : [`revenue ${unnamed.length === 1 ? 'code' : 'codes'} ${listed(unnamed)}`];
  const text = listed([...named, ...rest]);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Up to what validations are free. */
export function validationSentences(row: JsonObject): string[] {
  const amount = numberOf(row, 'validationThresholdAmount');
  if (amount === null) return [];
  switch (textOf(row, 'validationThresholdType')) {
    case 'RevenuePercentage':
      return [`Validations are free up to ${percentOf(row, 'validationThresholdAmount')} of the revenue.`];
    case 'ValidationAmount':
      return [`Validations are free up to ${moneyOf(row, 'validationThresholdAmount')} a month.`];
    case 'VehicleCount':
      return [`Validations are free up to ${amount.toString()} vehicles a month.`];
    default:
      return [];
  }
}

/** `Revenue of bell service is passed through.` */
export function bellServiceSentences(block: JsonObject, context: SentenceContext): string[] {
  return rowsOf(block, 'bellServices').map(
    (row) => `Revenue of bell service is passed through${invoiceOf(row, context)}.`,
  );
}

const advanceTitles: Readonly<Record<string, string>> = {
  MidMonthBilling: 'Mid-month billing',
  PreBill: 'Pre-bill',
};

/** `Mid-month billing: $22,250.00 that is paid in the middle of the month.` */
export function advanceSentences(block: JsonObject, context: SentenceContext): string[] {
  return rowsOf(block, 'midMonthAdvances').map((row) => {
    const title = advanceTitles[textOf(row, 'lineTitle')] ?? 'Advance';
    const amount = moneyOf(row, 'amount');
    return `${title}: ${amount}, paid in the middle of the month, is deducted${invoiceOf(row, context)}.`;
  });
}

/** Who deposits the revenue, and who pays the parking tax. */
export function depositSentences(block: JsonObject, context: SentenceContext): string[] {
  return rowsOf(block, 'depositData').map((row) => {
    const says = [
      isOn(row, 'depositedRevenueEnabled')
        ? 'the operator deposits the revenue and credits it'
        : 'the operator does not deposit the revenue',
      isOn(row, 'towneParkResponsibleForParkingTax')
        ? 'the operator pays the parking tax'
        : 'the client pays the parking tax',
    ].join('; ');
    return `${says.charAt(0).toUpperCase()}${says.slice(1)}${invoiceOf(row, context)}.`;
  });
}
