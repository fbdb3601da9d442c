import type { ReactNode } from 'react';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { discardRecords, replayRecords } from '../service/data.ts';
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
export function RecordDialog(props: {
  readonly pending: RecordAct;
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const {
    pending: { way, records },
    close,
  } = props;
  if (way === 'replay')
    return (
      <OutcomeDialog
        title={texts.replaying(records.length)}
        button={texts.replay}
        close={close}
        act={(reason) => replayRecords(records, reason)}
        word={texts.loadWord}
        needsReason={false}
        more={({ done }) =>
          done.map((outcome) => (
            <OutcomeOfLoad key={outcome.file + (outcome.batch_id ?? '')} outcome={outcome} />
          ))
        }
      />
    );
  return (
    <OutcomeDialog
      title={texts.discarding(records.length)}
      button={texts.discard}
      close={close}
      act={(reason) =>
        discardRecords(
          records.map(({ number }) => number),
          reason,
        )
      }
      word={texts.recordWord}
      needsReason
    />
  );
}
