import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused } from '../answered.tsx';
import { useAct } from './use-act.ts';

/** A button that does something at once, without a dialog; what the service refuses stays below it. */
export function ActButton<Outcome>(props: {
  readonly title: string;
  readonly act: () => Promise<Outcome>;
  readonly done: (outcome: Outcome) => void;
  /** Key of the queries whose answers are out of date after it. */
  readonly stale: string;
}): ReactNode {
  const { title, act, done, stale } = props;
  const queries = useQueryClient();
  const acting = useAct({
    mutationFn: act,
    onSuccess: done,
    onSettled: () => queries.invalidateQueries({ queryKey: [stale] }),
  });
  return (
    <>
      <Button
        appearance="primary"
        disabled={acting.isPending}
        onClick={() => {
          acting.mutate();
        }}
      >
        {title}
      </Button>
      {acting.error !== null && (
        <div role="alert">
          <Refused cause={acting.error} />
        </div>
      )}
    </>
  );
}
