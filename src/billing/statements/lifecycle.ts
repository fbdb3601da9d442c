/** The states of a statement (billing.md 4.1); one that was made anew before it was sent is Replaced. */
export type State = 'AR Review' | 'Approval Team' | 'Ready To Send' | 'Sent' | 'Replaced';

/** What people do to a statement. */
export type Action = 'approve' | 'add-line' | 'delete-line' | 'regenerate' | 'send' | 'revise';

/** What the state after depends on. */
export interface Circumstances {
  /** Both review limits are passed now. */
  readonly isBeyondLimits: boolean;
}

export const states: readonly State[] = ['AR Review', 'Approval Team', 'Ready To Send', 'Sent', 'Replaced'];
type Answer = State | 'new version' | Readonly<{ refused: string }>;

const refused = (why: string): Answer => ({ refused: why });

const notApproved = refused('it is not approved yet');
const gone = refused('it was made anew; open the newest one');
const isSent = refused('it was sent: revise it');

/** Every state with every action: the state after, or why not (billing.md 4.1, 4.7). */
const table: Readonly<Record<State, Readonly<Record<Action, Answer>>>> = {
  'AR Review': {
    ...{ approve: 'Ready To Send', 'add-line': 'AR Review', 'delete-line': 'AR Review' },
    ...{ send: notApproved, regenerate: 'Replaced', revise: refused('it was not sent yet: regenerate it') },
  },
  'Approval Team': {
    ...{ approve: 'Ready To Send', 'add-line': 'Approval Team', 'delete-line': 'Approval Team' },
    ...{ send: notApproved, regenerate: 'Replaced', revise: refused('it was not sent yet: regenerate it') },
  },
  'Ready To Send': {
    ...{
      approve: refused('it is approved already'),
      'add-line': 'Ready To Send',
      'delete-line': 'Ready To Send',
    },
    ...{ send: 'Sent', regenerate: 'Replaced', revise: refused('it was not sent yet: regenerate it') },
  },
  Sent: {
    ...{ approve: isSent, 'add-line': isSent, 'delete-line': isSent, send: refused('it was sent already') },
    ...{ regenerate: isSent, revise: 'new version' },
  },
  Replaced: {
    ...{ approve: gone, 'add-line': gone, 'delete-line': gone, send: gone, regenerate: gone, revise: gone },
  },
};

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
