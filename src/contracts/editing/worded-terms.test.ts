import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examples, exportText, wholeContract } from '../../../tests/integration/contracts/given-exports.ts';
import { isObject, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import { wordedTerms } from './worded-terms.ts';

function termsIn(text: string): Json {
  const document = parseExactJson(text);
  return isObject(document) ? (document['original'] ?? null) : null;
}

/** The sentences of a component. */
function saidOf(
  terms: Json,
  component: string,
  ...names: Parameters<typeof wordedTerms>[1][]
): readonly string[] {
  return wordedTerms(terms, ...names).find((each) => each.component === component)?.sentences ?? [];
}

test('a contract is told in sentences: itself, then what is switched on', () => {
  const terms = termsIn(exportText('revenue-share'));
  const [contract, shares] = wordedTerms(terms);
  assert.deepEqual([contract?.component, shares?.title], ['contract', 'The revenue share']);
  assert.deepEqual(contract?.sentences, [
    'Type of contract: Revenue Share.',
    'Each month is billed after it has ended.',
    'Payment terms: Due by 15th.',
    'The site makes deposits.',
    'Statements go to review when they are off what is expected by more than $2,500.00 and more than 10 %.',
    'Reports with each statement: mix of sales, parking department, tax and validation.',
  ]);
  assert.deepEqual(saidOf(termsIn(exportText('per-labor-hour')), 'contract').slice(-2), [
    'Invoice 2: Annex Greeters; Reference PO-EXAMPLE-2; customer Larkspur Annex Example; site number 9902; ' +
      'mailed to ap@example.com and billing@example.org.',
    'Invoice 1: Main Campus.',
  ]);
});

test('shares are told by the categories of their revenue, with the codes for the biller', () => {
  const terms = termsIn(exportText('revenue-share'));
  const revenue = new Map([
    ...['SM1', 'SM2', 'SM3'].map((code) => [code, 'self monthly'] as const),
    ...['VD1', 'VD2', 'VD3'].map((code) => [code, 'valet daily'] as const),
  ]);
  const [first = '', ...others] = saidOf(terms, 'revenueShare', { revenue, jobs: new Map() });
  assert.match(
    first,
    /^Self monthly \(SM2, SM3\), valet daily \(VD1, VD2, VD3\) and revenue codes ADJ, .* and VO3: /,
  );
  assert.match(
    first,
    /: 42\.5 % of net revenue up to \$640,000 a calendar year, 31\.25 % up to \$1,280,000, 18 % above\.$/,
  );
  assert.deepEqual(others, [
    'Validations are free up to 3.5 % of the revenue.',
    'Self monthly (SM1): 95 % of net revenue.',
  ]);
});

test('fees, hours, rooms, advances and deposits are told with their currency', () => {
  assert.equal(
    saidOf(termsIn(exportText('fixed-fee')), 'fixedFee')[1],
    'Evening Shuttle (Shuttle Services, GL code 4705): $6,120.00 a month, from 2030-01-15.',
  );
  const hours = termsIn(exportText('per-labor-hour'));
  const jobs = new Map([['GSA', 'Guest Service Attendant']]);
  assert.deepEqual(saidOf(hours, 'perLaborHour', { revenue: new Map(), jobs }).slice(0, 3), [
    'Guest Service Attendant (GSA): $27.40 an hour, $41.10 for overtime and holidays (invoice 1).',
    'Job GSC: $29.16 an hour, $43.74 for overtime and holidays (invoice 1).',
    'Account Manager (ACCTMGR): $44.44 an hour, overtime included (invoice 1).',
  ]);
  assert.deepEqual(saidOf(hours, 'midMonthAdvance'), [
    'Pre-bill: $13,500.00, paid in the middle of the month, is deducted (invoice 1).',
  ]);
  assert.deepEqual(saidOf(termsIn(exportText('other')), 'perOccupiedRoom'), [
    '$1.17 for each occupied room.',
  ]);
  assert.deepEqual(saidOf(termsIn(exportText('revenue-share')), 'depositedRevenue'), [
    'The operator deposits the revenue and credits it; the operator pays the parking tax.',
  ]);
});

test('a management agreement is told with its accounts, fees, caps and shares', () => {
  const terms = termsIn(exportText('management-agreement'));
  assert.deepEqual(saidOf(terms, 'managementAgreement'), [
    'Management fee: $2,345.67 a month.',
    'Insurance: what the billed insurance accounts cost plus 22.5 %, as “Insurance”.',
    'Loss and damage claims: up to $17,500.00 a calendar year, as “Loss & Damage Claims”.',
    'Profit share: 12.5 % of the profit up to $240,000 a calendar year, 27.5 % above.',
    'Validations are free up to 4.25 % of the revenue.',
    'Credit Card Fees: 2.85 % of net revenue.',
    'Administrative Fee: $175.00 a month.',
  ]);
  const [payroll = '', taxes, support] = saidOf(terms, 'billableAccounts');
  assert.match(
    payroll,
    /^Payroll: 18 accounts are billed at cost, as “Site Salaries & Wages”; not billed: .* \(6010\)/,
  );
  assert.equal(taxes, 'Payroll taxes and benefits: 31.25 % of the payroll that is billed, as “PTEB”.');
  assert.equal(support, 'Support services: 2.75 % of all payroll, as “Business Support Services”.');
});

test('every sentence of every example is one: it ends, stands once, and has no name of a field', () => {
  const texts = [...examples.map((example) => exportText(example)), wholeContract('9901')];
  for (const { sentences, title } of texts.flatMap((text) => wordedTerms(termsIn(text)))) {
    assert.ok(sentences.length > 0, title);
    assert.equal(new Set(sentences).size, sentences.length, title);
    for (const sentence of sentences) {
      assert.match(sentence, /^[A-Z$].*[.]$/, sentence);
      assert.doesNotMatch(sentence, /\b[a-z]+[A-Z]|switched on|undefined|null|\[|: *[,.]/, sentence);
    }
  }
});
