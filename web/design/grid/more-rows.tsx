import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { lists } from '../../texts/lists.ts';

/** Shows the next rows of a list that is loaded page by page; paper says that they are missing. */
export function MoreRows(props: {
  readonly title: string;
  readonly more: (() => void) | undefined;
}): ReactNode {
  const { title, more } = props;
  if (more === undefined) return null;
  return (
    <>
      <Button onClick={more}>{title}</Button>
      <p className="only-printed">{lists.notLoaded}</p>
    </>
  );
}
