import type { Queryable } from '../../platform/database/index.ts';
import { nameOf, type Entry } from './entry.ts';
import { entryOf, type EntryRow } from './read-entries.ts';

/** Values that are told of at most; the rest is counted. */
const mostValues = 5;

/**
 * Who changed a version after a change, how much of it and when, and what it says now of the values that `wanted` would
 * write over; of others when it would write over none.
 */
export async function changesSince(
  database: Queryable,
  { versionId, seen }: { readonly versionId: string; readonly seen: number },
  entries: readonly Entry[],
): Promise<string> {
  const changes = await database.query<{ text: string }>(
    `select concat_ws(' ', changed_by, action, cells, case cells when 1 then 'value' else 'values' end,
       'of', to_char(first_month, 'YYYY-MM'), 'to', to_char(last_month, 'YYYY-MM'),
       'at', to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI UTC')) as text
     from forecasting.change where version_id = $1 and change_id > $2 order by change_id`,
    [versionId, seen],
  );
  const rows = await database.query<EntryRow>(
    `select area, period_on, item, measure, trim_scale(value) as value
     from forecasting.entries(array[$1::bigint], '-infinity', 'infinity') where change_id > $2
     order by area, period_on, item, measure`,
    [versionId, seen],
  );
  const names = new Set(entries.map(nameOf));
  const current = rows.map(entryOf);
  const met = current.filter((entry) => names.has(nameOf(entry)));
  const shown = met.length > 0 ? met : current;
  const values = shown
    .slice(0, mostValues)
    .map((entry) => `${nameOf(entry)} is ${entry.value?.toString() ?? 'empty'}`);
  if (shown.length > mostValues) values.push(`and ${String(shown.length - mostValues)} more`);
  const whose = met.length > 0 ? 'of the values you are saving, ' : '';
  return `${changes.map(({ text }) => text).join('; ')}; ${whose}${values.join(', ')} now`;
}
