import { useMemo, useState } from 'react';
import type { TermEdit, TermForm, TermList } from '../../service/contracts.ts';

/** A row that was added and is not saved. */
export interface AddedRow {
  readonly place: string;
  readonly list: TermList;
  /** The row around it; empty outside of rows. */
  readonly row: string;
}

/** What was typed into the form of a contract. */
export interface TermEditing {
  /** By place; what was typed back to what it was is not among them. */
  readonly values: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
  readonly added: readonly AddedRow[];
  readonly count: number;
  readonly type: (place: string, value: string) => void;
  readonly remove: (place: string) => void;
  readonly restore: (place: string) => void;
  /** Adds a row to a list, within a row where the list stands in one. */
  readonly add: (list: TermList, row: string) => void;
  readonly forget: () => void;
  /** Forgets what was typed at some places. */
  readonly drop: (places: ReadonlySet<string>) => void;
  /** The change as the service takes it. */
  readonly edit: Pick<TermEdit, 'values' | 'removed'>;
}

interface Typed {
  readonly values: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
  readonly added: readonly AddedRow[];
  /** Signs that were given to added rows: `+1`, `+2`; none is given twice. */
  readonly signs: number;
}

const nothing: Typed = { values: new Map(), removed: new Set(), added: [], signs: 0 };

/** What is typed into a form, until it is saved or forgotten. */
export function useTermEdit(form: TermForm): TermEditing {
  const [typed, setTyped] = useState(nothing);
  const before = useMemo(
    () =>
      new Map(
        form.sections.flatMap((section) => [
          ...section.fields.map(({ place, value }) => [place, value ?? ''] as const),
          ...(section.switch === null ? [] : [[section.switch, section.is_on ? 'yes' : 'no'] as const]),
        ]),
      ),
    [form],
  );
  const edit = useMemo(() => editOf(typed), [typed]);
  return {
    ...typed,
    count: edit.values.length + edit.removed.length,
    type: (place, value) => {
      setTyped((now) => {
        const values = new Map(now.values);
        if ((before.get(place) ?? '') === value) values.delete(place);
        else values.set(place, value);
        return { ...now, values };
      });
    },
    remove: (place) => {
      setTyped((now) =>
        now.added.some((row) => row.place === place)
          ? {
              ...now,
              added: now.added.filter((row) => !isIn(row.place, place)),
              values: outside(now.values, place),
            }
          : { ...now, removed: new Set([...now.removed, place]), values: outside(now.values, place) },
      );
    },
    restore: (place) => {
      setTyped((now) => ({ ...now, removed: new Set([...now.removed].filter((each) => each !== place)) }));
    },
    add: (list, row) => {
      setTyped((now) => {
        const name = list.list.split('.').at(-1) ?? '';
        const around = row === '' ? list.list : `${row}.${name}`;
        const place = `${around}[+${String(now.signs + 1)}]`;
        return { ...now, added: [...now.added, { place, list, row }], signs: now.signs + 1 };
      });
    },
    forget: () => {
      setTyped(nothing);
    },
    drop: (places) => {
      setTyped((now) => ({
        ...now,
        values: new Map([...now.values].filter(([place]) => !places.has(place))),
      }));
    },
    edit,
  };
}

function editOf({ values, removed }: Typed): TermEditing['edit'] {
  return {
    values: [...values].map(([place, value]) => ({ place, value })),
    removed: [...removed],
  };
}

function isIn(place: string, row: string): boolean {
  return place === row || place.startsWith(`${row}.`);
}

function outside(values: ReadonlyMap<string, string>, row: string): ReadonlyMap<string, string> {
  return new Map([...values].filter(([place]) => !isIn(place, row)));
}
