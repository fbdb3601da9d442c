import { refusal } from '../../../kernel/errors.ts';
import { takenUpAgain, type Connection, type Database, type Queryable } from '../../database/index.ts';
import { chainTrail } from '../audit/chain.ts';
import { keepOutside, signException, signHead, type SignedHead, type Signing } from '../audit/signed-head.ts';

/**
 * One class of retention in a report: what is old enough to go, and what of it a hold keeps. Counts are rows,
 * as text.
 */
export interface PurgeLine {
  readonly class: string;
  readonly relation: string;
  /** First day that is still kept. */
  readonly keptFrom: string;
  /** Rows that would go, or that went. */
  readonly expired: string;
  readonly held: string;
}

export interface RetentionClass {
  readonly class: string;
  readonly relation: string;
  readonly keepMonths: number;
  /** Where the rule comes from. */
  readonly source: string;
}

/** A legal hold that stands. */
export interface Hold {
  readonly hold: string;
  /** Null: everything. */
  readonly siteId: string | null;
  readonly reason: string;
  readonly placedAt: string;
}

/** How long each kind of data is kept. */
export async function listRetention(database: Queryable): Promise<RetentionClass[]> {
  return database.query<RetentionClass>(
    `select retention_class as class, relation, keep_months as "keepMonths", source
     from security.retention_class order by retention_class`,
  );
}

const columns = `retention_class as class, relation, kept_from as "keptFrom", expired, held`;
const statements = {
  dryRun: `select ${columns} from security.retention_report($1::date)`,
  real: `select ${columns} from security.purge($1::date)`,
};

/**
 * What is older than its class says, as of a day (`YYYY-MM-DD`): the dry run. Told by the same conditions as `purge`.
 * Ask as the owner.
 */
export async function reportRetention(database: Queryable, asOf: string): Promise<PurgeLine[]> {
  return database.query<PurgeLine>(statements.dryRun, [asOf]);
}

/**
 * Purges what is older than its class says, as of a day (`YYYY-MM-DD`), and keeps the report. The trail is signed
 * before, and what was purged of it after: without that signature the verifier calls its beginning deleted. Refuses to
 * purge as of a day that has not come (SECURITY_PURGE_AHEAD). Ask as the owner.
 */
export async function purge(database: Database, asOf: string, signing: Signing): Promise<PurgeLine[]> {
  if (asOf > signing.clock.now().toISOString().slice(0, 10))
    throw refusal('SECURITY_PURGE_AHEAD', { day: asOf });
  await chainTrail(database);
  await signHead(database, signing.key, signing);
  const { lines, heads } = await database.transaction(async (transaction) => {
    const purged = await transaction.query<PurgeLine>(statements.real, [asOf]);
    return { lines: purged, heads: await signPurge(transaction, signing) };
  }, takenUpAgain);
  await keepOutside(signing, heads);
  return lines;
}

/** Signs what the transaction purged of the trail; nothing when it purged none of it. */
async function signPurge(transaction: Connection, signing: Signing): Promise<SignedHead[]> {
  const [note] = await transaction.query<{ position: string; first: string; last: string; digest: string }>(
    `select position, changes -> 'first' ->> 'new' as first, changes -> 'last' ->> 'new' as last,
       changes -> 'hash' ->> 'new' as digest
     from audit.entry where kind = 'trail purged' and transaction_id = pg_current_xact_id()::text`,
  );
  if (!note) return [];
  const { position, first, last, digest } = note;
  return [
    await signException(transaction, signing, {
      exception: { kind: 'purge', first, last, digest },
      position,
    }),
  ];
}

/** The class of the files of the outbox as of a day; any hold keeps them all, because files tell no site. */
export async function retentionOfOutbox(
  database: Queryable,
  asOf: string,
): Promise<Pick<PurgeLine, 'class' | 'relation' | 'keptFrom'> & { readonly isHeld: boolean }> {
  const [outboxClass] = await database.query<{
    class: string;
    relation: string;
    keptFrom: string;
    isHeld: boolean;
  }>(
    `select retention_class as class, relation, security.retention_cutoff(keep_months, $1::date)::text as "keptFrom",
       exists (select from security.legal_hold where released_at is null) as "isHeld"
     from security.retention_class where relation = 'outbox'`,
    [asOf],
  );
  if (!outboxClass) throw new Error('the class of the files of the outbox is missing');
  return outboxClass;
}

/** The holds that stand, oldest first. */
export async function listHolds(database: Queryable): Promise<Hold[]> {
  return database.query<Hold>(
    `select legal_hold_id as hold, site_id as "siteId", reason, placed_at as "placedAt"
     from security.legal_hold where released_at is null order by legal_hold_id`,
  );
}

/**
 * Places a hold on a site, or on everything; its number. Each matter has a hold of its own, so that releasing one
 * leaves the others. Refuses with SECURITY_REASON_MISSING, and with SECURITY_HOLD_STANDS the same for the same reason.
 */
export async function placeHold(database: Queryable, site: string | null, reason: string): Promise<string> {
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  await database.execute('lock table security.legal_hold in share row exclusive mode');
  const same = (await listHolds(database)).find(
    (hold) => hold.siteId === site && hold.reason.toLowerCase() === reason.trim().toLowerCase(),
  );
  if (same) throw refusal('SECURITY_HOLD_STANDS', { hold: same.hold, what: site ?? 'everything' });
  const [placed] = await database.query<{ hold: string }>(
    `insert into security.legal_hold (site_id, reason, placed_by) values ($1, $2, security.caller())
     returning legal_hold_id as hold`,
    [site, reason.trim()],
  );
  return placed?.hold ?? '';
}

/** Releases a hold. Refuses with SECURITY_HOLD_UNKNOWN. */
export async function releaseHold(database: Queryable, hold: string): Promise<void> {
  const released = /^\d{1,18}$/.test(hold)
    ? await database.execute(
        `update security.legal_hold set released_at = now(), released_by = security.caller()
         where legal_hold_id = $1 and released_at is null`,
        [hold],
      )
    : 0;
  if (released === 0) throw refusal('SECURITY_HOLD_UNKNOWN', { hold });
}
