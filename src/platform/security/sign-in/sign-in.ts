import { Refusal, refusal } from '../../../kernel/errors.ts';
import { workFor } from '../acting.ts';
import type { Database, Queryable } from '../../database/index.ts';
import { listPeople, requireActive, type Person } from '../identity/people.ts';
import {
  noteSignIn,
  openSession,
  stepUp,
  type SessionRules,
  type SignInNote,
  type Visit,
} from '../identity/sessions.ts';
import { hashOf, scopes as knownScopes } from '../identity/token.ts';
import type { Visitor } from '../identity/visitor.ts';
import { localIssuer, type Account, type Provider } from './provider.ts';
import type { Flow } from './sealed-flow.ts';
import { hasSecondFactor } from './second-factor.ts';

/** What a sign-in needs of the program. */
export interface SignInParts {
  readonly owner: Database;
  readonly provider: Provider;
  readonly rules: SessionRules;
  readonly requireMfa: boolean;
}

/** How someone came back from the provider. */
export interface Return {
  /** Query of the address, without the question mark. */
  readonly query: string;
  /** What was remembered; null when there is nothing, or it was too long ago. */
  readonly flow: Flow | null;
  /** Whoever is signed in already. */
  readonly present: Visitor | null;
  readonly visit: Visit;
}

/**
 * Finishes a sign-in: the token of a new session, or null when it was a step-up of the present one. Refuses with
 * SECURITY_SIGN_IN_FAILED, SECURITY_SECOND_FACTOR_MISSING, SECURITY_ACCOUNT_UNNAMED, SECURITY_ACCOUNT_UNKNOWN,
 * SECURITY_ACCOUNT_TAKEN, SECURITY_PERSON_DISABLED or SECURITY_NO_ROLE; each leaves an entry in the trail.
 */
export async function finishSignIn(parts: SignInParts, back: Return): Promise<string | null> {
  const { owner, provider, rules, requireMfa } = parts;
  const { flow, present, visit } = back;
  let account: Account | undefined;
  let person: Person | undefined;
  try {
    if (flow === null)
      throw refusal('SECURITY_SIGN_IN_FAILED', {
        cause: 'it was not started in this browser, or too long ago',
      });
    account = await provider.finish(back.query, flow);
    const { boundAs, strongClasses } = provider.settings;
    const owned = await personOfAccount(owner, provider, account);
    person = owned.person;
    if ((requireMfa || flow.isStepUp) && !hasSecondFactor(account.claims, strongClasses))
      throw refusal('SECURITY_SECOND_FACTOR_MISSING', { user: person.userId });
    await requireActive(owner, person);
    if (!owned.isBound) await bind(owner, person, { issuer: boundAs, subject: account.subject, visit });
    const own = present?.person.personId === person.personId ? present.sessionId : null;
    if (flow.isStepUp && own !== null) {
      await stepUp(owner, person, own, visit);
      return null;
    }
    const { token } = await openSession(owner, person, { rules, isSteppedUp: flow.isStepUp, visit });
    return token;
  } catch (error) {
    if (error instanceof Refusal) await noteFailure(owner, error, { account, person, visit });
    throw error;
  }
}

/**
 * Exchanges the token of a service for a session that lives as long as the token; false when it is not such a token.
 * Refuses with SECURITY_SERVICE_UNKNOWN or SECURITY_ACCOUNT_TAKEN.
 */
export async function admitByProviderToken(
  { owner, provider, rules }: Omit<SignInParts, 'requireMfa'>,
  token: string,
  visit: Visit,
): Promise<boolean> {
  const service = await provider.serviceOf(token);
  if (!service) return false;
  const account: Account = { subject: service.subject, userId: service.client, claims: {} };
  const owned = await serviceOfAccount(owner, provider, account);
  const { person } = owned;
  if (!owned.isBound)
    await bind(owner, person, { issuer: provider.settings.boundAs, subject: account.subject, visit });
  const granted = knownScopes.filter((scope) => service.scopes.includes(scope));
  await workFor(owner, person, visit).transaction(async (transaction) => {
    // Two requests that come at once bring the same token.
    const [opened] = await transaction.query<{ sessionId: string }>(
      `insert into security.session (token_sha256, person_id, method, scopes, idle_ends_after, ends_at)
       values ($1, $2, 'client credentials', $3, make_interval(hours => $5),
         least(to_timestamp($4), now() + make_interval(hours => $5)))
       on conflict (token_sha256) do nothing returning session_id as "sessionId"`,
      [hashOf(token), person.personId, granted, service.endsAtSeconds, rules.hours],
    );
    if (opened)
      await noteSignIn(transaction, { kind: 'sign-in', ...opened, facts: { isService: true }, visit });
  });
  return true;
}

interface SignInSubject {
  readonly person: Person;
  /** The account is bound to the person already. */
  readonly isBound: boolean;
}

/** The person of an account: by what was bound at an earlier sign-in, else by name. */
async function personOfAccount(
  owner: Queryable,
  provider: Provider,
  account: Account,
): Promise<SignInSubject> {
  const { boundAs, userClaims } = provider.settings;
  const bound = await boundPerson(owner, boundAs, account.subject);
  if (bound) return { person: bound, isBound: true };
  const { userId } = account;
  if (userId === null) throw refusal('SECURITY_ACCOUNT_UNNAMED', { claims: userClaims.join(' or ') });
  const [person] = await listPeople(owner, { userId });
  // Whoever may choose a name at a real provider could choose that of a demo person, who may be an administrator.
  const isOfTrial = person?.origin === 'demo' && boundAs !== localIssuer;
  if (!person || person.origin === 'service' || isOfTrial)
    throw refusal('SECURITY_ACCOUNT_UNKNOWN', { account: userId });
  await refuseTaken(owner, boundAs, person);
  return { person, isBound: false };
}

/** As `personOfAccount`, for a service: what a person may sign in as is never a service, nor the other way round. */
async function serviceOfAccount(
  owner: Queryable,
  provider: Provider,
  account: Account,
): Promise<SignInSubject> {
  const { boundAs } = provider.settings;
  const bound = await boundPerson(owner, boundAs, account.subject);
  const client = account.userId ?? '';
  const [named] = bound ? [bound] : await listPeople(owner, { userId: client });
  if (named?.origin !== 'service') throw refusal('SECURITY_SERVICE_UNKNOWN', { client });
  if (!bound) await refuseTaken(owner, boundAs, named);
  return { person: named, isBound: bound !== undefined };
}

async function boundPerson(owner: Queryable, issuer: string, subject: string): Promise<Person | undefined> {
  const [bound] = await owner.query<{ personId: string }>(
    'select person_id as "personId" from security.person_subject where issuer = $1 and subject = $2',
    [issuer, subject],
  );
  return bound ? (await listPeople(owner, bound))[0] : undefined;
}

/** A name that changed hands at the provider does not open what its former owner had. */
async function refuseTaken(owner: Queryable, issuer: string, person: Person): Promise<void> {
  const [other] = await owner.query(
    'select from security.person_subject where issuer = $1 and person_id = $2',
    [issuer, person.personId],
  );
  if (other) throw refusal('SECURITY_ACCOUNT_TAKEN', { user: person.userId });
}

async function bind(
  owner: Database,
  person: Person,
  { issuer, subject, visit }: { issuer: string; subject: string; visit: Visit },
): Promise<void> {
  await workFor(owner, person, visit).execute(
    `insert into security.person_subject (issuer, subject, person_id) values ($1, $2, $3)
     on conflict (issuer, subject) do nothing`,
    [issuer, subject, person.personId],
  );
}

async function noteFailure(
  owner: Database,
  error: Refusal,
  attempt: { account: Account | undefined; person: Person | undefined; visit: Visit },
): Promise<void> {
  const { account, person, visit } = attempt;
  await tellTrail(owner, person, {
    kind: 'sign-in failed',
    facts: { why: error.code },
    account: person ? undefined : (account?.userId ?? undefined),
    visit,
  });
}

/** Tells the trail of a token that opened nothing: many of them are someone who guesses. */
export async function noteWrongToken(owner: Database, visit: Visit): Promise<void> {
  const facts = { why: 'SECURITY_TOKEN_UNKNOWN' };
  await tellTrail(owner, undefined, { kind: 'sign-in failed', facts, visit });
}

/** An entry under the name of a person, or of nobody, with the number of the request. */
async function tellTrail(owner: Database, person: Person | undefined, note: SignInNote): Promise<void> {
  await owner.transaction(async (transaction) => {
    const values = [person?.personId ?? null, note.visit.requestId ?? null];
    await transaction.query('select security.name_caller($1, $2, null)', values);
    await noteSignIn(transaction, note);
  });
}
