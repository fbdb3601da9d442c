import { isObject, JsonNumber, type JsonObject } from '../../../kernel/exact-json.ts';
import { supportingReports } from '../../exports/description/described-terms.ts';
import { isOn, listed, moneyOf, monthName, numberOf, percentOf, rowsOf, textOf, textsOf } from './say.ts';

/** What a contract says outside of its components: payment, review, reports and invoices. */
export function contractSentences(terms: JsonObject): string[] {
  const said = (name: string, sentence: (text: string) => string): string[] => {
    const text = textOf(terms, name);
    return text === '' ? [] : [sentence(text)];
  };
  return [
    ...said('contractType', (type) => `Type of contract: ${type}.`),
    ...said('billingType', (type) =>
      type === 'Advanced' ? 'Each month is billed in advance.' : 'Each month is billed after it has ended.',
    ),
    ...said('paymentTerms', (due) => `Payment terms: ${due}.`),
    ...said('purchaseOrder', (order) => `Purchase order: ${order}.`),
    ...increment(terms),
    ...(isOn(terms, 'deposits') ? ['The site makes deposits.'] : []),
    ...reviewLimits(terms),
    ...reports(terms),
    ...invoices(terms),
    ...said('notes', (notes) => `Notes: ${notes}`),
  ];
}

function increment(terms: JsonObject): string[] {
  const rise = numberOf(terms, 'incrementAmount');
  const month = monthName(terms['incrementMonth']);
  return [
    ...(rise === null || rise.eq('0')
      ? []
      : [`Rates rise by ${percentOf(terms, 'incrementAmount')} every ${month === '' ? 'year' : month}.`]),
    ...(isOn(terms, 'consumerPriceIndex') ? ['Rates follow the consumer price index.'] : []),
  ];
}

function reviewLimits(terms: JsonObject): string[] {
  const [amount, percent] = [numberOf(terms, 'deviationAmount'), numberOf(terms, 'deviationPercentage')];
  const limits = [
    ...(amount === null ? [] : [moneyOf(terms, 'deviationAmount')]),
    ...(percent === null ? [] : [percentOf(terms, 'deviationPercentage')]),
  ];
  return limits.length === 0
    ? []
    : [
        `Statements go to review when they are off what is expected by more than ${limits.join(' and more than ')}.`,
      ];
}

function reports(terms: JsonObject): string[] {
  const names: Readonly<Partial<Record<string, string>>> = supportingReports;
  const chosen = textsOf(terms, 'supportingReports').map((code) => names[code] ?? code);
  if (chosen.length === 0) return [];
  return [`Reports with each statement: ${listed(chosen)}.`];
}

/** `Invoice 2: Annex Greeters; site number 9902; mailed to ap@example.com.` */
function invoices(terms: JsonObject): string[] {
  const grouping = terms['invoiceGrouping'] ?? null;
  if (!isObject(grouping) || !isOn(grouping, 'enabled')) return [];
  return rowsOf(grouping, 'invoiceGroups').map((row) => {
    const number = row['groupNumber'];
    const parts = [
      textOf(row, 'title'),
      textOf(row, 'description'),
      labelled('customer', textOf(row, 'customerName')),
      labelled('site number', textOf(row, 'siteNumber')),
      labelled('vendor number', textOf(row, 'vendorId')),
      labelled(
        'mailed to',
        listed(
          textOf(row, 'billingContactEmails')
            .split(/[;,] */)
            .filter((each) => each !== ''),
        ),
      ),
    ].filter((part) => part !== '');
    return `Invoice ${number instanceof JsonNumber ? number.text : ''}: ${parts.join('; ')}.`;
  });
}

function labelled(label: string, text: string): string {
  return text === '' ? '' : `${label} ${text}`;
}
