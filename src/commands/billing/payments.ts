import type { Command } from 'commander';
import {
  readPayments,
  readUnmatched,
  type InvoicePayment,
  type UnmatchedReceipt,
} from '../../billing/index.ts';
import { decimal, sum, toText } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { actingCommand, calendarDay, print, printJson, say, withCaller } from '../command.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, grouped, table } from '../table.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from './list-file.ts';

interface PaymentOptions extends SitesOptions, ListFormat {
  readonly month?: Month;
  readonly pastDue?: boolean;
  readonly unmatched?: boolean;
  readonly asOf?: string;
}

/** `daybook statements payments` */
export function paymentsCommand(): Command {
  const command = actingCommand(
    'payments',
    'What was paid on sent invoices: open amounts, days to payment, days late.',
    'daybook statements payments --past-due --district North --csv',
  );
  return withListFormat(withSites(command))
    .option('--month <month>', 'only this service month', givenMonth)
    .option('--past-due', 'only what is open past its due date')
    .option('--unmatched', 'payments and credits that match no invoice, and why')
    .option('--as-of <day>', 'what was paid by this date (default: today)', calendarDay)
    .action(payments);
}

async function payments(options: PaymentOptions, command: Command): Promise<void> {
  if (options.xlsx && options.out === undefined)
    return command.error('error: --out is required to write the workbook');
  if (options.unmatched) return unmatched(options);
  const rows = await withCaller(options, async (acting) =>
    readPayments(acting, {
      where: siteFilterOf(options),
      month: options.month,
      isPastDue: options.pastDue === true,
      asOf: await todayOf(acting, options.asOf),
      isExport: isFile(options),
    }),
  );
  if (options.json) return printJson(rows);
  if (isFile(options))
    return writeList(rows, invoiceColumns, { noun: 'invoice', sheet: 'Payments', format: options });
  if (rows.length > 0) print(tableOf(rows, invoiceColumns));
  const open = toText(sum(rows.map((one) => decimal(one.open))), 2);
  say(`${counted(rows.length, 'invoice')}, ${grouped(open)} open.`);
}

async function unmatched(options: PaymentOptions): Promise<void> {
  const rows = await withCaller(options, (acting) => readUnmatched(acting));
  if (options.json) return printJson(rows);
  if (isFile(options))
    return writeList(rows, receiptColumns, { noun: 'receipt', sheet: 'Unmatched', format: options });
  if (rows.length > 0) print(tableOf(rows, receiptColumns));
  say(`${counted(rows.length, 'payment or credit')} without an invoice.`);
}

function tableOf<Row>(rows: readonly Row[], columns: readonly ListColumn<Row>[]): string {
  return table(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ of }) => of(row) ?? '-')),
    columns.filter(({ kind }) => kind === 'money' || kind === 'quantity').map(({ title }) => title),
  );
}

const textOf = (count: number | null): string | null => (count === null ? null : String(count));

const invoiceColumns: readonly ListColumn<InvoicePayment>[] = [
  { title: 'invoice', kind: 'text', of: (one) => one.number },
  { title: 'statement', kind: 'text', of: (one) => one.statementId },
  { title: 'site', kind: 'text', of: (one) => one.site },
  { title: 'month', kind: 'month', of: (one) => one.month },
  { title: 'date', kind: 'date', of: (one) => one.invoiceOn },
  { title: 'due', kind: 'date', of: (one) => one.dueOn },
  { title: 'amount', kind: 'money', of: (one) => one.amount },
  { title: 'paid', kind: 'money', of: (one) => one.paid },
  { title: 'credited', kind: 'money', of: (one) => one.credited },
  { title: 'open', kind: 'money', of: (one) => one.open },
  { title: 'settled', kind: 'date', of: (one) => one.settledOn },
  { title: 'days to payment', kind: 'quantity', of: (one) => textOf(one.daysToPayment) },
  { title: 'days late', kind: 'quantity', of: (one) => textOf(one.daysLate) },
];

const receiptColumns: readonly ListColumn<UnmatchedReceipt>[] = [
  { title: 'site', kind: 'text', of: (one) => one.site },
  { title: 'date', kind: 'date', of: (one) => one.receivedOn },
  { title: 'document', kind: 'text', of: (one) => one.document },
  { title: 'invoice', kind: 'text', of: (one) => one.invoice },
  { title: 'kind', kind: 'text', of: (one) => one.kind },
  { title: 'amount', kind: 'money', of: (one) => one.amount },
  { title: 'why', kind: 'text', of: (one) => one.why },
  { title: 'statement', kind: 'text', of: (one) => one.statement },
];
