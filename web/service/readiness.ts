import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read, send } from './client.ts';

/** How far the revenue report of a site and month is. */
export type SiteReadiness = Answers['GET /readiness'][number];

/** How far the revenue reports of a month are, site by site. */
export const readinessQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'readiness', month],
    queryFn: ({ signal }) => read<Answers['GET /readiness']>('/readiness', { month }, signal),
  });

/** Marks a site as ready to be billed; a note sends its statement to a review. Throws what was refused. */
export async function markReady(month: string, site: string, note: string): Promise<void> {
  const body = { month, sites: [site], is_ready: true, ...(note === '' ? {} : { note }) };
  const { refused } = await send<Answers['POST /readiness']>('POST', '/readiness', { body });
  const [first] = refused;
  if (first !== undefined) throw new Error(`${first.error.message} ${first.error.next}`);
}
