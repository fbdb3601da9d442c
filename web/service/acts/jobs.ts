import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read, send } from '../client.ts';

/** A change of a job group that somebody asked for. */
export type GroupRequest = Answers['GET /job-group-requests'][number];

export const groupRequestsQuery = queryOptions({
  queryKey: ['administration', 'job-group-requests'],
  queryFn: ({ signal }) => read<Answers['GET /job-group-requests']>('/job-group-requests', {}, signal),
});

/** Asks for another group for job codes of a site. */
export async function requestGroup(
  request: { readonly site: string; readonly group: string; readonly codes: readonly string[] },
  reason: string,
): Promise<void> {
  const { site, group, codes } = request;
  await send('POST', '/job-group-requests', { body: { site, group, change: { codes } }, reason });
}

/** Approves or refuses somebody else's request, or withdraws one's own. */
export async function settleRequest(
  request: string,
  decision: 'approved' | 'refused' | 'withdrawn',
  reason: string,
): Promise<void> {
  await send('POST', `/job-group-requests/${request}`, { body: { decision }, reason });
}
