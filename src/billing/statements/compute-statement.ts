import {
  computeLines,
  type AdHocLine,
  type ComputedLines,
  type Facts,
  type InvoiceGroup,
  type Line,
  type LineWording,
  type Terms,
} from '../../contracts/index.ts';
import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { dueOn, invoiceDate, invoiceNumber } from './invoice.ts';

/** What a statement is made from: plain data, read before. */
export interface StatementInput {
  readonly terms: Terms;
  readonly facts: Facts;
  readonly groups: readonly InvoiceGroup[];
  readonly adHoc: readonly AdHocLine[];
  readonly wording: LineWording;
  readonly paymentTerms: string;
  /** Counts the versions that were sent, from 1. */
  readonly version: number;
}

/** An invoice of a statement: its lines in the order of print. */
export interface ComputedInvoice {
  readonly group: number;
  readonly number: string;
  readonly invoiceOn: string;
  readonly dueOn: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly amount: Decimal;
  readonly lines: readonly Line[];
}

export interface ComputedStatement extends Omit<ComputedLines, 'lines'> {
  readonly site: string;
  readonly month: Month;
  readonly total: Decimal;
  readonly invoices: readonly ComputedInvoice[];
}

/**
 * The statement of a site for a month: the lines of every component, put on invoices by group; lines of 0 and invoices
 * without lines are dropped (billing.md 0.5, 0.6). Ad-hoc lines of a group that is no longer there go to group 1
 * (4.5). Pure: the same input gives the same statement.
 */
export function computeStatement(input: StatementInput): ComputedStatement {
  const { terms, facts, groups, adHoc, wording } = input;
  const groupNumbers = new Set(groups.map(({ number }) => number));
  const placed = adHoc.map((line) => (groupNumbers.has(line.group) ? line : { ...line, group: 1 }));
  const { lines, ...rest } = computeLines({ terms, facts, wording, adHoc: placed });
  const invoices = groups.flatMap((group) => invoiceOf(group, lines, input));
  return {
    site: facts.site,
    month: facts.month,
    invoices,
    ...rest,
    total: sum(invoices.map(({ amount }) => amount)),
  };
}

function invoiceOf(group: InvoiceGroup, all: readonly Line[], input: StatementInput): ComputedInvoice[] {
  const lines = all.filter((line) => line.group === group.number && !line.amount.eq(decimal('0')));
  if (lines.length === 0) return [];
  const { facts, terms, version, paymentTerms } = input;
  const invoiceOn = invoiceDate(terms.billingType, facts.month);
  return [
    {
      group: group.number,
      invoiceOn,
      dueOn: dueOn(paymentTerms, invoiceOn, facts.operator.paymentTermReadings),
      number: invoiceNumber({
        site: group.siteNumber ?? facts.site,
        month: facts.month,
        billingType: terms.billingType,
        group: group.number,
        version,
      }),
      title: group.title,
      description: group.description,
      lines,
      amount: sum(lines.map(({ amount }) => amount)),
    },
  ];
}
