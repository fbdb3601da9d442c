import pg from 'pg';

/** The SQLSTATE classes we tell apart, by the name PostgreSQL's appendix A gives them. */
export const sqlstate = {
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  notNullViolation: '23502',
  checkViolation: '23514',
  exclusionViolation: '23P01',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  objectNotInPrerequisiteState: '55000',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  insufficientPrivilege: '42501',
  undefinedTable: '42P01',
  undefinedFunction: '42883',
  undefinedObject: '42704',
  duplicateDatabase: '42P04',
  duplicateObject: '42710',
  dependentObjectsStillExist: '2BP01',
  invalidPassword: '28P01',
  invalidAuthorization: '28000',
  invalidCatalogName: '3D000',
  cannotConnectNow: '57P03',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  tooManyConnections: '53300',
  raiseException: 'P0001',
  readOnlyTransaction: '25006',
  diskFull: '53100',
  featureNotSupported: '0A000',
  internalError: 'XX000',
  /** Our own (security.enter_by_token). */
  tokenOpensNothing: 'DB401',
} as const;

type SqlState = (typeof sqlstate)[keyof typeof sqlstate];

/** The five characters PostgreSQL gave the error, or null when the error is not PostgreSQL's. */
export function stateOf(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

/** Whether PostgreSQL raised `error` with this state. */
export function hasState(error: unknown, state: SqlState): boolean {
  return stateOf(error) === state;
}

/** What PostgreSQL says where another transaction replaced a function, a policy or a right in the middle of a look. */
const replacedMeanwhile =
  /^(cache lookup failed for|tuple concurrently (updated|deleted)|could not open relation)/;

/**
 * Whether a transaction lost against another one, by a deadlock or serialisation failure, or because what it used was
 * made anew at the same moment: another attempt mends it.
 */
export function isLost(error: unknown): boolean {
  if (hasState(error, sqlstate.internalError)) return replacedMeanwhile.test((error as Error).message);
  return hasState(error, sqlstate.serializationFailure) || hasState(error, sqlstate.deadlockDetected);
}

/**
 * Whether another transaction just stored what may be there once (the same name, the same key): a check made before
 * could not see it yet, another attempt does.
 */
export function isOvertaken(error: unknown): boolean {
  return hasState(error, sqlstate.uniqueViolation) || hasState(error, sqlstate.exclusionViolation);
}

/** What PostgreSQL says of itself when it is going, coming or full; class 08 is the connection itself. */
const awayStates: readonly string[] = [
  sqlstate.adminShutdown,
  sqlstate.crashShutdown,
  sqlstate.cannotConnectNow,
  sqlstate.tooManyConnections,
];

/** What the operating system says of a connection that could not be made, or broke. */
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTCONN']);

/** What the driver says of it, in words only. */
const awayWords: readonly string[] = [
  'Connection terminated',
  'Connection ended unexpectedly',
  'Client has encountered a connection error',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Cannot use a pool after calling end',
];

/** Whether the database cannot be had at the moment: nobody answers, the connection broke, or none is left. */
export function isAway(error: unknown): boolean {
  const state = stateOf(error);
  if (state !== null) return awayStates.includes(state) || state.startsWith('08');
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.every(isAway);
  // Of a request that broke the answer is nobody's; the driver alone connects to a port of PostgreSQL.
  const code = 'code' in error ? String(error.code) : '';
  return awayCodes.has(code) || awayWords.some((words) => error.message.startsWith(words));
}

/**
 * The rule by which PostgreSQL refused what was to be kept, in words: the name of a constraint, or what its class says
 * (22 data, 23 integrity, 54 limits). Null when the error is about something else, for example a lost connection.
 */
export function refusedRule(error: unknown): string | null {
  const state = stateOf(error);
  if (!(error instanceof pg.DatabaseError) || state === null) return null;
  if (state.startsWith('23'))
    return (error.constraint ?? error.column ?? 'a rule of the table').replaceAll('_', ' ');
  if (state === '22003') return 'a figure is too large for its column';
  if (state.startsWith('22')) return 'a value does not have the format of its column';
  return state.startsWith('54') ? 'a value is too long for the database' : null;
}
