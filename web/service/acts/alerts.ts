import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read, send } from '../client.ts';

/** Something that is, or was, not as it should be. */
export type Alert = Answers['GET /alerts'][number];

/** An alert with why it matters and what was told of it. */
export type AlertWithNotices = Answers['GET /alerts/:alert'];

/** Alerts that are listed at most; older ones are asked for on the command line. */
const most = 500;

/** Milliseconds until alerts are read again: they are looked for every minute. */
const again = 60_000;

/** Alerts, newest first: those that are not resolved, or all. */
export const alertsQuery = (isCurrent: boolean) =>
  queryOptions({
    queryKey: ['alerts', isCurrent ? 'current' : 'all'],
    queryFn: ({ signal }) =>
      read<Answers['GET /alerts']>(
        '/alerts',
        { current: isCurrent ? 'true' : undefined, limit: most },
        signal,
      ),
    refetchInterval: again,
  });

export const alertQuery = (alert: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', alert],
    queryFn: ({ signal }) => read<AlertWithNotices>(`/alerts/${alert}`, {}, signal),
  });

/** Says that the person knows of it. */
export async function acknowledgeAlert(alert: string): Promise<void> {
  await send('POST', `/alerts/${alert}/acknowledge`, {});
}

/** Gives it to somebody, by the whole name at sign-in. */
export async function assignAlert(alert: string, to: string): Promise<void> {
  await send('POST', `/alerts/${alert}/assign`, { body: { to } });
}

/** Resolves it before its value is back. */
export async function resolveAlert(alert: string, note: string): Promise<void> {
  await send('POST', `/alerts/${alert}/resolve`, { body: { note } });
}
