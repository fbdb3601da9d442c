import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, firstState, states } from './lifecycle.ts';

const actions = [
  ...([
    'approve',
    'reject',
    'send-back',
    'add-line',
    'delete-line',
    'regenerate',
    'send',
    'resend',
    'revise',
    'not-taken',
  ] as const),
];
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
  const unsent =
    'regenerate: Replaced | send: it has not been approved yet | resend: it has not been sent yet | ' +
    'revise: it has not been sent yet: regenerate it | not-taken: it has not been sent yet';
  const sent = actions.map((action) => `${action}: it was sent: revise it`).slice(0, 6);
  const everyAction = (why: string): string => actions.map((action) => `${action}: ${why}`).join(' | ');
  assert.deepEqual(states.map(rowOf), [
    'approve: Ready To Send | reject: Rejected | send-back: it is already in AR review | add-line: AR Review | ' +
      `delete-line: AR Review | ${unsent}`,
    'approve: Ready To Send | reject: Rejected | send-back: AR Review | add-line: Approval Team | ' +
      `delete-line: Approval Team | ${unsent}`,
    'approve: it is already approved | reject: Rejected | send-back: AR Review | add-line: Ready To Send | ' +
      `delete-line: Ready To Send | ${unsent.replace('send: it has not been approved yet', 'send: Sent')}`,
    `${sent.join(' | ')} | send: it was already sent | resend: Sent | revise: Revised | not-taken: Ready To Send`,
    'approve: it was rejected: regenerate it | reject: it was already rejected | ' +
      'send-back: it was rejected: regenerate it | add-line: Rejected | delete-line: Rejected | ' +
      unsent.replace('send: it has not been approved yet', 'send: it was rejected: regenerate it'),
    everyAction('it was revised; open the newest version'),
    everyAction('it was regenerated; open the newest one'),
  ]);
});

test('the note of a manager comes before the limits, and after its approval the limits are asked again', () => {
  assert.equal(firstState(true, beyond), 'AR Review');
  assert.equal(firstState(false, beyond), 'Approval Team');
  assert.equal(firstState(false, within), 'Ready To Send');
  assert.equal(after('AR Review', 'approve', beyond), 'Approval Team');
  assert.equal(after('Approval Team', 'approve', beyond), 'Ready To Send');
});
