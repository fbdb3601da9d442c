import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { AskDialog, CloseButton, DialogRefusal } from '../../design/dialogs/ask-dialog.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { takeAnswers, type AnswersTaken, type LedgerAnswer } from '../../service/acts/ledger.ts';
import { answers as words } from '../../texts/answers.ts';
import { ledgerTexts } from '../../texts/ledger.ts';
import { answersIn } from './answer-rows.ts';
import { useMayPost } from './ledger-actions.tsx';
import { useAct } from '../../design/dialogs/use-act.ts';

const { answerFile: texts } = ledgerTexts;

/** Records what the ledger answered in a file: looked at first, recorded then. */
export function AnswerFileButton(): ReactNode {
  return (
    <DialogButton
      isOffered={useMayPost()}
      title={texts.send}
      dialog={(close) => <AnswerFileDialog close={close} />}
    />
  );
}

interface Chosen {
  readonly name: string;
  readonly answers: readonly LedgerAnswer[] | null;
}

function AnswerFileDialog({ close }: { readonly close: () => void }): ReactNode {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const taking = useAct({
    mutationFn: ({ of, isDryRun }: { readonly of: Chosen; readonly isDryRun: boolean }) =>
      takeAnswers(of.name, of.answers ?? [], isDryRun),
    onSettled: () => queries.invalidateQueries({ queryKey: ['administration'] }),
  });
  const isRecorded = taking.data !== undefined && !taking.variables.isDryRun;
  const choose = async (file: File): Promise<void> => {
    const of = { name: file.name, answers: answersIn(await file.text()) };
    setChosen(of);
    if (of.answers !== null && of.answers.length > 0) taking.mutate({ of, isDryRun: true });
  };
  return (
    <AskDialog
      title={texts.sending}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{isRecorded ? words.close : words.cancel}</CloseButton>
          {!isRecorded && (
            <Button
              appearance="primary"
              disabled={taking.data === undefined || taking.isPending}
              onClick={() => {
                if (chosen !== null) taking.mutate({ of: chosen, isDryRun: false });
              }}
            >
              {texts.record}
            </Button>
          )}
        </>
      }
    >
      <p>{texts.help}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        aria-label={texts.file}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void choose(file);
        }}
      />
      {chosen?.answers === null && <p role="alert">{texts.notOne(chosen.name)}</p>}
      {taking.data && <Taken taken={taking.data} isRecorded={isRecorded} />}
      <DialogRefusal cause={taking.error} />
    </AskDialog>
  );
}

function Taken({
  taken,
  isRecorded,
}: {
  readonly taken: AnswersTaken;
  readonly isRecorded: boolean;
}): ReactNode {
  const { answers, recorded, unchanged, held } = taken;
  return (
    <div role="status">
      <p>
        {isRecorded ? texts.recorded(recorded, answers) : texts.wouldRecord(recorded, answers)}{' '}
        {taken.was_read ? texts.readBefore : texts.others(unchanged, held.length)}
      </p>
      <ul>
        {held.map(({ line, message }) => (
          <li key={`${String(line)} ${message}`}>{texts.heldLine(line, message)}</li>
        ))}
      </ul>
    </div>
  );
}
