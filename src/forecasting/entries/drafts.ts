import type { Queryable } from '../../platform/database/index.ts';
import type { Area } from './areas.ts';

/** A value as somebody typed it into an editor, valid or not. */
export interface TypedValue {
  readonly area: Area;
  readonly period: string;
  readonly item: string;
  readonly measure: string;
  readonly value: string | null;
}

/** Which draft: one for each person, site and year. */
export interface DraftPlace {
  readonly site: string;
  readonly year: number;
}

/** What an editor holds that is not saved yet. */
export interface EntryDraft {
  readonly version: string;
  /** Newest change of the version that the editor had seen. */
  readonly seen: number | null;
  readonly entries: readonly TypedValue[];
}

/** A draft as it was kept. */
export interface StoredDraft extends EntryDraft {
  /** `YYYY-MM-DD HH:MM` in UTC. */
  readonly savedAt: string;
  /** From then on nobody reads it, `YYYY-MM-DD HH:MM` in UTC. */
  readonly expiresAt: string;
}

/** A draft that nobody came back to is none. */
const draftDays = 14;

/** The draft of whoever asks; null where there is none, or it expired. Row security shows nobody another's. */
export async function readDraft(
  database: Queryable,
  { site, year }: DraftPlace,
  personId: string,
): Promise<StoredDraft | null> {
  const [draft] = await database.query<Omit<StoredDraft, 'seen'> & { readonly seen: string | null }>(
    `select version, seen::text as seen, entries,
       to_char(saved_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "savedAt",
       to_char((saved_at + make_interval(days => $4)) at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "expiresAt"
     from forecasting.entry_draft
     where person_id = $1 and site_id = $2 and plan_year = $3 and saved_at > now() - make_interval(days => $4)`,
    [personId, site, year, draftDays],
  );
  return draft === undefined
    ? null
    : { ...draft, seen: draft.seen === null ? null : Number.parseInt(draft.seen, 10) };
}

/**
 * Keeps a draft in place of the one before, and clears away those of anybody that expired. As the owner; check the
 * right to change the forecast of the site first.
 */
export async function keepDraft(
  transaction: Queryable,
  { site, year }: DraftPlace,
  { personId, draft }: { readonly personId: string; readonly draft: EntryDraft },
): Promise<void> {
  await transaction.execute(
    'delete from forecasting.entry_draft where saved_at <= now() - make_interval(days => $1)',
    [draftDays],
  );
  await transaction.execute(
    `insert into forecasting.entry_draft (person_id, site_id, plan_year, version, seen, entries, saved_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, now())
     on conflict (person_id, site_id, plan_year) do update set version = excluded.version, seen = excluded.seen,
       entries = excluded.entries, saved_at = excluded.saved_at`,
    [personId, site, year, draft.version, draft.seen, JSON.stringify(draft.entries)],
  );
}

/** Discards a draft; whether there was one. As the owner. */
export async function dropDraft(
  transaction: Queryable,
  { site, year }: DraftPlace,
  personId: string,
): Promise<boolean> {
  const dropped = await transaction.query<object>(
    `delete from forecasting.entry_draft where person_id = $1 and site_id = $2 and plan_year = $3
     returning site_id`,
    [personId, site, year],
  );
  return dropped.length > 0;
}
