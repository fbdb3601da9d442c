import type { Connection, Database } from '../../database/index.ts';
import type { Caller } from '../acting.ts';
import type { Verification } from './verify-trail.ts';

/** An entry as readers see it. */
export interface TrailEntry {
  readonly place: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly relation: string | null;
  readonly rowKey: Readonly<Record<string, unknown>> | null;
  /** By column: old and new value, or only what there is. */
  readonly changes: Readonly<Record<string, unknown>> | null;
  readonly siteId: string | null;
  readonly actor: string;
  readonly actingRoles: readonly string[];
  readonly reason: string | null;
  readonly requestId: string | null;
}

export interface TrailFilter {
  readonly relation?: string | undefined;
  readonly key?: string | undefined;
  /** Number of the person who acted. */
  readonly person?: string | undefined;
  /** Days in UTC, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
}

/** The entries that the caller may see, newest first. */
export async function readTrail(caller: Caller, filter: TrailFilter): Promise<TrailEntry[]> {
  return caller.transaction((transaction) =>
    transaction.query<TrailEntry>(
      `select place, recorded_at as "recordedAt", kind, relation, row_key as "rowKey", changes, site_id as "siteId",
         actor, acting_roles as "actingRoles", reason, request_id as "requestId"
       from audit.log($1, $2, $3, $4::date::timestamp at time zone 'UTC',
         ($5::date + 1)::timestamp at time zone 'UTC', $6)`,
      [
        filter.relation ?? null,
        filter.key ?? null,
        filter.person ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.limit,
      ],
    ),
  );
}

/** Lines that one statement reads. */
const exportRows = 5_000;

/** The whole trail for the offline verifier: a line of JSON for each entry, in order. Ask as the owner. */
export async function* exportTrail(database: Pick<Connection, 'query'>): AsyncGenerator<string> {
  for (let last = '0'; ;) {
    const lines = await database.query<{ position: string; line: string }>(
      `select position, json_build_object('position', position, 'hash', encode(hash, 'hex'),
         'content', audit.content(entry))::text as line
       from audit.entry where position > $1 order by position limit $2`,
      [last, exportRows],
    );
    for (const { line } of lines) yield `${line}\n`;
    const end = lines.at(-1);
    if (!end) return;
    last = end.position;
  }
}

/** Tells the trail that it was verified, and what came of it: the evidence of control C10. */
export async function noteVerification(
  database: Database,
  { entries, heads, findings }: Verification,
): Promise<void> {
  await database.query("select audit.note('trail verified', 'audit.entry', null, $1::jsonb)", [
    JSON.stringify({ entries: { new: entries }, heads: { new: heads }, findings: { new: findings.length } }),
  ]);
}
