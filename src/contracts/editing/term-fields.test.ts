import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportText } from '../../../tests/integration/contracts/given-exports.ts';
import { isObject, parseExactJson, sameJson, type Json } from '../../kernel/exact-json.ts';
import { changedTerms } from './changed-terms.ts';
import { termFields } from './term-fields.ts';

function termsOf(example: 'fixed-fee' | 'revenue-share'): Json {
  const document = parseExactJson(exportText(example));
  return isObject(document) ? (document['original'] ?? null) : null;
}

test('a form shows every value by the place by which a change takes it back unchanged', () => {
  for (const terms of [termsOf('fixed-fee'), termsOf('revenue-share')]) {
    const fields = termFields(terms).flatMap((section) => section.fields);
    assert.ok(fields.length > 20);
    for (const { place, kind, value } of fields) {
      if (value === null || kind === 'accounts' || kind === 'day') continue;
      const same = changedTerms(terms, { values: [[place, value]] });
      assert.ok(sameJson(same, terms), `${place}: ${value}`);
    }
  }
});

test('a form has rows, nested ones too, and takes them out by their place', () => {
  const terms = termsOf('revenue-share');
  const shares = termFields(terms).find(({ component }) => component === 'revenueShare');
  assert.equal(shares?.isOn, true);
  const tiers = shares.rows.filter(({ list }) => list === 'revenueShare.thresholdStructures.tiers');
  assert.ok(tiers.length > 1);
  assert.equal(tiers[0]?.row, 'revenueShare.thresholdStructures[#1]');
  const share = shares.fields.find(({ place }) => place.endsWith('.tiers[#1].sharePercentage'));
  assert.equal(share?.unit, '%');
  const without = changedTerms(terms, { values: [], removed: [tiers[0].place] });
  const left = termFields(without).flatMap(({ rows }) => rows).length;
  assert.equal(left, termFields(terms).flatMap(({ rows }) => rows).length - 1);
});

test('a list without rows says what a row needs', () => {
  const fees = termFields(termsOf('revenue-share')).find(({ component }) => component === 'fixedFee');
  const [list] = fees?.lists ?? [];
  assert.equal(list?.list, 'fixedFee.serviceRates');
  assert.ok(list.fields.some(({ name }) => name === 'fee'));
});
