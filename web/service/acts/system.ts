import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read } from '../client.ts';

// How the servers and the database are, and what they did.

/** A thing that the server stands on. */
export type Component = Answers['GET /components']['components'][number];

export const componentsQuery = queryOptions({
  queryKey: ['system', 'components'],
  queryFn: ({ signal }) => read<Answers['GET /components']>('/components', {}, signal),
});

/** A report of operations of a day, a week or a month, as lists have it. */
export type ListedReport = Answers['GET /operations-reports'][number];

export const reportsQuery = queryOptions({
  queryKey: ['system', 'reports'],
  queryFn: ({ signal }) => read<readonly ListedReport[]>('/operations-reports', {}, signal),
});

/** The whole report. */
export type Report = Answers['GET /operations-reports/:period'];

/** The report of the span in which a day lies; without a day, of the one that runs, so far. */
export const reportQuery = (period: Report['period'], day: string | undefined) =>
  queryOptions({
    queryKey: ['system', 'report', period, day ?? ''],
    queryFn: ({ signal }) => read<Report>(`/operations-reports/${period}`, { day }, signal),
  });

/** How large the tables are, and when the disk will be full. */
export type Capacity = Answers['GET /capacity'];

export const capacityQuery = queryOptions({
  queryKey: ['system', 'capacity'],
  queryFn: ({ signal }) => read<Capacity>('/capacity', {}, signal),
});

/** Statements that took most of the time of the database. */
export type TopStatements = Answers['GET /database/top-statements'];

export const topStatementsQuery = queryOptions({
  queryKey: ['system', 'top-statements'],
  queryFn: ({ signal }) => read<TopStatements>('/database/top-statements', {}, signal),
});

/** A statement that took longer than the limit. */
export type SlowStatement = Answers['GET /database/slow-statements'][number];

export const slowStatementsQuery = queryOptions({
  queryKey: ['system', 'slow-statements'],
  queryFn: ({ signal }) => read<readonly SlowStatement[]>('/database/slow-statements', {}, signal),
});

/** A backup of the database, with its newest proof. */
export type Backup = Answers['GET /backups'][number];

export const backupsQuery = queryOptions({
  queryKey: ['system', 'backups'],
  queryFn: ({ signal }) => read<readonly Backup[]>('/backups', {}, signal),
});

/** A line of the log of the server that answers. */
export type LogLine = Answers['GET /logs']['lines'][number];

/** Which lines are asked for: of a run, of a request, or of a day (today where it is left out). */
export interface LogChoice {
  readonly run?: string | undefined;
  readonly request?: string | undefined;
  readonly day?: string | undefined;
}

/** Lines that one answer has. */
const mostLines = 1_000;

/** The newest lines that were asked for. */
export const logQuery = ({ run, request, day }: LogChoice) =>
  queryOptions({
    queryKey: ['system', 'log', run ?? '', request ?? '', day ?? ''],
    queryFn: ({ signal }) =>
      read<Answers['GET /logs']>('/logs', { run, request, day, limit: mostLines }, signal),
  });
