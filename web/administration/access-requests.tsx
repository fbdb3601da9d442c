import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { day, figure, moment } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { StateChip, type Meaning } from '../design/state-chip.tsx';
import {
  accessRequestsQuery,
  decideRequest,
  exportRequestsQuery,
  type AccessRequest,
  type ExportRequest,
} from '../service/administration.ts';
import { roleTitle } from '../service/roles.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';
import { Facts } from '../design/grid/facts.tsx';
import { ExportLimitButton } from './export-limit.tsx';
import { RequestDialog } from './request-dialog.tsx';

const { request: texts, tabs } = administrationTexts;

const meanings: Readonly<Record<string, Meaning>> = {
  granted: 'good',
  approved: 'good',
  refused: 'bad',
  lapsed: 'closed',
  emergency: 'bad',
};
const meaningOf = (state: string): Meaning =>
  state.startsWith('waits') ? 'needed' : (meanings[state] ?? 'closed');

const roleOf = ({ role }: AccessRequest): string => roleTitle(role);
const placesOf = ({ places }: AccessRequest): string =>
  places.length === 0 ? texts.everywhere : places.join(', ');

const filters: readonly Filter<AccessRequest>[] = [
  { id: 'state', title: texts.state, valueOf: ({ state }) => state },
  { id: 'role', title: texts.role, valueOf: roleOf },
];

const columns: readonly Column<AccessRequest>[] = [
  {
    id: 'person',
    title: texts.person,
    width: 'minmax(180px, 2fr)',
    cell: ({ person }) => person,
    sorts: ({ person }) => person,
  },
  { id: 'role', title: texts.role, width: 'minmax(140px, 2fr)', cell: roleOf, sorts: roleOf, from: 'tablet' },
  { id: 'places', title: texts.places, width: 'minmax(100px, 1fr)', cell: placesOf, from: 'desk' },
  {
    id: 'state',
    title: texts.state,
    width: '144px',
    cell: ({ state }) => <StateChip meaning={meaningOf(state)}>{state}</StateChip>,
    sorts: ({ state }) => state,
  },
  {
    id: 'at',
    title: texts.at,
    width: '176px',
    cell: (row) => moment(row.requested_at),
    sorts: (row) => row.requested_at,
    from: 'desk',
  },
];

/** Requests for roles, and their decision by whose it is. */
export function AccessRequests(): ReactNode {
  const me = useMe();
  return (
    <ListFace
      query={useQuery(accessRequestsQuery)}
      name={tabs['access-requests']}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.person, row.role, row.reason, ...row.places].join(' ')}
      idOf={(row) => row.access_request_id}
      titleOf={(row) => `${row.person}: ${roleOf(row)}`}
      content={(row) => <Request key={row.access_request_id} request={row} />}
      empty={texts.empty}
    >
      <DialogButton
        isOffered={may(me, 'access-request', 'change')}
        title={texts.ask}
        dialog={(close) => <RequestDialog close={close} />}
      />
    </ListFace>
  );
}

function Request({ request }: { readonly request: AccessRequest }): ReactNode {
  return (
    <>
      <Facts
        facts={[
          [texts.role, roleOf(request)],
          [texts.places, placesOf(request)],
          [texts.until, request.until === null ? null : day(request.until)],
          [texts.state, request.state],
          [texts.by, `${request.requested_by}, ${moment(request.requested_at)}`],
          [texts.reason, request.reason],
          [texts.conflicts, request.conflicts.map((role) => roleTitle(role)).join(', ')],
          [texts.refusedBecause, request.refusal_reason],
        ]}
      />
      {request.is_mine_to_decide && (
        <Decide kind="access-requests" id={request.access_request_id} who={request.person} />
      )}
    </>
  );
}

const exportColumns: readonly Column<ExportRequest>[] = [
  {
    id: 'person',
    title: texts.by,
    width: 'minmax(180px, 2fr)',
    cell: ({ person }) => person,
    sorts: ({ person }) => person,
  },
  { id: 'what', title: texts.what, width: 'minmax(120px, 1fr)', cell: ({ what }) => what, from: 'tablet' },
  {
    id: 'rows',
    title: texts.rows,
    width: '104px',
    align: 'end',
    cell: (row) => figure(row.row_count, 'count'),
    sorts: (row) => row.row_count,
    from: 'tablet',
  },
  {
    id: 'state',
    title: texts.state,
    width: '120px',
    cell: ({ state }) => <StateChip meaning={meaningOf(state)}>{state}</StateChip>,
    sorts: ({ state }) => state,
  },
  {
    id: 'at',
    title: texts.at,
    width: '176px',
    cell: (row) => moment(row.requested_at),
    sorts: (row) => row.requested_at,
    from: 'desk',
  },
];

const exportFilters: readonly Filter<ExportRequest>[] = [
  { id: 'state', title: texts.state, valueOf: ({ state }) => state },
];

/** Exports above the limit, and their release by somebody else. */
export function ExportRequests(): ReactNode {
  return (
    <ListFace
      query={useQuery(exportRequestsQuery)}
      name={tabs['export-requests']}
      word={texts.word}
      columns={exportColumns}
      filters={exportFilters}
      textOf={(row) => [row.person, row.what, row.reason].join(' ')}
      idOf={(row) => row.export_request_id}
      titleOf={(row) => `${row.person}: ${row.what}`}
      content={(row) => <LargeExport key={row.export_request_id} request={row} />}
      empty={texts.noExports}
    >
      <ExportLimitButton />
    </ListFace>
  );
}

function LargeExport({ request }: { readonly request: ExportRequest }): ReactNode {
  return (
    <>
      <Facts
        facts={[
          [texts.what, request.what],
          [texts.rows, figure(request.row_count, 'count')],
          [texts.filter, request.filter],
          [texts.state, request.state],
          [texts.by, `${request.person}, ${moment(request.requested_at)}`],
          [texts.reason, request.reason],
        ]}
      />
      {request.is_mine_to_decide && (
        <Decide kind="export-requests" id={request.export_request_id} who={request.person} />
      )}
    </>
  );
}

type Decision = 'approve' | 'refuse';

function Decide(props: {
  readonly kind: 'access-requests' | 'export-requests';
  readonly id: string;
  readonly who: string;
}): ReactNode {
  const { kind, id, who } = props;
  const [pending, setPending] = useState<Decision | null>(null);
  return (
    <>
      {(['approve', 'refuse'] as const).map((decision) => (
        <Button
          key={decision}
          appearance={decision === 'approve' ? 'primary' : 'secondary'}
          style={{ marginRight: '8px' }}
          onClick={() => {
            setPending(decision);
          }}
        >
          {texts[decision]}
        </Button>
      ))}
      {pending !== null && (
        <ReasonDialog
          title={texts.deciding(texts[pending], who)}
          button={texts[pending]}
          said={texts.decided[pending]}
          stale={['administration', 'home']}
          isOptional={kind === 'access-requests' && pending === 'approve'}
          act={(reason) => decideRequest(kind, id, { decision: pending, reason })}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </>
  );
}
