import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { figure } from '../design/format.ts';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
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
  const preview = useQuery({
    queryKey: ['statement-action', action, statements],
    queryFn: () => previewAction(action, statements),
    retry: false,
  });
  return (
    <OutcomeDialog
      title={texts.acting[action](statements.length)}
      button={texts.actions[action]}
      close={close}
      act={(reason) => act(action, statements, reason)}
      word={texts.word}
      needsReason={needsReason.includes(action)}
      stale={['statements']}
      isWaiting={preview.data === undefined}
      closesWhenAllDone
    >
      {preview.data && <p>{texts.comesTo(preview.data.count, figure(preview.data.total))}</p>}
      {preview.error && <Refused cause={preview.error} />}
    </OutcomeDialog>
  );
}
