import { Button, Field, Input } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { AskDialog, CloseButton, DialogRefusal } from '../design/dialogs/ask-dialog.tsx';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { useAct } from '../design/dialogs/use-act.ts';
import { useSay } from '../design/toasts.tsx';
import { downloadEvidence } from '../service/acts/administration.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';
import { answers } from '../texts/answers.ts';

const { evidence: texts } = administrationTexts;

/** The populations of the SOX controls for a quarter as files, for whoever proves them. */
export function EvidenceButton(): ReactNode {
  const mayProve = may(useMe(), 'audit-evidence', 'execute');
  return (
    <DialogButton
      isOffered={mayProve}
      title={texts.open}
      dialog={(close) => <EvidenceDialog close={close} />}
    />
  );
}

function EvidenceDialog({ close }: { readonly close: () => void }): ReactNode {
  const say = useSay();
  const [quarter, setQuarter] = useState('');
  const drawing = useAct({
    mutationFn: () => downloadEvidence(quarter.trim()),
    onSuccess: () => {
      say.done(texts.drawn);
      close();
    },
  });
  return (
    <AskDialog
      title={texts.title}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{answers.cancel}</CloseButton>
          <Button
            appearance="primary"
            disabled={quarter.trim() === '' || drawing.isPending}
            onClick={() => {
              drawing.mutate();
            }}
          >
            {texts.open}
          </Button>
        </>
      }
    >
      <p>{texts.help}</p>
      <Field label={texts.quarter} hint={texts.quarterHint} required>
        <Input
          value={quarter}
          onChange={(_event, { value }) => {
            setQuarter(value);
          }}
        />
      </Field>
      <DialogRefusal cause={drawing.error} />
    </AskDialog>
  );
}
