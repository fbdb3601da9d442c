import { Button, Field, Input } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { AskDialog, ReasonField } from '../design/ask-dialog.tsx';
import { useToday } from '../service/session.ts';
import { useSay } from '../design/toasts.tsx';
import { endContract, withdrawTerms } from '../service/contracts.ts';
import { contractTexts as texts } from '../texts/contracts.ts';

/** Takes back the newest version: a draft, or one that awaits a second person. */
export function WithdrawDialog(props: { readonly site: string; readonly close: () => void }): ReactNode {
  const { site, close } = props;
  return (
    <ReasonedDialog
      title={texts.withdrawTitle(site)}
      button={texts.withdraw}
      close={close}
      act={(reason) => withdrawTerms(site, reason)}
      said={texts.withdrawn}
    />
  );
}

/** Ends the contract after a month. */
export function EndDialog(props: { readonly site: string; readonly close: () => void }): ReactNode {
  const { site, close } = props;
  const { today } = useToday();
  const [after, setAfter] = useState(today.slice(0, 7));
  return (
    <ReasonedDialog
      title={texts.endTitle(site)}
      button={texts.end}
      close={close}
      act={(reason) => endContract(site, after, reason)}
      said={texts.ended}
    >
      <Field label={texts.endAfter} required>
        <Input
          type="month"
          value={after}
          onChange={(_event, { value }) => {
            setAfter(value);
          }}
        />
      </Field>
    </ReasonedDialog>
  );
}

function ReasonedDialog(props: {
  readonly title: string;
  readonly button: string;
  readonly close: () => void;
  readonly act: (reason: string) => Promise<unknown>;
  readonly said: string;
  readonly children?: ReactNode;
}): ReactNode {
  const { title, button, close, act, said, children } = props;
  const queries = useQueryClient();
  const say = useSay();
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => {
      say.done(said);
      close();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['contracts'] }),
  });
  return (
    <AskDialog
      title={title}
      close={close}
      actions={
        <>
          <Button onClick={close}>{texts.cancel}</Button>
          <Button
            appearance="primary"
            disabled={acting.isPending || reason.trim() === ''}
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
      <ReasonField
        label={texts.reason}
        hint={texts.reasonHint}
        isRequired
        value={reason}
        change={setReason}
      />
      {acting.error && <Refused cause={acting.error} />}
    </AskDialog>
  );
}
