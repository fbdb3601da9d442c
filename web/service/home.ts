import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read, send } from './client.ts';

/** Something that needs the person, with the list on which it is done. */
export type HomeItem = Answers['GET /home']['items'][number];

/** What needs the person today, the most urgent first. */
export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => read<Answers['GET /home']>('/home', {}, signal),
});

/** Notes that the person looks at Home, and tells when the visit before this one ended. */
export const visitQuery = queryOptions({
  queryKey: ['visit'],
  queryFn: () => send<Answers['POST /me/visits']>('POST', '/me/visits', { body: {} }),
  refetchOnMount: 'always',
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

/** Something that others did, counted. */
export type ChangeCount = Answers['GET /changes'][number];

/** What others did since an instant. */
export const changesQuery = (since: string) =>
  queryOptions({
    queryKey: ['home', 'changes', since],
    queryFn: ({ signal }) => read<Answers['GET /changes']>('/changes', { since }, signal),
  });

/** Sites that could not be billed. */
export const notBilledQuery = queryOptions({
  queryKey: ['home', 'not-billed'],
  queryFn: ({ signal }) => read<Answers['GET /not-billed']>('/not-billed', {}, signal),
});
