import { csvLine } from '../../kernel/csv.ts';
import { toText } from '../../kernel/decimal.ts';
import { escapeHtml } from '../../kernel/html.ts';
import type { DistributionRow, LedgerDocument } from './ledger-document.ts';

/**
 * Columns of `ledgerCsv`. What belongs to the document is repeated on each of its rows; `row` counts them
 * from 1. Money has two decimals, `documentDate` is MM/dd/yyyy, `isReversal` is true or false; what a kind
 * lacks is empty.
 */
export const ledgerCsvColumns = [
  ...(['idempotencyKey', 'kind', 'mapID', 'interID', 'company', 'batch', 'site', 'serviceMonth'] as const),
  ...(['documentNumber', 'version', 'isReversal', 'documentDate', 'reference', 'customerID'] as const),
  ...(['vendorID', 'amount', 'deferredAccount', 'row', 'account', 'debit', 'credit'] as const),
] as const;

/**
 * Documents as CSV, a row for each distribution, in the order given (billing.md 4.9). To be read by a ledger,
 * so nothing is changed for spreadsheets. The same documents give the same text.
 */
export function ledgerCsv(documents: readonly LedgerDocument[]): string {
  const rows = documents.flatMap((document) =>
    document.rows.map((row, at) => csvLine(csvFields(document, row, at + 1))),
  );
  return [csvLine(ledgerCsvColumns), ...rows].join('');
}

/**
 * Documents as XML 1.0 in UTF-8, in the order given. Attributes carry what every document has; elements are
 * the fields of its import map by the names of billing.md 4.9; each `Distribution` has Account, Debit and
 * Credit. Characters that XML cannot hold become U+FFFD. The same documents give the same text.
 */
export function ledgerXml(documents: readonly LedgerDocument[]): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<LedgerDocuments>',
    ...documents.flatMap(xmlDocument),
    '</LedgerDocuments>',
  ];
  return `${lines.join('\n')}\n`;
}

function csvFields(
  document: LedgerDocument,
  { account, debit, credit }: DistributionRow,
  at: number,
): string[] {
  const { idempotencyKey, kind, mapId, interId, company, batch, site, serviceMonth } = document;
  const { documentNumber, version, isReversal, documentDate, reference } = document;
  const fields: Readonly<Record<(typeof ledgerCsvColumns)[number], string>> = {
    idempotencyKey,
    kind,
    mapID: mapId,
    interID: interId,
    company,
    batch,
    site,
    serviceMonth,
    documentNumber,
    version: String(version),
    isReversal: String(isReversal),
    documentDate,
    reference,
    customerID: document.customerId ?? '',
    vendorID: document.vendorId ?? '',
    amount: toText(document.amount, 2),
    deferredAccount: document.deferredAccount ?? '',
    row: String(at),
    account,
    debit: toText(debit, 2),
    credit: toText(credit, 2),
  };
  return ledgerCsvColumns.map((column) => fields[column]);
}

/** A field of an import map. */
export type Field = readonly [name: string, value: string];

function xmlDocument(document: LedgerDocument): string[] {
  const { kind, mapId, interId, company, batch, site, serviceMonth, documentNumber, version } = document;
  const attributes = Object.entries({
    idempotencyKey: document.idempotencyKey,
    kind,
    mapID: mapId,
    interID: interId,
    company,
    batch,
    site,
    serviceMonth,
    documentNumber,
    version: String(version),
    isReversal: String(document.isReversal),
  }).map(([name, value]) => ` ${name}="${xmlText(value)}"`);
  return [
    `  <Document${attributes.join('')}>`,
    ...fieldsOf(document).map((field) => `    ${xmlElement(field)}`),
    ...document.rows.map((row) => `    ${xmlDistribution(row)}`),
    '  </Document>',
  ];
}

/** The fields of the import map of a document, constants included (billing.md 4.9). */
export function fieldsOf(document: LedgerDocument): Field[] {
  const { kind, reference, documentNumber, documentDate, company } = document;
  const { distributionReference = reference } = document;
  const amount = toText(document.amount, 2);
  switch (kind) {
    case 'receivables':
      return [
        ...named(['Comment', 'Description', 'DistributionReference'], reference),
        ...named(['DocumentType'], '1'),
        ...named(['DocumentNumber'], documentNumber),
        ...named(['DocumentDate', 'PostingDate'], documentDate),
        ...named(['CustomerID'], document.customerId ?? ''),
        ...named(['Sales'], amount),
        ...named(['Origin'], 'Transaction Entry'),
        ...named(['DeferredAccount'], document.deferredAccount ?? ''),
      ];
    case 'payables':
      return [
        ...named(['DESCRIPTION', 'PONumber', 'DISTREF'], reference),
        ...named(['VENDORID'], document.vendorId ?? ''),
        ...named(['TRXDATE'], documentDate),
        ...named(['DOCAMNT'], amount),
        ...named(['DISTTYPE'], '2'),
        ...named(['COMPANY'], company),
      ];
    case 'tax-journal':
    case 'unit-journal':
      return [
        ...named(['TRANTYPE'], 'N'),
        ...named(['SRCDOC'], 'GJ'),
        ...named(['CURRID'], 'US'),
        ...named(['TRANDATE'], documentDate),
        ...named(['REFRENCE'], reference),
        ...named(['DISTREF'], distributionReference),
      ];
  }
}

function named(names: readonly string[], value: string): Field[] {
  return names.map((name) => [name, value]);
}

function xmlDistribution(row: DistributionRow): string {
  return `<Distribution>${fieldsOfRow(row).map(xmlElement).join('')}</Distribution>`;
}

/** The fields of one distribution. */
export function fieldsOfRow({ account, debit, credit }: DistributionRow): Field[] {
  return [
    ['Account', account],
    ['Debit', toText(debit, 2)],
    ['Credit', toText(credit, 2)],
  ];
}

function xmlElement([name, value]: Field): string {
  return `<${name}>${xmlText(value)}</${name}>`;
}

/** Safe in an element and in an attribute, where a reader would make a line break or a tab into a space. */
function xmlText(text: string): string {
  return escapeHtml(legalInXml(text)).replaceAll(/[\t\n\r]/g, (space) => `&#${String(space.charCodeAt(0))};`);
}

/** Text in which what XML 1.0 cannot hold, not even escaped, is U+FFFD. */
export function legalInXml(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
