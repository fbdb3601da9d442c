import { Field, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { factQuery } from '../service/administration.ts';
import { markContracts } from '../service/contract-settings.ts';
import { contractTexts, contractSettingTexts } from '../texts/contracts.ts';

const { mark: texts } = contractSettingTexts;

/** Marks contracts as special, or takes the mark away; which marks there are the operator says. */
export function MarkDialog(props: {
  readonly sites: readonly string[];
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const { sites, close } = props;
  const { data: fact } = useQuery(factQuery('contract-marks'));
  const [chosen, setChosen] = useState<string>();
  const [isOn, setIsOn] = useState(true);
  const marks = fact?.values ?? [];
  const mark = chosen ?? marks[0];
  return (
    <OutcomeDialog
      title={texts.marking(sites.length)}
      button={isOn ? texts.set : texts.unset}
      close={close}
      act={(reason) => markContracts(mark ?? '', { sites, isOn }, reason)}
      word={contractTexts.word}
      needsReason={false}
      isWaiting={mark === undefined}
      stale={['contracts']}
      closesWhenAllDone
    >
      <Field label={texts.mark} required>
        <Select
          value={mark ?? ''}
          onChange={(_event, { value }) => {
            setChosen(value);
          }}
        >
          {marks.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <RadioGroup
        layout="horizontal"
        aria-label={texts.whether}
        value={isOn ? 'on' : 'off'}
        onChange={(_event, { value }) => {
          setIsOn(value === 'on');
        }}
      >
        <Radio value="on" label={texts.set} />
        <Radio value="off" label={texts.unset} />
      </RadioGroup>
    </OutcomeDialog>
  );
}
