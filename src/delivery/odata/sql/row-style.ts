/** How rows are written, as the client asked. */
export interface RowStyle {
  /** Absolute address of the service, ending in a slash. */
  readonly root: string;
  /** Texts for people beside the values, and what lookups lead to. */
  readonly withAnnotations: boolean;
  /** Everything that clients could compute from the metadata is said in each row (JSON format 3.1.2). */
  readonly isFull: boolean;
  /** Decimals and long whole numbers as texts, for clients that would make binary floats of them. */
  readonly numbersAsText: boolean;
  /** Rows of one expanded collection, at most. */
  readonly pageSize: number;
}
