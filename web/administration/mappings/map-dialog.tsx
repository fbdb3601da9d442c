import { Field, Input } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { administrationTexts } from '../../texts/administration.ts';

const { mapping: texts } = administrationTexts;

/** Says what something stands for; whether it may is the service's to say. */
export function MapDialog(props: {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** Values that are offered. */
  readonly offered?: readonly string[];
  /** It may stand for nothing. */
  readonly mayBeEmpty?: boolean;
  readonly act: (target: string, reason: string) => Promise<unknown>;
  readonly close: () => void;
}): ReactNode {
  const { title, label, hint, offered = [], mayBeEmpty = false, act, close } = props;
  const [target, setTarget] = useState(props.value);
  return (
    <ReasonDialog
      title={title}
      button={texts.map}
      said={texts.mapped}
      stale={['administration']}
      isWaiting={!mayBeEmpty && target.trim() === ''}
      act={(reason) => act(target.trim(), reason)}
      close={close}
    >
      <Field label={label} hint={hint} required={!mayBeEmpty}>
        <Input
          value={target}
          list="map-dialog-offers"
          onChange={(_event, { value }) => {
            setTarget(value);
          }}
          contentAfter={
            <datalist id="map-dialog-offers">
              {offered.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          }
        />
      </Field>
    </ReasonDialog>
  );
}
