import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, toText } from '../../kernel/decimal.ts';
import { deliveredFacts } from '../../platform/operator/index.ts';
import { ledgerXml } from './ledger-files.ts';
import { unitDocuments, type UnitValue } from './unit-documents.ts';

const value = (text: string, glString = '02-02-4401-', at = 0): UnitValue => ({
  accountString: `${glString}9510-${String(at).padStart(4, '0')}`,
  glString,
  value: decimal(text),
});
const period = {
  month: '2025-02',
  batchName: 'STATISTICS',
  companyNameOverride: null,
  facts: deliveredFacts,
} as const;

test('a value above 0 is a debit and one below a credit, dated the last day of the month', () => {
  const [document] = unitDocuments({ ...period, values: [value('573'), value('-2.5')] });
  assert.ok(document);
  assert.deepEqual(
    document.rows.map(({ debit, credit }) => [toText(debit, 2), toText(credit, 2)]),
    [
      ['573.00', '0.00'],
      ['0.00', '2.50'],
    ],
  );
  const { batch, mapId, interId, company, site, documentDate, documentNumber } = document;
  assert.deepEqual(
    [batch, mapId, interId, company, site, documentDate, documentNumber],
    ['202502STATISTICS', 'GLIMP', 'TOWNE', 'TOWNE', 'UNIT', '02/28/2025', 'UNIT202502-1'],
  );
  const xml = ledgerXml([document]);
  assert.match(xml, /<TRANDATE>02\/28\/2025<\/TRANDATE>\n +<REFRENCE>February 2025 Statistics<\/REFRENCE>/);
  assert.match(xml, /<DISTREF>February 2025 Statistics 1<\/DISTREF>/);
});

test('a document has at most 1,000 rows of one company; nothing is lost and every number is its own', () => {
  const values = [
    ...Array.from({ length: 2001 }, (_, at) => value('1', '02-02-4401-', at)),
    value('1', '22-01-4400-'),
  ];
  const documents = unitDocuments({ ...period, values });
  assert.deepEqual(
    documents.map(({ company, rows, documentNumber }) => [company, rows.length, documentNumber]),
    [
      ['TOWNE', 1000, 'UNIT202502-1'],
      ['TOWNE', 1000, 'UNIT202502-2'],
      ['TOWNE', 1, 'UNIT202502-3'],
      ['UPP', 1, 'UNIT202502-4'],
    ],
  );
  assert.equal(new Set(documents.flatMap(({ rows }) => rows.map(({ account }) => account))).size, 2002);
  assert.equal(new Set(documents.map(({ idempotencyKey }) => idempotencyKey)).size, 4);
});
