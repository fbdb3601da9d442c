import { holdsRight, type Caller, type Principal, type Right } from '../../platform/security/index.ts';
import { after, type Action } from '../statements/lifecycle.ts';
import type { StatementDetail } from '../statements/read-statements.ts';
import { rightToReview } from './act-on-statements.ts';
import { statementSeen } from './read-statements.ts';

/** What can be done with a statement, the most usual first. */
export const offers = [
  ...(['approve', 'send', 'resolve', 'post', 'resend', 'revise'] as const),
  ...(['send-back', 'reject', 'change-line', 'dispute'] as const),
] as const;
export type Offer = (typeof offers)[number];

/** The action of the life cycle that decides whether an offer is possible; absent: it is not about the state. */
const actionOf: Readonly<Partial<Record<Offer, Action>>> = {
  approve: 'approve',
  send: 'send',
  resend: 'resend',
  revise: 'revise',
  'send-back': 'send-back',
  reject: 'reject',
  'change-line': 'add-line',
};

type OfferedStatement = Pick<StatementDetail, 'site' | 'state' | 'isStanding' | 'isDisputed'>;

/**
 * One statement, as `statementSeen`, with what its state and the rights of the caller allow. Who made it is not asked
 * here: whoever approves the own work is refused with the reason.
 */
export async function statementWithOffers(
  principal: Pick<Principal, 'caller'>,
  statementId: string,
): Promise<StatementDetail & { readonly offers: readonly Offer[] }> {
  const { caller } = principal;
  const statement = await statementSeen(principal, statementId);
  const offered = await offersOf(caller, statement);
  // What was posted goes to the ledger by itself; to post it again does nothing.
  const isOver = offered.includes('post') && (await isPosted(caller, statementId));
  return { ...statement, offers: offered.filter((offer) => offer !== 'post' || !isOver) };
}

/** Whether documents of a statement were made for the ledger, as far as the caller sees them. */
async function isPosted(caller: Caller, statementId: string): Promise<boolean> {
  const [posted] = await caller.transaction((transaction) =>
    transaction.query<{ isPosted: boolean }>(
      'select exists (select from billing.posting where statement_id = $1) as "isPosted"',
      [statementId],
    ),
  );
  return posted?.isPosted === true;
}

/** What the state of a statement and the rights of the caller allow; nothing inside a support session. */
async function offersOf(caller: Caller, statement: OfferedStatement): Promise<Offer[]> {
  if (caller.support) return [];
  const possible = offers.filter((offer) => isPossible(offer, statement));
  const held = new Map<string, boolean>();
  for (const offer of possible) {
    const right = rightOf(offer, statement);
    if (!held.has(right.object)) held.set(right.object, await holdsRight(caller, right));
  }
  return possible.filter((offer) => held.get(rightOf(offer, statement).object) === true);
}

function isPossible(offer: Offer, { state, isStanding, isDisputed }: OfferedStatement): boolean {
  if (!isStanding) return false;
  if (offer === 'resolve') return isDisputed;
  if (offer === 'dispute') return !isDisputed;
  if (offer === 'post') return state === 'Sent';
  const action = actionOf[offer];
  const isOpen = offer === 'resend' || !isDisputed;
  return (
    isOpen && action !== undefined && typeof after(state, action, { isBeyondLimits: false }) === 'string'
  );
}

function rightOf(offer: Offer, statement: OfferedStatement): Right {
  const { site } = statement;
  switch (offer) {
    case 'approve':
    case 'send-back':
    case 'reject':
      return rightToReview(statement);
    case 'send':
    case 'resend':
    case 'revise':
      return { object: 'statement-sending', action: 'execute', site };
    case 'change-line':
      return { object: 'statement-line', action: 'change', site };
    case 'post':
      return { object: 'ledger-posting', action: 'execute', site };
    case 'resolve':
    case 'dispute':
      return { object: 'statement-dispute', action: 'change', site };
  }
}
