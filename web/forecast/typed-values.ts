import { useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Entry } from '../service/forecasts.ts';
import { numberTyped } from './number-typed.ts';
import { nameOfKey } from './sheet.ts';

/** A value as it was typed, and what stood there when it was typed first. */
export interface TypedValue {
  /** Empty gives it back to the budget. */
  readonly text: string;
  /** The saved value that it was typed over; null followed the budget. */
  readonly over: string | null;
  /** Newest change of the version that had been seen then: who saved after it is met when this is saved. */
  readonly seen: number;
}

/** What was typed and not saved, by the key of its value. */
export type TypedValues = ReadonlyMap<string, TypedValue>;

/** What the service saved of a year. */
export interface SavedYear {
  readonly year: string;
  /** As it was typed when it was sent. */
  readonly sent: TypedValues;
  /** As it is saved now. */
  readonly values: ReadonlyMap<string, string | null>;
  /** Newest change before it: nobody else's is in between. */
  readonly since: number;
  /** The change that it is. */
  readonly change: number;
}

/** The values that a person types, with the way back. */
export interface Typing {
  readonly values: TypedValues;
  /** What would be saved; what is no number is left out. */
  readonly entries: readonly Entry[];
  readonly invalid: number;
  /** How many were typed before this page was opened, and are here again. */
  readonly restored: number;
  readonly type: (changes: TypedValues) => void;
  /** Takes what is typed into an open editor and not left; null while there is no sheet. */
  readonly open: RefObject<(() => void) | null>;
  /** Has it taken at once, by somebody who needs all that is typed. */
  readonly finish: () => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  /** Forgets all, or some. */
  readonly forget: (keys?: readonly string[]) => void;
  /** Takes away what was saved; what was typed while it was being saved stays. */
  readonly settle: (saved: SavedYear) => void;
}

interface History {
  readonly states: readonly TypedValues[];
  readonly at: number;
}

/** Characters of a value that the service keeps; what is longer is no number, and none from there on. */
const longestText = 200;

/** States that can be gone back to: of a day's work, more than anyone does. */
const mostStates = 200;

/**
 * What is typed into the forecast of a site, on top of what was typed before and not saved. The service keeps it
 * (`useKeptDraft`) until it is saved or discarded, so that a reload, a refusal or another device takes nothing.
 */
export function useTyping(before: TypedValues): Typing {
  const [history, setHistory] = useState<History>({ states: [before], at: 0 });
  const open = useRef<(() => void) | null>(null);
  const values = history.states[history.at] ?? before;
  const entries = useMemo(() => entriesOf(values), [values]);
  const goTo = (at: number): (() => void) | undefined =>
    history.states[at] === undefined
      ? undefined
      : () => {
          setHistory({ ...history, at });
        };
  return {
    values,
    entries,
    invalid: values.size - entries.length,
    restored: before.size,
    type: (changes) => {
      setHistory((last) => after(last, typedOver(last.states[last.at] ?? before, changes)));
    },
    open,
    finish: () => {
      flushSync(() => open.current?.());
    },
    undo: goTo(history.at - 1),
    redo: goTo(history.at + 1),
    forget: (keys) => {
      setHistory(({ states, at }) => {
        const left = new Map(states[at]);
        for (const key of keys ?? [...left.keys()]) left.delete(key);
        return { states: [left], at: 0 };
      });
    },
    settle: (saved) => {
      setHistory(({ states, at }) => ({ states: [leftAfter(states[at] ?? before, saved)], at: 0 }));
    },
  };
}

/** What no database keeps, NUL and half a sign, as a sign that stands for it: a draft is kept whole or not at all. */
const keepable = (text: string): string => text.replaceAll('\u0000', '\u2400').toWellFormed();

/** One step further; none where nothing is new. */
function after({ states, at }: History, next: TypedValues): History {
  if (states[at] === next) return { states, at };
  return {
    states: [...states.slice(0, at + 1), next].slice(-mostStates),
    at: Math.min(at + 1, mostStates - 1),
  };
}

/** A value that is typed once more stays over what it was typed over first. The same values where nothing is new. */
function typedOver(values: TypedValues, changes: TypedValues): TypedValues {
  const next = new Map(values);
  let isNew = false;
  for (const [key, change] of changes) {
    const first = values.get(key) ?? change;
    const text = keepable(change.text.slice(0, longestText));
    if (values.get(key)?.text === text) continue;
    next.set(key, { text, over: first.over, seen: first.seen });
    isNew = true;
  }
  return isNew ? next : values;
}

/** What is typed and not saved after a save: what was not sent, and what was typed anew into what was sent. */
function leftAfter(
  values: TypedValues,
  { year, sent, values: saved, since, change }: SavedYear,
): TypedValues {
  const left = new Map<string, TypedValue>();
  for (const [key, value] of values) {
    const { text, over, seen } = value;
    const before = sent.get(key);
    if (before?.text === text) continue;
    const isBeforeMine = nameOfKey(key).period.startsWith(year) && seen >= since && seen < change;
    if (before !== undefined) left.set(key, { text, over: saved.get(key) ?? null, seen: change });
    else left.set(key, isBeforeMine ? { text, over, seen: change } : value);
  }
  return left;
}

/** What would be saved of typed values. */
export function entriesOf(values: TypedValues): readonly Entry[] {
  return [...values].flatMap(([key, { text }]) => {
    const value = text.trim() === '' ? null : numberTyped(text);
    return value === null && text.trim() !== '' ? [] : [{ ...nameOfKey(key), value }];
  });
}
