import { Button, Field, makeStyles, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DateField } from '../../design/dialogs/date-field.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { Answered, Empty } from '../../design/answered.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import { PlainTable } from '../../design/table.tsx';
import {
  decideReading,
  enterReading,
  readingsQuery,
  type EscalatorReading,
} from '../../service/contract-settings.ts';
import { may, useMe, useToday } from '../../service/session.ts';
import { contractSettingTexts } from '../../texts/contracts.ts';
import { fromWords } from '../words.ts';
import { SettingSection } from './setting-section.tsx';

const { reading: texts } = contractSettingTexts;

const useStyles = makeStyles({
  buttons: { display: 'flex', gap: '8px' },
});

interface Pending {
  readonly reading: EscalatorReading;
  readonly decision: 'approved' | 'rejected';
}

/** In which month the escalators of components apply; another reading awaits a second person. */
export function Readings(): ReactNode {
  const mayChange = may(useMe(), 'contract', 'change');
  const [pending, setPending] = useState<Pending | null>(null);
  return (
    <SettingSection
      title={texts.title}
      help={texts.help}
      action={
        <DialogButton
          isOffered={mayChange}
          title={texts.enter}
          dialog={(close) => <ReadingDialog close={close} />}
        />
      }
    >
      <Answered query={useQuery(readingsQuery)} rows={2}>
        {(readings) =>
          readings.length === 0 ? (
            <Empty title={texts.empty} />
          ) : (
            <Table readings={readings} mayDecide={mayChange} decide={setPending} />
          )
        }
      </Answered>
      {pending !== null && (
        <ReasonDialog
          title={texts.deciding[pending.decision]}
          button={texts.decide[pending.decision]}
          said={texts.decided[pending.decision]}
          stale={['contracts']}
          isOptional={pending.decision === 'approved'}
          act={(reason) => decideReading(pending.reading.id, pending.decision, reason)}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </SettingSection>
  );
}

function Table(props: {
  readonly readings: readonly EscalatorReading[];
  readonly mayDecide: boolean;
  readonly decide: (pending: Pending) => void;
}): ReactNode {
  const { readings, mayDecide, decide } = props;
  const styles = useStyles();
  const me = useMe();
  return (
    <PlainTable
      name={texts.title}
      rows={readings}
      idOf={({ id }) => id}
      columns={[
        { id: 'from', title: texts.from, cell: ({ from }) => fromWords(from) },
        { id: 'reading', title: texts.reading, cell: ({ reading }) => texts.readings[reading] ?? reading },
        { id: 'by', title: texts.by, cell: (row) => row.entered_by },
        { id: 'reason', title: texts.reason, cell: ({ reason }) => reason },
        {
          id: 'decision',
          title: texts.decision,
          cell: (reading) => {
            if (reading.decision !== null)
              return `${texts.words[reading.decision] ?? reading.decision}, ${reading.decided_by ?? ''}`;
            if (!mayDecide || reading.entered_by === me.person)
              return <StateChip meaning="needed">{texts.waits}</StateChip>;
            return (
              <div className={styles.buttons}>
                {(['approved', 'rejected'] as const).map((decision) => (
                  <Button
                    key={decision}
                    size="small"
                    onClick={() => {
                      decide({ reading, decision });
                    }}
                  >
                    {texts.decide[decision]}
                  </Button>
                ))}
              </div>
            );
          },
        },
      ]}
    />
  );
}

function ReadingDialog({ close }: { readonly close: () => void }): ReactNode {
  const { today } = useToday();
  const [reading, setReading] = useState('service-month');
  const [from, setFrom] = useState(today.slice(0, 7));
  return (
    <ReasonDialog
      title={texts.entering}
      button={texts.enter}
      said={texts.entered}
      stale={['contracts']}
      act={(reason) => enterReading(reading, from, reason)}
      close={close}
    >
      <Field label={texts.reading} required>
        <Select
          value={reading}
          onChange={(_event, { value }) => {
            setReading(value);
          }}
        >
          {Object.entries(texts.readings).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <DateField type="month" label={texts.from} required value={from} change={setFrom} />
    </ReasonDialog>
  );
}
