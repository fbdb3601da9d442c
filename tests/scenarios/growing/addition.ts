/** A change of one file: a text that stands in it once is replaced, or the file is new. */
export interface Edit {
  /** `NEXT` in the name of a migration stands for its number. */
  readonly path: string;
  /** Null for a new file. */
  readonly old: string | null;
  readonly text: string;
}

/**
 * What tells that a step was forgotten: the types of a file, or a test, with the words it tells it with; or a test
 * that is not run here, because it plants the forgotten step itself or takes long.
 */
export type Teller =
  | Readonly<{ types: string; says: RegExp }>
  | Readonly<{ test: string; title: string; says: RegExp }>
  | Readonly<{ elsewhere: string; title: string }>;

/** A step of a page of docs/grow, and what is planted for it. */
export interface Step {
  /** As the page numbers it: `3`; the second table of a page begins with `b`: `b3`. */
  readonly number: string;
  readonly edits: readonly Edit[];
  readonly told: Teller;
  /**
   * What the tree is like when the step is forgotten, where that is more than that its edits are missing: the step is
   * shown by something that is there already, and taken from it.
   */
  readonly forgotten?: readonly Edit[];
  /** It is a command that makes files again: forgotten where nobody typed it. */
  readonly isGenerated?: boolean;
  /** What undoes the step in a database that has it, where the teller asks the database. */
  readonly undo?: string;
}

/** What is added by following one page of docs/grow. */
export interface Addition {
  readonly page: string;
  readonly steps: readonly Step[];
}

/** Text behind an anchor. */
export function behind(path: string, anchor: string, text: string): Edit {
  return { path, old: anchor, text: anchor + text };
}

/** Another text in place of one. */
export function instead(path: string, old: string, text: string): Edit {
  return { path, old, text };
}

/** A new file. */
export function file(path: string, text: string): Edit {
  return { path, old: null, text };
}

/** The text with an edit in it. Throws when what it replaces does not stand there exactly once. */
export function edited(before: string | null, { path, old, text }: Edit): string {
  if (old === null) return text;
  const parts = (before ?? '').split(old);
  if (parts.length !== 2)
    throw new Error(`${path} has “${old}” ${String(parts.length - 1)} times; a planted edit needs it once`);
  return parts.join(text);
}
