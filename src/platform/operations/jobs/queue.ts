import type { Job, SendOptions } from 'pg-boss';
import type { Connection, Database } from '../../database/index.ts';

/** Schema of the queue: the library makes it and looks after it. */
const schema = 'pgboss';
/** One queue for all jobs; a job is a key in it, and of a key one run works at a time. */
const queueName = 'run';
const connections = 4;
/** Seconds between looks for runs that nobody was woken for: those whose job worked on another run until then. */
const idleSeconds = 1;
/** Seconds between counts of what is ready, and looks for servers that are silent. */
const watchSeconds = 5;
/** Runs that are ready above which servers fetch without a pause. */
const backlog = 5;
const longestPauseSeconds = 900;
const patienceMilliseconds = 20_000;

/** The queue hands a run out again and again; whoever works on it says when it is over. */
const mostRetries = 1_000;

/** When the queue hands a run out again. */
export interface QueueRules {
  /** Seconds before a failed run is handed out the second time; they double with each further one. */
  readonly retrySeconds: number;
  /** Seconds after which a server that says nothing any more is taken for dead: 10 or more. */
  readonly silenceSeconds: number;
}

/** What waits for a server. */
export interface QueuedRun {
  readonly runId: string;
}

/** The queue of runs, on the database of Daybook. */
export interface RunQueue {
  /** Puts a run into the queue when the transaction commits. */
  send(
    transaction: Connection,
    run: QueuedRun & { readonly job: string; readonly dueAt: string; readonly limitMinutes: number },
  ): Promise<void>;
  /** Hands out runs until it is stopped; a run that `work` throws on is handed out again, later. */
  work(concurrent: number, work: (run: QueuedRun) => Promise<void>): Promise<void>;
  /** Waits for what works, for a while, and leaves. */
  stop(): Promise<void>;
}

/** Opens the queue, and makes or moves its schema where that is needed. As the owner. */
export async function openRunQueue(
  database: Pick<Database, 'openDriver'>,
  { retrySeconds, silenceSeconds, report }: QueueRules & { readonly report: (message: string) => void },
): Promise<RunQueue> {
  const { PgBoss } = await import('pg-boss');
  const driver = database.openDriver({ name: 'daybook jobs', most: connections });
  const boss = new PgBoss({
    db: driver,
    schema,
    // The times of Daybook have windows, dependencies and a calendar: they are its own.
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: watchSeconds,
    monitorIntervalSeconds: watchSeconds,
    queueCacheIntervalSeconds: watchSeconds,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (cause) => {
    report(`The queue of jobs: ${cause.message}`);
  });
  await boss.start();
  await boss.createQueue(queueName, { policy: 'singleton', notify: true });
  return {
    send: async (transaction, { runId, job, dueAt, limitMinutes }) => {
      const sending: SendOptions = {
        singletonKey: job,
        // The longest due first, also of those that one look sends.
        priority: -Math.floor(Date.parse(dueAt) / 60_000),
        expireInSeconds: (limitMinutes + 1) * 60,
        heartbeatSeconds: silenceSeconds,
        retryLimit: mostRetries,
        retryDelay: retrySeconds,
        retryBackoff: true,
        retryDelayMax: longestPauseSeconds,
        db: {
          executeSql: async (text, values) => ({
            rows: await transaction.query(text, values as Parameters<Connection['query']>[1]),
          }),
        },
      };
      const sent = await boss.send(queueName, { runId }, sending);
      if (sent === null) throw new Error(`the queue did not take run ${runId}`);
    },
    work: async (concurrent, work) => {
      const options = {
        localConcurrency: concurrent,
        pollingIntervalSeconds: idleSeconds,
        notifyPollingIntervalSeconds: idleSeconds,
        burstWhenReadyExceeds: backlog,
      } as const;
      await boss.work<QueuedRun>(queueName, options, async ([job]: Job<QueuedRun>[]) => {
        if (job) await work(job.data);
      });
    },
    stop: async () => {
      await boss.stop({ graceful: true, timeout: patienceMilliseconds });
      await driver.close();
    },
  };
}
