import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { lastDay, monthInWords, type Month } from '../../kernel/month.ts';
import type { OperatorFacts } from '../../platform/operator/index.ts';
import { companyOf, type LedgerDocument } from './ledger-document.ts';

/** A statistic of a site and month: `accountString` as the ledger writes it, `value` not 0, two decimals. */
export type UnitValue = Readonly<{ accountString: string; glString: string; value: Decimal }>;

export type UnitBatch = Readonly<{
  month: Month;
  values: readonly UnitValue[];
  /** What follows the month in the name of the batch. */
  batchName: string;
  companyNameOverride: string | null;
  facts: OperatorFacts;
}>;

/** Rows that the ledger takes in one document (billing.md 4.9). */
const chunkRows = 1000;

const zero = decimal('0');

/** The site under which the ledger logs the batch (billing.md 4.9). */
const unitSite = 'UNIT';

/**
 * The documents of the unit accounts of a month (billing.md 4.9): at most 1,000 rows of one company each, in the order
 * given and numbered from 1. A value above 0 is a debit, one below a credit. Unit accounts count and owe nothing, so
 * no row balances them.
 */
export function unitDocuments(batch: UnitBatch): LedgerDocument[] {
  const byCompany = Map.groupBy(
    batch.values,
    ({ glString }) => companyOf(glString, batch.companyNameOverride, batch.facts).name,
  );
  return [...byCompany]
    .flatMap(([company, values]) => chunksOf(values).map((chunk) => ({ company, chunk })))
    .map(({ company, chunk }, at) => unitDocument(batch, company, { chunk, number: String(at + 1) }));
}

function chunksOf(values: readonly UnitValue[]): (readonly UnitValue[])[] {
  const count = Math.ceil(values.length / chunkRows);
  return Array.from({ length: count }, (_, at) => values.slice(at * chunkRows, (at + 1) * chunkRows));
}

function unitDocument(
  { month, batchName, facts }: UnitBatch,
  company: string,
  { chunk, number }: { readonly chunk: readonly UnitValue[]; readonly number: string },
): LedgerDocument {
  const period = month.replace('-', '');
  const reference = `${monthInWords(month)} Statistics`;
  const documentNumber = `${unitSite}${period}-${number}`;
  const [year = '', monthOfYear = '', day = ''] = lastDay(month).split('-');
  return {
    kind: 'unit-journal',
    site: unitSite,
    serviceMonth: month,
    mapId: 'GLIMP',
    interId: facts.mainCompany.name,
    company,
    batch: `${period}${batchName}`,
    reference,
    distributionReference: `${reference} ${number}`,
    documentNumber,
    version: 1,
    isReversal: false,
    idempotencyKey: `unit-journal/${documentNumber}/1/original`,
    documentDate: `${monthOfYear}/${day}/${year}`,
    customerId: null,
    vendorId: null,
    amount: sum(chunk.map(({ value }) => value)),
    deferredAccount: null,
    rows: chunk.map(({ accountString: account, value }) =>
      value.gt(zero)
        ? { account, debit: value, credit: zero }
        : { account, debit: zero, credit: zero.minus(value) },
    ),
  };
}
