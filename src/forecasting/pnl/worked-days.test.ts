import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWorked, workedAfter, workedDays, workedOf, worksOn } from './worked-days.ts';

const always = { opensOn: null, closesOn: null };

test('a site works from its first day to its last', () => {
  assert.deepEqual(workedOf(always, '2025-06'), { first: 1, last: 30 });
  assert.deepEqual(workedOf({ ...always, opensOn: '2025-06-11' }, '2025-06'), { first: 11, last: 30 });
  assert.deepEqual(workedOf({ opensOn: '2025-06-11', closesOn: '2025-06-15' }, '2025-06'), {
    first: 11,
    last: 15,
  });
  assert.deepEqual(workedOf({ opensOn: '2025-05-11', closesOn: '2025-07-15' }, '2025-06'), {
    first: 1,
    last: 30,
  });
});

test('before it opens and after it closes it works on no day', () => {
  for (const span of [
    { ...always, opensOn: '2025-07-01' },
    { ...always, closesOn: '2025-05-31' },
  ]) {
    const worked = workedOf(span, '2025-06');
    assert.deepEqual([isWorked({ worked }), workedDays({ worked })], [false, 0]);
  }
  assert.equal(worksOn({ opensOn: '2025-06-11', closesOn: null }, '2025-06-10'), false);
  assert.equal(worksOn({ opensOn: '2025-06-11', closesOn: '2025-06-11' }, '2025-06-11'), true);
});

test('days left are those that it works after a day', () => {
  const worked = { first: 11, last: 25 };
  assert.equal(workedDays({ worked }), 15);
  const after = (day: string): number => workedAfter({ worked }, day);
  assert.deepEqual(['2025-06-05', '2025-06-20', '2025-06-30'].map(after), [15, 5, 0]);
});
