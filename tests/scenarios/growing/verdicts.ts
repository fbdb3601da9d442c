import type { TestEvent } from 'node:test/reporters';

/** How a test ended, as a line of JSON. */
export interface Verdict {
  readonly title: string;
  readonly isGreen: boolean;
  readonly said: string;
}

/** A reporter of node:test: a line of JSON for every test that ended. */
export default async function* verdicts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { name: title, skip } = event.data;
    if (skip !== undefined) continue;
    const error = event.type === 'test:fail' ? event.data.details.error : null;
    const cause = error === null ? null : error.cause;
    const said = cause instanceof Error ? `${cause.message}\n${cause.stack ?? ''}` : String(cause);
    const verdict: Verdict = { title, isGreen: event.type === 'test:pass', said };
    yield `${JSON.stringify(verdict)}\n`;
  }
}
