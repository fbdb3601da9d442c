import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { scheduledWork } from '../../../src/commands/serving/scheduled-work.ts';
import { readConfiguration } from '../../../src/platform/configuration.ts';
import { refusal } from '../../../src/kernel/errors.ts';
import { correlation } from '../../../src/platform/logs/index.ts';
import { checkJobs, keepJobs, type Run, type WorkByJob } from '../../../src/platform/operations/index.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();

/** The time that all servers of this test show; it only moves when the test moves it. */
let now = new Date('2025-05-12T00:00:00Z');
const clock = { now: (): Date => now };
let loadedAt: Date | null = null;
/** Lines of the log, with the number of what they belong to. */
const logged: Record<string, unknown>[] = [];

/** What was worked on: the run's due time of each job, in order, as long as nothing goes wrong. */
const worked: string[] = [];
/** What turns of the sessions meet. */
let sessions: 'none' | 'some' | 'down' = 'none';
let failing: (() => void) | null = null;
let hold: Promise<void> | null = null;

const work: WorkByJob = {
  'access.dormant': async ({ database: own, log }) => {
    log('looked at everybody');
    await own.query(`select audit.note('looked', 'security.person', null, '{}')`);
    worked.push('access.dormant');
    await hold;
    failing?.();
    return { outcome: 'All are there.', rowsIn: 7, totals: { days: '12.50' } };
  },
  'audit.verify': () => {
    worked.push('audit.verify');
    return Promise.resolve({ outcome: 'Verified.' });
  },
  'access.sessions': ({ log }) => {
    if (sessions === 'down') throw new Error('the line is down');
    log('looked');
    return Promise.resolve({ outcome: 'Looked.', wasIdle: sessions === 'none', rowsOut: 1 });
  },
};

const server = (name: string): ReturnType<typeof keepJobs> =>
  keepJobs(database, {
    work,
    clock,
    lookMilliseconds: 20,
    retrySeconds: 1,
    silenceSeconds: 30,
    surroundings: {
      server: name,
      loadedSince: (_feed, since) =>
        Promise.resolve(loadedAt !== null && loadedAt >= since ? loadedAt : null),
      holidays: () => Promise.resolve([]),
      report: (message) => {
        assert.equal(message, 'access.sessions failed: the line is down');
      },
      log: {
        write: (level, line) => logged.push({ level, request: correlation()?.id, ...line }),
        close: () => undefined,
      },
    },
  });

// Only these three jobs, each with times of this test; the others are paused.
await database.execute(
  `insert into operations.schedule (job, cron, every_seconds, time_zone, limit_minutes, waits_for, in_close, catches_up,
     is_paused, set_by)
   select job, cron, every_seconds, 'UTC', 5, '{}', true, false, job not in ('access.dormant', 'audit.verify'), 'test'
   from operations.delivered_schedules()`,
);

async function schedule(
  job: string,
  set: string,
  ...values: (string | string[] | boolean | null)[]
): Promise<void> {
  const statements: Record<string, string> = {
    cron: `update operations.schedule set cron = $2, set_at = '2025-01-01' where job = $1`,
    waits: 'update operations.schedule set waits_for = $2 where job = $1',
    window: 'update operations.schedule set window_from = $2, window_until = $3 where job = $1',
    close: 'update operations.schedule set in_close = $2 where job = $1',
    each: 'update operations.schedule set catches_up = $2 where job = $1',
  };
  await database.execute(statements[set] ?? '', [job, ...values]);
}

async function runs(job: string): Promise<Run[]> {
  return database.query<Run>(
    `select run_id::text as "runId", to_char(due_at at time zone 'UTC', 'DD HH24:MI') as "dueAt", state, outcome,
       trigger, attempts, refusal, caused_by as "causedBy", rows_in::text as "rowsIn", parameters
     from operations.run where job = $1 order by run_id`,
    [job],
  );
}

function moveTo(instant: string): void {
  now = new Date(`2025-${instant}:00Z`);
}

/** Moves the clock, and waits until the newest run of a job is due then and in that state. */
async function at(instant: string, newest: string, job = 'access.dormant'): Promise<Run | undefined> {
  moveTo(instant);
  await until(async () => (await states(job)).at(-1) === newest);
  return (await runs(job)).at(-1);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 1_000; look += 1) {
    await sleep(30);
    if (await isSo()) return;
  }
  throw new Error(
    `it did not come to be: ${JSON.stringify(await database.query('select * from operations.run'))}`,
  );
}

await schedule('access.dormant', 'cron', '30 2 * * *');
await schedule('audit.verify', 'cron', '0 4 1 1 *');
const servers = await Promise.all([server('one'), server('two')]);
const states = async (job: string): Promise<string[]> =>
  (await runs(job)).map(({ dueAt, state }) => `${dueAt} ${state}`);

test('every job that is delivered has its work, and no other work is there', async () => {
  const jobs = await database.query<{ job: string }>(
    'select job from operations.delivered_schedules() order by job',
  );
  const known = scheduledWork({
    configuration: readConfiguration({}, {}),
    metrics: { read: () => Promise.resolve(new Map()) },
    sign: () => Promise.resolve(),
    recoverNotes: () => Promise.resolve(0),
    compareSchema: () => Promise.resolve(0),
  });
  assert.deepEqual(
    jobs.map(({ job }) => job),
    Object.keys(known).toSorted(),
  );
});

test('each time has one run, whichever of the servers does it', async () => {
  await until(async () => (await database.query('select from operations.planning')).length > 0);
  assert.deepEqual(await runs('access.dormant'), [], 'nothing that was due before the first look');
  await at('05-12 02:30', '12 02:30 done');
  const run = await at('05-13 02:31', '13 02:30 done');
  assert.deepEqual(await states('access.dormant'), ['12 02:30 done', '13 02:30 done']);
  assert.equal(worked.length, 2);
  assert.deepEqual(
    [run?.outcome, run?.rowsIn, run?.attempts, run?.trigger],
    ['All are there.', '7', 1, 'time'],
  );
  const lines = await database.query<{ says: string }>(
    'select says from operations.run_line where run_id = $1',
    [run?.runId ?? ''],
  );
  assert.deepEqual(lines, [{ says: 'looked at everybody' }]);
});

test('a run has its lines in the log, under the number that its changes have in the audit trail', async () => {
  const [run] = await database.query<{ runId: string; request: string; noted: string }>(
    `select run_id::text as "runId", request_id as request,
       (select count(*) from audit.pending where pending.request_id = run.request_id)::text as noted
     from operations.run where job = 'access.dormant' order by run_id limit 1`,
  );
  assert.equal(run?.noted, '1');
  assert.deepEqual(
    logged
      .filter((line) => line['run'] === run.runId)
      .map(({ level, request, state, attempt }) => ({ level, request, state, attempt })),
    [
      { level: 'info', request: run.request, state: 'begun', attempt: 1 },
      { level: 'info', request: run.request, state: 'done', attempt: 1 },
    ],
  );
});

test('of times that passed the newest stands for all, or each has its run', async () => {
  const newest = await at('05-16 03:00', '16 02:30 done');
  assert.deepEqual(newest?.parameters, { times_passed: 2 });
  await schedule('access.dormant', 'each', true);
  moveTo('05-18 03:00');
  // Two servers may take the two in either order.
  await until(
    async () => (await states('access.dormant')).slice(-2).join() === '17 02:30 done,18 02:30 done',
  );
  await schedule('access.dormant', 'each', false);
});

test('a run waits for its load, and is skipped when its window closes', async () => {
  const outcome = async (): Promise<string> => (await runs('access.dormant')).at(-1)?.outcome ?? '';
  await schedule('access.dormant', 'waits', ['feed:any', 'access.sessions']);
  await at('05-19 02:40', '19 02:30 waiting');
  await until(async () => (await outcome()) === 'Waits: no load of any of that day.');
  loadedAt = new Date('2025-05-19T02:50:00Z');
  moveTo('05-19 02:51');
  await until(async () => /no completed run of access.sessions/.test(await outcome()));
  await database.execute(
    `update operations.schedule set is_paused = false, every_seconds = 1 where job = 'access.sessions'`,
  );
  await at('05-19 02:52', '19 02:30 done');
  await schedule('access.dormant', 'window', '02:00', '06:00');
  await at('05-20 05:59', '20 02:30 waiting');
  const skipped = await at('05-20 06:00', '20 02:30 skipped');
  assert.match(skipped?.outcome ?? '', /not begun by 06:00: no load of any of that day/);
  await schedule('access.dormant', 'waits', []);
  await schedule('access.dormant', 'window', null, null);
});

test('maintenance keeps out of the close', async () => {
  await schedule('access.dormant', 'close', false);
  const skipped = await at('05-30 02:31', '30 02:30 skipped');
  assert.match(skipped?.outcome ?? '', /the close calendar keeps it out/);
  await schedule('access.dormant', 'close', true);
});

test('what fails is begun again, and a refusal is not', async () => {
  let failures = 1;
  failing = () => {
    if (failures-- > 0) throw new Error('the line is down');
  };
  const again = await at('05-31 02:30', '31 02:30 done');
  assert.equal(again?.attempts, 2);
  const repeated = logged.find(({ state }) => state === 'repeated');
  assert.equal(repeated?.['level'], 'warn');
  assert.doesNotMatch(JSON.stringify(repeated), /the line is down/, 'words of errors stay out of the log');
  assert.match(JSON.stringify(repeated), /scheduled-jobs\.test\.ts:\d+/);
  failing = () => {
    throw refusal('SCHEDULE_JOB_UNKNOWN', { job: 'any' });
  };
  const before = worked.length;
  const refused = await at('06-01 02:30', '01 02:30 failed');
  assert.deepEqual(
    [refused?.refusal, refused?.attempts, worked.length - before],
    ['SCHEDULE_JOB_UNKNOWN', 1, 1],
  );
  failing = null;
});

test('a job without times runs after what it waits for', async () => {
  await schedule('audit.verify', 'cron', null);
  await schedule('audit.verify', 'waits', ['access.dormant']);
  const before = (await runs('audit.verify')).length;
  const newest = await at('06-02 02:30', '02 02:30 done', 'audit.verify');
  assert.deepEqual([newest?.trigger, newest?.causedBy], ['event', 'access.dormant']);
  assert.ok((await runs('audit.verify')).length > before);
});

test('a job that works all the time leaves a run when there was work, and when it begins to fail', async () => {
  moveTo('06-02 03:00');
  assert.deepEqual(await runs('access.sessions'), []);
  sessions = 'some';
  await until(async () => (await runs('access.sessions')).at(-1)?.outcome === 'Looked.');
  sessions = 'down';
  moveTo('06-02 03:10');
  await until(async () => (await runs('access.sessions')).at(-1)?.outcome === 'Failed: the line is down');
  const count = (await runs('access.sessions')).length;
  await sleep(1_200);
  assert.equal((await runs('access.sessions')).length, count, 'once, until it is good again');
  sessions = 'none';
});

test('a run that is cancelled ends, and its server has no say any more', async () => {
  let release = (): void => undefined;
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const running = await at('06-03 02:30', '03 02:30 running');
  await database.execute(`update operations.run set state = 'cancelled', ended_at = $2 where run_id = $1`, [
    running?.runId ?? '',
    now,
  ]);
  release();
  hold = null;
  await Promise.all(servers.map((each) => each.stop()));
  assert.equal((await runs('access.dormant')).at(-1)?.state, 'cancelled');
});

test('jobs that failed, are late or are silent are found, those that are paused or wait are not', async () => {
  const found = async (): Promise<string> => (await checkJobs(database, clock)).detail;
  await database.execute('delete from operations.run');
  await database.execute(`update operations.planning set planned_until = $1`, [now]);
  assert.equal(await found(), 'all run on time');
  await database.execute(
    `insert into operations.run (job, due_at, trigger, state, ended_at, outcome) values
       ('audit.verify', $1::timestamptz - interval '2 hours', 'time', 'done', $1, null),
       ('audit.verify', $1::timestamptz - interval '1 hour', 'time', 'failed', $1, null),
       ('billing.accounts', $1::timestamptz - interval '1 hour', 'time', 'failed', $1, null),
       ('access.dormant', $1::timestamptz - interval '11 minutes', 'time', 'queued', null, null),
       ('access.dormant', $1::timestamptz - interval '9 minutes', 'time', 'queued', null, null),
       ('access.dormant', $1::timestamptz - interval '3 hours', 'time', 'waiting', null, 'Waits: its window.')`,
    [now],
  );
  await database.execute(
    `update operations.planning set planned_until = $1::timestamptz - interval '11 minutes'
     where job = 'access.sessions'`,
    [now],
  );
  assert.equal(await found(), 'access.dormant late, access.sessions silent, audit.verify failed');
});
