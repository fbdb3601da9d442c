import { minuteIn } from '../../../kernel/clock.ts';
import { inGroups } from '../../../kernel/decimal.ts';
import { titleOf, type Severity } from '../alerts/alert-kind.ts';
import { alertKinds } from '../alerts/alert-rule.ts';
import { durationText, measureText } from '../alerts/measure-text.ts';
import { oldBackupHours } from '../backup/read-backups.ts';
import { figures, words, type DescribedSection } from './report.ts';

/** Tables of the section of sizes, beside the database: those that grew most. */
const mostTables = 5;
const mostAlerts = 200;

const jobs: DescribedSection = {
  name: 'jobs',
  title: 'Jobs',
  columns: [
    words('Job'),
    words('What it does'),
    figures('Runs'),
    figures('Failed'),
    figures('Skipped or cancelled'),
    figures('Longest'),
  ],
  none: 'No job ran.',
  read: async (database, { from, until }) => {
    const rows = await database.query<{
      job: string;
      says: string;
      runs: string;
      failed: string;
      leftOut: string;
      longest: number | null;
      newest: string | null;
    }>(
      `select job, says, count(*)::text as runs, count(*) filter (where state = 'failed')::text as failed,
         count(*) filter (where state in ('skipped', 'cancelled'))::text as "leftOut",
         extract(epoch from max(ended_at - started_at))::float8 as longest,
         (array_agg(state order by run_id desc) filter (where state in ('done', 'failed')))[1] as newest
       from operations.run join operations.delivered_schedules() using (job)
       where ended_at >= $1 and ended_at < $2
       group by job, says order by job`,
      [from, until],
    );
    return rows.map(({ job, says, runs, failed, leftOut, longest, newest }) => ({
      cells: [
        job,
        says,
        inGroups(runs),
        inGroups(failed),
        inGroups(leftOut),
        longest === null ? null : durationText(longest),
      ],
      // A failure that a later run made good needs nobody any more.
      isForSomebody: newest === 'failed',
    }));
  },
};

const alerts: DescribedSection = {
  name: 'alerts',
  title: 'Alerts',
  columns: [words('Alert'), words('Severity'), words('Opened (UTC)'), figures('Lasted')],
  none: 'No alert was open.',
  read: async (database, { from, until }) => {
    const rows = await database.query<{
      kind: string;
      labels: Readonly<Record<string, string>>;
      severity: Severity;
      openedAt: string;
      lasted: number | null;
    }>(
      `select kind, labels, severity, audit.instant(opened_at) as "openedAt",
         extract(epoch from resolved_at - since_at)::float8 as lasted
       from operations.alert
       where opened_at < $2 and coalesce(resolved_at, 'infinity') >= $1
       order by resolved_at is not null, alert_id desc limit $3`,
      [from, until, mostAlerts],
    );
    return rows.map(({ kind, labels, severity, openedAt, lasted }) => ({
      cells: [
        titleOf({ title: alertKinds.find((each) => each.kind === kind)?.title ?? kind }, labels),
        severity,
        minuteIn('UTC', new Date(openedAt)),
        lasted === null ? 'still open' : durationText(lasted),
      ],
      isForSomebody: lasted === null,
    }));
  },
};

const backups: DescribedSection = {
  name: 'backups',
  title: 'Backups',
  columns: [words('What'), figures('Number'), words('Newest (UTC)')],
  none: 'No backups are made by themselves.',
  read: async (database, { from, until }) => {
    const rows = await database.query<{
      what: 'full' | 'incremental' | 'proof' | 'finding';
      count: string;
      newestAt: string | null;
    }>(
      `select what, count(at) filter (where at >= $1 and at < $2)::text as count, audit.instant(max(at)) as "newestAt"
       from (values ('full', 1), ('incremental', 2), ('proof', 3), ('finding', 4)) as line (what, place)
       left join (
         select kind as what, ended_at as at from operations.backup
         union all
         select 'proof', proven_at from operations.backup_proof
         union all
         select 'finding', proven_at from operations.backup_proof where findings <> '{}') as event
         using (what)
       where at is null or at < $2
       group by what, place order by place`,
      [from, until],
    );
    const newest = rows
      .filter(({ what }) => what === 'full' || what === 'incremental')
      .map(({ newestAt }) => newestAt ?? '')
      .reduce((latest, each) => (each > latest ? each : latest), '');
    if (newest === '') return [];
    const isOld = until.getTime() - Date.parse(newest) > oldBackupHours * 3_600_000;
    return rows.map(({ what, count, newestAt }) => ({
      cells: [
        backupWords[what],
        inGroups(count),
        newestAt === null ? null : minuteIn('UTC', new Date(newestAt)),
      ],
      isForSomebody: (what === 'full' && isOld) || (what === 'finding' && count !== '0'),
    }));
  },
};

const backupWords = {
  full: 'Full backups',
  incremental: 'Incremental backups',
  proof: 'Restores that prove a backup',
  finding: 'Restores that found something wrong',
} as const;

const sizes: DescribedSection = {
  name: 'sizes',
  title: 'Sizes',
  columns: [words('Table'), figures('Size'), figures('Added')],
  none: 'Sizes are measured every night; none was measured yet.',
  read: async (database, { from, until }) => {
    const rows = await database.query<{ relation: string; bytes: number; added: number }>(
      `select relation, last.bytes::float8 as bytes, (last.bytes - coalesce(first.bytes, 0))::float8 as added
       from (
         select distinct on (relation) relation, bytes from operations.table_size
         where measured_on < $2::timestamptz order by relation, measured_on desc) as last
       left join (
         select distinct on (relation) relation, bytes from operations.table_size
         where measured_on <= $1::timestamptz order by relation, measured_on desc) as first using (relation)
       order by relation <> 'database', added desc, relation limit $3 + 1`,
      [from, until, mostTables],
    );
    return rows.map(({ relation, bytes, added }) => ({
      cells: [
        relation === 'database' ? 'The whole database' : relation,
        measureText(bytes, 'bytes'),
        `${added < 0 ? '−' : '+'}${measureText(Math.abs(added), 'bytes')}`,
      ],
      isForSomebody: false,
    }));
  },
};

/** What the platform says of itself; the stages add theirs. */
export const platformSections: readonly DescribedSection[] = [jobs, alerts, backups, sizes];
