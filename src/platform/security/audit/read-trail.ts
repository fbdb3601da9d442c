import type { Database, Queryable } from '../../database/index.ts';
import type { Caller } from '../acting.ts';
import { rawEntries } from './raw-trail.ts';
import { keptHeads } from './signed-head.ts';
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
  /** Who acted, by name where the caller may see it; else as `actor`. */
  readonly who: string;
  /** Which row, in words: `site 0170, version 3`; null where the entry is about none. */
  readonly record: string | null;
  /** Name at sign-in of whoever acted; null for callers who may not read people, and for what is no person. */
  readonly user: string | null;
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
  readonly site?: string | undefined;
  readonly kind?: string | undefined;
  /** Only entries before this place in the chain: the next page. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The entries that the caller may see, newest first; with the names of who acted where `seesPeople`. */
export async function readTrail(
  caller: Caller,
  filter: TrailFilter,
  { seesPeople = false }: { readonly seesPeople?: boolean } = {},
): Promise<TrailEntry[]> {
  return caller.transaction(async (transaction) => {
    const entries = await transaction.query<Omit<TrailEntry, 'user'>>(
      `select place, recorded_at as "recordedAt", kind, relation, row_key as "rowKey", changes, site_id as "siteId",
         actor, who, record, acting_roles as "actingRoles", reason, request_id as "requestId"
       from audit.log($1, $2, $3, $4::date::timestamp at time zone 'UTC',
         ($5::date + 1)::timestamp at time zone 'UTC', $6, $7, $8, $9)`,
      [
        filter.relation ?? null,
        filter.key ?? null,
        filter.person ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.limit,
        filter.before ?? null,
        filter.site ?? null,
        filter.kind ?? null,
      ],
    );
    const names = seesPeople ? await namesOf(transaction, entries) : new Map<string, string>();
    return entries.map((entry) => ({ ...entry, user: names.get(entry.actor) ?? null }));
  });
}

/** Names at sign-in by what the trail calls people: `person 7`. */
async function namesOf(
  database: Queryable,
  entries: readonly { readonly actor: string }[],
): Promise<Map<string, string>> {
  const actors = [...new Set(entries.map(({ actor }) => actor))];
  const people = await database.query<{ actor: string; user: string }>(
    `select 'person ' || person_id as actor, user_id as user from security.person
     where 'person ' || person_id = any ($1)`,
    [actors],
  );
  return new Map(people.map(({ actor, user }) => [actor, user]));
}

/**
 * The whole trail for the offline verifier: the signed heads, then the entries up to the last of them, in order, a
 * line of JSON each. Chain and sign before. Ask as the owner.
 */
export async function* exportTrail(database: Queryable): AsyncGenerator<string> {
  const heads = await keptHeads(database);
  for (const head of heads) yield `${JSON.stringify({ head })}\n`;
  for await (const entries of rawEntries(database, heads.at(-1)?.position))
    for (const { position, hash, content } of entries)
      yield `{"position": ${position}, "hash": "${hash}", "content": ${JSON.stringify(content)}}\n`;
}

/** Tells the trail that it was verified, and what came of it: the evidence of control C10. */
export async function noteVerification(
  database: Database,
  { entries, heads, findings, explained }: Verification,
): Promise<void> {
  await database.query("select audit.note('trail verified', 'audit.entry', null, $1::jsonb)", [
    JSON.stringify({
      entries: { new: entries },
      heads: { new: heads },
      findings: { new: findings.length },
      explained: { new: explained.length },
    }),
  ]);
}
