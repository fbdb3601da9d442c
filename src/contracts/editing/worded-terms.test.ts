import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportText } from '../../../tests/integration/contracts/given-exports.ts';
import { isObject, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import { wordedTerms } from './worded-terms.ts';

function termsOf(example: 'fixed-fee' | 'revenue-share'): Json {
  const document = parseExactJson(exportText(example));
  return isObject(document) ? (document['original'] ?? null) : null;
}

test('a contract is told in words: itself, then what is switched on', () => {
  const [contract, shares, ...others] = wordedTerms(termsOf('revenue-share'));
  assert.equal(contract?.component, 'contract');
  assert.ok(contract.sentences.some((sentence) => sentence.startsWith('Payment terms: Due')));
  assert.ok(contract.sentences.includes('Makes deposits'));
  assert.ok(contract.sentences.includes('Billing type: after the month'));
  assert.match(contract.sentences.join('\n'), /Supporting reports: mix of sales, parking department/);
  assert.equal(shares?.title, 'The revenue share');
  assert.match(shares.sentences.join('\n'), /42\.5 % of net revenue up to 640,000 a calendar year/);
  assert.match(shares.sentences[0] ?? '', /^Threshold structure 1: revenue codes /);
  assert.ok(others.every(({ sentences }) => sentences.length > 0));
  const fees = wordedTerms(termsOf('fixed-fee')).find(({ component }) => component === 'fixedFee');
  assert.match(fees?.sentences.join('\n') ?? '', /18,432\.75/);
});
