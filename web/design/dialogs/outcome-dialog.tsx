import { Button } from '@fluentui/react-components';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { answers } from '../../texts/answers.ts';
import { lists } from '../../texts/lists.ts';
import { AskDialog, CloseButton, DialogRefusal, ReasonField } from './ask-dialog.tsx';
import { Outcome, type Acted } from '../outcome.tsx';
import { useSay } from '../toasts.tsx';
import { useAct } from './use-act.ts';

/** Does something to several: asks for the reason, and says what became of each. */
export function OutcomeDialog<Result extends Acted>(props: {
  readonly title: string;
  readonly button: string;
  /** Told whether something was done: what is selected stays selected for whoever turns back. */
  readonly close: (hasActed: boolean) => void;
  readonly act: (reason: string) => Promise<Result>;
  /** What one of them is called. */
  readonly word: string;
  readonly needsReason: boolean;
  /** What the reason is called here, and what becomes of it. */
  readonly reasonLabel?: string;
  readonly reasonHint?: string;
  /** Queries whose answers are out of date after it; all of them unless named. */
  readonly stale?: QueryKey;
  /** It cannot be done yet, such as before it is known what it comes to. */
  readonly isWaiting?: boolean;
  /** There is nothing to read where all of them were done. */
  readonly closesWhenAllDone?: boolean;
  /** What else to say of what was done. */
  readonly more?: (result: Result) => ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  const { title, button, close, act, word, needsReason, stale, more, children } = props;
  const { isWaiting = false, closesWhenAllDone = false } = props;
  const { reasonLabel = answers.reason, reasonHint = answers.reasonHint } = props;
  const [queries, say] = [useQueryClient(), useSay()];
  const [reason, setReason] = useState('');
  const acting = useAct({
    mutationFn: () => act(reason.trim()),
    onSettled: () => queries.invalidateQueries(stale === undefined ? {} : { queryKey: stale }),
    onSuccess: ({ done, refused, failed }) => {
      if (!closesWhenAllDone || refused.length + failed > 0) return;
      say.done(lists.done(done.length, word));
      close(true);
    },
  });
  const leave = (): void => close(acting.data !== undefined);
  return (
    <AskDialog
      title={title}
      close={leave}
      actions={
        <Buttons
          button={button}
          close={leave}
          isDone={acting.data !== undefined}
          isWaiting={isWaiting || acting.isPending || (needsReason && reason.trim() === '')}
          act={acting.mutate}
        />
      }
    >
      {children}
      {acting.data ? (
        <>
          <Outcome acted={acting.data} word={word} />
          {more?.(acting.data)}
        </>
      ) : (
        <ReasonField
          label={reasonLabel}
          hint={reasonHint}
          isRequired={needsReason}
          value={reason}
          change={setReason}
        />
      )}
      <DialogRefusal cause={acting.error} />
    </AskDialog>
  );
}

function Buttons(props: {
  readonly button: string;
  readonly close: () => void;
  readonly isDone: boolean;
  readonly isWaiting: boolean;
  readonly act: () => void;
}): ReactNode {
  const { button, close, isDone, isWaiting, act } = props;
  return (
    <>
      <CloseButton close={close}>{isDone ? answers.close : answers.cancel}</CloseButton>
      {!isDone && (
        <Button
          appearance="primary"
          disabled={isWaiting}
          onClick={() => {
            act();
          }}
        >
          {button}
        </Button>
      )}
    </>
  );
}
