import { randomUUID } from 'node:crypto';
import { refusal } from '../../kernel/errors.ts';
import { keepableJson } from '../../kernel/keepable-json.ts';
import {
  sentAgain,
  statementsBy,
  type Connection,
  type Database,
  type Queryable,
  type SqlStatement,
  type SqlValue,
  type TransactionOptions,
} from '../database/index.ts';
import { requireActive, withCurrentRoles, type Person } from './identity/people.ts';
import { rolesText, rolesThatMay, roleTitles } from './rights/role-titles.ts';

/** Whoever acts: what a stage is handed instead of the database when it works for a person. */
export interface Caller {
  readonly person: Pick<Person, 'personId' | 'userId' | 'roles'>;
  /** One transaction with the rights of the person: rows, columns and actions that it may not have are not there. */
  transaction<T>(work: (transaction: Connection) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * One statement in a transaction of its own with the same rights, in one way to the database and back; absent where
   * there is no such way, see `readOnce`.
   */
  readonly inOneTrip?: (statement: SqlStatement) => Promise<object[]>;
  /** Absent unless a helper looks as this person. */
  readonly support?: InSupport;
}

/** The support session in which somebody else looks as this person (read-only). */
export interface InSupport {
  readonly number: string;
  /** Who looks, by the name at sign-in. */
  readonly helper: string;
  /** Transactions under the name of the helper, for what the trail is told. */
  readonly noting: <T>(work: (transaction: Connection) => Promise<T>) => Promise<T>;
}

/** Whoever a use case works for: every surface hands in the same, and the use case asks for the rights it needs. */
export interface Principal {
  readonly person: Person;
  /** With the rights of the person: what reads and shows goes this way. */
  readonly caller: Caller;
  /** With the rights of the owner, under the name of the person (`workFor`): for what only the owner can do. */
  readonly database: Database;
  /** Why, as the person said; null when nothing was said. */
  readonly reason: string | null;
}

/** What the trail keeps beside the actor. */
export interface ActingContext {
  /** Request or command; a number of its own unless given. */
  readonly requestId?: string;
  /** Why, as the actor said. */
  readonly reason?: string | undefined;
}

/**
 * Acts as `person` on the owner's connection: for the command line and for jobs. Each transaction takes on the acting
 * role of the person and gives it back. Refuses with SECURITY_PERSON_DISABLED or SECURITY_NO_ROLE.
 */
export async function actAs(
  database: Database,
  person: Person,
  context: ActingContext = {},
): Promise<Caller> {
  const current = await withCurrentRoles(database, person);
  await requireActive(database, current);
  const values = contextValues(person, context);
  return {
    person: current,
    transaction: (work, options) =>
      database.transaction(async (transaction) => {
        await transaction.query('select security.act_as_person($1, $2, $3)', values);
        return work(transaction);
      }, options),
    inOneTrip: async (statement) => {
      const entry = { text: 'select security.act_as_person($1, $2, $3)', values };
      const [, rows = []] = await database.inOneTrip([entry, statement]);
      return rows;
    },
  };
}

/** The rows of one statement with the rights of the caller, in a transaction of its own. */
export async function readOnce<Row extends object>(
  caller: Caller,
  text: string,
  values: readonly SqlValue[],
): Promise<Row[]> {
  if (caller.inOneTrip) return (await caller.inOneTrip({ text, values })) as Row[];
  return caller.transaction((transaction) => transaction.query<Row>(text, values), sentAgain);
}

/**
 * The owner's database, working for a person: everything it changes is in the trail under the name of the person, while
 * the rights stay the owner's. For what only the owner can do (loads); ask `requireRight` before.
 */
export function workFor(database: Database, person: Person, context: ActingContext = {}): Database {
  return enteredBy(database, 'select security.name_caller($1, $2, $3)', contextValues(person, context));
}

/** The owner's database for what nobody asks for: its changes are in the trail under the number of that work. */
export function workUnder(database: Database, requestId: string): Database {
  return enteredBy(database, `select set_config('daybook.request', $1, true)`, [requestId]);
}

/** The database, each transaction of which begins with a statement; so does each statement outside of one. */
function enteredBy(database: Database, entry: string, values: readonly SqlValue[]): Database {
  const transaction: Database['transaction'] = (work, options) =>
    database.transaction(async (named) => {
      await named.query(entry, values);
      return work(named);
    }, options);
  return {
    ...database,
    transaction,
    ...statementsBy(transaction),
  };
}

function contextValues(person: Person, { requestId, reason }: ActingContext): (string | null)[] {
  return [person.personId, requestId ?? randomUUID(), reason ?? null];
}

/** A right on an object of the matrix; with a site, the right at that site. */
export interface Right {
  readonly object: string;
  readonly action: 'read' | 'change' | 'approve' | 'execute';
  readonly site?: string | undefined;
}

/**
 * Refuses with SECURITY_FORBIDDEN, which names the roles that may, unless the caller holds the right; the refusal goes
 * into the trail.
 */
export async function requireRight(caller: Caller, right: Right): Promise<void> {
  if (await holdsRight(caller, right)) return;
  const { object, action, site } = right;
  const { userId, roles } = caller.person;
  const { allowed, titles } = await noting(caller, async (transaction) => {
    await transaction.query(
      "select audit.note('refusal', $1, null, jsonb_build_object('action', $2::text), $3)",
      [object, action, site ?? null],
    );
    return { allowed: await rolesThatMay(transaction, right), titles: await roleTitles(transaction) };
  });
  const doing = action === 'execute' ? 'use' : action;
  const what = object.replaceAll('-', ' ');
  // What would help: the site where the caller holds a role that reaches its own sites only, or another role.
  const held = roles.filter((role) => allowed.includes(role));
  const remedy =
    site === undefined || held.length === 0
      ? `Roles that may: ${allowed.length === 0 ? 'none' : rolesText(allowed, titles)}.`
      : `As ${rolesText(held, titles)} you may ${doing} “${what}” at your own sites, and ${site} is not one ` +
        'of them.';
  throw refusal('SECURITY_FORBIDDEN', {
    user: userId,
    roles: roles.length === 0 ? 'no role' : rolesText(roles, titles),
    action: doing,
    object: what,
    where: site === undefined ? '' : ` at site ${site}`,
    remedy,
  });
}

/** As `requireRight`, but one of several rights is enough; the refusal speaks of the first. */
export async function requireAnyRight(caller: Caller, rights: readonly [Right, ...Right[]]): Promise<void> {
  for (const right of rights.slice(1)) if (await holdsRight(caller, right)) return;
  await requireRight(caller, rights[0]);
}

/** Where the caller may do this: everywhere, or at these sites. */
export async function reachOf(
  caller: Caller,
  { object, action }: Pick<Right, 'object' | 'action'>,
): Promise<'everywhere' | readonly string[]> {
  const [reach] = await readOnce<{ is_everywhere: boolean; sites: string[] }>(
    caller,
    'select security.acts_for($1, $2) as is_everywhere, security.sites_for($1, $2) as sites',
    [object, action],
  );
  return reach?.is_everywhere === true ? 'everywhere' : (reach?.sites ?? []);
}

/** Whether the caller holds the right; nothing is refused and nothing goes into the trail. */
export async function holdsRight(caller: Caller, { object, action, site }: Right): Promise<boolean> {
  const [answer] = await readOnce<{ may: boolean }>(caller, 'select security.may($1, $2, $3) as may', [
    object,
    action,
    site ?? null,
  ]);
  return answer?.may === true;
}

/** A read of sensitive data, or an export: what, with which filter, how many rows. */
export interface NotedRead {
  readonly what: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly rows: number;
  /** The rows left the system, as a file or in a mail. */
  readonly isExport?: boolean;
  /** Why this export needs the approval of somebody else, however few rows it has. */
  readonly guardedBecause?: string | undefined;
}

/**
 * Tells the trail of a read of sensitive data or of an export (operations.md 2.1); call it before anything leaves. An
 * export above the limit, or one that is guarded, waits until somebody else approves it: refuses with
 * SECURITY_EXPORT_WAITS or SECURITY_EXPORT_GUARDED.
 */
export async function noteRead(caller: Caller, read: NotedRead): Promise<void> {
  const { support } = caller;
  if (support !== undefined && read.isExport === true)
    throw refusal('SECURITY_SUPPORT_READS_ONLY', { number: support.number });
  const filter = keepableJson(read.filter);
  const waiting = await noting(caller, async (transaction) => {
    const request = read.isExport === true ? await exportWaiting(transaction, { ...read, filter }) : null;
    if (request === null)
      await transaction.query('select audit.note_read($1, $2, $3::jsonb, $4)', [
        read.isExport === true ? 'export' : 'read',
        read.what,
        filter,
        read.rows,
      ]);
    return request;
  });
  // The request has to stay, so it is refused after its transaction.
  if (waiting === null) return;
  const { guardedBecause: why } = read;
  if (why !== undefined) throw refusal('SECURITY_EXPORT_GUARDED', { number: waiting.number, why });
  throw refusal('SECURITY_EXPORT_WAITS', waiting);
}

/** A transaction in which the trail is told something: that of a person, or of the helper who looks as one. */
function noting<T>(caller: Caller, work: (transaction: Connection) => Promise<T>): Promise<T> {
  return caller.support === undefined ? caller.transaction(work) : caller.support.noting(work);
}

async function exportWaiting(
  database: Queryable,
  { what, filter, rows, guardedBecause }: Omit<NotedRead, 'filter'> & { readonly filter: string },
): Promise<{ rows: number; number: string; limit: string } | null> {
  const [answer] = await database.query<{ verdict: string }>(
    'select security.admit_export($1, $2::jsonb, $3, $4) as verdict',
    [what, filter, rows, guardedBecause !== undefined],
  );
  const [number = '', limit] = (answer?.verdict ?? '').split(' ');
  return limit === undefined ? null : { rows, number, limit };
}
