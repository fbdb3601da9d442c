import { Checkbox, Field, Input, Select, Switch, Textarea } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { FieldShape } from '../../service/contracts.ts';
import { contractTexts as texts } from '../../texts/contracts.ts';

const hints: Readonly<Record<string, string>> = { codes: texts.codesHint, accounts: texts.accountsHint };

/** One value of the terms, typed as its kind is; what the service says of it stands below. */
export function TermInput(props: {
  readonly shape: FieldShape;
  readonly unit: '%' | null;
  readonly value: string;
  /** What the check of the terms says of it. */
  readonly message: string | undefined;
  readonly change: (value: string) => void;
}): ReactNode {
  const { shape, unit, value, message, change } = props;
  const { label, kind } = shape;
  if (kind === 'flag')
    return (
      <Switch
        label={label}
        checked={value === 'yes'}
        onChange={(_event, { checked }) => {
          change(checked ? 'yes' : 'no');
        }}
      />
    );
  return (
    <Field
      label={label}
      hint={(shape.choices === null ? hints[kind] : null) ?? null}
      validationState={message === undefined ? 'none' : 'error'}
      validationMessage={message ?? null}
    >
      <Typed shape={shape} unit={unit} value={value} change={change} />
    </Field>
  );
}

function Typed(props: {
  readonly shape: FieldShape;
  readonly unit: '%' | null;
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactNode {
  const { shape, unit, value, change, ...field } = props;
  const { kind, choices, may_be_empty: mayBeEmpty } = shape;
  const hear = (_event: unknown, typed: { readonly value: string }): void => {
    change(typed.value);
  };
  if (choices !== null && kind === 'codes')
    return <ListedCodes {...field} choices={choices} value={value} change={change} />;
  if (choices !== null)
    return (
      <Select {...field} value={value} onChange={hear}>
        {(mayBeEmpty || value === '') && <option value="">{texts.nothing}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  if (kind === 'codes' || kind === 'accounts' || kind === 'text')
    return <Textarea {...field} value={value} onChange={hear} resize="vertical" />;
  return (
    <Input
      {...field}
      value={value}
      onChange={hear}
      type={kind === 'day' ? 'date' : 'text'}
      inputMode={kind === 'figure' ? 'decimal' : undefined}
      contentAfter={unit}
    />
  );
}

/** A list of codes as a row of boxes to tick; codes that nothing follows from stay as they are. */
function ListedCodes(props: {
  readonly choices: NonNullable<FieldShape['choices']>;
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactNode {
  const { choices, value, change, ...field } = props;
  const ticked = value
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
  return (
    <div role="group" {...field}>
      {choices.map((choice) => (
        <Checkbox
          key={choice.value}
          label={choice.label}
          checked={ticked.includes(choice.value)}
          onChange={(_event, { checked }) => {
            const others = ticked.filter((code) => code !== choice.value);
            change((checked === true ? [...others, choice.value] : others).join(', '));
          }}
        />
      ))}
    </div>
  );
}
