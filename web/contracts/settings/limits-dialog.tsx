import { Field, Input } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { DateField } from '../../design/dialogs/date-field.tsx';
import { OutcomeDialog } from '../../design/dialogs/outcome-dialog.tsx';
import { PlainTable } from '../../design/table.tsx';
import { setLimits } from '../../service/contract-settings.ts';
import { useToday } from '../../service/session.ts';
import { contractTexts, contractSettingTexts } from '../../texts/contracts.ts';

const { limit: texts } = contractSettingTexts;

/** Review limits of several contracts; each awaits a second person. */
export function LimitsDialog(props: {
  readonly sites: readonly string[];
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const { sites, close } = props;
  const { today } = useToday();
  const [amount, setAmount] = useState('');
  const [percent, setPercent] = useState('');
  const [from, setFrom] = useState(today.slice(0, 7));
  const fields = [
    [texts.amount, amount, setAmount],
    [texts.percent, percent, setPercent],
  ] as const;
  return (
    <OutcomeDialog
      title={texts.setting(sites.length)}
      button={texts.set}
      close={close}
      act={(reason) =>
        setLimits({ sites, amount: amount.trim(), percent: percent.trim(), from }, { reason, isTrial: false })
      }
      word={contractTexts.word}
      needsReason={false}
      isWaiting={amount.trim() === '' && percent.trim() === ''}
      stale={['contracts']}
      more={({ done }) => (
        <PlainTable
          name={texts.changes}
          rows={done}
          idOf={({ site }) => site}
          columns={[
            { id: 'site', title: contractTexts.columns.site, cell: ({ site }) => site },
            { id: 'changes', title: texts.changes, cell: ({ changes }) => changes.join('; ') },
            {
              id: 'waits',
              title: contractTexts.columns.state,
              cell: (row) => (row.is_waiting ? contractTexts.states['waiting'] : ''),
            },
          ]}
        />
      )}
    >
      {fields.map(([label, value, change]) => (
        <Field key={label} label={label} hint={texts.unchanged}>
          <Input
            value={value}
            inputMode="decimal"
            onChange={(_event, typed) => {
              change(typed.value);
            }}
          />
        </Field>
      ))}
      <DateField type="month" label={contractTexts.fromMonth} value={from} change={setFrom} />
    </OutcomeDialog>
  );
}
