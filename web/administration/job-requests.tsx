import { Button, Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { moment } from '../design/format.ts';
import { Facts } from '../design/grid/facts.tsx';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { StateChip, type Meaning } from '../design/state-chip.tsx';
import { groupRequestsQuery, requestGroup, settleRequest, type GroupRequest } from '../service/acts/jobs.ts';
import { may, useMe } from '../service/session.ts';
import { jobTexts } from '../texts/jobs.ts';

const { jobRequest: texts } = jobTexts;

const meanings: Readonly<Record<GroupRequest['state'], Meaning>> = {
  asked: 'needed',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'closed',
};

const changeOf = ({ codes, group, new_title: title }: GroupRequest): string =>
  title === null ? texts.move(codes.join(', '), group) : texts.rename(group, title);

const filters: readonly Filter<GroupRequest>[] = [
  { id: 'state', title: texts.state, valueOf: ({ state }) => texts.states[state] },
];

const columns: readonly Column<GroupRequest>[] = [
  { id: 'site', title: texts.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  { id: 'change', title: texts.change, width: 'minmax(180px, 3fr)', cell: changeOf, sorts: changeOf },
  {
    id: 'state',
    title: texts.state,
    width: '120px',
    cell: ({ state }) => <StateChip meaning={meanings[state]}>{texts.states[state]}</StateChip>,
    sorts: ({ state }) => state,
  },
  {
    id: 'by',
    title: texts.by,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.asked_by,
    sorts: (row) => row.asked_by,
    from: 'tablet',
  },
  {
    id: 'at',
    title: texts.at,
    width: '176px',
    cell: (row) => moment(row.asked_at),
    sorts: (row) => row.asked_at,
    from: 'desk',
  },
];

/** Other groups for job codes that whoever manages a site asks for, and what was decided. */
export function JobRequests({ children }: { readonly children: ReactNode }): ReactNode {
  const mayAsk = may(useMe(), 'job-group-request', 'change');
  return (
    <ListFace
      query={useQuery(groupRequestsQuery)}
      name={texts.title}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => `${row.site} ${changeOf(row)} ${row.asked_by}`}
      idOf={({ request }) => request}
      titleOf={(row) => `${row.site}: ${changeOf(row)}`}
      content={(row) => <Request key={row.request} request={row} />}
      empty={texts.empty}
    >
      <DialogButton isOffered={mayAsk} title={texts.ask} dialog={(close) => <AskGroup close={close} />} />
      {children}
    </ListFace>
  );
}

type Decision = 'approved' | 'refused' | 'withdrawn';

function Request({ request }: { readonly request: GroupRequest }): ReactNode {
  const me = useMe();
  const [pending, setPending] = useState<Decision | null>(null);
  const isOwn = request.asked_by === me.person;
  const offered: readonly Decision[] =
    request.state !== 'asked'
      ? []
      : isOwn
        ? ['withdrawn']
        : may(me, 'job-group-request', 'approve')
          ? ['approved', 'refused']
          : [];
  return (
    <>
      <Facts
        facts={[
          [texts.change, changeOf(request)],
          [texts.state, texts.states[request.state]],
          [texts.by, `${request.asked_by}, ${moment(request.asked_at)}`],
          [texts.reason, request.reason],
          [
            texts.decided,
            request.decided_by === null
              ? null
              : [request.decided_by, request.decided_reason].filter((each) => each !== null).join(': '),
          ],
        ]}
      />
      {offered.map((decision) => (
        <Button
          key={decision}
          appearance={decision === 'approved' ? 'primary' : 'secondary'}
          style={{ marginRight: '8px' }}
          onClick={() => {
            setPending(decision);
          }}
        >
          {texts.decide[decision]}
        </Button>
      ))}
      {pending !== null && (
        <ReasonDialog
          title={texts.deciding(texts.decide[pending], changeOf(request))}
          button={texts.decide[pending]}
          said={texts.done}
          stale={['administration', 'home']}
          isOptional={pending !== 'refused'}
          act={(reason) => settleRequest(request.request, pending, reason)}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </>
  );
}

function AskGroup({ close }: { readonly close: () => void }): ReactNode {
  const [typed, setTyped] = useState({ site: '', codes: '', group: '' });
  const field = (name: keyof typeof typed, hint?: string): ReactNode => (
    <Field label={texts.fields[name]} required {...(hint === undefined ? {} : { hint })}>
      <Input
        value={typed[name]}
        onChange={(_event, { value }) => {
          setTyped({ ...typed, [name]: value });
        }}
      />
    </Field>
  );
  return (
    <ReasonDialog
      title={texts.asking}
      button={texts.send}
      said={texts.asked}
      stale={['administration']}
      isWaiting={Object.values(typed).some((value) => value.trim() === '')}
      act={(reason) =>
        requestGroup(
          {
            site: typed.site.trim(),
            group: typed.group.trim(),
            codes: typed.codes.split(',').flatMap((code) => (code.trim() === '' ? [] : [code.trim()])),
          },
          reason,
        )
      }
      close={close}
    >
      {field('site')}
      {field('codes', texts.codesHint)}
      {field('group')}
    </ReasonDialog>
  );
}
