import { Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { enterClause, type ClauseKind } from '../../service/contract-settings.ts';
import { useToday } from '../../service/session.ts';
import { contractSettingTexts, contractTexts } from '../../texts/contracts.ts';
import { SiteField } from '../site-field.tsx';

const { clause: texts } = contractSettingTexts;

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
    gap: '12px 16px',
    alignItems: 'start',
  },
});

/** A clause as it is agreed; which fields it has is the service's to say. */
export function ClauseDialog(props: {
  readonly kinds: readonly ClauseKind[];
  /** Empty: it is chosen here. */
  readonly site: string;
  readonly close: () => void;
}): ReactNode {
  const { kinds, close } = props;
  const styles = useStyles();
  const { today } = useToday();
  const [site, setSite] = useState(props.site);
  const [chosen, setChosen] = useState(kinds[0]?.kind ?? '');
  const [from, setFrom] = useState(today.slice(0, 7));
  const [through, setThrough] = useState('');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const kind = kinds.find((each) => each.kind === chosen);
  const fields = kind?.fields ?? [];
  // What was typed for another kind is not part of this one.
  const values = Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = typed[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  return (
    <ReasonDialog
      title={texts.adding}
      button={texts.add}
      said={texts.added}
      stale={['contracts']}
      label={texts.agreed}
      hint={texts.agreedHint}
      act={(reason) => enterClause({ site, kind: chosen, from, through, fields: values }, reason)}
      close={close}
    >
      {props.site === '' && <SiteField label={texts.site} value={site} choose={setSite} isRequired />}
      <Field label={texts.kind} hint={kind?.says ?? null} required>
        <Select
          value={chosen}
          onChange={(_event, { value }) => {
            setChosen(value);
          }}
        >
          {kinds.map(({ kind: name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.fields}>
        {fields.map((field) => (
          <ClauseField
            key={field.name}
            field={field}
            value={typed[field.name] ?? ''}
            change={(value) => {
              setTyped((before) => ({ ...before, [field.name]: value }));
            }}
          />
        ))}
        <Month label={texts.from} value={from} change={setFrom} isRequired />
        <Month label={texts.through} value={through} change={setThrough} />
      </div>
    </ReasonDialog>
  );
}

function ClauseField(props: {
  readonly field: ClauseKind['fields'][number];
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactNode {
  const {
    field: { name, label, hint, choices, is_required: isRequired },
    value,
    change,
  } = props;
  const hear = (_event: unknown, said: { readonly value: string }): void => {
    change(said.value);
  };
  return (
    <Field label={label} hint={hint.charAt(0).toUpperCase() + hint.slice(1)} required={isRequired}>
      {choices === null ? (
        <Input value={value} onChange={hear} />
      ) : (
        <Select value={value} onChange={hear}>
          <option value="">{contractSettingTexts.choose}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {name === 'component' ? (contractTexts.components[choice] ?? choice) : choice}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Month(props: {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly isRequired?: boolean;
}): ReactNode {
  const { label, value, change, isRequired = false } = props;
  return (
    <Field label={label} required={isRequired}>
      <Input
        type="month"
        value={value}
        onChange={(_event, said) => {
          change(said.value);
        }}
      />
    </Field>
  );
}
