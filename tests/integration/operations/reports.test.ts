import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { reportText, reportTitle } from '../../../src/commands/operations/report-text.ts';
import {
  countForSomebody,
  listReports,
  makeDueReports,
  mailReports,
  platformSections,
  responseSection,
  showReport,
  type OperationsReport,
  type ReportTools,
} from '../../../src/platform/operations/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  workFor,
  type Principal,
} from '../../../src/platform/security/index.ts';
import { sourcesSections } from '../../../src/sources/index.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();
const logs = await mkdtemp(join(tmpdir(), 'daybook-logs-'));
after(() => rm(logs, { recursive: true }));

/** Tuesday, 07:00 in New York: the day before, the week to Sunday and May are over. */
let now = new Date('2025-06-03T11:00:00Z');
const tools: ReportTools = {
  clock: { now: () => now },
  timeZone: 'America/New_York',
  sections: [...sourcesSections, ...platformSections, responseSection(logs)],
};

async function principalOf(role: 'systemAdmin' | 'corporateConsumer'): Promise<Principal> {
  const userId = `${role}@operator.example`;
  await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  const { personId } = await personNamed(database, userId);
  await assignRole(database, personId, { role, reason: 'test' });
  const person = await personNamed(database, userId);
  return { person, caller: await actAs(database, person), database: workFor(database, person), reason: null };
}

const reader = await principalOf('systemAdmin');

/** Rows of a section, as people read them. */
function rowsOf({ sections }: OperationsReport, name: string): string[] {
  const section = sections.find((each) => each.name === name);
  assert.ok(section, name);
  return section.rows.map(({ cells, isForSomebody }) =>
    [...(isForSomebody ? ['!'] : []), ...cells].join(' | '),
  );
}

// Of Monday, June 2: a job that failed and was made good, one that did not; midnight in New York is 04:00 in UTC.
await database.execute(
  `insert into operations.run (job, due_at, trigger, state, started_at, ended_at)
   select job, at::timestamptz, 'time', state, at::timestamptz, at::timestamptz + interval '90 s'
   from (values ('audit.sign', '2025-06-02 04:00Z', 'failed'), ('audit.sign', '2025-06-02 05:00Z', 'done'),
     ('audit.verify', '2025-06-02 06:00Z', 'failed'), ('access.review', '2025-06-02 03:00Z', 'done'))
     as run (job, at, state);
   insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, finished_at, state,
     rows_received, rows_loaded, rows_quarantined)
   values
     ('workday', 'workday_job_codes', 'a.csv', repeat('0', 64), 1, 'test', '2025-06-02 12:00Z', '2025-06-02 12:00Z',
       'loaded', 1200, 1198, 2),
     ('legion', 'payroll_summary', 'b.csv', repeat('1', 64), 1, 'test', '2025-05-31 12:00Z', '2025-05-31 12:00Z',
       'loaded', 10, 10, 0),
     ('legion', 'payroll_summary', 'c.csv', repeat('2', 64), 1, 'test', '2025-06-02 12:00Z', '2025-06-02 12:00Z',
       'refused', 0, 0, 0);
   insert into operations.alert (kind, thing, labels, severity, value, limit_value, state, since_at, seen_at, opened_at)
   values ('feed-overdue', 'payroll_summary', '{"feed": "payroll_summary"}', 'high', 90000, 86400, 'open',
     '2025-06-02 13:00Z', '2025-06-02 13:00Z', '2025-06-02 13:05Z');
   insert into operations.table_size (measured_on, relation, bytes, row_estimate)
   values ('2025-06-02', 'database', 10485760, 0), ('2025-06-03', 'database', 12582912, 0),
     ('2025-06-03', 'warehouse.site', 1048576, 9)`,
);
const request = (time: string, ms: number, status = 200): string =>
  JSON.stringify({ level: 'info', time, kind: 'request', method: 'GET', route: '/sites', status, ms });
await writeFile(
  join(logs, '2025-06-02.jsonl'),
  [
    request('2025-06-02T03:59:59.000Z', 9_999),
    ...Array.from({ length: 18 }, (_, at) => request('2025-06-02T12:00:00.000Z', at + 1)),
    '{"level":"info","time":"2025-06-02T12:00:00.000Z","kind":"request","ro',
    request('2025-06-02T12:00:01.000Z', 2_500),
    request('2025-06-02T12:00:02.000Z', 3_500, 500),
    request('2025-06-02T12:00:03.000Z', 90_000).replace('/sites', '/stream'),
  ].join('\n'),
);

test('a day, a week and a month are reported once each, when they are over, and say what needs somebody', async () => {
  assert.equal(
    await makeDueReports(database, tools),
    0,
    'what was over before the installation is not reported',
  );
  await database.execute(`update platform.migration set applied_at = '2025-05-20'`);
  assert.equal(await makeDueReports(database, tools), 3);
  assert.equal(await makeDueReports(database, tools), 0);
  assert.deepEqual(
    (await listReports(reader, { limit: 9 })).map(({ period, firstDay, lastDay }) => [
      period,
      firstDay,
      lastDay,
    ]),
    [
      ['day', '2025-06-02', '2025-06-02'],
      ['week', '2025-05-26', '2025-06-01'],
      ['month', '2025-05-01', '2025-05-31'],
    ],
  );
  const report = await showReport(reader, { period: 'day', day: '2025-06-02' }, tools);
  assert.deepEqual(rowsOf(report, 'jobs'), [
    'audit.sign | Signs the head of the audit trail. | 2 | 1 | 0 | 2 min',
    '! | audit.verify | Verifies the audit trail, from its first entry to the newest. | 1 | 1 | 0 | 2 min',
  ]);
  assert.deepEqual(rowsOf(report, 'loads'), [
    '! | payroll_summary | 1 | 1 | 0 | 0 | 1 d 16 h',
    'workday_job_codes | 1 | 0 | 1,200 | 2 | ',
  ]);
  assert.deepEqual(rowsOf(report, 'quarantine'), []);
  assert.equal(rowsOf(report, 'alerts').length, 1);
  assert.match(
    rowsOf(report, 'alerts')[0] ?? '',
    /^! \| .*payroll_summary.* \| high \| 2025-06-02 13:05 \| still open$/,
  );
  assert.deepEqual(rowsOf(report, 'sizes'), [
    'The whole database | 12 MiB | +2 MiB',
    'warehouse.site | 1 MiB | +1 MiB',
  ]);
  assert.deepEqual(rowsOf(report, 'responses'), [
    '! | all | 20 | 1 | 10 ms | 2.5 s',
    '! | GET /sites | 20 | 1 | 10 ms | 2.5 s',
  ]);
  assert.equal(countForSomebody(report.sections), 5);
});

test('a report stays as it was made; of a day that runs it says what there is so far', async () => {
  await database.execute(`delete from operations.run where job = 'audit.verify'`);
  const stored = await showReport(reader, { period: 'day', day: '2025-06-02' }, tools);
  assert.equal(rowsOf(stored, 'jobs').length, 2);
  assert.equal(Date.parse(stored.madeAt), now.getTime());
  now = new Date('2025-06-03T15:00:00Z');
  const today = await showReport(reader, { period: 'day' }, tools);
  assert.deepEqual([today.firstDay, today.madeAt], ['2025-06-03', '2025-06-03T15:00:00.000Z']);
  assert.deepEqual(rowsOf(today, 'jobs'), []);
  assert.equal((await showReport(reader, { period: 'month' }, tools)).lastDay, '2025-06-30');
  await assert.rejects(showReport(reader, { period: 'week', day: '2025-06-09' }, tools), {
    code: 'REPORT_NOT_BEGUN',
  });
  const nobody = await principalOf('corporateConsumer');
  await assert.rejects(showReport(nobody, { period: 'day' }, tools), { code: 'SECURITY_FORBIDDEN' });
  await assert.rejects(listReports(nobody, { limit: 1 }), { code: 'SECURITY_FORBIDDEN' });
});

test('reports go out once, to those who hold the roles and to addresses; without either they wait', async () => {
  const sent: string[] = [];
  const mailTo = (to: readonly string[]): Promise<number> =>
    mailReports(
      database,
      {
        to,
        send: (report, recipients) => {
          sent.push(`${reportTitle(report)} to ${recipients}`);
          return Promise.resolve();
        },
      },
      tools.clock,
    );
  assert.equal(await mailTo(['auditor']), 0);
  assert.equal(await mailTo(['systemAdmin', 'night@operator.example']), 3);
  assert.equal(await mailTo(['systemAdmin']), 0);
  const to = 'night@operator.example;systemadmin@operator.example';
  assert.deepEqual(sent, [
    `Operations of the month from 2025-05-01 through 2025-05-31 to ${to}`,
    `Operations of the week from 2025-05-26 through 2025-06-01 to ${to}`,
    `Operations of 2025-06-02 to ${to}`,
  ]);
  const text = reportText(await showReport(reader, { period: 'day', day: '2025-06-02' }, tools));
  assert.match(text, /^Operations of 2025-06-02: 5 rows for somebody to look at\.\n/);
  assert.match(text, /\n! {2}GET \/sites +20 +1 +10 ms +2\.5 s\n/);
});
