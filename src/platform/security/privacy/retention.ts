import { refusal } from '../../../kernel/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Queryable } from '../../database/index.ts';

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
 * What is older than its class says, as of a day (`YYYY-MM-DD`); with `isReal` it goes, and the report is kept. Both
 * are told by the same conditions. Refuses to purge as of a day that has not come (SECURITY_PURGE_AHEAD). Ask as the
 * owner, in a transaction.
 */
export async function purge(
  database: Queryable,
  asOf: string,
  { isReal, clock }: { readonly isReal: boolean; readonly clock: Clock },
): Promise<PurgeLine[]> {
  if (isReal && asOf > clock.now().toISOString().slice(0, 10))
    throw refusal('SECURITY_PURGE_AHEAD', { day: asOf });
  const statement = isReal ? statements.real : statements.dryRun;
  return database.query<PurgeLine>(statement, [asOf]);
}

/** The holds that stand, oldest first. */
export async function listHolds(database: Queryable): Promise<Hold[]> {
  return database.query<Hold>(
    `select legal_hold_id as hold, site_id as "siteId", reason, placed_at as "placedAt"
     from security.legal_hold where released_at is null order by legal_hold_id`,
  );
}

/** Places a hold on a site, or on everything; its number. Refuses with SECURITY_REASON_MISSING. */
export async function placeHold(database: Queryable, site: string | null, reason: string): Promise<string> {
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
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
