import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useSay } from '../design/toasts.tsx';
import { ServiceRefusal } from '../service/client.ts';
import { saveEntries, type Consent, type Entry } from '../service/forecasts.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { readConflict, type Conflict } from './conflict.ts';
import { keyOf } from './sheet.ts';
import { entriesOf, type SavedYear, type TypedValues, type Typing } from './typed-values.ts';

/** What stands in the way of saving, in the service's words. */
export interface Obstacle {
  readonly refusal: ServiceRefusal;
  /** Somebody saved meanwhile; a confirmation is missing; it cannot be saved as it is. */
  readonly kind: 'conflict' | 'confirmation' | 'fault';
  readonly conflict: Conflict | null;
}

/** Saving what was typed, once, and what comes in between. */
export interface Saving {
  readonly save: () => void;
  /** Saves in spite of the obstacle. */
  readonly confirm: () => void;
  /** Gives up the values that somebody else saved meanwhile. */
  readonly takeTheirs: () => void;
  readonly isSaving: boolean;
  /** There is no connection: it is saved once there is. */
  readonly isWaiting: boolean;
  readonly obstacle: Obstacle | null;
  readonly dismiss: () => void;
}

interface Confirmed extends Consent {
  /** Newest change, by year, that is written over after both values were shown. */
  readonly over: Readonly<Record<string, number>>;
}

const nothing: Confirmed = { isEditing: false, isConfirmed: false, over: {} };

/** What each refusal asks to be said, and is said once more with. */
const consents: Readonly<Record<string, Partial<Consent>>> = {
  FORECASTING_EDIT_MODE: { isEditing: true },
  FORECASTING_RATE_UNUSUAL: { isConfirmed: true },
};

/** Saves a site's values: those of a year are one change, as the service keeps a version for each. */
export function useSaving(site: string, typing: Typing): Saving {
  const queries = useQueryClient();
  const say = useSay();
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [consent, setConsent] = useState(nothing);
  // Of several keys in one moment each still finds that nothing is being saved.
  const isRunning = useRef(false);
  const readAgain = async (...keys: readonly string[]): Promise<void> => {
    await queries.invalidateQueries({ queryKey: keys });
  };
  const saving = useMutation({
    mutationFn: async ({
      sent,
      confirmed,
    }: {
      readonly sent: TypedValues;
      readonly confirmed: Confirmed;
    }) => {
      const entries = entriesOf(sent);
      for (const [year, ofYear] of Map.groupBy(entries, ({ period }) => period.slice(0, 4))) {
        const saved = await saveYear(site, { year, entries: ofYear, sent, confirmed });
        // What was typed stays in sight until the sheet has what was saved.
        await readAgain('forecasts', site, 'editor');
        typing.settle(saved);
      }
      return entries.length;
    },
    onSuccess: (count) => {
      setObstacle(null);
      setConsent(nothing);
      say.done(texts.saved(count));
    },
    onError: async (cause) => {
      if (!(cause instanceof ServiceRefusal)) throw cause;
      setObstacle(await obstacleOf(cause, () => readConflict(queries, site, typing.values)));
      void readAgain('forecasts', site, 'editor');
    },
    onSettled: () => {
      isRunning.current = false;
      for (const key of [['forecasts', 'cycle'], ['forecasts', site, 'effect'], ['profit-and-losses']])
        void readAgain(...key);
    },
  });
  const start = (confirmed: Confirmed): void => {
    if (typing.entries.length === 0 || typing.invalid > 0 || isRunning.current) return;
    isRunning.current = true;
    setConsent(confirmed);
    saving.mutate({ sent: typing.values, confirmed });
  };
  return {
    isSaving: saving.isPending,
    isWaiting: saving.isPaused,
    obstacle,
    save: () => {
      start(consent);
    },
    confirm: () => {
      start(confirmedBy(consent, obstacle));
    },
    takeTheirs: () => {
      typing.forget(obstacle?.conflict?.clashes.map(({ entry }) => keyOf(entry)) ?? []);
      setConsent(confirmedBy(consent, obstacle));
      setObstacle(null);
    },
    dismiss: () => {
      setObstacle(null);
    },
  };
}

/** What is confirmed by going on after an obstacle. */
function confirmedBy(before: Confirmed, obstacle: Obstacle | null): Confirmed {
  if (obstacle === null) return before;
  const over = { ...before.over, ...obstacle.conflict?.seen };
  return { ...before, ...consents[obstacle.refusal.code], over };
}

/** Saves values of a year, unless somebody saved after the first of them was typed. */
async function saveYear(
  site: string,
  change: {
    readonly year: string;
    readonly entries: readonly Entry[];
    readonly sent: TypedValues;
    readonly confirmed: Confirmed;
  },
): Promise<SavedYear> {
  const { year, entries, confirmed } = change;
  const keys = new Set(entries.map(keyOf));
  const sent = new Map([...change.sent].filter(([key]) => keys.has(key)));
  const oldest = Math.min(...[...sent.values()].map(({ seen }) => seen));
  const since = Math.max(oldest, confirmed.over[year] ?? 0);
  const month = entries[0]?.period.slice(0, 7) ?? `${year}-01`;
  const [outcome] = await saveEntries({ site, month, seen: since }, entries, confirmed);
  const values = new Map(entries.map((entry) => [keyOf(entry), entry.value]));
  for (const entry of outcome?.changed ?? []) values.set(keyOf(entry), entry.value);
  return { year, sent, values, since, change: Number.parseInt(outcome?.change ?? String(since), 10) };
}

async function obstacleOf(refusal: ServiceRefusal, read: () => Promise<Conflict>): Promise<Obstacle> {
  if (refusal.code in consents) return { refusal, kind: 'confirmation', conflict: null };
  const isConflict = refusal.code === 'FORECASTING_CHANGED_SINCE';
  const conflict = isConflict ? await read().catch(() => null) : null;
  // Nobody decides about values that could not be read.
  return { refusal, kind: conflict === null ? 'fault' : 'conflict', conflict };
}
