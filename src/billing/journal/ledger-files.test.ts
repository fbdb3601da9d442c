import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { deliveredFacts } from '../../platform/operator/index.ts';
import { ledgerDocuments, reversalOf, type LedgerDocument } from './ledger-document.ts';
import { ledgerCsv, ledgerCsvColumns, ledgerXml } from './ledger-files.ts';

/** An invoice above 0, one below 0 and the tax journal of both. */
function documentsOf(vendorId = 'V0170'): LedgerDocument[] {
  const common = { groupNumber: 1, groupSiteNumber: null, invoiceOn: '2025-04-30' };
  const fee = { code: '4790', amount: decimal('5000'), itemType: null };
  const deposits = { code: '4790', amount: decimal('-2000.5'), itemType: 'depositedRevenue' };
  return ledgerDocuments({
    site: '0170',
    glString: '02-02-4401-',
    serviceMonth: '2025-04',
    billingType: 'Advanced',
    isTaxOurs: true,
    taxesPaid: decimal('160.1'),
    companyNameOverride: null,
    statementBatch: 'POWERBILL',
    facts: deliveredFacts,
    invoices: [
      { ...common, number: '0170-202504-01-01', vendorId: null, amount: fee.amount, lines: [fee] },
      { ...common, number: '0170-202504-02-01', vendorId, amount: deposits.amount, lines: [deposits] },
    ],
  });
}

/** Fails on markup that does not nest, on a stray `<` or `&`, and on text outside the root. */
function assertWellFormed(xml: string): void {
  const open: string[] = [];
  const body = xml.replace('<?xml version="1.0" encoding="UTF-8"?>', '');
  const tag = /<(\/?)([A-Za-z]+)((?: [A-Za-z]+="[^"<]*")*)>/g;
  for (const [, closing, name = ''] of body.matchAll(tag)) {
    if (closing === '/') assert.equal(open.pop(), name);
    else open.push(name);
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(body.replaceAll(tag, ''), /[<>]/);
  assert.doesNotMatch(body, /&(?!(amp|lt|gt|quot|#\d+);)/);
}

test('the CSV has a row for each distribution under the documented columns', () => {
  const [header, ...rows] = ledgerCsv(documentsOf()).trimEnd().split('\n');
  assert.equal(header, ledgerCsvColumns.join(','));
  const common = 'TOWNE,TOWNE,202504POWERBILL2025-04-30,0170,2025-04';
  const receivables =
    `receivables/01702025040101/1/original,receivables,RMIMPV2,${common},01702025040101,1,false,04/30/2025,` +
    '2025040170POWERBILL,0170,,5000.00,02-00-0000-2450-0000';
  const payables =
    `payables/01702025040201/1/original,payables,PMIMPV2,${common},01702025040201,1,false,04/30/2025,` +
    '2025040170POWERBILL,,V0170,2000.50,';
  const journal =
    `tax-journal/0170202504TAX01/1/original,tax-journal,GLIMP,${common},0170202504TAX01,1,false,04/30/2025,` +
    '0170 RC Parking Tax 202504,,,160.10,';
  assert.deepEqual(rows, [
    `${receivables},1,02-02-4401-4790-0170,0.00,5000.00`,
    `${receivables},2,02-00-0000-1200-0000,5000.00,0.00`,
    `${payables},1,02-02-4401-4790-0170,2000.50,0.00`,
    `${payables},2,02-00-0000-2000-0000,0.00,2000.50`,
    `${journal},1,02-02-4401-4790-0170,160.10,0.00`,
    `${journal},2,02-00-0000-2030-0000,0.00,160.10`,
  ]);
});

test('a vendor with a comma and quotes stays one field of the CSV', () => {
  assert.match(ledgerCsv(documentsOf('Smith, "Sons"')), /,"Smith, ""Sons""",2000\.50,/);
});

test('the XML names the fields of each import map as the ledger does', () => {
  const xml = ledgerXml(documentsOf());
  assertWellFormed(xml);
  const [receivables, payables, journal] = xml.split('</Document>');
  assert.equal(
    receivables,
    `<?xml version="1.0" encoding="UTF-8"?>
<LedgerDocuments>
  <Document idempotencyKey="receivables/01702025040101/1/original" kind="receivables"` +
      ` mapID="RMIMPV2" interID="TOWNE" company="TOWNE" batch="202504POWERBILL2025-04-30"` +
      ` site="0170" serviceMonth="2025-04"` +
      ` documentNumber="01702025040101" version="1" isReversal="false">
    <Comment>2025040170POWERBILL</Comment>
    <Description>2025040170POWERBILL</Description>
    <DistributionReference>2025040170POWERBILL</DistributionReference>
    <DocumentType>1</DocumentType>
    <DocumentNumber>01702025040101</DocumentNumber>
    <DocumentDate>04/30/2025</DocumentDate>
    <PostingDate>04/30/2025</PostingDate>
    <CustomerID>0170</CustomerID>
    <Sales>5000.00</Sales>
    <Origin>Transaction Entry</Origin>
    <DeferredAccount>02-00-0000-2450-0000</DeferredAccount>
    <Distribution><Account>02-02-4401-4790-0170</Account><Debit>0.00</Debit>` +
      `<Credit>5000.00</Credit></Distribution>
    <Distribution><Account>02-00-0000-1200-0000</Account><Debit>5000.00</Debit>` +
      `<Credit>0.00</Credit></Distribution>
  `,
  );
  for (const [part, fields] of [
    [payables, 'DESCRIPTION PONumber DISTREF VENDORID TRXDATE DOCAMNT DISTTYPE COMPANY'],
    [journal, 'TRANTYPE SRCDOC CURRID TRANDATE REFRENCE DISTREF'],
  ] as const) {
    const names = [...part!.matchAll(/^ {4}<([A-Za-z]+)>/gm)].map(([, name]) => name);
    assert.deepEqual(
      names.filter((name) => name !== 'Distribution'),
      fields.split(' '),
    );
  }
  assert.match(payables!, /<DOCAMNT>2000\.50<\/DOCAMNT>\n {4}<DISTTYPE>2<\/DISTTYPE>/);
  assert.match(journal!, /<DISTREF>0170 RC Parking Tax 202504<\/DISTREF>/);
});

test('text of a person cannot end an element of the XML, nor bring a character that XML cannot hold', () => {
  const xml = ledgerXml(documentsOf('</VENDORID> & "A\'B"\u0001\nC\uD800'));
  assertWellFormed(xml);
  assert.ok(
    xml.includes('<VENDORID>&lt;/VENDORID&gt; &amp; &quot;A&#39;B&quot;\uFFFD&#10;C\uFFFD</VENDORID>'),
  );
});

test('a reversal is marked as one in both files', () => {
  const reversals = documentsOf().map(reversalOf);
  assert.match(ledgerCsv(reversals), /^receivables\/01702025040101\/1\/reversal,.*,true,.*,-5000\.00,/m);
  assert.match(ledgerXml(reversals), /isReversal="true">[^]*<Sales>-5000\.00<\/Sales>/);
});

test('the same documents give the same files, and none gives the header alone', () => {
  assert.equal(ledgerCsv(documentsOf()), ledgerCsv(documentsOf()));
  assert.equal(ledgerXml(documentsOf()), ledgerXml(documentsOf()));
  assert.equal(ledgerCsv([]), `${ledgerCsvColumns.join(',')}\n`);
  assert.equal(
    ledgerXml([]),
    '<?xml version="1.0" encoding="UTF-8"?>\n<LedgerDocuments>\n</LedgerDocuments>\n',
  );
});
