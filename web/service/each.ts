/** What became of each of several: `done`, refused with the reason, or failed by a fault of Daybook. */
export interface Each<Done> {
  readonly done: readonly Done[];
  readonly refused: readonly {
    readonly id: string;
    readonly error: { readonly code: string; readonly message: string; readonly next: string };
  }[];
  readonly failed: number;
}
