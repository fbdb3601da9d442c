import { Field, Input, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DateField } from '../../design/dialogs/date-field.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import {
  addSilence,
  alertRulesQuery,
  endSilence,
  silencesQuery,
  type Silence,
} from '../../service/acts/alerts.ts';
import { may, useMe } from '../../service/session.ts';
import { alertTexts } from '../../texts/administration/alerts.ts';

const { silence: texts } = alertTexts;

const kindOf = ({ kind }: Silence): string => kind ?? texts.all;
const thingOf = ({ thing }: Silence): string => thing ?? texts.all;

const columns: readonly Column<Silence>[] = [
  { id: 'kind', title: texts.kind, width: 'minmax(112px, 1fr)', cell: kindOf, sorts: kindOf },
  {
    id: 'thing',
    title: texts.thing,
    width: 'minmax(88px, 1fr)',
    cell: thingOf,
    sorts: thingOf,
    from: 'tablet',
  },
  {
    id: 'from',
    title: texts.from,
    width: '176px',
    cell: (row) => moment(row.from_at),
    sorts: (row) => row.from_at,
    from: 'tablet',
  },
  {
    id: 'until',
    title: texts.until,
    width: '176px',
    cell: (row) => moment(row.until_at),
    sorts: (row) => row.until_at,
  },
  {
    id: 'reason',
    title: texts.reason,
    width: 'minmax(160px, 3fr)',
    cell: ({ reason }) => reason,
    from: 'desk',
  },
  { id: 'by', title: texts.by, width: 'minmax(136px, 1fr)', cell: (row) => row.set_by, from: 'desk' },
];

/** Windows of maintenance that are not over: set and ended by who may. */
export function Silences({ children }: { readonly children: ReactNode }): ReactNode {
  const mayChange = may(useMe(), 'alert', 'change');
  return (
    <ListFace
      query={useQuery(silencesQuery)}
      name={alertTexts.faces.silences}
      word={texts.word}
      columns={columns}
      filters={[]}
      textOf={(row) => [row.silence_id, kindOf(row), thingOf(row), row.reason, row.set_by].join(' ')}
      idOf={(row) => row.silence_id}
      titleOf={(row) => texts.title(row.silence_id)}
      content={(row) => <OneSilence key={row.silence_id} silence={row} mayChange={mayChange} />}
      empty={texts.empty}
    >
      {children}
      <DialogButton
        isOffered={mayChange}
        title={texts.add}
        dialog={(close) => <SilenceDialog close={close} />}
      />
    </ListFace>
  );
}

function OneSilence(props: { readonly silence: Silence; readonly mayChange: boolean }): ReactNode {
  const { silence, mayChange } = props;
  return (
    <>
      <Facts
        facts={[
          [texts.kind, kindOf(silence)],
          [texts.thing, thingOf(silence)],
          [texts.from, moment(silence.from_at)],
          [texts.until, moment(silence.until_at)],
          [texts.reason, silence.reason],
          [texts.by, `${silence.set_by}, ${moment(silence.set_at)}`],
        ]}
      />
      <DialogButton
        isOffered={mayChange}
        title={texts.end}
        dialog={(close) => (
          <ReasonDialog
            title={texts.ending(silence.silence_id)}
            button={texts.end}
            said={texts.ended}
            stale={['alerts']}
            isOptional
            act={(reason) => endSilence(silence.silence_id, reason)}
            close={close}
          />
        )}
      />
    </>
  );
}

function SilenceDialog({ close }: { readonly close: () => void }): ReactNode {
  const { data: rules = [] } = useQuery(alertRulesQuery);
  const [kind, setKind] = useState('');
  const [thing, setThing] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const orAll = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return (
    <ReasonDialog
      title={texts.adding}
      button={texts.add}
      said={texts.added}
      stale={['alerts']}
      label={texts.reason}
      hint={texts.reasonHint}
      isWaiting={until === ''}
      act={(reason) =>
        addSilence({
          kind: orAll(kind),
          thing: orAll(thing),
          ...(from === '' ? {} : { from: instantOf(from) }),
          until: instantOf(until),
          reason,
        })
      }
      close={close}
    >
      <p>{texts.help}</p>
      <Field label={texts.kind}>
        <Select
          value={kind}
          onChange={(_event, { value }) => {
            setKind(value);
          }}
        >
          <option value="">{texts.all}</option>
          {[...new Set(rules.map((rule) => rule.kind))].map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={texts.thing} hint={texts.thingHint}>
        <Input
          value={thing}
          onChange={(_event, { value }) => {
            setThing(value);
          }}
        />
      </Field>
      <DateField type="datetime-local" label={texts.from} hint={texts.now} value={from} change={setFrom} />
      <DateField type="datetime-local" label={texts.until} required value={until} change={setUntil} />
    </ReasonDialog>
  );
}

/** A time of the browser's clock as an instant. */
function instantOf(local: string): string {
  return new Date(local).toISOString();
}
