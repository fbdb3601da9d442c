import { Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import { endLogin, loginsQuery, makeLogin, type DatabaseLogin } from '../../service/acts/people.ts';
import { may, useMe } from '../../service/session.ts';
import { loginTexts as texts } from '../../texts/administration/logins.ts';
import { SecretDialog } from '../secret-dialog.tsx';

const meanings: Readonly<Record<DatabaseLogin['state'], Meaning>> = {
  'in use': 'good',
  waiting: 'needed',
  expired: 'bad',
};

const filters: readonly Filter<DatabaseLogin>[] = [
  { id: 'state', title: texts.state, valueOf: ({ state }) => state, names: texts.states },
];

const columns: readonly Column<DatabaseLogin>[] = [
  {
    id: 'login',
    title: texts.login,
    width: 'minmax(128px, 1fr)',
    cell: ({ login }) => login,
    sorts: ({ login }) => login,
  },
  {
    id: 'person',
    title: texts.person,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.user_id,
    sorts: (row) => row.user_id,
    from: 'tablet',
  },
  {
    id: 'made',
    title: texts.made,
    width: '176px',
    cell: (row) => moment(row.created_at),
    sorts: (row) => row.created_at,
    from: 'desk',
  },
  {
    id: 'state',
    title: texts.state,
    width: '144px',
    cell: ({ state }) => <StateChip meaning={meanings[state]}>{texts.states[state]}</StateChip>,
    sorts: ({ state }) => state,
  },
];

/** Logins to the database, for people and programs that query with SQL, and whose rights they have. */
export function Logins({ children }: { readonly children: ReactNode }): ReactNode {
  const mayChange = may(useMe(), 'user', 'change');
  return (
    <ListFace
      query={useQuery(loginsQuery)}
      name={texts.logins}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.login, row.user_id].join(' ')}
      idOf={({ login }) => login}
      titleOf={({ login }) => login}
      content={(row) => <Login key={row.login} login={row} mayChange={mayChange} />}
      empty={texts.empty}
    >
      {children}
      <DialogButton
        isOffered={mayChange}
        title={texts.make}
        dialog={(close) => <LoginDialog close={close} />}
      />
    </ListFace>
  );
}

function Login({
  login,
  mayChange,
}: {
  readonly login: DatabaseLogin;
  readonly mayChange: boolean;
}): ReactNode {
  return (
    <>
      <Facts
        facts={[
          [texts.person, login.user_id],
          [texts.made, moment(login.created_at)],
          [texts.state, texts.states[login.state]],
          ...(login.claim_ends_at === null ? [] : [[texts.until, moment(login.claim_ends_at)] as const]),
        ]}
      />
      <DialogButton
        isOffered={mayChange}
        title={texts.end}
        dialog={(close) => (
          <ReasonDialog
            title={texts.ending(login.login)}
            button={texts.end}
            said={texts.ended}
            stale={['administration']}
            isOptional
            act={(reason) => endLogin(login.login, reason)}
            close={close}
          />
        )}
      />
    </>
  );
}

function LoginDialog({ close }: { readonly close: () => void }): ReactNode {
  const [login, setLogin] = useState('');
  const [person, setPerson] = useState('');
  return (
    <SecretDialog
      title={texts.making}
      button={texts.make}
      close={close}
      isWaiting={login.trim() === '' || person.trim() === ''}
      stale="logins"
      act={async () => {
        const newLogin = await makeLogin(login.trim(), person.trim());
        return 'password' in newLogin
          ? { says: texts.shownOnce(newLogin.login), secret: newLogin.password }
          : {
              says: texts.toClaim(newLogin.login, newLogin.person, moment(newLogin.claim_ends_at)),
              secret: null,
            };
      }}
    >
      <p>{texts.help}</p>
      <Field label={texts.login} hint={texts.loginHint} required>
        <Input
          value={login}
          onChange={(_event, { value }) => {
            setLogin(value);
          }}
        />
      </Field>
      <Field label={texts.personField} required>
        <Input
          value={person}
          onChange={(_event, { value }) => {
            setPerson(value);
          }}
        />
      </Field>
    </SecretDialog>
  );
}
