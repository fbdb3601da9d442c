import type { ErrorCode } from '../../../kernel/errors.ts';
import { takesKeys } from './do-once.ts';
import type { DeclaredRoute } from './route.ts';

/** What every route may refuse with, whatever it does. */
const ofAll: readonly ErrorCode[] = [
  'HTTP_REQUEST_INVALID',
  'HTTP_URL_TOO_LONG',
  'SECURITY_LIMIT_REACHED',
  'HTTP_FAILED',
  'HTTP_TOOK_TOO_LONG',
  'DATABASE_AWAY',
  'DATABASE_CONTENDED',
  'DATABASE_DISK_FULL',
  'DATABASE_TABLE_BUSY',
];

/** What a route refuses with that is not for everybody. */
const ofClosed: readonly ErrorCode[] = [
  'SECURITY_SIGN_IN_NEEDED',
  'SECURITY_TOKEN_UNKNOWN',
  'SECURITY_SESSION_ENDED',
  'SECURITY_PERSON_DISABLED',
  'SECURITY_NO_ROLE',
  'SECURITY_FORBIDDEN',
  // Of the token of a service, when it is shown first.
  'SECURITY_SERVICE_UNKNOWN',
  'SECURITY_ACCOUNT_TAKEN',
  // Of whoever looks as somebody else.
  'SECURITY_SUPPORT_OVER',
  'SECURITY_SUPPORT_READS_ONLY',
];

/** What a route refuses with that changes something. */
const ofChanges: readonly ErrorCode[] = ['DATABASE_OUTCOME_UNKNOWN', 'DATABASE_OVERTAKEN'];

/** What a route refuses with that takes a body. */
const ofBodies: readonly ErrorCode[] = ['HTTP_BODY_TOO_LARGE', 'HTTP_BODY_TOO_SLOW'];

/** What a route refuses with that takes idempotency keys. */
const ofKeys: readonly ErrorCode[] = [
  'HTTP_KEY_REUSED',
  'HTTP_KEY_BUSY',
  'HTTP_KEY_UNCLEAR',
  'HTTP_ANSWER_NOT_KEPT',
];

/** Every code that a route refuses with: its own, and those that follow from what it asks. */
export function refusalsOf(declared: DeclaredRoute): ReadonlySet<ErrorCode> {
  const { method, access = 'person', ...route } = declared;
  const isClosed = access !== 'public';
  return new Set<ErrorCode>([
    ...ofAll,
    ...(isClosed ? ofClosed : []),
    ...(access === 'person' ? (['SECURITY_PEOPLE_ONLY'] as const) : []),
    ...(isClosed && access !== 'person' && access !== 'signed in'
      ? (['SECURITY_SCOPE_MISSING'] as const)
      : []),
    ...(isClosed && method !== 'GET' ? (['HTTP_FOREIGN_ORIGIN'] as const) : []),
    ...(method === 'GET' ? [] : [...ofChanges, ...ofBodies]),
    ...(takesKeys(declared) ? ofKeys : []),
    ...(route.needsStepUp === true ? (['SECURITY_STEP_UP_NEEDED'] as const) : []),
    ...(route.refusals ?? []),
  ]);
}
