import { addMonths } from '../../../kernel/month.ts';
import { ledgerAmount } from '../amounts.ts';
import type { CalendarMonth } from '../calendar.ts';
import { field, type RowSink } from '../csv-file.ts';
import type { Site } from '../operator/operator.ts';
import { Random } from '../random.ts';

/**
 * Writes what a customer paid in a month: most pay the invoice of the month before last, few on account. The sample
 * does not know what was billed, so that an amount is a guess and some of an invoice stays open.
 */
export function writeReceipts(file: RowSink, seed: number, site: Site, month: CalendarMonth): void {
  const random = new Random(seed, 41, site.key, month.index);
  if (!random.chance(850)) return;
  const day = month.days[random.below(28)]?.date ?? '';
  const billed = addMonths(month.month, -2).replace('-', '');
  const isOnAccount = random.chance(20);
  const fields = [
    site.number,
    day,
    `PYMNT${month.period}${site.number}`,
    isOnAccount ? '' : `${site.number}${billed}0101`,
    random.chance(30) ? 'CREDIT' : 'PAYMENT',
    ledgerAmount(random.between(2_000, 40_000) * 100),
  ];
  file.add(fields.map(field).join(','));
}
