import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read, send } from './client.ts';
import type { EntryName } from './forecasts.ts';

/** A value as it was typed, valid or not. */
export interface DraftEntry extends EntryName {
  readonly value: string | null;
  /** The saved value that it was typed over. */
  readonly over: string | null;
}

/** A value that is here again. */
export interface RestoredEntry extends DraftEntry {
  /** Newest change of the forecast that had been seen when the first value of the draft was typed. */
  readonly seen: number;
}

/** What differs from the draft of a site and year that the service keeps. */
export interface DraftChange {
  readonly seen: number | null;
  readonly entries: readonly DraftEntry[];
  /** As they were typed: what another window typed since stays. */
  readonly dropped: readonly (EntryName & { readonly value: string })[];
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
      return answers.flatMap(({ draft }) =>
        (draft?.entries ?? []).map((entry): RestoredEntry => ({ ...entry, seen: draft?.seen ?? 0 })),
      );
    },
    // Read when an editor is opened; what is typed in it counts from then on.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });

/** Keeps what differs; the rest of the draft stays. With `outlivesPage` it may be the last thing that a page does. */
export async function keepDraft(
  place: { readonly site: string; readonly year: string },
  change: DraftChange,
  outlivesPage: boolean,
): Promise<void> {
  await send('PATCH', pathOf(place.site, place.year), { body: change, outlivesPage });
}
