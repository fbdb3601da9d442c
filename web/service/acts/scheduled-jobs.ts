import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read, send } from '../client.ts';

/** A job that runs by itself, with its schedule and newest run. */
export type ScheduledJob = Answers['GET /schedules'][number];

/** A run of a job. */
export type Run = Answers['GET /runs'][number];

/** A run with what it said. */
export type RunWithLines = Answers['GET /runs/:run'];

/** Milliseconds until what still goes on is read again. */
const patience = 2_000;

const isOver = ({ ended_at: endedAt }: Pick<Run, 'ended_at'>): boolean => endedAt !== null;

export const schedulesQuery = queryOptions({
  queryKey: ['scheduled-jobs', 'schedules'],
  queryFn: ({ signal }) => read<Answers['GET /schedules']>('/schedules', {}, signal),
});

/** Which runs are listed; what is empty leaves none out. */
export interface RunChoice {
  readonly job?: string | undefined;
  readonly state?: string | undefined;
}

/** Runs that one request of the list asks for. */
const pageSize = 200;

/** Runs, newest first, page by page; read again while one of them goes on. */
export const runsQuery = ({ job, state }: RunChoice) =>
  infiniteQueryOptions({
    queryKey: ['scheduled-jobs', 'runs', job ?? '', state ?? ''],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      read<Answers['GET /runs']>('/runs', { job, state, before: pageParam, limit: pageSize }, signal),
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.run_id),
    refetchInterval: ({ state: { data } }) => ((data?.pages ?? []).flat().every(isOver) ? false : patience),
  });

/** A run with what it said, read again until it is over. */
export const runQuery = (run: string) =>
  queryOptions({
    queryKey: ['scheduled-jobs', 'run', run],
    queryFn: ({ signal }) => read<RunWithLines>(`/runs/${run}`, {}, signal),
    refetchInterval: ({ state: { data } }) => (data === undefined || isOver(data) ? false : patience),
  });

/** Parts of a schedule that are set; what is left out stays. */
export interface ScheduleChange {
  readonly cron?: string | null;
  readonly every_seconds?: number;
  readonly time_zone?: string;
  readonly window?: { readonly from: string; readonly until: string } | null;
  readonly limit_minutes?: number;
  readonly waits_for?: readonly string[];
  readonly in_close?: boolean;
  readonly catches_up?: boolean;
  readonly is_paused?: boolean;
}

/** Sets parts of the schedule of a job, from now on. */
export async function setSchedule(job: string, change: ScheduleChange, reason: string): Promise<void> {
  await send('PATCH', `/schedules/${job}`, { body: change, reason });
}

/** Gives a job the schedule back that it was delivered with. */
export async function resetSchedule(job: string, reason: string): Promise<void> {
  await send('DELETE', `/schedules/${job}`, { reason });
}

/** Asks for a run of a job; a server begins it within seconds. */
export async function requestRun(job: string): Promise<Run> {
  return send('POST', `/schedules/${job}/runs`, {});
}

/** Ends a run that is not over. */
export async function cancelRun(run: string, reason: string): Promise<void> {
  await send('POST', `/runs/${run}/cancel`, { reason });
}
