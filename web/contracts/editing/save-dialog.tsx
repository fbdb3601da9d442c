import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { AskDialog, ReasonField } from '../design/dialogs/ask-dialog.tsx';
import { useSay } from '../design/toasts.tsx';
import { ServiceRefusal } from '../service/client.ts';
import { editTerms, type TermEdit } from '../service/contracts.ts';
import { contractTexts as texts } from '../texts/contracts.ts';

/** Saves a change with its reason; who changed the contract meanwhile is told, and what was typed stays. */
export function SaveDialog(props: {
  readonly site: string;
  readonly edit: TermEdit;
  /** The terms cannot bill yet: they are kept as a draft. */
  readonly isDraft: boolean;
  readonly close: () => void;
}): ReactNode {
  const { site, edit, isDraft, close } = props;
  const navigate = useNavigate();
  const [queries, say] = [useQueryClient(), useSay()];
  const [reason, setReason] = useState('');
  const saving = useMutation({
    mutationFn: () => editTerms(site, { ...edit, is_draft: isDraft }, reason.trim()),
    onSuccess: ({ number, is_waiting: isWaiting }) => {
      say.done(isWaiting ? texts.savedWaiting(number) : texts.saved(number));
      void queries.invalidateQueries({ queryKey: ['contracts'] });
      const search = { tab: 'versions' };
      void navigate({ to: '/contracts/$site', params: { site }, search, ignoreBlocker: true });
    },
  });
  /** What was typed stays: it is named by place, and the form below it is the newest. */
  const readAgain = (): void => {
    close();
    void queries.invalidateQueries({ queryKey: ['contracts', 'form', site] });
  };
  const conflict = conflictOf(saving.error);
  const count = countOf(edit);
  return (
    <AskDialog
      title={conflict ? texts.conflictTitle : texts.save(count)}
      close={close}
      actions={
        <>
          <Button onClick={close}>{texts.cancel}</Button>
          {conflict ? (
            <Button appearance="primary" onClick={readAgain}>
              {texts.conflictRead}
            </Button>
          ) : (
            <Button
              appearance="primary"
              disabled={saving.isPending}
              onClick={() => {
                saving.mutate();
              }}
            >
              {isDraft ? texts.saveDraft : texts.save(count)}
            </Button>
          )}
        </>
      }
    >
      {conflict ? (
        <Conflict message={conflict.message} />
      ) : (
        <>
          {isDraft && <p>{texts.blocked}</p>}
          <ReasonField
            label={texts.reason}
            hint={texts.reasonHint}
            isRequired={false}
            value={reason}
            change={setReason}
          />
          {saving.error && <Refused cause={saving.error} />}
        </>
      )}
    </AskDialog>
  );
}

const countOf = ({ values, removed }: TermEdit): number => values.length + removed.length;

function conflictOf(error: Error | null): ServiceRefusal | null {
  return error instanceof ServiceRefusal && error.code === 'CONTRACTS_EDIT_SEEN' ? error : null;
}

/** Who changed it meanwhile, when, and what it says now: the service's words. */
function Conflict({ message }: { readonly message: string }): ReactNode {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{message}</MessageBarTitle> {texts.conflictHelp}
      </MessageBarBody>
    </MessageBar>
  );
}
