import type { ReactNode } from 'react';
import { NextStep } from './answered.tsx';
import { lists } from '../texts/lists.ts';

/** What became of each of several: `done`, refused with the reason, failed by an error. */
export interface Acted {
  readonly done: readonly unknown[];
  readonly refused: readonly {
    readonly id: string;
    readonly error: { readonly message: string; readonly next: string };
  }[];
  readonly failed: number;
}

/** Says it; `word` is what one of them is called. */
export function Outcome(props: { readonly acted: Acted; readonly word: string }): ReactNode {
  const {
    acted: { done, refused, failed },
    word,
  } = props;
  return (
    <div role="status">
      <p>{lists.done(done.length, word)}</p>
      {refused.length > 0 && <p>{lists.refused(refused.length, word)}</p>}
      <ul>
        {refused.map(({ id, error }) => (
          <li key={id}>
            {error.message} <NextStep next={error.next} />
          </li>
        ))}
      </ul>
      {failed > 0 && <p>{lists.failed(failed, word)}</p>}
    </div>
  );
}
