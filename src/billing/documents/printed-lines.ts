import { decimal, sum, toText } from '../../kernel/decimal.ts';
import type { StatementInvoice, StatementLine } from '../statements/read-statements.ts';

/** How a customer reads the expenses that he paid himself: each, or their sum (billing.md 4.8). */
export const clientPaidForms = ['single lines', 'one line'] as const;
export type ClientPaidForm = (typeof clientPaidForms)[number];

/** Title of their sum unless the operator names another (billing.md 4.8). */
export const usualClientPaidTitle = 'Less Client Paid Expenses';

/**
 * Invoices as they are printed. In one line, the expenses that the client paid stand at the place of the first of them;
 * the statement, its explanations and its documents for the ledger keep each of them with its account.
 */
export function printedInvoices(
  invoices: readonly StatementInvoice[],
  form: ClientPaidForm,
  title: string = usualClientPaidTitle,
): readonly StatementInvoice[] {
  if (form === 'single lines') return invoices;
  return invoices.map((invoice) => ({ ...invoice, lines: inOneLine(invoice.lines, title) }));
}

function inOneLine(lines: readonly StatementLine[], title: string): readonly StatementLine[] {
  const paid = lines.filter(({ isClientPaid }) => isClientPaid);
  const [first] = paid;
  if (first === undefined) return lines;
  const amount = toText(sum(paid.map((line) => decimal(line.amount))), 2);
  const summed = { ...first, title, description: [], code: '', amount };
  return lines.flatMap((line) => {
    if (line === first) return [summed];
    return line.isClientPaid ? [] : [line];
  });
}
