import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { Answered, Empty } from '../design/answered.tsx';
import { moment } from '../design/format.ts';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { PlainTable } from '../design/table.tsx';
import { endAccess, keysQuery, sessionsQuery, type ApiKey, type Session } from '../service/administration.ts';
import { administrationTexts } from '../texts/administration.ts';
import { KeyDialog, RotateDialog } from './key-dialogs.tsx';

const { session: texts } = administrationTexts;

/** The person's own sessions and keys, and their end. */
export function Sessions(): ReactNode {
  return (
    <>
      <section>
        <h2>{texts.sessions}</h2>
        <Answered query={useQuery(sessionsQuery)} rows={3}>
          {(sessions) => <SessionTable sessions={sessions} />}
        </Answered>
      </section>
      <section>
        <h2>{texts.keys}</h2>
        <DialogButton title={texts.make} dialog={(close) => <KeyDialog close={close} />} />
        <Answered query={useQuery(keysQuery)} rows={3}>
          {(keys) => (keys.length === 0 ? <Empty title={texts.noKeys} /> : <KeyTable keys={keys} />)}
        </Answered>
      </section>
    </>
  );
}

function Rotate({ apiKey }: { readonly apiKey: ApiKey }): ReactNode {
  return (
    <DialogButton
      size="small"
      aria-label={texts.rotating(apiKey.label)}
      title={texts.rotate}
      dialog={(close) => <RotateDialog id={apiKey.api_key_id} label={apiKey.label} close={close} />}
    />
  );
}

function SessionTable({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  return (
    <PlainTable
      name={texts.sessions}
      rows={sessions}
      idOf={(row) => row.session_id}
      columns={[
        { id: 'opened', title: texts.opened, cell: (row) => moment(row.opened_at) },
        { id: 'used', title: texts.used, cell: (row) => moment(row.last_used_at) },
        { id: 'ends', title: texts.ends, cell: (row) => moment(row.ends_at) },
        { id: 'by', title: texts.by, cell: (row) => row.signed_in_by },
        {
          id: 'end',
          title: texts.end,
          cell: (row) =>
            row.is_this_one ? (
              texts.thisOne
            ) : (
              <End kind="sessions" id={row.session_id} title={texts.ending} />
            ),
        },
      ]}
    />
  );
}

function KeyTable({ keys }: { readonly keys: readonly ApiKey[] }): ReactNode {
  return (
    <PlainTable
      name={texts.keys}
      rows={keys}
      idOf={(row) => row.api_key_id}
      columns={[
        { id: 'label', title: texts.label, cell: ({ label }) => label },
        { id: 'begins', title: texts.begins, cell: (row) => row.begins_with },
        { id: 'scopes', title: texts.scopes, cell: ({ scopes }) => scopes.join(', ') },
        { id: 'used', title: texts.used, cell: (row) => moment(row.last_used_at) },
        { id: 'ends', title: texts.ends, cell: (row) => moment(row.ends_at) },
        {
          id: 'end',
          title: texts.end,
          cell: (row) => (
            <>
              <Rotate apiKey={row} />{' '}
              <End kind="keys" id={row.api_key_id} title={texts.endingKey(row.label)} />
            </>
          ),
        },
      ]}
    />
  );
}

function End(props: {
  readonly kind: 'sessions' | 'keys';
  readonly id: string;
  readonly title: string;
}): ReactNode {
  const { kind, id, title } = props;
  return (
    <DialogButton
      size="small"
      aria-label={title}
      title={texts.end}
      dialog={(close) => (
        <ReasonDialog
          title={title}
          button={texts.end}
          said={texts.ended}
          stale={['administration']}
          isOptional
          act={(reason) => endAccess(kind, id, reason)}
          close={close}
        />
      )}
    />
  );
}
