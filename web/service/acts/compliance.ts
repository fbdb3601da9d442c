import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read, send } from '../client.ts';

// How long data stays, what keeps it longer, and who sees what others see.

/** How long a kind of data is kept. */
export type RetentionClass = Answers['GET /retention'][number];

export const retentionQuery = queryOptions({
  queryKey: ['administration', 'retention'],
  queryFn: ({ signal }) => read<Answers['GET /retention']>('/retention', {}, signal),
});

/** A legal hold: what it covers is not purged. */
export type LegalHold = Answers['GET /legal-holds'][number];

export const legalHoldsQuery = queryOptions({
  queryKey: ['administration', 'legal-holds'],
  queryFn: ({ signal }) => read<Answers['GET /legal-holds']>('/legal-holds', {}, signal),
});

/** Places a hold on a site, or on everything where there is none. */
export async function placeHold(site: string | null, reason: string): Promise<void> {
  await send('POST', '/legal-holds', { body: { site, reason }, reason });
}

/** Releases a hold. */
export async function releaseHold(hold: string, reason: string): Promise<void> {
  await send('DELETE', `/legal-holds/${hold}`, { reason });
}

/** How many rows leave without approval. */
export const exportLimitsQuery = queryOptions({
  queryKey: ['administration', 'export-limits'],
  queryFn: ({ signal }) => read<Answers['GET /export-limit']>('/export-limit', {}, signal),
  staleTime: 60_000,
});

/** A session in which a helper sees what a person sees. */
export type SupportSession = Answers['GET /support-sessions'][number];

/** One's own support sessions, or those of everybody. */
export const supportQuery = (isEverybody: boolean) =>
  queryOptions({
    queryKey: ['administration', 'support', isEverybody],
    queryFn: ({ signal }) =>
      read<Answers['GET /support-sessions']>(
        '/support-sessions',
        { everybody: isEverybody ? 'true' : undefined },
        signal,
      ),
  });

/** Starts a support session; as long as is allowed where no minutes are named. */
export async function startSupport(
  { person, minutes }: { readonly person: string; readonly minutes: number | null },
  reason: string,
): Promise<void> {
  await send('POST', '/support-sessions', {
    body: minutes === null ? { person } : { person, minutes },
    reason,
  });
}

/** Ends a support session. */
export async function endSupport(session: string, reason: string): Promise<void> {
  await send('POST', `/support-sessions/${session}/end`, { reason });
}
