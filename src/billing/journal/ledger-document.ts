import type { BillingType } from '../../contracts/index.ts';
import { decimal, inGroups, sum, toText, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Company, OperatorFacts } from '../../platform/operator/index.ts';

/**
 * A line of an invoice as the ledger needs it: `amount` in cents; an empty `code` posts to general revenue
 * (billing.md 2.1).
 */
export type PostingLine = Readonly<{ code: string; amount: Decimal; itemType: string | null }>;

/** An invoice to post: `number` in the form of 4.4, `invoiceOn` as YYYY-MM-DD, `amount` in cents. */
export type PostingInvoice = Readonly<{
  number: string;
  groupNumber: number;
  /** Replaces the site's number in the texts; never in an account or the customer (billing.md 1.5, 4.9). */
  groupSiteNumber: string | null;
  /** Payables vendor: of the group, else of the site (billing.md 1.5). The caller chooses. */
  vendorId: string | null;
  invoiceOn: string;
  amount: Decimal;
  lines: readonly PostingLine[];
}>;

/** A statement to post (billing.md 4.9): plain data, read before. */
export type StatementPosting = Readonly<{
  site: string;
  /** Site prefix `NN-NN-NNNN-`; its first two digits choose the company. Null when the site list has none. */
  glString: string | null;
  serviceMonth: Month;
  billingType: BillingType;
  /** The operator hands the parking tax in. */
  isTaxOurs: boolean;
  invoices: readonly PostingInvoice[];
  /** Tax on what the operator deposited (billing.md 2.9), in cents; null when there is none. */
  taxesPaid: Decimal | null;
  /**
   * Name that replaces the company's, such as TEST; null or empty keeps it (setting GPCompanyNameOverride).
   */
  companyNameOverride: string | null;
  /** Stands in the name of the batch and in the references of documents. */
  statementBatch: string;
  facts: OperatorFacts;
}>;

/** One distribution of a document: cents on one side, 0 on the other. */
export type DistributionRow = Readonly<{ account: string; debit: Decimal; credit: Decimal }>;

/**
 * What a document is in the ledger: an invoice above 0, one of 0 or below, the parking-tax journal, or the journal of
 * unit accounts.
 */
export type DocumentKind = 'receivables' | 'payables' | 'tax-journal' | 'unit-journal';

/**
 * One document for the ledger, with everything that billing.md 4.9 puts on it but the constants of its map.
 */
export type LedgerDocument = Readonly<{
  kind: DocumentKind;
  site: string;
  serviceMonth: Month;
  mapId: string;
  interId: string;
  company: string;
  batch: string;
  /** The text of every reference: Comment, DESCRIPTION, PONumber, REFRENCE, DISTREF and the like. */
  reference: string;
  /** DISTREF of a journal where it differs from the other references. */
  distributionReference?: string;
  /** Invoice number without dashes. The journal, which 4.9 gives none, has `{site}{yyyyMM}TAX{version}`. */
  documentNumber: string;
  /** Version of the statement, from 1: last part of the invoice number (billing.md 4.4). */
  version: number;
  isReversal: boolean;
  /**
   * `kind/document number/version/original` or `…/reversal`: the same for the same document, whenever made.
   */
  idempotencyKey: string;
  /** MM/dd/yyyy, the date of the document, of the transaction and of posting. */
  documentDate: string;
  /** The site's real number on receivables, else null. */
  customerId: string | null;
  /** On payables, else null. */
  vendorId: string | null;
  /** Sales, DOCAMNT or the tax, in cents; of a reversal with the other sign. */
  amount: Decimal;
  /** Receivables of a contract that is billed in advance, else null. */
  deferredAccount: string | null;
  rows: readonly DistributionRow[];
}>;

/** Override under which payables still go to the main company (billing.md 4.9). */
const testCompany = 'TEST';

/** Import maps of the ledger (billing.md 4.9). */
const maps = { receivables: 'RMIMPV2', payables: 'PMIMPV2', 'tax-journal': 'GLIMP' } as const;

/** The fact that names the account which an invoice is owed on (billing.md 4.9). */
const owedOn = { receivables: 'receivablesAccount', payables: 'payablesAccount' } as const;

/** Lines that call for the tax journal when the operator hands the tax in (billing.md 4.9). */
const clientTaxType = 'paidParkingTax';
const depositType = 'depositedRevenue';

const zero = decimal('0');

/**
 * The documents of a statement (billing.md 4.9): for each invoice one of receivables (above 0) or payables,
 * then the parking-tax journal when the operator hands the tax in and a line of tax or deposits is there.
 * Every one balances. Refuses with BILLING_GL_STRING_INVALID, BILLING_VENDOR_MISSING and
 * BILLING_JOURNAL_UNBALANCED, and then gives none.
 */
export function ledgerDocuments(posting: StatementPosting): LedgerDocument[] {
  const context = contextOf(posting);
  const documents = [
    ...posting.invoices.map((invoice) => invoiceDocument(invoice, context)),
    ...taxJournal(context),
  ];
  documents.forEach(requireBalanced);
  return documents;
}

/**
 * Takes a document back in full: debits and credits swapped, in the same module, under the same number and
 * date (billing.md 4.7; section 7, item 31). The amount has the other sign, so that both together are 0.
 */
export function reversalOf(document: LedgerDocument): LedgerDocument {
  if (document.isReversal) throw new Error(`${document.idempotencyKey} is a reversal already`);
  const reversal = { ...document, isReversal: true };
  return {
    ...reversal,
    idempotencyKey: keyOf(reversal),
    amount: opposite(document.amount),
    rows: document.rows.map(({ account, debit, credit }) => ({ account, debit: credit, credit: debit })),
  };
}

/**
 * Throws BILLING_JOURNAL_UNBALANCED when debits and credits differ, by a cent even (billing.md 4.9; golden
 * GP-02). Call it again on documents that were kept, before they are sent.
 */
export function requireBalanced({ site, serviceMonth, documentNumber, rows }: LedgerDocument): void {
  const debits = sum(rows.map(({ debit }) => debit));
  const credits = sum(rows.map(({ credit }) => credit));
  if (debits.eq(credits)) return;
  throw refusal('BILLING_JOURNAL_UNBALANCED', {
    document: documentNumber,
    site,
    month: serviceMonth,
    debits: debits.toString(),
    credits: credits.toString(),
  });
}

/** What all documents of a statement have in common. */
type Context = Readonly<{
  posting: StatementPosting;
  glString: string;
  company: Company;
  /** Service month as yyyyMM. */
  period: string;
}>;

function contextOf(posting: StatementPosting): Context {
  const { glString, serviceMonth, companyNameOverride, facts } = posting;
  if (glString === null || !/^\d{2}-\d{2}-\d{4}-$/.test(glString)) {
    const value = glString === null || glString === '' ? 'missing' : `"${glString}"`;
    throw refusal('BILLING_GL_STRING_INVALID', { site: posting.site, month: serviceMonth, value });
  }
  return {
    posting,
    glString,
    company: companyOf(glString, companyNameOverride, facts),
    period: serviceMonth.replace('-', ''),
  };
}

/** The company that a GL string chooses, under the name that replaces its own if there is one (billing.md 4.9). */
export function companyOf(
  glString: string,
  nameOverride: string | null,
  { companies, mainCompany }: Pick<OperatorFacts, 'companies' | 'mainCompany'>,
): Company {
  const { code, name } = companies.find((one) => glString.startsWith(one.code)) ?? mainCompany;
  const override = nameOverride?.trim() ?? '';
  return { code, name: override === '' ? name : override };
}

function invoiceDocument(invoice: PostingInvoice, context: Context): LedgerDocument {
  const { posting, company, period } = context;
  const { facts } = posting;
  const kind = invoice.amount.gt(zero) ? 'receivables' : 'payables';
  const isPayable = kind === 'payables';
  const isDeferred = !isPayable && posting.billingType === 'Advanced';
  return identified({
    kind,
    ...commonOf(invoice, context),
    mapId: maps[kind],
    interId: isPayable && company.name !== testCompany ? company.name : facts.mainCompany.name,
    reference: `${period}${siteInTexts(invoice, posting)}${posting.statementBatch}`,
    documentNumber: invoice.number.replaceAll('-', ''),
    customerId: isPayable ? null : posting.site,
    vendorId: isPayable ? vendorOf(invoice, posting) : null,
    amount: isPayable ? opposite(invoice.amount) : invoice.amount,
    deferredAccount: isDeferred ? companyAccount(facts.deferredRevenueAccount, context) : null,
    rows: [
      ...invoice.lines
        .filter(({ amount }) => !amount.eq(zero))
        .map(({ code, amount }) => credited(siteAccount(code, context), amount)),
      debited(companyAccount(facts[owedOn[kind]], context), invoice.amount),
    ],
  });
}

/** One journal for the statement; none for a tax of 0. A negative tax has its sides swapped. */
function taxJournal(context: Context): LedgerDocument[] {
  const { posting, period } = context;
  const { facts } = posting;
  const calls = ({ itemType }: PostingLine): boolean =>
    itemType === clientTaxType || itemType === depositType;
  const invoice = posting.invoices.find(({ lines }) => lines.some(calls));
  if (!posting.isTaxOurs || !invoice) return [];
  const clientTax = posting.invoices
    .flatMap(({ lines }) => lines)
    .filter(({ itemType }) => itemType === clientTaxType)
    .map(({ amount }) => amount);
  const tax = sum([...clientTax, posting.taxesPaid ?? zero]);
  if (tax.eq(zero)) return [];
  const version = String(versionOf(invoice)).padStart(2, '0');
  return [
    identified({
      kind: 'tax-journal',
      ...commonOf(invoice, context),
      mapId: maps['tax-journal'],
      interId: facts.mainCompany.name,
      reference: `${siteInTexts(invoice, posting)} RC Parking Tax ${period}`,
      documentNumber: `${posting.site}${period}TAX${version}`,
      customerId: null,
      vendorId: null,
      amount: tax,
      deferredAccount: null,
      rows: [
        debited(siteAccount(facts.generalRevenueAccount, context), tax),
        credited(companyAccount(facts.parkingTaxAccount, context), tax),
      ],
    }),
  ];
}

type CommonField =
  ('site' | 'serviceMonth' | 'company' | 'batch') | ('version' | 'documentDate' | 'isReversal');

/** What the document of an invoice shares with the journal that goes with it. */
function commonOf(invoice: PostingInvoice, context: Context): Pick<LedgerDocument, CommonField> {
  const { posting, company, period } = context;
  const [year = '', month = '', day = ''] = invoice.invoiceOn.split('-');
  return {
    site: posting.site,
    serviceMonth: posting.serviceMonth,
    company: company.name,
    batch: `${period}${posting.statementBatch}${invoice.invoiceOn}`,
    version: versionOf(invoice),
    documentDate: `${month}/${day}/${year}`,
    isReversal: false,
  };
}

function vendorOf(
  { vendorId, number, amount }: PostingInvoice,
  { site, serviceMonth }: StatementPosting,
): string {
  const vendor = vendorId?.trim() ?? '';
  if (vendor !== '') return vendor;
  throw refusal('BILLING_VENDOR_MISSING', {
    invoice: number,
    site,
    month: serviceMonth,
    amount: inGroups(toText(amount, 2)),
  });
}

function versionOf({ number }: PostingInvoice): number {
  const version = /^[^-]+-\d{6}-\d{2,}-(\d{2,})$/.exec(number)?.[1];
  if (version === undefined) throw new Error(`${number} is no invoice number`);
  return Number.parseInt(version, 10);
}

function siteInTexts({ groupSiteNumber }: PostingInvoice, { site }: StatementPosting): string {
  return groupSiteNumber ?? site;
}

/** Lines without a code go to general revenue (billing.md 2.1). */
function siteAccount(code: string, { glString, posting }: Context): string {
  const { generalRevenueAccount } = posting.facts;
  return `${glString}${code.trim() === '' ? generalRevenueAccount : code}-${posting.site}`;
}

/** Written `{company}-00-0000-{code}-0000` (billing.md 4.9). */
function companyAccount(code: string, { company }: Context): string {
  return `${company.code}-00-0000-${code}-0000`;
}

/** Above 0 a credit, below 0 a debit: no side is ever negative. */
function credited(account: string, amount: Decimal): DistributionRow {
  return amount.gt(zero)
    ? { account, debit: zero, credit: amount }
    : { account, debit: opposite(amount), credit: zero };
}

function debited(account: string, amount: Decimal): DistributionRow {
  const { debit, credit } = credited(account, amount);
  return { account, debit: credit, credit: debit };
}

/** With the other sign; 0 stays 0, where `neg` would print -0. */
function opposite(amount: Decimal): Decimal {
  return zero.minus(amount);
}

function identified(document: Omit<LedgerDocument, 'idempotencyKey'>): LedgerDocument {
  return { ...document, idempotencyKey: keyOf(document) };
}

function keyOf(document: Omit<LedgerDocument, 'idempotencyKey'>): string {
  const { kind, documentNumber, version, isReversal } = document;
  return `${kind}/${documentNumber}/${String(version)}/${isReversal ? 'reversal' : 'original'}`;
}
