import { Field, Select } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { roleTitle, type Role } from '../service/roles.ts';

/** A role, by what it is called. */
export function RoleField(props: {
  readonly label: string;
  readonly roles: readonly Pick<Role, 'role' | 'says'>[];
  readonly value: string;
  readonly change: (role: string) => void;
}): ReactNode {
  const { label, roles, value, change } = props;
  return (
    <Field label={label} required>
      <Select
        value={value}
        onChange={(_event, chosen) => {
          change(chosen.value);
        }}
      >
        {roles.map(({ role, says }) => (
          <option key={role} value={role}>
            {`${roleTitle(role)}: ${says}`}
          </option>
        ))}
      </Select>
    </Field>
  );
}
