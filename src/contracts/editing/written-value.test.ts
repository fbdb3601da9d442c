import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describedTerms } from '../exports/description/described-terms.ts';
import { writtenValue } from './written-value.ts';

test('a choice is typed as exports write it, or as people call it', () => {
  for (const typed of ['Advanced', 'advanced', 'in advance', 'In Advance'])
    assert.equal(writtenValue(describedTerms.billingType, typed, null), 'Advanced');
  assert.equal(writtenValue(describedTerms.billingType, 'later', null), 'later');
});
