import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { useShown } from '../design/grid/use-shown.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { PlainTable } from '../design/table.tsx';
import { changeGroup } from '../service/acts/administration.ts';
import { jobGroupsQuery, type JobGroup } from '../service/administration.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';
import { GroupDialog, JobCodes } from './job-codes.tsx';
import { JobRequests } from './job-requests.tsx';

const { jobGroup: texts, tabs } = administrationTexts;

const stateOf = (isActive: boolean): string => (isActive ? texts.active : texts.retired);
const codesOf = ({ codes }: JobGroup): string => codes.map((code) => code.job_code).join(', ');

const filters: readonly Filter<JobGroup>[] = [
  { id: 'state', title: texts.state, valueOf: (row) => stateOf(row.is_active) },
];

const columns: readonly Column<JobGroup>[] = [
  {
    id: 'title',
    title: texts.title,
    width: 'minmax(140px, 1fr)',
    cell: ({ title }) => title,
    sorts: ({ title }) => title,
  },
  { id: 'codes', title: texts.codes, width: 'minmax(160px, 3fr)', cell: codesOf },
  {
    id: 'state',
    title: texts.state,
    width: '112px',
    cell: (row) => (
      <StateChip meaning={row.is_active ? 'good' : 'closed'}>{stateOf(row.is_active)}</StateChip>
    ),
    sorts: (row) => stateOf(row.is_active),
    from: 'tablet',
  },
];

/** Groups by which payroll is forecast, with their job codes; the job codes; changes that sites ask for. */
export function JobGroups(): ReactNode {
  const mayRead = may(useMe(), 'job-group-request', 'read');
  const { face, choice } = useShown(['groups', 'codes', ...(mayRead ? (['requests'] as const) : [])], {
    name: texts.show,
    titles: texts.faces,
  });
  if (face === 'codes') return <JobCodes>{choice}</JobCodes>;
  return face === 'requests' ? <JobRequests>{choice}</JobRequests> : <Groups>{choice}</Groups>;
}

function Groups({ children }: { readonly children: ReactNode }): ReactNode {
  const mayChange = may(useMe(), 'job-code', 'change');
  return (
    <ListFace
      query={useQuery(jobGroupsQuery)}
      name={tabs['job-groups']}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => `${row.title} ${codesOf(row)}`}
      idOf={({ id }) => id}
      titleOf={({ title }) => title}
      content={(row) => <Group key={row.id} group={row} mayChange={mayChange} />}
      empty={texts.empty}
    >
      <DialogButton
        isOffered={mayChange}
        title={texts.add}
        dialog={(close) => <GroupDialog group={null} close={close} />}
      />
      {children}
    </ListFace>
  );
}

function Group({ group, mayChange }: { readonly group: JobGroup; readonly mayChange: boolean }): ReactNode {
  const [pending, setPending] = useState<'rename' | 'status' | null>(null);
  const close = (): void => {
    setPending(null);
  };
  const status = group.is_active ? texts.acts.retire : texts.acts.restore;
  return (
    <>
      <PlainTable
        name={group.title}
        rows={group.codes}
        idOf={(code) => code.job_code}
        columns={[
          { id: 'code', title: texts.codes, cell: (code) => code.job_code },
          { id: 'state', title: texts.state, cell: (code) => stateOf(code.is_active) },
        ]}
      />
      {mayChange && (
        <div style={{ display: 'flex', gap: '8px', paddingTop: '12px' }}>
          <Button
            onClick={() => {
              setPending('rename');
            }}
          >
            {texts.rename}
          </Button>
          <Button
            onClick={() => {
              setPending('status');
            }}
          >
            {status}
          </Button>
        </div>
      )}
      {pending === 'rename' && <GroupDialog group={group} close={close} />}
      {pending === 'status' && (
        <ReasonDialog
          title={texts.settling(status, group.title)}
          button={status}
          said={texts.changed}
          stale={['administration']}
          isOptional
          act={(reason) => changeGroup(group.title, { is_active: !group.is_active }, reason)}
          close={close}
        />
      )}
    </>
  );
}
