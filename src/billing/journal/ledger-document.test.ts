import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { deliveredFacts } from '../../platform/operator/index.ts';
import { decimal, roundCents, sum, toText } from '../../kernel/decimal.ts';
import { Refusal, type ErrorCode } from '../../kernel/errors.ts';
import {
  ledgerDocuments,
  requireBalanced,
  reversalOf,
  type LedgerDocument,
  type PostingInvoice,
  type PostingLine,
  type StatementPosting,
} from './ledger-document.ts';

interface GoldenRow {
  readonly account: string;
  readonly debit: number;
  readonly credit: number;
}

interface GoldenCase {
  readonly id: string;
  readonly inputs: {
    readonly glString: string;
    readonly siteNumber: string;
    readonly servicePeriodStart: string;
    readonly invoiceNumber: string;
    readonly invoiceDate: string;
    readonly lines: readonly { readonly code: string; readonly amount: number }[];
  };
  readonly expected: { readonly rows: readonly GoldenRow[] } & Readonly<Record<string, unknown>>;
  readonly note: string;
}

const cases = JSON.parse(
  readFileSync(new URL('../../../tests/golden/billing.json', import.meta.url), 'utf8'),
) as readonly GoldenCase[];

const goldenCase = (id: string): GoldenCase => cases.find((one) => one.id === id)!;

/** Figures of the golden file are compared as text with two decimals. */
const cents = (figure: number): string => toText(roundCents(decimal(String(figure))), 2);
const goldenRows = (rows: readonly GoldenRow[]): string[] =>
  rows.map(({ account, debit, credit }) => `${account} ${cents(debit)} ${cents(credit)}`);
const rowsOf = ({ rows }: LedgerDocument): string[] =>
  rows.map(({ account, debit, credit }) => `${account} ${toText(debit, 2)} ${toText(credit, 2)}`);

const line = (code: string, amount: string, itemType: string | null = null): PostingLine => ({
  code,
  amount: decimal(amount),
  itemType,
});

function invoiceOf(lines: readonly PostingLine[], changed: Partial<PostingInvoice> = {}): PostingInvoice {
  return {
    number: '0170-202504-01-01',
    groupNumber: 1,
    groupSiteNumber: null,
    vendorId: 'V0170',
    invoiceOn: '2025-04-30',
    amount: sum(lines.map(({ amount }) => amount)),
    lines,
    ...changed,
  };
}

function postingOf(
  invoices: readonly PostingInvoice[],
  changed: Partial<StatementPosting> = {},
): StatementPosting {
  return {
    site: '0170',
    glString: '02-02-4401-',
    serviceMonth: '2025-04',
    billingType: 'Arrears',
    statementBatch: 'POWERBILL',
    facts: deliveredFacts,
    isTaxOurs: false,
    invoices,
    taxesPaid: null,
    companyNameOverride: null,
    ...changed,
  };
}

function documentOf(lines: readonly PostingLine[], changed: Partial<StatementPosting> = {}): LedgerDocument {
  return ledgerDocuments(postingOf([invoiceOf(lines)], changed))[0]!;
}

const refusedWith =
  (code: ErrorCode, says: RegExp) =>
  (error: unknown): boolean =>
    error instanceof Refusal && error.code === code && says.test(error.message);

test('a positive invoice in arrears is posted to receivables to the cent (golden DRV-GP-01)', () => {
  const { inputs, expected } = goldenCase('DRV-GP-01');
  const lines = inputs.lines.map(({ code, amount }) => line(code, String(amount)));
  const invoice = invoiceOf(lines, { number: inputs.invoiceNumber, invoiceOn: inputs.invoiceDate });
  const [document, ...others] = ledgerDocuments(
    postingOf([invoice], { site: inputs.siteNumber, glString: inputs.glString }),
  );
  assert.deepEqual(others, []);
  assert.ok(document);
  const { mapId, interId, documentNumber, batch, deferredAccount } = document;
  assert.deepEqual(
    { mapID: mapId, interID: interId, documentNumber, batchId: batch, deferredAccount },
    Object.fromEntries(Object.entries(expected).filter(([name]) => name !== 'rows')),
  );
  assert.deepEqual(rowsOf(document), goldenRows(expected.rows));
  assert.deepEqual(
    [document.kind, document.customerId, document.vendorId, document.documentDate, document.reference],
    ['receivables', '0170', null, '04/30/2025', '2025040170POWERBILL'],
  );
  assert.equal(document.idempotencyKey, 'receivables/01702025040101/1/original');
});

test('a negative invoice of company 07 goes to payables by its own sum (golden GP-02, recomputed)', () => {
  const { inputs, note } = goldenCase('GP-02');
  const recomputed = JSON.parse(note.slice(note.indexOf('{'))) as Record<string, unknown> & {
    readonly rows: readonly GoldenRow[];
    readonly documentAmount: number;
  };
  const lines = inputs.lines.map(({ code, amount }) => line(code, String(amount)));
  const invoice = invoiceOf(lines, { number: '8006-202504-01-01', vendorId: 'V8006' });
  const changed = { site: '8006', glString: '07-08-2701-' } as const;
  const document = ledgerDocuments(postingOf([invoice], changed))[0]!;
  const { mapId, interId, company, batch, reference, amount } = document;
  assert.deepEqual(
    { mapID: mapId, interID: interId, company, batchId: batch, description: reference },
    Object.fromEntries(
      ['mapID', 'interID', 'company', 'batchId', 'description'].map((name) => [name, recomputed[name]]),
    ),
  );
  assert.equal(toText(amount, 2), cents(recomputed.documentAmount));
  assert.deepEqual(rowsOf(document), goldenRows(recomputed.rows));
  assert.deepEqual([document.customerId, document.vendorId], [null, 'V8006']);
});

test('the cent by which the sample of GP-02 does not balance is refused with its figures', () => {
  const lines = goldenCase('GP-02').inputs.lines.map(({ code, amount }) => line(code, String(amount)));
  const invoice = invoiceOf(lines, { amount: decimal('-2261.64') });
  assert.throws(
    () => ledgerDocuments(postingOf([invoice])),
    refusedWith(
      'BILLING_JOURNAL_UNBALANCED',
      /01702025040101 of site 0170 for 2025-04 .* debits 4664.61, credits 4664.62/,
    ),
  );
});

test('an invoice that nets to 0 is posted to payables with its lines', () => {
  const document = documentOf([line('4790', '500.00'), line('4791', '-500.00')]);
  assert.deepEqual([document.kind, toText(document.amount, 2)], ['payables', '0.00']);
  assert.deepEqual(rowsOf(document), [
    '02-02-4401-4790-0170 0.00 500.00',
    '02-02-4401-4791-0170 500.00 0.00',
    '02-00-0000-2000-0000 0.00 0.00',
  ]);
});

test('a line without a code is posted to 4790 and a line of 0 is not posted', () => {
  assert.deepEqual(rowsOf(documentOf([line('', '12.30'), line('4791', '0')])), [
    '02-02-4401-4790-0170 0.00 12.30',
    '02-00-0000-1200-0000 12.30 0.00',
  ]);
});

test('the GL string chooses the company, and the setting replaces its name only', () => {
  const companyOf = (glString: string, companyNameOverride: string | null = null): string => {
    const { company, interId, rows } = documentOf([line('4790', '-1.00')], { glString, companyNameOverride });
    return `${company} ${interId} ${rows.at(-1)!.account}`;
  };
  assert.equal(companyOf('07-02-4401-'), 'ENC ENC 07-00-0000-2000-0000');
  assert.equal(companyOf('22-02-4401-'), 'UPP UPP 22-00-0000-2000-0000');
  assert.equal(companyOf('02-02-4401-'), 'TOWNE TOWNE 02-00-0000-2000-0000');
  assert.equal(companyOf('31-02-4401-'), 'TOWNE TOWNE 02-00-0000-2000-0000');
  assert.equal(companyOf('22-02-4401-', 'TEST'), 'TEST TOWNE 22-00-0000-2000-0000');
  assert.equal(companyOf('22-02-4401-', 'OTHER'), 'OTHER OTHER 22-00-0000-2000-0000');
  assert.equal(companyOf('22-02-4401-', ''), 'UPP UPP 22-00-0000-2000-0000');
  assert.equal(documentOf([line('4790', '1.00')], { glString: '07-02-4401-' }).interId, 'TOWNE');
});

test('revenue in advance is deferred by the type of the contract, not by the day of the invoice', () => {
  const deferredOf = (billingType: 'Arrears' | 'Advanced', amount: string): string | null => {
    const invoice = invoiceOf([line('4790', amount)], { invoiceOn: '2025-04-01' });
    const changed = { billingType, serviceMonth: '2025-05', glString: '07-02-4401-' } as const;
    return ledgerDocuments(postingOf([invoice], changed))[0]!.deferredAccount;
  };
  assert.equal(deferredOf('Advanced', '100.00'), '07-00-0000-2450-0000');
  assert.equal(deferredOf('Arrears', '100.00'), null);
  assert.equal(deferredOf('Advanced', '-100.00'), null);
});

test('in advance the batch carries the service month and the date of the invoice', () => {
  const invoice = invoiceOf([line('4790', '1.00')], { invoiceOn: '2025-04-01' });
  const document = ledgerDocuments(
    postingOf([invoice], { billingType: 'Advanced', serviceMonth: '2025-05' }),
  )[0]!;
  assert.equal(document.batch, '202505POWERBILL2025-04-01');
  assert.equal(document.documentDate, '04/01/2025');
});

test("texts carry the group's site number; accounts and the customer keep the real site", () => {
  const tax = line('4790', '10.00', 'paidParkingTax');
  const invoice = invoiceOf([tax], { number: '0999-202504-02-03', groupNumber: 2, groupSiteNumber: '0999' });
  const [document, journal] = ledgerDocuments(postingOf([invoice], { isTaxOurs: true }));
  assert.ok(document && journal);
  assert.equal(document.reference, '2025040999POWERBILL');
  assert.equal(document.documentNumber, '09992025040203');
  assert.equal(document.version, 3);
  assert.equal(document.customerId, '0170');
  assert.equal(document.rows[0]!.account, '02-02-4401-4790-0170');
  assert.equal(journal.reference, '0999 RC Parking Tax 202504');
  assert.equal(journal.rows[0]!.account, '02-02-4401-4790-0170');
});

test('the tax journal carries client tax and the tax on deposits, once for a statement', () => {
  const fees = invoiceOf([line('4790', '5000.00')]);
  const taxed = invoiceOf(
    [line('4790', '81.25', 'paidParkingTax'), line('4790', '-2000.00', 'depositedRevenue')],
    { number: '0170-202504-02-01', groupNumber: 2 },
  );
  const posting = postingOf([fees, taxed], { isTaxOurs: true, taxesPaid: decimal('160.10') });
  const documents = ledgerDocuments(posting);
  assert.deepEqual(
    documents.map(({ kind }) => kind),
    ['receivables', 'payables', 'tax-journal'],
  );
  const journal = documents[2]!;
  assert.deepEqual(rowsOf(journal), ['02-02-4401-4790-0170 241.35 0.00', '02-00-0000-2030-0000 0.00 241.35']);
  assert.deepEqual(
    [journal.mapId, journal.interId, journal.reference, journal.documentNumber, toText(journal.amount, 2)],
    ['GLIMP', 'TOWNE', '0170 RC Parking Tax 202504', '0170202504TAX01', '241.35'],
  );
});

test('there is no tax journal when the tax is not ours, when no line calls for it, or when it is 0', () => {
  const kinds = (lines: readonly PostingLine[], changed: Partial<StatementPosting>): string[] =>
    ledgerDocuments(postingOf([invoiceOf(lines)], changed)).map(({ kind }) => kind);
  const taxed = [line('4790', '10.00', 'paidParkingTax')];
  const deposited = [line('4790', '-10.00', 'depositedRevenue')];
  const paid = { taxesPaid: decimal('1.00') };
  assert.deepEqual(kinds(taxed, { isTaxOurs: false }), ['receivables']);
  assert.deepEqual(kinds([line('4790', '10.00')], { isTaxOurs: true, ...paid }), ['receivables']);
  assert.deepEqual(kinds(deposited, { isTaxOurs: true }), ['payables']);
  assert.deepEqual(kinds(deposited, { isTaxOurs: true, ...paid }), ['payables', 'tax-journal']);
});

test('a reversal swaps the sides in the same module under its own key, and both net to 0', () => {
  const lines = [line('4790', '5000.00'), line('4790', '-1200.00', 'paidParkingTax')];
  const documents = ledgerDocuments(postingOf([invoiceOf(lines)], { isTaxOurs: true }));
  assert.equal(documents.length, 2);
  for (const document of documents) {
    const reversal = reversalOf(document);
    requireBalanced(reversal);
    assert.equal(reversal.isReversal, true);
    assert.equal(reversal.mapId, document.mapId);
    assert.notEqual(reversal.idempotencyKey, document.idempotencyKey);
    assert.equal(toText(document.amount.plus(reversal.amount), 2), '0.00');
    assert.deepEqual(
      reversal.rows.map(({ account, debit, credit }) => ({ account, debit: credit, credit: debit })),
      document.rows,
    );
    assert.throws(() => reversalOf(reversal), /is a reversal already/);
  }
});

test('a document that was changed by a cent after it was made is refused', () => {
  const document = documentOf([line('4790', '10.00')]);
  const [first, ...rest] = document.rows;
  const changed = { ...document, rows: [{ ...first!, credit: decimal('10.01') }, ...rest] };
  requireBalanced(document);
  assert.throws(
    () => requireBalanced(changed),
    refusedWith('BILLING_JOURNAL_UNBALANCED', /debits 10, credits 10.01/),
  );
});

test('a site without a GL string, or with one of another form, is not posted', () => {
  const refusalOf = (glString: string | null, says: RegExp): void =>
    assert.throws(
      () => ledgerDocuments(postingOf([], { glString })),
      refusedWith('BILLING_GL_STRING_INVALID', says),
    );
  refusalOf(null, /site 0170 is missing, so 2025-04/);
  refusalOf('', /is missing/);
  refusalOf('02-02-4401', /"02-02-4401"/);
  refusalOf('2-02-4401-', /"2-02-4401-"/);
  refusalOf('02-02-4401-\n', /cannot be posted/);
});

test('an invoice of 0 or below needs a vendor, one above 0 does not', () => {
  const post = (amount: string, vendorId: string | null): number => {
    const lines = [line('4790', amount), line('4791', '-5.00')];
    return ledgerDocuments(postingOf([invoiceOf(lines, { vendorId })])).length;
  };
  const says = /0170-202504-01-01 of site 0170 for 2025-04 is -5.00 and goes to payables/;
  assert.equal(post('6.00', null), 1);
  assert.throws(() => post('0.00', null), refusedWith('BILLING_VENDOR_MISSING', says));
  assert.throws(() => post('5.00', ' '), refusedWith('BILLING_VENDOR_MISSING', /is 0.00/));
});

test('whatever the cents of the lines, every document balances and no two carry one number', () => {
  const lines = fc.array(
    fc.record({
      cents: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      code: fc.constantFrom('4790', '4791', '7010', ''),
      itemType: fc.constantFrom(null, 'paidParkingTax', 'depositedRevenue', 'adhoc'),
    }),
    { maxLength: 12 },
  );
  const money = (amount: number): PostingLine['amount'] => decimal(String(amount)).times(decimal('0.01'));
  const statements = fc.record({
    groups: fc.array(lines, { minLength: 1, maxLength: 5 }),
    isTaxOurs: fc.boolean(),
    taxesPaid: fc.option(fc.integer({ min: -100_000, max: 100_000 })),
  });
  fc.assert(
    fc.property(statements, ({ groups, isTaxOurs, taxesPaid }) => {
      const invoices = groups.map((group, at) =>
        invoiceOf(
          group.map((one) => ({ code: one.code, amount: money(one.cents), itemType: one.itemType })),
          { number: `0170-202504-${String(at + 1).padStart(2, '0')}-01`, groupNumber: at + 1 },
        ),
      );
      const paid = taxesPaid === null ? null : money(taxesPaid);
      const documents = ledgerDocuments(postingOf(invoices, { isTaxOurs, taxesPaid: paid }));
      const all = [...documents, ...documents.map(reversalOf)];
      for (const { rows } of all) {
        const side = (name: 'debit' | 'credit'): string => toText(sum(rows.map((row) => row[name])), 2);
        assert.equal(side('debit'), side('credit'));
        assert.ok(rows.every(({ debit, credit }) => debit.gte('0') && credit.gte('0')));
      }
      assert.equal(new Set(documents.map((one) => one.documentNumber)).size, documents.length);
      assert.equal(new Set(all.map((one) => one.idempotencyKey)).size, all.length);
    }),
  );
});

test('an operator names its companies, accounts and batches itself', () => {
  const facts = {
    ...deliveredFacts,
    mainCompany: { code: '01', name: 'HOUSE' },
    companies: [{ code: '05', name: 'WEST' }],
    receivablesAccount: '1250',
  };
  const named = { facts, statementBatch: 'BILLING' };
  const document = documentOf([line('4790', '1.00')], { ...named, glString: '09-02-4401-' });
  assert.deepEqual([document.company, document.interId], ['HOUSE', 'HOUSE']);
  assert.match(document.batch, /^\d{6}BILLING\d{4}-\d{2}-\d{2}$/);
  assert.match(document.reference, /^\d{6}.*BILLING$/);
  assert.ok(document.rows.some(({ account }) => account === '01-00-0000-1250-0000'));
  assert.equal(documentOf([line('4790', '1.00')], { ...named, glString: '05-02-4401-' }).company, 'WEST');
});
