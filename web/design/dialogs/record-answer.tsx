import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { acknowledgePosting } from '../../service/acts/administration.ts';
import type { Posting } from '../../service/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { DialogButton } from './dialog-button.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

const { posting: texts } = administrationTexts;

/** States of a document in which nothing is expected of the ledger any more. */
const answered: readonly string[] = ['acknowledged', 'withdrawn', 'reversed'];

/** Whether the ledger has not said yet what it did with a document. */
export function isUnanswered({ state }: Pick<Posting, 'state'>): boolean {
  return !answered.includes(state);
}

/** Records what the ledger answered to a document, where that came by another way; for whoever posts. */
export function RecordAnswer({ posting }: { readonly posting: Posting }): ReactNode {
  const mayPost = may(useMe(), 'ledger-posting', 'execute');
  return (
    <DialogButton
      isOffered={mayPost && isUnanswered(posting)}
      title={texts.record}
      dialog={(close) => <RecordAnswerDialog posting={posting} close={close} />}
    />
  );
}

/** What the ledger did, and its answer. */
export function RecordAnswerDialog(props: {
  readonly posting: Posting;
  readonly close: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { posting, close, children } = props;
  const [isFailed, setIsFailed] = useState(false);
  return (
    <ReasonDialog
      title={texts.recording(posting.document_number)}
      button={texts.record}
      said={texts.recorded}
      stale={['administration', 'statements']}
      label={texts.answer}
      hint={texts.answerHint}
      act={(answer) => acknowledgePosting(posting.key, { answer, isFailed })}
      close={close}
    >
      {children}
      <Field label={texts.did}>
        <RadioGroup
          value={isFailed ? 'failed' : 'taken'}
          onChange={(_event, { value }) => {
            setIsFailed(value === 'failed');
          }}
        >
          <Radio value="taken" label={texts.taken} />
          <Radio value="failed" label={texts.failed} />
        </RadioGroup>
      </Field>
    </ReasonDialog>
  );
}
