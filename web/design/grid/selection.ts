/** What rows may be selected for. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly change: (ids: ReadonlySet<string>) => void;
  /** A dialog asks about them, or says what became of them. */
  readonly isActing: boolean;
}
