import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { answers } from '../../texts/answers.ts';
import { AskDialog, CloseButton, DialogRefusal, ReasonField } from './ask-dialog.tsx';
import { useSay } from '../toasts.tsx';
import { useAct } from './use-act.ts';

/** Something that is done for a reason: asks for it, does it, and says so; what the service refuses stays in view. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly button: string;
  /** Told whether it was done. */
  readonly close: (hasActed: boolean) => void;
  readonly act: (reason: string) => Promise<unknown>;
  readonly said: string;
  /** Keys of the queries whose answers are out of date after it. */
  readonly stale: readonly string[];
  /** What the reason is called here, and what becomes of it. */
  readonly label?: string;
  readonly hint?: string;
  /** It may be done without one. */
  readonly isOptional?: boolean;
  /** It cannot be done yet: something has to be typed. */
  readonly isWaiting?: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const { title, button, close, act, said, stale, isOptional = false, children } = props;
  const { isWaiting = false, label = answers.reason, hint = answers.reasonHint } = props;
  const [queries, say] = [useQueryClient(), useSay()];
  const [reason, setReason] = useState('');
  const acting = useAct({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => {
      say.done(said);
      close(true);
    },
    onSettled: () => Promise.all(stale.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const leave = (): void => {
    close(false);
  };
  return (
    <AskDialog
      title={title}
      close={leave}
      actions={
        <>
          <CloseButton close={leave}>{answers.cancel}</CloseButton>
          <Button
            appearance="primary"
            disabled={isWaiting || acting.isPending || (!isOptional && reason.trim() === '')}
            onClick={() => {
              acting.mutate();
            }}
          >
            {button}
          </Button>
        </>
      }
    >
      {children}
      <ReasonField label={label} hint={hint} isRequired={!isOptional} value={reason} change={setReason} />
      <DialogRefusal cause={acting.error} />
    </AskDialog>
  );
}
