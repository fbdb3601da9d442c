import type { Database, Queryable } from '../../database/index.ts';
import type { SignedHead } from './signed-head.ts';
import { verifyTrail } from './verify-trail.ts';

/** What a test of a restored backup found; control C9 (operations.md 2.2). */
export interface RestoreTest {
  /** Where the restored database was, without secrets. */
  readonly restoredFrom: string;
  /** Newest entry of its trail, `0` without one: the backup holds everything up to it. */
  readonly newestEntry: string;
  /** When that entry was chained, in UTC; null without one. */
  readonly newestAt: string | null;
  readonly migrations: number;
  /** Entries that were verified. */
  readonly entries: string;
  /** What is wrong; empty when the backup is good. */
  readonly findings: readonly string[];
}

interface Newest {
  readonly position: string;
  readonly hash: string;
  readonly chainedAt: string | null;
}

/** What a restored database is tested with. */
export interface TestedWith {
  /** Signed heads; those of later entries than the backup holds are left out. */
  readonly heads: readonly SignedHead[];
  /** What else was seen to be wrong with it. */
  readonly others?: readonly string[];
}

/**
 * Tests a restored backup against the running database: its trail is whole and the beginning of the running one,
 * and its migrations are those of the running one as far as they go.
 */
export async function testTrail(
  running: Database,
  restored: Database,
  { heads, others = [] }: TestedWith,
): Promise<RestoreTest> {
  const newest = await newestEntry(restored);
  const upTo = heads.filter(({ position }) => BigInt(position) <= BigInt(newest.position));
  const { entries, findings } = await verifyTrail(restored, upTo);
  const schema = await compareMigrations(running, restored);
  return {
    restoredFrom: restored.where,
    newestEntry: newest.position,
    newestAt: newest.chainedAt,
    migrations: schema.applied,
    entries,
    findings: [
      ...others,
      ...findings.map(({ position, problem }) =>
        position === null ? problem : `entry ${position} ${problem}`,
      ),
      ...(await compareTrails(running, newest)),
      ...schema.findings,
    ],
  };
}

/** As `testTrail`, and keeps the result as evidence of control C9. */
export async function testRestored(
  running: Database,
  restored: Database,
  { testedBy, ...tested }: TestedWith & { readonly testedBy: string },
): Promise<RestoreTest> {
  const outcome = await testTrail(running, restored, tested);
  await running.execute(
    `insert into platform.restore_test
       (tested_by, restored_from, newest_entry, newest_at, migrations, entries, findings)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      testedBy,
      outcome.restoredFrom,
      outcome.newestEntry,
      outcome.newestAt,
      outcome.migrations,
      outcome.entries,
      outcome.findings,
    ],
  );
  return outcome;
}

async function newestEntry(database: Queryable): Promise<Newest> {
  const [newest] = await database.query<Newest>(
    `select position, encode(hash, 'hex') as hash, audit.instant(chained_at) as "chainedAt"
     from audit.entry order by entry.chained_at desc, position desc limit 1`,
  );
  return newest ?? { position: '0', hash: '', chainedAt: null };
}

/** A backup is of this database when the running trail holds its newest entry. */
async function compareTrails(running: Queryable, newest: Newest): Promise<string[]> {
  if (newest.position === '0') return ['the restored database has no audit trail'];
  const [same] = await running.query<{ hash: string | null }>(
    `select encode(hash, 'hex') as hash from audit.entry where position = $1`,
    [newest.position],
  );
  if (same === undefined)
    return [
      `entry ${newest.position}, its newest, is not in the running trail: it is not a backup of this database`,
    ];
  return same.hash === newest.hash
    ? []
    : [`entry ${newest.position} differs from the running trail: it is not a backup of this database`];
}

async function compareMigrations(
  running: Queryable,
  restored: Queryable,
): Promise<{ applied: number; findings: string[] }> {
  const applied = (database: Queryable): Promise<{ number: number; hash: string }[]> =>
    database.query('select number, up_sha256 as hash from platform.migration order by number');
  const here = new Map((await applied(running)).map(({ number, hash }) => [number, hash]));
  const there = await applied(restored);
  const findings = there
    .filter(({ number, hash }) => here.get(number) !== hash)
    .map(
      ({ number }) => `migration ${String(number)} is not the one that was applied to the running database`,
    );
  return { applied: there.length, findings };
}
