import { useEffect, useRef } from 'react';
import { keepDraft } from '../service/drafts.ts';
import { nameOfKey } from './sheet.ts';
import type { TypedValues } from './typed-values.ts';

/** Milliseconds of rest after which what was typed is kept; leaving the page keeps it at once. */
const rest = 800;

/** Has the service keep what is typed, by year, so that it is there again on any device. */
export function useKeptDraft(site: string, before: TypedValues, values: TypedValues): void {
  const sent = useRef(byYear(before));
  const now = useRef(values);
  useEffect(() => {
    now.current = values;
    const timer = setTimeout(() => {
      keep(site, sent.current, values);
    }, rest);
    return () => {
      clearTimeout(timer);
    };
  }, [site, values]);
  useEffect(() => {
    const leave = (): void => {
      if (document.visibilityState === 'hidden') keep(site, sent.current, now.current);
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      keep(site, sent.current, now.current);
    };
  }, [site]);
}

type Years = Map<string, string>;

/** Keeps the years that differ; one that could not be kept is tried again with the next change. */
function keep(site: string, sent: Years, values: TypedValues): void {
  const typed = byYear(values);
  for (const year of new Set([...sent.keys(), ...typed.keys()])) {
    const text = typed.get(year) ?? '';
    const earlier = sent.get(year) ?? '';
    if (text === earlier) continue;
    sent.set(year, text);
    keepDraft(site, year, entriesOf(values, year)).catch(() => {
      sent.set(year, earlier);
    });
  }
}

function byYear(values: TypedValues): Years {
  const groups = Map.groupBy([...values], ([key]) => nameOfKey(key).period.slice(0, 4));
  return new Map([...groups].map(([year, pairs]) => [year, JSON.stringify(pairs)]));
}

function entriesOf(values: TypedValues, year: string) {
  return [...values].flatMap(([key, value]) => {
    const name = nameOfKey(key);
    return name.period.startsWith(year) ? [{ ...name, value }] : [];
  });
}
