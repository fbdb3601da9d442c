import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { read } from './client.ts';

/** Who is signed in, as `GET /me` says it. */
export interface Me {
  readonly person: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  /** How many sites the person sees. */
  readonly sites: number;
  readonly session: { readonly ends_at: string; readonly is_stepped_up: boolean };
  /** What the person may do somewhere. Absent: the service does not say it. */
  readonly rights?: readonly { readonly object: string; readonly action: string }[];
}

/** What runs, and the date used as today in a sample. */
interface Health {
  readonly version: string;
  readonly demo_clock?: string;
}

const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => read<Me>('/me', {}, signal),
  staleTime: 5 * 60_000,
});

const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => read<Health>('/health', {}, signal),
  staleTime: Infinity,
});

/** Who is signed in. The frame waits for the answer, so that pages have it at once. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The date used as today, `YYYY-MM-DD`, and whether that is a demo's. */
export function useToday(): { readonly today: string; readonly isDemo: boolean } {
  const { data } = useSuspenseQuery(healthQuery);
  return {
    today: data.demo_clock ?? new Date().toISOString().slice(0, 10),
    isDemo: data.demo_clock !== undefined,
  };
}

/** Whether the person may do something somewhere. The service asks again whatever is shown here. */
export function may({ rights }: Me, object: string, action: string): boolean {
  return rights?.some((right) => right.object === object && right.action === action) ?? true;
}
