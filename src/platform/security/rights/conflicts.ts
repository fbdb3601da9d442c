import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { rolesThatMay, roleTitles } from './role-titles.ts';

/** What people do that segregation of duties keeps apart: the words of security.duty_conflict. */
export type Duty =
  | 'generate-statement'
  | 'edit-statement'
  | 'change-threshold'
  | 'approve-statement'
  | 'edit-contract'
  | 'approve-contract'
  | 'enter-forecast'
  | 'override-forecast'
  | 'approve-forecast'
  | 'submit-revenue-report'
  | 'override-check'
  | 'post-batch'
  | 'reverse-posting';

/**
 * The caller performs a duty on one or several things. Null, and noted for the duties that exclude it; or
 * SECURITY_CONFLICT, with the attempt recorded, when the same person performed such a duty on one of them before. The
 * refusal is for returning: thrown, it would take the record with its transaction.
 */
export async function performDuty(
  database: Queryable,
  duty: Duty,
  subjects: string | readonly string[],
): Promise<Refusal | null> {
  for (const subject of typeof subjects === 'string' ? [subjects] : subjects) {
    const [answer] = await database.query<{ performed: boolean }>(
      'select security.perform_duty($1, $2) as performed',
      [duty, subject],
    );
    if (answer?.performed !== true) return lastConflict(database);
  }
  return null;
}

/** Whoever performed a duty on one of these things performed it on what was made of them too. */
export async function carryDuties(database: Queryable, from: readonly string[], to: string): Promise<void> {
  await database.query('select security.carry_duties($1, $2)', [from, to]);
}

/** How a duty reads, after "does not" and after "whoever", and the rights of which one lets people perform it. */
interface DutyInWords {
  readonly does: string;
  readonly did: string;
  readonly rights: readonly (readonly [object: string, action: string])[];
}

type AccessDuty =
  | 'request-access'
  | 'approve-access'
  | 'grant-access'
  | 'review-access'
  | 'request-export'
  | 'approve-export';

const duties: Readonly<Record<Duty | AccessDuty, DutyInWords>> = {
  'generate-statement': {
    does: 'generate the statement',
    did: 'generated the statement',
    rights: [['statement', 'execute']],
  },
  'edit-statement': {
    does: 'change lines of the statement',
    did: 'changed lines of the statement',
    rights: [['statement-line', 'change']],
  },
  'change-threshold': {
    does: 'change the review limits',
    did: 'changed the review limits',
    rights: [['review-threshold', 'change']],
  },
  'approve-statement': {
    does: 'approve the statement',
    did: 'approved the statement',
    rights: [
      ['statement-review', 'approve'],
      ['statement-approval', 'approve'],
    ],
  },
  'edit-contract': {
    does: 'change the terms of the contract',
    did: 'changed the terms of the contract',
    rights: [['contract', 'change']],
  },
  'approve-contract': {
    does: 'approve the change of terms',
    did: 'approved the change of terms',
    rights: [['contract', 'approve']],
  },
  'enter-forecast': {
    does: 'enter the forecast',
    did: 'entered the forecast',
    rights: [['forecast', 'change']],
  },
  'override-forecast': {
    does: 'override values of the forecast',
    did: 'overrode values of the forecast',
    rights: [['forecast', 'change']],
  },
  'approve-forecast': {
    does: 'approve the forecast',
    did: 'approved the forecast',
    rights: [['forecast', 'approve']],
  },
  'submit-revenue-report': {
    does: 'submit the revenue report',
    did: 'submitted the revenue report',
    rights: [['revenue-report', 'execute']],
  },
  'override-check': {
    does: 'override its checks',
    did: 'overrode its checks',
    rights: [['revenue-report', 'approve']],
  },
  'post-batch': {
    does: 'post the documents',
    did: 'posted the documents',
    rights: [['ledger-posting', 'execute']],
  },
  'reverse-posting': {
    does: 'reverse the posting',
    did: 'reversed the posting',
    rights: [['statement-sending', 'execute']],
  },
  'request-access': {
    does: 'ask for the role',
    did: 'asked for the role or would receive it',
    rights: [['access-request', 'change']],
  },
  'approve-access': {
    does: 'approve it',
    did: 'approved it as manager',
    rights: [
      ['access-request', 'approve'],
      ['access-request', 'execute'],
    ],
  },
  'grant-access': { does: 'grant it', did: 'granted it', rights: [['access-request', 'execute']] },
  'review-access': {
    does: 'review it',
    did: 'reviewed it',
    rights: [['access-review', 'approve']],
  },
  'request-export': {
    does: 'ask for the export',
    did: 'asked for the export',
    rights: [['export-request', 'change']],
  },
  'approve-export': {
    does: 'approve it',
    did: 'approved it',
    rights: [['export-request', 'approve']],
  },
};

const isDuty = (word: string): word is keyof typeof duties => Object.hasOwn(duties, word);

/** What segregation of duties stopped the caller at last, as SECURITY_CONFLICT; the database has recorded it. */
export async function lastConflict(database: Queryable): Promise<Refusal> {
  const [conflict] = await database.query<Attempt>(
    'select attempted, conflicts_with as conflict, subject from security.last_conflict()',
  );
  if (!conflict) throw new Error('an assignment was stopped and no conflict recorded');
  const titles = await roleTitles(database);
  const { attempted, subject } = conflict;
  return refusal('SECURITY_CONFLICT', {
    rule: ruleOf(conflict, titles),
    subject: withTitles(subject, titles),
    who: isDuty(attempted)
      ? ` who is ${await whoMay(database, duties[attempted].rights, titles)}`
      : ', or for somebody else',
  });
}

/** What was attempted, why not, and on what: as the database records it. */
interface Attempt {
  readonly attempted: string;
  readonly conflict: string;
  readonly subject: string;
}

function ruleOf({ attempted, conflict }: Attempt, titles: ReadonlyMap<string, string>): string {
  const [verb = '', ...rest] = attempted.split(' ');
  const role = rest.at(-1) ?? '';
  const title = titles.get(role) ?? role;
  if (isDuty(attempted) && isDuty(conflict))
    return `whoever ${duties[conflict].did} does not ${duties[attempted].does}`;
  if (conflict === 'holding it') return 'nobody reviews a role of their own';
  if (conflict === 'being that person') return `nobody can ${attempted} themselves`;
  if (verb === 'change') return `nobody changes the rights of a role that they hold, ${title}`;
  if (titles.has(conflict)) return `nobody is ${titles.get(conflict) ?? conflict} and ${title} at once`;
  return `whoever does not administer security does not make anybody ${title}`;
}

function withTitles(words: string, titles: ReadonlyMap<string, string>): string {
  return words
    .split(' ')
    .map((word) => titles.get(word) ?? word)
    .join(' ');
}

/** Titles of the roles that may, as one of several rights says: `billing admin or revenue approver`. */
async function whoMay(
  database: Queryable,
  rights: DutyInWords['rights'],
  titles: ReadonlyMap<string, string>,
): Promise<string> {
  const roles = new Set<string>();
  for (const [object, action] of rights)
    for (const role of await rolesThatMay(database, { object, action })) roles.add(titles.get(role) ?? role);
  return roles.size === 0 ? 'given the right to' : [...roles].toSorted().join(' or ');
}
