import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, firstState, states } from './lifecycle.ts';

const actions = ['approve', 'add-line', 'delete-line', 'regenerate', 'send', 'revise'] as const;
const within = { isBeyondLimits: false };
const beyond = { isBeyondLimits: true };

/** What every action leads to from a state; a refusal by its reason. */
function rowOf(state: (typeof states)[number]): string {
  return actions
    .map((action) => {
      const next = after(state, action, within);
      return `${action}: ${typeof next === 'object' ? next.refused : next}`;
    })
    .join(' | ');
}

test('every state answers every action with a state or a reason', () => {
  assert.deepEqual(states.map(rowOf), [
    'approve: Ready To Send | add-line: AR Review | delete-line: AR Review | regenerate: Replaced | ' +
      'send: it is not approved yet | revise: it was not sent yet: regenerate it',
    'approve: Ready To Send | add-line: Approval Team | delete-line: Approval Team | regenerate: Replaced | ' +
      'send: it is not approved yet | revise: it was not sent yet: regenerate it',
    'approve: it is approved already | add-line: Ready To Send | delete-line: Ready To Send | ' +
      'regenerate: Replaced | send: Sent | revise: it was not sent yet: regenerate it',
    'approve: it was sent: revise it | add-line: it was sent: revise it | delete-line: it was sent: revise it | ' +
      'regenerate: it was sent: revise it | send: it was sent already | revise: new version',
    ['approve', 'add-line', 'delete-line', 'regenerate', 'send', 'revise']
      .map((action) => `${action}: it was made anew; open the newest one`)
      .join(' | '),
  ]);
});

test('the note of a manager comes before the limits, and after its approval the limits are asked again', () => {
  assert.equal(firstState(true, beyond), 'AR Review');
  assert.equal(firstState(false, beyond), 'Approval Team');
  assert.equal(firstState(false, within), 'Ready To Send');
  assert.equal(after('AR Review', 'approve', beyond), 'Approval Team');
  assert.equal(after('Approval Team', 'approve', beyond), 'Ready To Send');
});
