/**
 * A text that is not OData, and where: the message is a sentence for the person who wrote the URL. `position` counts
 * from 0 in the decoded text of the path, or of the option with its name and equals sign; `option` is its name.
 */
export class GrammarError extends Error {
  readonly expected: string;
  readonly position: number;
  readonly option: string | null;

  constructor(expected: string, position: number, option: string | null = null) {
    super(`${option === null ? '' : `${option}: `}expected ${expected} at position ${position}`);
    this.name = 'GrammarError';
    this.expected = expected;
    this.position = position;
    this.option = option;
  }
}
