import { lstat, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLoopback } from '../../kernel/loopback.ts';
import type { Configuration } from '../../platform/configuration.ts';
import type { Database } from '../../platform/database/index.ts';

/** A setting or a circumstance that is weaker than it should be. */
export interface Weakness {
  readonly what: string;
  readonly says: string;
}

/** Hours after which a session should end (operations.md 1.8). */
const sessionHoursMost = 8;
/** Days before the end of a key in which it is worth saying. */
const keyDaysAhead = 14;
/** Days without a visit after which an account should be disabled (operations.md 1.7). */
const dormantDays = 90;

/** What the configuration itself says, before a database is opened. */
export async function weakSettings(configuration: Configuration): Promise<Weakness[]> {
  const { host, tlsCertificate, tlsKey, oidcIssuer, requireMfa, sessionHours, databaseUrl } = configuration;
  const weak: Weakness[] = [];
  const add = (what: string, says: string): number => weak.push({ what, says });
  if (!isLoopback(host) && tlsCertificate === undefined)
    add('DAYBOOK_HOST', `${host} can be reached from other machines; \`start\` requires a certificate`);
  if (oidcIssuer !== undefined && !requireMfa)
    add('DAYBOOK_REQUIRE_MFA', 'people may sign in without a second factor');
  if (oidcIssuer === undefined && databaseUrl === undefined)
    add('DAYBOOK_OIDC_ISSUER', 'the local issuer is on: it asks for no password and is for trying out only');
  if (oidcIssuer === undefined && databaseUrl !== undefined)
    add('DAYBOOK_OIDC_ISSUER', 'not set: nobody can sign in, only keys work');
  if (sessionHours > sessionHoursMost)
    add(
      'DAYBOOK_SESSION_HOURS',
      `sessions last ${String(sessionHours)} hours; ${String(sessionHoursMost)} are enough for a day`,
    );
  if (tlsKey !== undefined) {
    const mode = await modeOf(tlsKey);
    if (mode === null) add('DAYBOOK_TLS_KEY', `${tlsKey} cannot be inspected`);
    else if ((mode & 0o077) !== 0) add('DAYBOOK_TLS_KEY', `others may read ${tlsKey}: chmod 600 ${tlsKey}`);
  }
  return [...weak, ...(await openToOthers(configuration))];
}

/** What lies in the data folder and is nobody else's business; a folder with all that is in it. */
const ownOnly = ['password', 'keys', 'outbox', 'inbox', 'tls', 'local-issuer.json', 'postgres.log'] as const;

/** What of it others on this machine may read or change. */
async function openToOthers({ dataDir }: Configuration): Promise<Weakness[]> {
  const weak: Weakness[] = [];
  for (const name of ownOnly) {
    const path = join(dataDir, name);
    const entry = await lstat(path).catch(() => null);
    const others = entry?.isDirectory() === true ? 0o077 : 0o066;
    // Behind a closed folder nobody gets at anything; a link is as open as what it leads to.
    if (entry !== null && !entry.isSymbolicLink() && (entry.mode & others) !== 0)
      weak.push({
        what: name,
        says: `others on this machine can read ${path}: chmod -R go-rwx ${path}`,
      });
  }
  return weak;
}

/** Access bits of a file; null when it cannot be looked at. */
async function modeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mode }) => mode & 0o777,
    () => null,
  );
}

/** What the database knows: how it is reached, keys that end soon, people who stay away. As the owner. */
export async function weakAccess(owner: Database): Promise<Weakness[]> {
  const weak: Weakness[] = [];
  const [reached] = await owner.query<{ isPlain: boolean }>(
    `select not ssl and inet_server_addr() is not null as "isPlain" from pg_catalog.pg_stat_ssl
     where pid = pg_backend_pid()`,
  );
  if (reached?.isPlain === true && !owner.embedded)
    weak.push({
      what: 'owner',
      says: 'the owner connection is not encrypted; it stays on this machine',
    });
  const keys = await owner.query<{ shownPrefix: string; label: string; endsOn: string }>(
    `select shown_prefix as "shownPrefix", label, ends_at::date as "endsOn" from security.api_key
     where ended_at is null and ends_at between now() and now() + make_interval(days => $1) order by ends_at`,
    [keyDaysAhead],
  );
  for (const { shownPrefix, label, endsOn } of keys)
    weak.push({ what: 'key', says: `${shownPrefix}… (${label}) ends on ${endsOn}: daybook keys rotate` });
  const dormant = await owner.query<{ userId: string; since: string }>(
    `select user_id as "userId", coalesce(last_seen_at, created_at)::date as since from security.person
     where is_enabled and origin <> 'demo' and coalesce(last_seen_at, created_at) < now() - make_interval(days => $1)
       and exists (select from security.effective_role where effective_role.person_id = person.person_id)
     order by since, user_id`,
    [dormantDays],
  );
  const [first] = dormant;
  if (first)
    weak.push({
      what: 'people',
      says:
        `${String(dormant.length)} with a role have not signed in for ${String(dormantDays)} days or more, ` +
        `the longest ${first.userId} (since ${first.since})`,
    });
  return weak;
}
