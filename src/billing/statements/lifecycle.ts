/**
 * The states of a statement (billing.md 4.1). One that was made anew before it was sent is Replaced; one that was sent
 * and has a newer version is Revised, so that Sent is always the version that stands.
 */
export type State =
  'AR Review' | 'Approval Team' | 'Ready To Send' | 'Sent' | 'Rejected' | 'Revised' | 'Replaced';

/** What people do to a statement. */
export type Action =
  | 'approve'
  | 'reject'
  | 'send-back'
  | 'add-line'
  | 'delete-line'
  | 'regenerate'
  | 'send'
  | 'resend'
  | 'revise'
  /** The mail server took no mail of what was just sent. */
  | 'not-taken';

/** What the state after depends on. */
export interface Circumstances {
  /** Both review limits are passed now. */
  readonly isBeyondLimits: boolean;
}

export const states: readonly State[] = [
  'AR Review',
  'Approval Team',
  'Ready To Send',
  'Sent',
  'Rejected',
  'Revised',
  'Replaced',
];
type Answer = State | Readonly<{ refused: string }>;
type Answers = Readonly<Record<Action, Answer>>;

const refused = (why: string): Answer => ({ refused: why });

const notSent = refused('it has not been sent yet');
const notRevised = refused('it has not been sent yet: regenerate it');
const notApproved = refused('it has not been approved yet');
const wasRejected = refused('it was rejected: regenerate it');
const wasSent = refused('it was sent: revise it');

/** Every state with every action: the state after, or why not (billing.md 4.1, 4.7). */
const table: Readonly<Record<State, Answers>> = {
  'AR Review': {
    approve: 'Ready To Send',
    reject: 'Rejected',
    'send-back': refused('it is already in AR review'),
    'add-line': 'AR Review',
    'delete-line': 'AR Review',
    regenerate: 'Replaced',
    send: notApproved,
    resend: notSent,
    revise: notRevised,
    'not-taken': notSent,
  },
  'Approval Team': {
    approve: 'Ready To Send',
    reject: 'Rejected',
    'send-back': 'AR Review',
    'add-line': 'Approval Team',
    'delete-line': 'Approval Team',
    regenerate: 'Replaced',
    send: notApproved,
    resend: notSent,
    revise: notRevised,
    'not-taken': notSent,
  },
  'Ready To Send': {
    approve: refused('it is already approved'),
    reject: 'Rejected',
    'send-back': 'AR Review',
    'add-line': 'Ready To Send',
    'delete-line': 'Ready To Send',
    regenerate: 'Replaced',
    send: 'Sent',
    resend: notSent,
    revise: notRevised,
    'not-taken': notSent,
  },
  Sent: {
    approve: wasSent,
    reject: wasSent,
    'send-back': wasSent,
    'add-line': wasSent,
    'delete-line': wasSent,
    regenerate: wasSent,
    send: refused('it was already sent'),
    resend: 'Sent',
    revise: 'Revised',
    'not-taken': 'Ready To Send',
  },
  Rejected: {
    approve: wasRejected,
    reject: refused('it was already rejected'),
    'send-back': wasRejected,
    'add-line': 'Rejected',
    'delete-line': 'Rejected',
    regenerate: 'Replaced',
    send: wasRejected,
    resend: notSent,
    revise: notRevised,
    'not-taken': notSent,
  },
  Revised: everyAction(refused('it was revised; open the newest version')),
  Replaced: everyAction(refused('it was regenerated; open the newest one')),
};

function everyAction(answer: Answer): Answers {
  return {
    approve: answer,
    reject: answer,
    'send-back': answer,
    'add-line': answer,
    'delete-line': answer,
    regenerate: answer,
    send: answer,
    resend: answer,
    revise: answer,
    'not-taken': answer,
  };
}

/** The state of a new statement: the note of a manager first, then the limits (golden DRV-DEV-01 to -06). */
export function firstState(isNoted: boolean, { isBeyondLimits }: Circumstances): State {
  if (isNoted) return 'AR Review';
  return isBeyondLimits ? 'Approval Team' : 'Ready To Send';
}

/** What an action leads to; an approval of AR review leads to the approval team when the limits are passed now. */
export function after(state: State, action: Action, { isBeyondLimits }: Circumstances): Answer {
  if (state === 'AR Review' && action === 'approve' && isBeyondLimits) return 'Approval Team';
  return table[state][action];
}
