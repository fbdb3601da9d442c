import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { upload } from './client.ts';
import type { LoadOutcome } from './data.ts';

/** A file that is sent, and what for. */
export interface SentFile {
  readonly file: File;
  readonly feed: string;
  readonly isDryRun: boolean;
  readonly reason: string;
  /** What would be refused, and is loaded all the same. */
  readonly despite?: readonly Despite[];
}

/** What a load may be told to allow; who may, and whether it needs a reason, is for the service to say. */
export type Despite = 'accept_loss' | 'again' | 'override' | 'reload';

/** A file on its way, and what became of it. It goes on while other pages are looked at. */
export interface FileOnItsWay extends SentFile {
  readonly id: number;
  readonly state: 'sending' | 'done' | 'refused';
  /** Since when, milliseconds. */
  readonly since: number;
  readonly outcome: LoadOutcome | undefined;
  readonly refusal: Error | null;
}

const key = ['files'] as const;

/** How much of each file has been sent, from 0 to 1; a new map with every change. */
let shares: ReadonlyMap<SentFile, number> = new Map();
const listeners = new Set<() => void>();

function tell(sent: SentFile, share: number): void {
  shares = new Map(shares).set(sent, share);
  for (const changed of listeners) changed();
}

/** Sends files; each is a mutation of its own, so that none waits for the answer to another. */
export function useSendFiles(): (files: readonly SentFile[]) => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationKey: key,
    gcTime: Infinity,
    mutationFn: (sent: SentFile) =>
      upload<LoadOutcome>(`/intake/${encodeURIComponent(sent.feed)}`, {
        query: {
          name: sent.file.name,
          dry_run: sent.isDryRun ? 'true' : undefined,
          ...Object.fromEntries((sent.despite ?? []).map((each) => [each, 'true'])),
        },
        file: sent.file,
        reason: sent.reason,
        onProgress: (share) => {
          tell(sent, share);
        },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['data'] }),
  });
  return (files) => {
    for (const file of files) mutate(file);
  };
}

/** Files of this visit, the newest first. */
export function useSentFiles(): readonly FileOnItsWay[] {
  const files = useMutationState({
    filters: { mutationKey: key },
    select: ({ mutationId: id, state }): FileOnItsWay => ({
      ...(state.variables as SentFile),
      id,
      since: state.submittedAt,
      state: state.status === 'success' ? 'done' : state.status === 'error' ? 'refused' : 'sending',
      outcome: state.data as LoadOutcome | undefined,
      refusal: state.error,
    }),
  });
  return files.toReversed();
}

/** How much of each file has been sent, by what was sent. */
export function useSentShares(): (sent: SentFile) => number {
  const all = useSyncExternalStore(subscribe, () => shares);
  return ({ file }) => [...all].find(([sent]) => sent.file === file)?.[1] ?? 0;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
