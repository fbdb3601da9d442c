import { Field, Input, type FieldProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** A month, a day, or a time of the browser's clock, that is typed or picked; empty text for none. */
export function DateField(
  props: Pick<FieldProps, 'hint' | 'required'> & {
    readonly type: 'month' | 'date' | 'datetime-local';
    readonly label: string;
    readonly value: string;
    readonly change: (value: string) => void;
  },
): ReactNode {
  const { type, value, change, ...field } = props;
  return (
    <Field {...field}>
      <Input
        type={type}
        value={value}
        onChange={(_event, typed) => {
          change(typed.value);
        }}
      />
    </Field>
  );
}
