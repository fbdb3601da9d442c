import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read } from './client.ts';

/** Something that needs the person, with the list on which it is done. */
export type HomeItem = Answers['GET /home']['items'][number];

/** What needs the person today, the most urgent first. */
export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => read<Answers['GET /home']>('/home', {}, signal),
});
