import type { State } from '../statements/lifecycle.ts';

/**
 * How far a document for the ledger came. Unclear: it was handed over, and nobody knows whether it was taken.
 * Withdrawn: the ledger did not take it, and its statement was revised. Reversed: a document of its own took it back.
 */
export type DocumentState =
  'unposted' | 'pending' | 'acknowledged' | 'failed' | 'unclear' | 'withdrawn' | 'reversed';

/** What happens to a document: the ledger took it, did not, or nobody knows; or people act on it. */
export type DocumentAction = 'post' | 'taken' | 'not taken' | 'lost' | 'retry' | 'take back';

type Answer = DocumentState | Readonly<{ refused: string }>;
type Answers = Readonly<Record<DocumentAction, Answer>>;
type Documents = Readonly<Record<DocumentState, Answers>>;

const refused = (why: string): Answer => ({ refused: why });

/** Handed out again it could be booked twice, so somebody asks the ledger first. */
const isUnclear = refused(
  'it is unknown whether the ledger accepted it; check there and record the result (`daybook post acknowledge`)',
);
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
    lost: unposted,
    retry: unposted,
    'take back': 'unposted',
  },
  pending: {
    post: 'pending',
    taken: 'acknowledged',
    'not taken': 'failed',
    lost: 'unclear',
    retry: 'pending',
    'take back': refused('the ledger has not answered yet'),
  },
  acknowledged: {
    post: 'acknowledged',
    taken: isClosed,
    'not taken': isClosed,
    lost: isClosed,
    retry: isClosed,
    'take back': 'reversed',
  },
  failed: {
    post: 'failed',
    taken: 'acknowledged',
    'not taken': 'failed',
    lost: 'failed',
    retry: 'pending',
    'take back': 'withdrawn',
  },
  unclear: {
    post: 'unclear',
    taken: 'acknowledged',
    'not taken': 'failed',
    lost: 'unclear',
    retry: isUnclear,
    'take back': isUnclear,
  },
  withdrawn: {
    post: isWithdrawn,
    taken: isWithdrawn,
    'not taken': isWithdrawn,
    lost: isWithdrawn,
    retry: isWithdrawn,
    'take back': 'withdrawn',
  },
  reversed: {
    post: isReversed,
    taken: isReversed,
    'not taken': isReversed,
    lost: isReversed,
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
  unclear: { ...ofSent.unclear, 'take back': refused('it was already revised') },
  withdrawn: ofSent.withdrawn,
  reversed: ofSent.reversed,
};

/** Only what was sent is posted. */
const ofUnsent: Documents = {
  unposted: everyAction(refused('its statement was not sent')),
  pending: everyAction(refused('its statement was not sent')),
  acknowledged: everyAction(refused('its statement was not sent')),
  failed: everyAction(refused('its statement was not sent')),
  unclear: everyAction(refused('its statement was not sent')),
  withdrawn: everyAction(refused('its statement was not sent')),
  reversed: everyAction(refused('its statement was not sent')),
};

function everyAction(answer: Answer): Answers {
  return {
    post: answer,
    taken: answer,
    'not taken': answer,
    lost: answer,
    retry: answer,
    'take back': answer,
  };
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
