import { Field } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { replayCorrected } from '../service/data.ts';
import { dataTexts } from '../texts/data.ts';
import { OutcomeOfLoad } from './load-outcome.tsx';

const { corrected: texts, loadWord } = dataTexts;

/** Sends the exported records back, as they were corrected in a spreadsheet; for whoever decides on records. */
export function CorrectedButton({ mayDecide }: { readonly mayDecide: boolean }): ReactNode {
  return (
    <DialogButton
      isOffered={mayDecide}
      title={texts.open}
      appearance="subtle"
      dialog={(close) => <CorrectedDialog close={close} />}
    />
  );
}

function CorrectedDialog({ close }: { readonly close: () => void }): ReactNode {
  const [file, setFile] = useState<File | null>(null);
  return (
    <OutcomeDialog
      title={texts.title}
      button={texts.load}
      close={close}
      act={async (reason) => replayCorrected((await file?.text()) ?? '', reason)}
      word={loadWord}
      needsReason={false}
      isWaiting={file === null}
      more={({ done }) =>
        done.map((outcome) => (
          <OutcomeOfLoad key={outcome.file + (outcome.batch_id ?? '')} outcome={outcome} />
        ))
      }
    >
      <p>{texts.help}</p>
      <Field label={texts.file} required>
        {(field) => (
          <input
            {...field}
            type="file"
            accept=".csv,text/csv"
            onChange={({ target }) => {
              setFile(target.files?.[0] ?? null);
            }}
          />
        )}
      </Field>
    </OutcomeDialog>
  );
}
