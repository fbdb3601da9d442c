import type { ReactNode } from 'react';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { decideChanges } from '../service/contracts.ts';
import { contractTexts as texts } from '../texts/contracts.ts';

/** What somebody is about to decide. */
export interface Decision {
  readonly decision: 'approve' | 'reject';
  readonly numbers: readonly string[];
}

/** Takes the reason, and says what became of each change. */
export function DecideDialog(props: {
  readonly pending: Decision;
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const {
    pending: { decision, numbers },
    close,
  } = props;
  return (
    <OutcomeDialog
      title={texts.deciding[decision](numbers.length)}
      button={texts[decision]}
      close={close}
      act={(reason) => decideChanges(decision, numbers, reason)}
      word={texts.changeWord}
      needsReason={decision === 'reject'}
      stale={['contracts']}
      closesWhenAllDone
    />
  );
}
