import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assigning,
  changingStatus,
  groupsActivated,
  mayDeactivateGroup,
  renaming,
} from './job-administration.ts';

const jobCodes = new Map([
  ['a', { isActive: true, group: 'Valet' }],
  ['b', { isActive: false, group: 'Valet' }],
  ['c', { isActive: false, group: 'Bell' }],
  ['d', { isActive: false, group: null }],
]);
const many = Array.from({ length: 101 }, (_, at) => `J${String(at)}`);

test('a title is for known and active codes', () => {
  assert.equal(renaming(jobCodes.get('a'), 'Valet'), null);
  assert.equal(renaming(jobCodes.get('a'), ' '), 'empty-title');
  assert.equal(renaming(jobCodes.get('b'), 'Valet'), 'inactive');
  assert.equal(renaming(jobCodes.get('none'), 'Valet'), 'unknown');
});

test('one change names 1 to 100 codes', () => {
  for (const change of [assigning, changingStatus]) {
    assert.equal(change([], jobCodes).refusal, 'none-given');
    assert.equal(change(many, jobCodes).refusal, 'too-many');
    assert.equal(change(many.slice(1), jobCodes).refusal, null);
  }
});

test('a code named twice goes into a group once, and refuses a change of status', () => {
  assert.deepEqual(assigning(['a', 'a', 'b', 'x'], jobCodes), {
    refusal: null,
    each: [
      { jobCode: 'a', refusal: null },
      { jobCode: 'b', refusal: 'inactive' },
      { jobCode: 'x', refusal: 'unknown' },
    ],
  });
  assert.equal(changingStatus(['a', 'a'], jobCodes).refusal, 'given-twice');
  assert.deepEqual(changingStatus(['b', 'x'], jobCodes), {
    refusal: null,
    each: [
      { jobCode: 'b', refusal: null },
      { jobCode: 'x', refusal: 'unknown' },
    ],
  });
});

test('codes take their groups along when they become active, and hold them while they are', () => {
  assert.deepEqual(groupsActivated(['b', 'c', 'd'], jobCodes, new Set(['Valet'])), ['Bell']);
  assert.equal(mayDeactivateGroup('Valet', jobCodes), false);
  assert.equal(mayDeactivateGroup('Bell', jobCodes), true);
});
