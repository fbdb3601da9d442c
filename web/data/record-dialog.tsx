import { Button } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { AskDialog, ReasonField } from '../design/ask-dialog.tsx';
import { Outcome } from '../design/outcome.tsx';
import { discardRecords, replayRecords, type LoadOutcome } from '../service/data.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { OutcomeOfLoad } from './load-outcome.tsx';

/** What somebody is about to do with held records. */
export interface RecordAct {
  readonly way: 'replay' | 'discard';
  readonly records: readonly {
    readonly number: string;
    readonly values?: Readonly<Record<string, string>>;
  }[];
}

/** Takes the reason, and says what became of each record. */
export function RecordDialog(props: { readonly pending: RecordAct; readonly close: () => void }): ReactNode {
  const {
    pending: { way, records },
    close,
  } = props;
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: async () => {
      if (way === 'replay') return replayRecords(records, reason.trim());
      return discardRecords(
        records.map(({ number }) => number),
        reason.trim(),
      );
    },
    onSettled: () => queries.invalidateQueries(),
  });
  const needsReason = way === 'discard';
  const title = way === 'replay' ? texts.replaying(records.length) : texts.discarding(records.length);
  return (
    <AskDialog
      title={title}
      close={close}
      actions={
        <>
          <Button onClick={close}>{acting.data ? texts.close : texts.cancel}</Button>
          {!acting.data && (
            <Button
              appearance="primary"
              disabled={acting.isPending || (needsReason && reason.trim() === '')}
              onClick={() => {
                acting.mutate();
              }}
            >
              {texts[way]}
            </Button>
          )}
        </>
      }
    >
      {acting.data ? (
        <>
          <Outcome acted={acting.data} word={way === 'replay' ? texts.loadWord : texts.recordWord} />
          {acting.data.done
            .filter((done): done is LoadOutcome => typeof done !== 'string')
            .map((outcome) => (
              <OutcomeOfLoad key={outcome.file + (outcome.batch_id ?? '')} outcome={outcome} />
            ))}
        </>
      ) : (
        <ReasonField
          label={texts.reason}
          hint={texts.reasonHint}
          isRequired={needsReason}
          value={reason}
          change={setReason}
        />
      )}
      {acting.error && <Refused cause={acting.error} />}
    </AskDialog>
  );
}
