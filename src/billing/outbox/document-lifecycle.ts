import type { State } from '../statements/lifecycle.ts';

/**
 * How far a document for the ledger came. Withdrawn: the ledger did not take it, and its statement was revised.
 * Reversed: a document of its own took it back.
 */
export type DocumentState = 'unposted' | 'pending' | 'acknowledged' | 'failed' | 'withdrawn' | 'reversed';

/** What happens to a document: the ledger took it or did not, or people act on it. */
export type DocumentAction = 'post' | 'taken' | 'not taken' | 'retry' | 'take back';

type Answer = DocumentState | Readonly<{ refused: string }>;
type Answers = Readonly<Record<DocumentAction, Answer>>;
type Documents = Readonly<Record<DocumentState, Answers>>;

const refused = (why: string): Answer => ({ refused: why });

const unposted = refused('it was not posted');
const isClosed = refused('the ledger accepted it');
const isWithdrawn = refused('it was withdrawn');
const isReversed = refused('it was reversed');

/** Documents of a statement that was sent and stands. */
const ofSent: Documents = {
  unposted: {
    post: 'pending',
    taken: unposted,
    'not taken': unposted,
    retry: unposted,
    'take back': 'unposted',
  },
  pending: {
    post: 'pending',
    taken: 'acknowledged',
    'not taken': 'failed',
    retry: 'pending',
    'take back': refused('the ledger has not answered yet'),
  },
  acknowledged: {
    post: 'acknowledged',
    taken: isClosed,
    'not taken': isClosed,
    retry: isClosed,
    'take back': 'reversed',
  },
  failed: {
    post: 'failed',
    taken: 'acknowledged',
    'not taken': 'failed',
    retry: 'pending',
    'take back': 'withdrawn',
  },
  withdrawn: {
    post: isWithdrawn,
    taken: isWithdrawn,
    'not taken': isWithdrawn,
    retry: isWithdrawn,
    'take back': 'withdrawn',
  },
  reversed: {
    post: isReversed,
    taken: isReversed,
    'not taken': isReversed,
    retry: isReversed,
    'take back': 'reversed',
  },
};

/** Of a version that was revised nothing new is posted; the reversals of its documents go their way to the ledger. */
const ofRevised: Documents = {
  unposted: { ...ofSent.unposted, post: refused('it was revised; post the newest version') },
  pending: { ...ofSent.pending, 'take back': refused('it was already revised') },
  acknowledged: { ...ofSent.acknowledged, 'take back': refused('it was already revised') },
  failed: { ...ofSent.failed, 'take back': refused('it was already revised') },
  withdrawn: ofSent.withdrawn,
  reversed: ofSent.reversed,
};

/** Only what was sent is posted. */
const ofUnsent: Documents = {
  unposted: everyAction(refused('its statement was not sent')),
  pending: everyAction(refused('its statement was not sent')),
  acknowledged: everyAction(refused('its statement was not sent')),
  failed: everyAction(refused('its statement was not sent')),
  withdrawn: everyAction(refused('its statement was not sent')),
  reversed: everyAction(refused('its statement was not sent')),
};

function everyAction(answer: Answer): Answers {
  return { post: answer, taken: answer, 'not taken': answer, retry: answer, 'take back': answer };
}

const table: Readonly<Record<State, Documents>> = {
  'AR Review': ofUnsent,
  'Approval Team': ofUnsent,
  'Ready To Send': ofUnsent,
  Rejected: ofUnsent,
  Replaced: ofUnsent,
  Sent: ofSent,
  Revised: ofRevised,
};

/**
 * What an action leads to for a document of a statement: every state of the statement with every state of the document,
 * or why not (billing.md 4.7, 4.9). Documents of unit accounts have no statement and go as those of one that was sent.
 */
export function documentAfter(statement: State, document: DocumentState, action: DocumentAction): Answer {
  return table[statement][document][action];
}
