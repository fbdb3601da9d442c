import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedFigure } from './fields.ts';

test('amounts and percentages are taken as people type them, and a decimal comma is refused', () => {
  const dollars = typedFigure('dollars', 'Amount');
  assert.deepEqual(
    ['1,250.50', '$10', '5 ', '-$ 1,000', '0.5'].map((typed) => dollars.parse(typed)),
    ['1250.50', '10', '5', '-1000', '0.5'],
  );
  const percent = typedFigure('percent', 'Change');
  assert.deepEqual(
    ['3.6 %', '12%', ' 7'].map((typed) => percent.parse(typed)),
    ['3.6', '12', '7'],
  );
  for (const typed of ['1,5', '1.234,50', '1,2345', '12 %', 'ten', '', '1e3'])
    assert.match(
      dollars.safeParse(typed).error?.issues[0]?.message ?? '',
      /`1250\.50` or `\$1,250\.50`/,
      typed,
    );
  assert.ok(!percent.safeParse('3,6 %').success && !percent.safeParse('$3').success);
});
