import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../design/toasts.tsx';
import { ServiceRefusal } from '../service/client.ts';
import { saveEntries, type Consent, type EditorMonth, type Entry } from '../service/forecasts.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { keyOf } from './sheet.ts';
import type { Typing } from './typed-values.ts';

/** What stands in the way of saving, in the service's words. */
export interface Obstacle {
  readonly refusal: ServiceRefusal;
  /** Somebody saved meanwhile; a confirmation is missing; it cannot be saved as it is. */
  readonly kind: 'conflict' | 'confirmation' | 'fault';
}

/** Saving what was typed, once, and what comes in between. */
export interface Saving {
  readonly save: (consent?: Partial<Consent>) => void;
  readonly isSaving: boolean;
  readonly obstacle: Obstacle | null;
  readonly dismiss: () => void;
}

const nothing: Consent = { isEditing: false, isConfirmed: false, isOver: false };

/** What each refusal asks to be said, and is said once more with. */
const consents: Readonly<Record<string, Partial<Consent>>> = {
  FORECASTING_EDIT_MODE: { isEditing: true },
  FORECASTING_RATE_UNUSUAL: { isConfirmed: true },
};

/** Saves a site's values: those of a year are one change, as the service keeps a version for each. */
export function useSaving(site: string, months: readonly EditorMonth[], typing: Typing): Saving {
  const queries = useQueryClient();
  const say = useSay();
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [consent, setConsent] = useState(nothing);
  const saving = useMutation({
    mutationFn: async (confirmed: Consent) => {
      for (const [year, entries] of Map.groupBy(typing.entries, ({ period }) => period.slice(0, 4))) {
        const target = months.find(({ month }) => month.startsWith(year)) ?? months[0];
        if (target === undefined) continue;
        await saveEntries({ site, month: target.month, seen: target.seen }, entries, confirmed);
        typing.forget(entries.map(keyOf));
      }
      return typing.entries.length;
    },
    onSuccess: (count) => {
      setObstacle(null);
      setConsent(nothing);
      say.done(texts.saved(count));
    },
    onError: (cause) => {
      if (!(cause instanceof ServiceRefusal)) throw cause;
      setObstacle({ refusal: cause, kind: kindOf(cause.code) });
    },
    onSettled: async () => {
      await Promise.all(
        ['forecasts', 'profit-and-losses'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  return {
    isSaving: saving.isPending,
    obstacle,
    save: (more = {}) => {
      if (typing.entries.length === 0 || typing.invalid > 0 || saving.isPending) return;
      const confirmed = obstacle === null ? {} : (consents[obstacle.refusal.code] ?? {});
      const next = { ...consent, ...(obstacle?.kind === 'confirmation' ? confirmed : {}), ...more };
      setConsent(next);
      saving.mutate(next);
    },
    dismiss: () => {
      setObstacle(null);
    },
  };
}

function kindOf(code: string): Obstacle['kind'] {
  if (code === 'FORECASTING_CHANGED_SINCE') return 'conflict';
  return code in consents ? 'confirmation' : 'fault';
}

/** A value of mine that somebody else saved meanwhile. */
export interface Clash {
  readonly entry: Entry;
  readonly theirs: string | null;
}

/** Which of the typed values have another saved value now than when they were typed over. */
export function clashesOf(
  entries: readonly Entry[],
  before: readonly EditorMonth[],
  now: readonly EditorMonth[],
): readonly Clash[] {
  const valuesOf = (months: readonly EditorMonth[]): ReadonlyMap<string, string | null> =>
    new Map(months.flatMap((month) => month.entries.map((entry) => [keyOf(entry), entry.value])));
  const earlier = valuesOf(before);
  const later = valuesOf(now);
  return entries.flatMap((entry) => {
    const theirs = later.get(keyOf(entry)) ?? null;
    return theirs === (earlier.get(keyOf(entry)) ?? null) ? [] : [{ entry, theirs }];
  });
}
