import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { moment } from '../design/format.ts';
import type { HeldRecord } from '../service/data.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { useCorrections, type Corrections } from './corrections.ts';
import { RecordDialog, type RecordAct } from './record-dialog.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  buttons: { display: 'flex', gap: '8px' },
});

/** A held record with all its columns: what is wrong is corrected in place, and the record is loaded again. */
export function RecordPanel(props: {
  readonly held: HeldRecord;
  readonly mayDecide: boolean;
  /** Outlives the panel: another record may be looked at meanwhile. */
  readonly corrections: Corrections;
}): ReactNode {
  const { held, mayDecide, corrections } = props;
  const styles = useStyles();
  const { typed, type, forget } = useCorrections(corrections, held.quarantine_id);
  const [pendingAct, setPendingAct] = useState<RecordAct | null>(null);
  const isUndecided = held.state === 'open' || held.state === 'waiting';
  const mayCorrect = mayDecide && isUndecided;
  // What is wrong comes first.
  const isWrong = ({ header }: { readonly header: string }): boolean => header === held.column;
  const fields = [...held.record.filter(isWrong), ...held.record.filter((each) => !isWrong(each))];
  const start = (way: RecordAct['way']): void => {
    const values = typed.size === 0 ? {} : { values: Object.fromEntries(typed) };
    setPendingAct({ way, records: [{ number: held.quarantine_id, ...values }] });
  };
  return (
    <div className={styles.stack}>
      <Why held={held} />
      {mayCorrect && <Acts start={start} />}
      {fields.map(({ header, value }) => (
        <Field
          key={header}
          label={header}
          validationState={isWrong({ header }) && isUndecided ? 'error' : 'none'}
        >
          <Input
            value={typed.get(header) ?? value}
            readOnly={!mayCorrect}
            onChange={(_event, { value: now }) => {
              type(header, now);
            }}
          />
        </Field>
      ))}
      {pendingAct !== null && (
        <RecordDialog
          pending={pendingAct}
          close={(hasActed) => {
            setPendingAct(null);
            if (hasActed) forget();
          }}
        />
      )}
    </div>
  );
}

function Acts({ start }: { readonly start: (way: RecordAct['way']) => void }): ReactNode {
  const styles = useStyles();
  return (
    <>
      <p className={styles.quiet}>{texts.correct}</p>
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          onClick={() => {
            start('replay');
          }}
        >
          {texts.replay}
        </Button>
        <Button
          onClick={() => {
            start('discard');
          }}
        >
          {texts.discard}
        </Button>
      </div>
    </>
  );
}

/** Why it is held back, and what was decided. */
function Why({ held }: { readonly held: HeldRecord }): ReactNode {
  const styles = useStyles();
  const { message, waits_for: waitsFor, waits_for_id: id, decided_by: by, decided_reason: reason } = held;
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{message}</MessageBarBody>
      </MessageBar>
      {waitsFor !== null && held.state === 'waiting' && (
        <p className={styles.quiet}>{texts.waitsFor(waitsFor, id ?? '')}</p>
      )}
      {by !== null && (
        <p className={styles.quiet}>
          {texts.decided(by, moment(held.decided_at))}
          {reason !== null && `: ${reason}`}
        </p>
      )}
    </>
  );
}
