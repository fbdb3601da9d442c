import { inGroups } from '../kernel/decimal.ts';
import { durationText, figures, words, type DescribedSection } from '../platform/operations/index.ts';
import { expectedSeconds } from './rhythm.ts';

const loads: DescribedSection = {
  name: 'loads',
  title: 'Loads',
  columns: [
    words('Feed'),
    figures('Files'),
    figures('Refused or failed'),
    figures('Records'),
    figures('Held back'),
    figures('Overdue'),
  ],
  none: 'No file has come yet.',
  read: async (database, { from, until }) => {
    const rows = await database.query<{
      feed: string;
      files: string;
      failed: string;
      records: string;
      held: string;
      newest: string | null;
      overdue: number | null;
    }>(
      `select feed, count(*) filter (where is_within)::text as files,
         count(*) filter (where is_within and state in ('refused', 'failed'))::text as failed,
         coalesce(sum(rows_received) filter (where is_within), 0)::text as records,
         coalesce(sum(rows_quarantined) filter (where is_within), 0)::text as held,
         (array_agg(state order by batch_id desc) filter (where state not in ('tried', 'replaced', 'receiving')))[1]
           as newest,
         (extract(epoch from $2::timestamptz - max(received_at) filter (where state in ('loaded', 'unchanged')))
           - min(expected))::float8 as overdue
       from (select batch.*, received_at >= $1 as is_within from sources.batch
         where received_at < $2 and replay_of_batch_id is null and state <> 'tried') as batch
       left join unnest($3::text[], $4::integer[]) as rhythm (feed, expected) using (feed)
       group by feed order by feed`,
      [from, until, Object.keys(expectedSeconds), Object.values(expectedSeconds)],
    );
    return rows.map(({ feed, files, failed, records, held, newest, overdue }) => {
      const isOverdue = overdue !== null && overdue > 0;
      return {
        cells: [
          feed,
          ...[files, failed, records, held].map(inGroups),
          isOverdue ? durationText(overdue) : null,
        ],
        isForSomebody: isOverdue || newest === 'refused' || newest === 'failed',
      };
    });
  },
};

const quarantine: DescribedSection = {
  name: 'quarantine',
  title: 'Quarantine',
  columns: [words('Feed'), figures('Records'), figures('Oldest')],
  none: 'No record waits in quarantine.',
  read: async (database, { until }) => {
    const rows = await database.query<{ feed: string; records: string; age: number }>(
      `select quarantine.feed, count(*)::text as records,
         extract(epoch from $1::timestamptz - min(received_at))::float8 as age
       from sources.quarantine join sources.batch using (batch_id)
       where quarantine.state in ('open', 'waiting') and received_at < $1
       group by quarantine.feed order by count(*) desc, quarantine.feed`,
      [until],
    );
    return rows.map(({ feed, records, age }) => ({
      cells: [feed, inGroups(records), durationText(age)],
      isForSomebody: true,
    }));
  },
};

/** What reports of operations say of loads and of the quarantine, as it is when a report is made. */
export const sourcesSections: readonly DescribedSection[] = [loads, quarantine];
