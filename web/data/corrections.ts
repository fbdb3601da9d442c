import { useState } from 'react';

/**
 * What was typed into held records of a list and not loaded yet, by number and column. It outlives the panel: another
 * record may be looked at meanwhile.
 */
export type Corrections = Map<string, ReadonlyMap<string, string>>;

/** What is typed into a record; `forget` once it is loaded or left out. */
export function useCorrections(
  corrections: Corrections,
  record: string,
): {
  readonly typed: ReadonlyMap<string, string>;
  readonly type: (column: string, value: string) => void;
  readonly forget: () => void;
} {
  const [typed, setTyped] = useState(corrections.get(record) ?? new Map<string, string>());
  return {
    typed,
    type: (column, value) => {
      const next = new Map([...typed, [column, value]]);
      corrections.set(record, next);
      setTyped(next);
    },
    forget: () => {
      corrections.delete(record);
    },
  };
}
