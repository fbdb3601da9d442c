import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read, send } from './client.ts';
import type { EntryName } from './forecasts.ts';

/** A value as it was typed, valid or not. */
export interface DraftEntry extends EntryName {
  readonly value: string | null;
}

const pathOf = (site: string, year: string): string => `/forecast-drafts/${encodeURIComponent(site)}/${year}`;

/** What the person typed into the forecast of a site in some years and did not save. */
export const draftsQuery = (site: string, years: readonly string[]) =>
  queryOptions({
    queryKey: ['forecast-drafts', site, years],
    queryFn: async ({ signal }) => {
      const answers = await Promise.all(
        years.map((year) =>
          read<Answers['GET /forecast-drafts/:site/:year']>(pathOf(site, year), {}, signal),
        ),
      );
      return answers.flatMap(({ draft }) => draft?.entries ?? []);
    },
    // Read when an editor is opened; what is typed in it counts from then on.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });

/** Keeps what was typed in place of what was kept before; without entries the draft is gone. */
export async function keepDraft(site: string, year: string, entries: readonly DraftEntry[]): Promise<void> {
  const path = pathOf(site, year);
  // It may be the last thing that a page does.
  if (entries.length === 0) await send('DELETE', path, { outlivesPage: true });
  else await send('PUT', path, { body: { entries }, outlivesPage: true });
}
