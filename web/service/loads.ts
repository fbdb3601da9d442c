import { queryOptions } from '@tanstack/react-query';
import { sources } from '../texts/sources.ts';
import { readSet } from './client.ts';

/** When a source last delivered. */
export interface LastLoad {
  readonly source: string;
  readonly last: string;
}

/** Names of the sources as people say them. */
export const sourceNames: Readonly<Record<string, string>> = sources;

/** When each source last delivered; nothing for who does not read loads. */
export const loadsQuery = queryOptions({
  queryKey: ['loads', 'last'],
  queryFn: ({ signal }) =>
    readSet<LastLoad>(
      'loads',
      { apply: "filter(state eq 'loaded')/groupby((source),aggregate(received_at with max as last))" },
      signal,
    ),
  retry: false,
  staleTime: 60_000,
});
