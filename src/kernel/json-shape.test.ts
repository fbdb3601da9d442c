import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from './decimal.ts';
import { shapedForJson } from './json-shape.ts';

test('fields of an answer are written in snake_case at every depth, and figures as exact text', () => {
  const answer = {
    siteId: '0170',
    isTakeOver: false,
    rates: [{ fromMonth: '2025-03', newRate: decimal('21.50') }],
    none: null,
    already_so: { alreadySo: 1 },
  };
  assert.equal(
    JSON.stringify(shapedForJson(answer)),
    '{"site_id":"0170","is_take_over":false,"rates":[{"from_month":"2025-03","new_rate":"21.5"}],"none":null,' +
      '"already_so":{"already_so":1}}',
  );
});

test('names that are data stay as they are', () => {
  const data = { '0170': 1, GSA: 2, 'Per Man Hour': 3, 'profit-share': 4 };
  assert.deepEqual(shapedForJson(data), data);
});
