import pg from 'pg';
import { refusal } from '../../kernel/errors.ts';
import { serverAddresses } from '../configuration.ts';
import { clientSettings } from './servers/client-settings.ts';
import { sqlstate, stateOf } from './sqlstate.ts';

/** The oldest PostgreSQL that Daybook runs on: the embedded one is 17, and nothing older is tested. */
const NEEDED_MAJOR = 17;

/** How long a server may take to answer before it counts as unreachable. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Plain words for what the network or the server answered; never built from the address, which holds a password. */
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name cannot be resolved right now',
  ETIMEDOUT: 'it does not answer in time',
  EHOSTUNREACH: 'there is no route to that host',
  ECONNRESET: 'it closed the connection',
  ENOENT: 'its socket does not exist',
  EACCES: 'this user may not open its socket',
  [sqlstate.invalidPassword]: 'it refuses the user or the password',
  [sqlstate.invalidAuthorization]: 'it does not let this user connect from here',
  [sqlstate.invalidCatalogName]: 'it has no database with that name',
  [sqlstate.tooManyConnections]: 'it has no free connections',
  [sqlstate.cannotConnectNow]: 'it is starting, stopping or recovering',
};

/** Hosts, ports, database and user of an address: everything but its secrets. */
export function withoutSecrets(address: string): string {
  const urls = serverAddresses(address).map((url) => new URL(url));
  const places = urls.map(({ hostname, port, searchParams }) => {
    const host = hostname === '' ? (searchParams.get('host') ?? '') : hostname;
    return `${host}:${port === '' ? '5432' : port}`;
  });
  const { pathname = '', username = '' } = urls[0] ?? {};
  return `${places.join(',')}${pathname}${username === '' ? '' : ` as ${username}`}`;
}

/**
 * Connects once. Throws `DATABASE_UNREACHABLE` with the cause in plain words, or `DATABASE_TOO_OLD`.
 */
export async function probeServer(url: string, where: string): Promise<void> {
  const client = new pg.Client({ ...clientSettings(url), connectionTimeoutMillis: ANSWER_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    checkVersion(rows[0]?.version ?? '', where);
  } catch (error) {
    const cause = causeOf(error);
    if (cause === null) throw error;
    // Who opens the door for a login needs to know why it is shut; people read the words.
    throw Object.assign(refusal('DATABASE_UNREACHABLE', { where, cause }), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws `DATABASE_TOO_OLD` unless `server_version_num` (such as `170010`) names a version that Daybook runs on. */
export function checkVersion(serverVersionNum: string, where: string): void {
  const version = Math.floor(Number.parseInt(serverVersionNum, 10) / 10_000);
  if (!(version >= NEEDED_MAJOR)) throw refusal('DATABASE_TOO_OLD', { where, version, needed: NEEDED_MAJOR });
}

/** Why a server cannot be reached, in plain words; null for what has another reason. */
export function causeOf(error: unknown): string | null {
  const state = stateOf(error);
  if (state !== null) return causes[state] ?? `it answers with SQLSTATE ${state}`;
  if (!(error instanceof Error) || 'next' in error) return null;
  // Several addresses of one name fail together; the first tells enough.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  return (
    causes[code] ??
    (code === '' ? 'it does not answer as PostgreSQL does' : `the connection fails with ${code}`)
  );
}
