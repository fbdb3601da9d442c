import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { moment, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { useShown } from '../../design/grid/use-shown.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import { setEnabled, usersQuery, type UserUsage } from '../../service/administration.ts';
import { roleTitle } from '../../service/roles.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { loginTexts } from '../../texts/administration/logins.ts';
import { Facts } from '../../design/grid/facts.tsx';
import { AddPersonButton } from './add-person.tsx';
import { Logins } from './logins.tsx';
import { PersonRoles } from './person-roles.tsx';

const { person: texts, origins } = administrationTexts;

const rolesOf = ({ roles }: UserUsage): string => roles.map((role) => roleTitle(role)).join(', ');
const seenOf = (row: UserUsage): string =>
  row.last_seen_at === null ? texts.never : moment(row.last_seen_at);

const meanings: Readonly<Record<string, Meaning>> = { active: 'good', disabled: 'bad', dormant: 'needed' };

const filters: readonly Filter<UserUsage>[] = [
  { id: 'standing', title: texts.standing, valueOf: ({ standing }) => standing },
  { id: 'roles', title: texts.roles, valueOf: rolesOf },
  { id: 'origin', title: texts.origin, valueOf: ({ origin }) => origin, names: origins },
];

const columns: readonly Column<UserUsage>[] = [
  {
    id: 'id',
    title: texts.id,
    width: 'minmax(200px, 2fr)',
    cell: (row) => row.user_id,
    sorts: (row) => row.user_id,
  },
  {
    id: 'name',
    title: texts.name,
    width: 'minmax(120px, 1fr)',
    cell: (row) => row.display_name ?? noData,
    sorts: (row) => row.display_name,
    from: 'tablet',
  },
  {
    id: 'roles',
    title: texts.roles,
    width: 'minmax(160px, 2fr)',
    cell: rolesOf,
    sorts: rolesOf,
    from: 'tablet',
  },
  {
    id: 'sites',
    title: texts.sites,
    width: '64px',
    align: 'end',
    cell: ({ sites }) => (sites === 0 ? texts.everywhere : sites),
    sorts: ({ sites }) => sites,
    from: 'desk',
  },
  {
    id: 'seen',
    title: texts.seen,
    width: '176px',
    cell: seenOf,
    sorts: (row) => row.last_seen_at,
    from: 'desk',
  },
  {
    id: 'standing',
    title: texts.standing,
    width: '112px',
    cell: ({ standing }) => <StateChip meaning={meanings[standing] ?? 'closed'}>{standing}</StateChip>,
    sorts: ({ standing }) => standing,
  },
];

const faces = ['people', 'logins'] as const;

/** Who may sign in to Daybook, and to its database. */
export function People(): ReactNode {
  const { face, choice } = useShown(faces, { name: loginTexts.show, titles: loginTexts.faces });
  return face === 'logins' ? <Logins>{choice}</Logins> : <PersonList>{choice}</PersonList>;
}

/** Who may sign in, with what roles, and when they last did. */
function PersonList({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(usersQuery)}
      name={administrationTexts.tabs.people}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.user_id, row.display_name, rolesOf(row)].join(' ')}
      idOf={(row) => row.user_id}
      titleOf={(row) => row.display_name ?? row.user_id}
      content={(row) => <Person key={row.user_id} person={row} />}
      empty={texts.empty}
    >
      {children}
      <AddPersonButton />
    </ListFace>
  );
}

function Person({ person }: { readonly person: UserUsage }): ReactNode {
  const me = useMe();
  const isDisabled = person.standing === 'disabled';
  const mayChange = may(me, 'user', 'change') && person.user_id !== me.person;
  return (
    <>
      <Facts
        facts={[
          [texts.id, person.user_id],
          [texts.sites, person.sites === 0 ? null : String(person.sites)],
          [texts.origin, origins[person.origin] ?? person.origin],
          [texts.seen, seenOf(person)],
          [texts.standing, person.standing],
          [texts.why, person.disabled_reason],
        ]}
      />
      <DialogButton
        isOffered={mayChange}
        title={isDisabled ? texts.enable : texts.disable}
        dialog={(close) => (
          <ReasonDialog
            title={isDisabled ? texts.enabling(person.user_id) : texts.disabling(person.user_id)}
            button={isDisabled ? texts.enable : texts.disable}
            said={isDisabled ? texts.enabled : texts.disabled}
            stale={['administration']}
            act={(reason) => setEnabled(person.user_id, isDisabled, reason)}
            close={close}
          />
        )}
      />
      <PersonRoles person={person.user_id} mayChange={mayChange} />
    </>
  );
}
