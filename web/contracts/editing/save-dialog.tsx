import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { AskDialog, CloseButton, DialogRefusal, ReasonField } from '../../design/dialogs/ask-dialog.tsx';
import { useSay } from '../../design/toasts.tsx';
import { ServiceRefusal } from '../../service/client.ts';
import { editTerms, type TermEdit, type TermForm } from '../../service/contracts.ts';
import { contractTexts as texts } from '../../texts/contracts.ts';
import { Conflict } from './conflict.tsx';
import { useAct } from '../../design/dialogs/use-act.ts';

/** Saves a change with its reason; who changed the contract meanwhile is told, and what was typed stays. */
export function SaveDialog(props: {
  readonly site: string;
  readonly edit: TermEdit;
  /** The terms cannot bill yet: they are kept as a draft. */
  readonly isDraft: boolean;
  /** The form as it was read. */
  readonly read: TermForm;
  /** Forgets what was typed at places where the value of somebody else is kept. */
  readonly drop: (places: ReadonlySet<string>) => void;
  readonly close: () => void;
}): ReactNode {
  const { site, edit, isDraft, read, drop, close } = props;
  const navigate = useNavigate();
  const [queries, say] = [useQueryClient(), useSay()];
  const [reason, setReason] = useState('');
  const saving = useAct({
    mutationFn: () => editTerms(site, { ...edit, is_draft: isDraft }, reason.trim()),
    onSuccess: ({ number, is_waiting: isWaiting }) => {
      say.done(isWaiting ? texts.savedWaiting(number) : texts.saved(number));
      void queries.invalidateQueries({ queryKey: ['contracts'] });
      const search = { tab: 'versions' };
      void navigate({ to: '/contracts/$site', params: { site }, search, ignoreBlocker: true });
    },
  });
  const conflict = conflictOf(saving.error);
  if (conflict)
    return (
      <ConflictDialog site={site} edit={edit} read={read} drop={drop} conflict={conflict} close={close} />
    );
  const count = countOf(edit);
  return (
    <AskDialog
      title={texts.save(count)}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{texts.cancel}</CloseButton>
          <Button
            appearance="primary"
            disabled={saving.isPending}
            onClick={() => {
              saving.mutate();
            }}
          >
            {isDraft ? texts.saveDraft : texts.save(count)}
          </Button>
        </>
      }
    >
      {isDraft && <p>{texts.blocked}</p>}
      <ReasonField
        label={texts.reason}
        hint={texts.reasonHint}
        isRequired={false}
        value={reason}
        change={setReason}
      />
      <DialogRefusal cause={saving.error} />
    </AskDialog>
  );
}

/** Says who changed the contract meanwhile, and lets one choose; what was typed and is kept stays in the form. */
function ConflictDialog(props: {
  readonly site: string;
  readonly edit: TermEdit;
  readonly read: TermForm;
  readonly drop: (places: ReadonlySet<string>) => void;
  readonly conflict: ServiceRefusal;
  readonly close: () => void;
}): ReactNode {
  const { site, edit, read, drop, conflict, close } = props;
  const queries = useQueryClient();
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  /** What was typed is named by place, and the form below it becomes the newest. */
  const goOn = (): void => {
    drop(taken);
    close();
    void queries.invalidateQueries({ queryKey: ['contracts', 'form', site] });
  };
  return (
    <AskDialog
      title={texts.conflictTitle}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{texts.cancel}</CloseButton>
          <Button appearance="primary" onClick={goOn}>
            {texts.conflictRead}
          </Button>
        </>
      }
    >
      <Conflict
        site={site}
        message={conflict.message}
        edit={edit}
        read={read}
        taken={taken}
        take={setTaken}
      />
    </AskDialog>
  );
}

const countOf = ({ values, removed }: TermEdit): number => values.length + removed.length;

function conflictOf(error: Error | null): ServiceRefusal | null {
  return error instanceof ServiceRefusal && error.code === 'CONTRACTS_EDIT_SEEN' ? error : null;
}
