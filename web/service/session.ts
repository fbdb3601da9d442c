import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read, send } from './client.ts';

/** Who is signed in, as `GET /me` says it. */
export type Me = Answers['GET /me'];

const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => read<Me>('/me', {}, signal),
  staleTime: 5 * 60_000,
});

/** Who is signed in. The frame waits for the answer, so that pages have it at once. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Who is signed in now, by name; null for nobody. */
export async function readWho(): Promise<string | null> {
  return read<Me>('/me').then(
    ({ person }) => person,
    () => null,
  );
}

/** What the person chose in the app. */
export type Choices = Me['choices'];

/** Takes on a choice of the person at once, and has the service remember it for every browser. */
export function useChoose(): (change: Partial<Choices>) => void {
  const queries = useQueryClient();
  return (change) => {
    queries.setQueryData(meQuery.queryKey, (me) => me && { ...me, choices: { ...me.choices, ...change } });
    // What could not be remembered holds until the page is left; the next choice says it anew.
    void send('PATCH', '/me/choices', { body: change, outlivesPage: true }).catch(() => undefined);
  };
}

/** The date used as today, `YYYY-MM-DD`, and whether that is a demo's. */
export function useToday(): { readonly today: string; readonly isDemo: boolean } {
  const { today, demo_day: demoDay } = useMe();
  return { today, isDemo: demoDay !== null };
}

/** Whether the person may do something somewhere. The service asks again whatever is shown here. */
export function may({ rights }: Me, object: string, action: string): boolean {
  return rights.some((right) => right.object === object && right.action === action);
}

/** Ends the session on the server, then leaves for the sign-in. */
export async function signOut(): Promise<void> {
  await send('POST', '/sign-out');
  location.assign('/sign-in');
}
