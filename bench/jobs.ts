import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/kernel/clock.ts';
import { noLog } from '../src/platform/logs/log.ts';
import { keepJobs } from '../src/platform/operations/index.ts';
import { atScale, onWorkbench, report, timed } from './workbench.ts';

const runsOfBench = 10_000;

/**
 * (v) scheduled jobs: ten thousand runs, each entered in a transaction of its own, are handed out, worked on by one
 * server and recorded; runs a minute, with nothing to do in them.
 */
export async function benchJobs(scale: number): Promise<void> {
  const count = atScale(runsOfBench, scale, 20);
  await onWorkbench(1, async ({ database }) => {
    const jobs = await database.query<{ job: string }>('select job from operations.delivered_schedules()');
    const server = await keepJobs(database, {
      work: Object.fromEntries(jobs.map(({ job }) => [job, () => Promise.resolve({ outcome: 'Done.' })])),
      clock: systemClock,
      surroundings: {
        server: 'bench',
        loadedSince: () => Promise.resolve(null),
        holidays: () => Promise.resolve([]),
        report: (message) => {
          report('server', message);
        },
        log: noLog,
      },
      lookMilliseconds: 100,
      retrySeconds: 30,
      silenceSeconds: 30,
    });
    const seconds = await timed(async () => {
      for (let at = 0; at < count; at += 1)
        await database.execute(
          `insert into operations.run (job, due_at, trigger, asked_by) values ($1, now(), 'person', 'bench')`,
          [jobs[at % jobs.length]?.job ?? ''],
        );
      for (;;) {
        const left = await database.query(`select from operations.run where ended_at is null limit 1`);
        if (left.length === 0) break;
        await sleep(50);
      }
    });
    await server.stop();
    report('(v) runs entered and done a minute', String(Math.round((count * 60) / seconds)));
  });
}
