import type { Queryable } from '../../platform/database/index.ts';
import type { Area } from './areas.ts';
import { nameOf, readEntry, type Entry } from './entry.ts';

/** Which value of a site. */
export interface TypedName {
  readonly area: Area;
  readonly period: string;
  readonly item: string;
  readonly measure: string;
}

/** A value as somebody typed it into an editor, valid or not, and the saved one that it was typed over. */
export interface TypedValue extends TypedName {
  readonly value: string | null;
  /** Null followed the budget. */
  readonly over: string | null;
}

/** Which draft: one for each person, site and year. */
export interface DraftPlace {
  readonly site: string;
  readonly year: number;
}

/** What an editor holds that is not saved yet. */
export interface EntryDraft {
  readonly version: string;
  /** Newest change of the version that the editor had seen when the first of its values was typed. */
  readonly seen: number | null;
  readonly entries: readonly TypedValue[];
}

/** What differs from the draft that is kept. */
export interface DraftChange extends EntryDraft {
  /** Values that are not typed any more. */
  readonly dropped: readonly DroppedValue[];
}

/** A value that is not typed any more; where it is named as it was typed, another one that came since stays. */
export interface DroppedValue extends TypedName {
  readonly value?: string | null | undefined;
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
 * Keeps typed values in the draft, each in place of the one before; the others stay, so that two windows of a person
 * take nothing from each other. A draft of another version is replaced. Clears away those of anybody that expired. As
 * the owner; check the right to change the forecast of the site first.
 */
export async function keepDraft(
  transaction: Queryable,
  { site, year }: DraftPlace,
  { personId, draft }: { readonly personId: string; readonly draft: DraftChange },
): Promise<void> {
  await transaction.execute(
    'delete from forecasting.entry_draft where saved_at <= now() - make_interval(days => $1)',
    [draftDays],
  );
  const place = { site, year };
  await dropFromDraft(transaction, place, { personId, dropped: draft.dropped });
  if (draft.entries.length === 0) return;
  const dropped = draft.entries.map(({ area, period, item, measure }) => ({ area, period, item, measure }));
  await leaveOut(transaction, place, { personId, dropped });
  await transaction.execute(
    `insert into forecasting.entry_draft as draft (person_id, site_id, plan_year, version, seen, entries, saved_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, now())
     on conflict (person_id, site_id, plan_year) do update set
       seen = case draft.version when excluded.version then least(draft.seen, excluded.seen) else excluded.seen end,
       entries = case draft.version when excluded.version then draft.entries else '[]' end || excluded.entries,
       version = excluded.version, saved_at = excluded.saved_at`,
    [personId, site, year, draft.version, draft.seen, JSON.stringify(draft.entries)],
  );
}

/**
 * Takes values that were saved out of the draft. One that was typed otherwise stays: in another window of the person,
 * where it is neither saved nor seen to be gone. As the owner.
 */
export async function dropSaved(
  transaction: Queryable,
  place: DraftPlace,
  { personId, entries }: { readonly personId: string; readonly entries: readonly Entry[] },
): Promise<void> {
  const saved = new Map(entries.map((entry) => [nameOf(entry), entry.value]));
  const draft = await readDraft(transaction, place, personId);
  const dropped = (draft?.entries ?? []).filter((typed) => {
    const entry = readEntry({ ...typed, value: typed.value ?? '' });
    if ('column' in entry) return false;
    const value = saved.get(nameOf(entry));
    return value === null || value === undefined ? value === entry.value : entry.value?.eq(value) === true;
  });
  if (dropped.length > 0) await dropFromDraft(transaction, place, { personId, dropped });
}

/** Takes values out of a draft; one without any is gone. */
async function dropFromDraft(
  transaction: Queryable,
  { site, year }: DraftPlace,
  { personId, dropped }: OwnValues,
): Promise<void> {
  await leaveOut(transaction, { site, year }, { personId, dropped });
  await transaction.execute(
    `delete from forecasting.entry_draft
     where person_id = $1 and site_id = $2 and plan_year = $3 and entries = '[]'`,
    [personId, site, year],
  );
}

interface OwnValues {
  readonly personId: string;
  readonly dropped: readonly DroppedValue[];
}

async function leaveOut(
  transaction: Queryable,
  { site, year }: DraftPlace,
  { personId, dropped }: OwnValues,
): Promise<void> {
  const named = dropped.map(({ area, period, item, measure, value }) => ({
    name: { area, period, item, measure },
    value,
  }));
  const names = named.flatMap(({ name, value }) => (value === undefined ? [name] : []));
  const values = named.flatMap(({ name, value }) => (value === undefined ? [] : [{ ...name, value }]));
  await transaction.execute(
    `update forecasting.entry_draft set entries = coalesce(
       (select jsonb_agg(typed) from jsonb_array_elements(entries) as typed
        where typed - '{value,over}'::text[] not in (select jsonb_array_elements($4::jsonb))
          and typed - 'over' not in (select jsonb_array_elements($5::jsonb))), '[]')
     where person_id = $1 and site_id = $2 and plan_year = $3`,
    [personId, site, year, JSON.stringify(names), JSON.stringify(values)],
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
