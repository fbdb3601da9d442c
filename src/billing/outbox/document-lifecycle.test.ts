import assert from 'node:assert/strict';
import { test } from 'node:test';
import { states } from '../statements/lifecycle.ts';
import { documentAfter, type DocumentAction } from './document-lifecycle.ts';

const documentStates = [
  'unposted',
  'pending',
  'acknowledged',
  'failed',
  'unclear',
  'withdrawn',
  'reversed',
] as const;
const documentActions = ['post', 'taken', 'not taken', 'lost', 'retry', 'take back'] as const;

/** What an action leads to from every state of a document; a refusal is `-`. */
function rowOf(statement: (typeof states)[number], action: DocumentAction): string {
  const answers = documentStates.map((document) => documentAfter(statement, document, action));
  return answers.map((answer) => (typeof answer === 'object' ? '-' : answer)).join(' ');
}

const rowsOf = (statement: (typeof states)[number]): string[] =>
  documentActions.map((action) => `${action}: ${rowOf(statement, action)}`);

test('documents of a statement that stands are posted once, answered, and taken back once they are answered', () => {
  assert.deepEqual(rowsOf('Sent'), [
    'post: pending pending acknowledged failed unclear - -',
    'taken: - acknowledged - acknowledged acknowledged - -',
    'not taken: - failed - failed failed - -',
    'lost: - unclear - failed unclear - -',
    'retry: - pending - pending - - -',
    'take back: unposted - reversed withdrawn - withdrawn reversed',
  ]);
});

test('nothing of a version that was revised is posted; its reversals are answered and handed out again', () => {
  assert.deepEqual(rowsOf('Revised'), [
    'post: - pending acknowledged failed unclear - -',
    'taken: - acknowledged - acknowledged acknowledged - -',
    'not taken: - failed - failed failed - -',
    'lost: - unclear - failed unclear - -',
    'retry: - pending - pending - - -',
    'take back: unposted - - - - withdrawn reversed',
  ]);
});

test('nothing is posted of what was not sent', () => {
  for (const state of states.filter((one) => one !== 'Sent' && one !== 'Revised'))
    assert.deepEqual(
      rowsOf(state),
      documentActions.map((action) => `${action}: - - - - - - -`),
    );
});
