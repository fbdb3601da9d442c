import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Answers that a change of some kind makes out of date, by the first words of their keys. */
const outdatedBy: Readonly<Record<string, readonly QueryKey[]>> = {
  loads: [['loads'], ['data', 'loads'], ['data', 'freshness'], ['profit-and-losses'], ['home']],
  quarantine: [['data', 'quarantine'], ['home']],
  statements: [['statements'], ['home']],
  // Not what an editor shows: up to six reads for every change of any site. Saving meets who saved meanwhile.
  forecasts: [['forecasts', 'cycle'], ['profit-and-losses'], ['home']],
  alerts: [['alerts'], ['home']],
};

/** Milliseconds for which changes are gathered: a run changes hundreds of statements. */
const gatherMilliseconds = 1_500;

/** Milliseconds after which a page that nobody sees stops following; it reads again when it is seen. */
const unseenMilliseconds = 60_000;

/** Milliseconds until a stream that was refused is asked for again. */
const againMilliseconds = 60_000;

/** Reads lists again when somebody changed what they show, as long as the page is seen (`GET /stream`). */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => follow(queries), [queries]);
}

/** Follows until the answer is called. */
function follow(queries: QueryClient): () => void {
  const kinds = new Set<string>();
  let stream: EventSource | undefined;
  let gathering: number | undefined;
  let waiting: number | undefined;
  const tell = (): void => {
    gathering = undefined;
    const keys = [...kinds].flatMap((kind) => outdatedBy[kind] ?? []);
    kinds.clear();
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  };
  const close = (): void => {
    stream?.close();
    stream = undefined;
  };
  const open = (): void => {
    close();
    const opened = new EventSource('/stream');
    stream = opened;
    opened.addEventListener('changed', ({ data }: MessageEvent<string>) => {
      for (const kind of (JSON.parse(data) as { readonly kinds: readonly string[] }).kinds) kinds.add(kind);
      gathering ??= setTimeout(tell, gatherMilliseconds);
    });
    opened.addEventListener('ended', () => {
      close();
      // Whoever has to sign in again learns it here, and not with the next click.
      void queries.invalidateQueries({ queryKey: ['me'] });
    });
    opened.addEventListener('error', () => {
      // A browser connects again by itself unless it was refused.
      if (opened.readyState === EventSource.CLOSED) waiting = setTimeout(open, againMilliseconds);
    });
  };
  const look = (): void => {
    clearTimeout(waiting);
    if (document.hidden) waiting = setTimeout(close, unseenMilliseconds);
    else if (stream === undefined) {
      open();
      void queries.invalidateQueries({
        refetchType: 'active',
        predicate: ({ queryKey }) => isLive(queryKey),
      });
    }
  };
  document.addEventListener('visibilitychange', look);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener('visibilitychange', look);
    clearTimeout(gathering);
    clearTimeout(waiting);
    close();
  };
}

/** Whether an answer is one of those that a change makes out of date. */
function isLive(key: QueryKey): boolean {
  return Object.values(outdatedBy).some((keys) =>
    keys.some((start) => start.every((word, at) => key[at] === word)),
  );
}
