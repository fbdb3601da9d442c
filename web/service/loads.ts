import { queryOptions } from '@tanstack/react-query';
import { sources } from '../texts/sources.ts';
import { quoted, readNewest } from './client.ts';

/** Names of the sources as people say them. */
export const sourceNames: Readonly<Record<string, string>> = sources;

/** When each source last delivered; nothing for who does not read loads. */
export const loadsQuery = queryOptions({
  queryKey: ['loads', 'last'],
  queryFn: async ({ signal }) => {
    const rows = await readNewest(
      'loads',
      { by: 'source', of: 'received_at', where: [['state', 'eq', quoted('loaded')]] },
      signal,
    );
    return rows.flatMap(({ source, newest }) =>
      source === null || newest === null ? [] : { source, last: newest },
    );
  },
  retry: false,
  staleTime: 60_000,
});
