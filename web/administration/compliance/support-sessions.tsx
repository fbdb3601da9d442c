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
import { StateChip } from '../../design/state-chip.tsx';
import {
  endSupport,
  startSupport,
  supportQuery,
  type SupportSession,
} from '../../service/acts/compliance.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { complianceTexts } from '../../texts/administration/compliance.ts';

const { support: texts } = complianceTexts;

const stateOf = (row: SupportSession): string => (row.is_open ? texts.open : texts.over);

const filters: readonly Filter<SupportSession>[] = [
  { id: 'state', title: texts.state, valueOf: stateOf },
  { id: 'helper', title: texts.helper, valueOf: ({ helper }) => helper },
];

const columns: readonly Column<SupportSession>[] = [
  {
    id: 'helper',
    title: texts.helper,
    width: 'minmax(160px, 1fr)',
    cell: ({ helper }) => helper,
    sorts: ({ helper }) => helper,
  },
  {
    id: 'person',
    title: texts.person,
    width: 'minmax(160px, 1fr)',
    cell: ({ person }) => person,
    sorts: ({ person }) => person,
    from: 'tablet',
  },
  { id: 'why', title: texts.why, width: 'minmax(120px, 2fr)', cell: ({ reason }) => reason, from: 'desk' },
  {
    id: 'started',
    title: texts.started,
    width: '176px',
    cell: (row) => moment(row.started_at),
    sorts: (row) => row.started_at,
    from: 'tablet',
  },
  {
    id: 'uses',
    title: texts.uses,
    width: '64px',
    align: 'end',
    cell: ({ uses }) => uses,
    sorts: ({ uses }) => uses,
    from: 'desk',
  },
  {
    id: 'state',
    title: texts.state,
    width: '88px',
    cell: (row) => <StateChip meaning={row.is_open ? 'going' : 'closed'}>{stateOf(row)}</StateChip>,
    sorts: stateOf,
  },
];

/** Who saw what another person sees, why and how often: one's own sessions, everybody's for who may read them. */
export function SupportSessions(): ReactNode {
  const me = useMe();
  const isEverybody = may(me, 'session', 'read');
  return (
    <ListFace
      query={useQuery(supportQuery(isEverybody))}
      name={administrationTexts.tabs.support}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.helper, row.person, row.reason].join(' ')}
      idOf={({ number }) => number}
      titleOf={({ number }) => texts.title(number)}
      content={(row) => <Session key={row.number} session={row} />}
      empty={isEverybody ? texts.empty : texts.emptyOwn}
    >
      <DialogButton
        isOffered={may(me, 'support-session', 'execute')}
        title={texts.start}
        dialog={(close) => <StartDialog close={close} />}
      />
    </ListFace>
  );
}

function Session({ session }: { readonly session: SupportSession }): ReactNode {
  const me = useMe();
  const isParty = [session.helper, session.person].includes(me.person);
  return (
    <>
      <Facts
        facts={[
          [texts.helper, session.helper],
          [texts.person, session.person],
          [texts.why, session.reason],
          [texts.started, moment(session.started_at)],
          [texts.ends, moment(session.ends_at)],
          [texts.ended, moment(session.ended_at)],
          [texts.endedBy, session.ended_by],
          [texts.uses, String(session.uses)],
          [texts.lastUse, moment(session.last_used_at)],
        ]}
      />
      <DialogButton
        isOffered={session.is_open && (isParty || may(me, 'session', 'change'))}
        title={texts.end}
        dialog={(close) => (
          <ReasonDialog
            title={texts.ending(session.number)}
            button={texts.end}
            said={texts.done}
            stale={['administration']}
            isOptional
            act={(reason) => endSupport(session.number, reason)}
            close={close}
          />
        )}
      />
    </>
  );
}

function StartDialog({ close }: { readonly close: () => void }): ReactNode {
  const [person, setPerson] = useState('');
  const [minutes, setMinutes] = useState('');
  const isNumber = /^[1-9]\d{0,3}$/.test(minutes.trim());
  return (
    <ReasonDialog
      title={texts.starting}
      button={texts.start}
      said={texts.begun}
      stale={['administration']}
      isWaiting={person.trim() === '' || (minutes.trim() !== '' && !isNumber)}
      act={(reason) =>
        startSupport(
          { person: person.trim(), minutes: isNumber ? Number.parseInt(minutes, 10) : null },
          reason,
        )
      }
      close={close}
    >
      <p>{texts.help}</p>
      <Field label={texts.personField} required>
        <Input
          value={person}
          onChange={(_event, { value }) => {
            setPerson(value);
          }}
        />
      </Field>
      <Field label={texts.minutes} hint={texts.minutesHint}>
        <Input
          inputMode="numeric"
          value={minutes}
          onChange={(_event, { value }) => {
            setMinutes(value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}
