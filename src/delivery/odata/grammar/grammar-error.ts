/**
 * A text that is not OData, and where: the message is a sentence for the person who wrote the URL. `position` counts
 * from 0 in the decoded text of the option or of the path.
 */
export class GrammarError extends Error {
  readonly expected: string;
  readonly position: number;

  constructor(expected: string, position: number) {
    super(`expected ${expected} at position ${position}`);
    this.name = 'GrammarError';
    this.expected = expected;
    this.position = position;
  }
}
