import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read } from './client.ts';

/** What fits words, of all that the person may see. Earlier hits stay until it answers. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    queryFn: ({ signal }) => read<Answers['GET /search']>('/search', { text }, signal),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
