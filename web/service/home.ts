import { queryOptions } from '@tanstack/react-query';
import { read } from './client.ts';

/** Something that needs the person, with the list on which it is done. */
export interface HomeItem {
  readonly kind: string;
  readonly place: string;
  readonly title: string;
  readonly count: number;
  readonly amount: string | null;
  /** Since when the oldest waits: a day, or a month where it is of one. */
  readonly oldest: string | null;
  readonly due_on: string | null;
  readonly is_late: boolean;
  /** Address of the list in this app. */
  readonly link: string;
}

/** What needs the person today, the most urgent first. */
export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) =>
    read<{ readonly as_of: string; readonly items: readonly HomeItem[] }>('/home', {}, signal),
});
