import { useMemo, useState } from 'react';
import type { Entry } from '../service/forecasts.ts';
import { numberTyped } from './number-typed.ts';
import { nameOfKey } from './sheet.ts';

/** What was typed and not saved, by the key of its value: text as it was typed; empty gives it back to the budget. */
export type TypedValues = ReadonlyMap<string, string>;

/** The values that a person types, with the way back. */
export interface Typing {
  readonly values: TypedValues;
  /** What would be saved; what is no number is left out. */
  readonly entries: readonly Entry[];
  readonly invalid: number;
  /** How many were typed before this page was opened, and are here again. */
  readonly restored: number;
  readonly type: (changes: TypedValues) => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  /** Forgets all, or those that were saved. */
  readonly forget: (keys?: readonly string[]) => void;
}

interface History {
  readonly states: readonly TypedValues[];
  readonly at: number;
}

/** States that can be gone back to: of a day's work, more than anyone does. */
const mostStates = 200;

/**
 * What is typed into the forecast of a site, on top of what was typed before and not saved. The service keeps it
 * (`useKeptDraft`) until it is saved or discarded, so that a reload, a refusal or another device takes nothing.
 */
export function useTyping(before: TypedValues): Typing {
  const [history, setHistory] = useState<History>({ states: [before], at: 0 });
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
      setHistory(({ states, at }) => {
        const next = new Map([...(states[at] ?? []), ...changes]);
        return {
          states: [...states.slice(0, at + 1), next].slice(-mostStates),
          at: Math.min(at + 1, mostStates - 1),
        };
      });
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
  };
}

function entriesOf(values: TypedValues): readonly Entry[] {
  return [...values].flatMap(([key, text]) => {
    const value = text.trim() === '' ? null : numberTyped(text);
    return value === null && text.trim() !== '' ? [] : [{ ...nameOfKey(key), value }];
  });
}
