import { Field, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { rightActions, rightScopes, setRight } from '../../service/acts/administration.ts';
import { privilegesQuery, type Privilege } from '../../service/administration.ts';
import { useMe } from '../../service/session.ts';
import { roleTitle, useRoles } from '../../service/roles.ts';
import { administrationTexts } from '../../texts/administration.ts';
import type { Right } from './right.ts';

const { right: texts } = administrationTexts;

type Chosen = Pick<Privilege, 'role' | 'object' | 'action' | 'scope'>;

/** Changes where a right holds, or gives a role one that it did not have. */
export function RightDialog(props: { readonly right: Right | null; readonly close: () => void }): ReactNode {
  const { right, close } = props;
  const me = useMe();
  const roles = useRoles().filter(({ role }) => !me.roles.includes(role));
  const { data: privileges = [] } = useQuery(privilegesQuery);
  const objects = [...new Set(privileges.map(({ object }) => object))].toSorted();
  const [chosen, setChosen] = useState<Chosen>(
    () => right ?? { role: roles[0]?.role ?? '', object: objects[0] ?? '', action: 'read', scope: 'all' },
  );
  const choice = (
    name: keyof Chosen,
    values: readonly (readonly [value: string, title: string])[],
  ): ReactNode => (
    <Field label={texts[name]}>
      <Select
        value={chosen[name]}
        onChange={(_event, { value }) => {
          setChosen({ ...chosen, [name]: value });
        }}
      >
        {values.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <ReasonDialog
      title={right === null ? texts.give : texts.changing(roleTitle(right.role), right.object, right.action)}
      button={right === null ? texts.give : texts.change}
      said={texts.done}
      stale={['administration', 'me']}
      isWaiting={right !== null && chosen.scope === right.scope}
      act={(reason) => setRight(chosen, reason)}
      close={close}
    >
      {right === null && (
        <>
          {choice(
            'role',
            roles.map(({ role }) => [role, roleTitle(role)]),
          )}
          {choice(
            'object',
            objects.map((object) => [object, object]),
          )}
          {choice(
            'action',
            rightActions.map((action) => [action, action]),
          )}
        </>
      )}
      {choice(
        'scope',
        rightScopes
          .filter((scope) => right !== null || scope !== 'none')
          .map((scope) => [scope, texts.scopes[scope]]),
      )}
      <p>{texts.atOnce}</p>
    </ReasonDialog>
  );
}
