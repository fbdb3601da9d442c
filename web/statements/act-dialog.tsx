import { Button } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { AskDialog, ReasonField } from '../design/ask-dialog.tsx';
import { Outcome } from '../design/outcome.tsx';
import { figure } from '../design/format.ts';
import { act, previewAction, type StatementAction } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';

/** An action on some statements that somebody is about to do. */
export interface PendingAction {
  readonly action: StatementAction;
  readonly statements: readonly string[];
}

const needsReason: readonly StatementAction[] = ['send-back', 'reject'];

/** Says how many statements it is about and what they come to, takes the reason, and then what became of each. */
export function ActDialog(props: { readonly pending: PendingAction; readonly close: () => void }): ReactNode {
  const { pending, close } = props;
  const { action, statements } = pending;
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const preview = useQuery({
    queryKey: ['statement-action', action, statements],
    queryFn: () => previewAction(action, statements),
    retry: false,
  });
  const acting = useMutation({
    mutationFn: () => act(action, statements, reason.trim()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['statements'] }),
    onSuccess: ({ refused, failed }) => {
      if (refused.length + failed === 0) close();
    },
  });
  const mayGo = preview.data !== undefined && (reason.trim() !== '' || !needsReason.includes(action));
  return (
    <AskDialog
      title={texts.acting[action](statements.length)}
      close={close}
      actions={
        <>
          <Button onClick={close}>{acting.data ? texts.close : texts.cancel}</Button>
          {!acting.data && (
            <Button
              appearance="primary"
              disabled={!mayGo || acting.isPending}
              onClick={() => {
                acting.mutate();
              }}
            >
              {texts.actions[action]}
            </Button>
          )}
        </>
      }
    >
      {preview.data && <p>{texts.comesTo(preview.data.count, figure(preview.data.total))}</p>}
      {preview.error && <Refused cause={preview.error} />}
      {acting.data ? (
        <Outcome acted={acting.data} word={texts.word} />
      ) : (
        <ReasonField
          label={texts.reason}
          hint={texts.reasonHint}
          isRequired={needsReason.includes(action)}
          value={reason}
          change={setReason}
        />
      )}
      {acting.error && <Refused cause={acting.error} />}
    </AskDialog>
  );
}
