import { Button } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { AskDialog, ReasonField } from '../design/ask-dialog.tsx';
import { Outcome } from '../design/outcome.tsx';
import { decideChanges } from '../service/contracts.ts';
import { contractTexts as texts } from '../texts/contracts.ts';

/** What somebody is about to decide. */
export interface Decision {
  readonly decision: 'approve' | 'reject';
  readonly numbers: readonly string[];
}

/** Takes the reason, and says what became of each change. */
export function DecideDialog(props: { readonly pending: Decision; readonly close: () => void }): ReactNode {
  const {
    pending: { decision, numbers },
    close,
  } = props;
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const deciding = useMutation({
    mutationFn: () => decideChanges(decision, numbers, reason.trim()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['contracts'] }),
    onSuccess: ({ refused, failed }) => {
      if (refused.length + failed === 0) close();
    },
  });
  const needsReason = decision === 'reject';
  return (
    <AskDialog
      title={texts.deciding[decision](numbers.length)}
      close={close}
      actions={
        <>
          <Button onClick={close}>{deciding.data ? texts.close : texts.cancel}</Button>
          {!deciding.data && (
            <Button
              appearance="primary"
              disabled={deciding.isPending || (needsReason && reason.trim() === '')}
              onClick={() => {
                deciding.mutate();
              }}
            >
              {texts[decision]}
            </Button>
          )}
        </>
      }
    >
      {deciding.data ? (
        <Outcome acted={deciding.data} word={texts.changeWord} />
      ) : (
        <ReasonField
          label={texts.reason}
          hint={texts.reasonHint}
          isRequired={needsReason}
          value={reason}
          change={setReason}
        />
      )}
      {deciding.error && <Refused cause={deciding.error} />}
    </AskDialog>
  );
}
