import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { Figure } from '../design/figure.tsx';
import { moment, noData } from '../design/format.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { SelectionBar } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import { waitingChangesQuery, type WaitingChange } from '../service/contracts.ts';
import { roleTitle, useRoles } from '../service/roles.ts';
import { may, useMe } from '../service/session.ts';
import { contractTexts as texts } from '../texts/contracts.ts';
import { DecideDialog, type Decision } from './decide-dialog.tsx';
import { fromWords } from './words.ts';

const { approvalColumns: titles } = texts;

const columns: readonly Column<WaitingChange>[] = [
  { id: 'site', title: titles.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'customer',
    title: titles.customer,
    width: 'minmax(140px, 2fr)',
    cell: (row) => row.customer_name ?? noData,
    sorts: (row) => row.customer_name,
  },
  {
    id: 'says',
    title: titles.says,
    width: 'minmax(140px, 2fr)',
    cell: ({ says }) => says,
    sorts: ({ says }) => says,
  },
  {
    id: 'from',
    title: titles.from,
    width: '120px',
    cell: ({ from }) => fromWords(from),
    sorts: ({ from }) => from,
    from: 'tablet',
  },
  {
    id: 'value',
    title: titles.value,
    width: '120px',
    align: 'end',
    cell: (row) => <Figure value={row.yearly_value} kind="whole" />,
    sorts: (row) => row.yearly_value,
    from: 'tablet',
  },
  {
    id: 'increase',
    title: titles.increase,
    width: '88px',
    align: 'end',
    cell: (row) => <Figure value={row.rate_increase} kind="percent" />,
    sorts: (row) => row.rate_increase,
    from: 'tablet',
  },
  {
    id: 'by',
    title: titles.by,
    width: 'minmax(140px, 1fr)',
    cell: (row) => row.asked_by,
    sorts: (row) => row.asked_by,
    from: 'desk',
  },
  {
    id: 'roles',
    title: titles.roles,
    width: 'minmax(120px, 1fr)',
    cell: ({ roles }) => roles.map((role) => roleTitle(role)).join(', '),
    from: 'desk',
  },
  {
    id: 'at',
    title: titles.at,
    width: '168px',
    cell: (row) => moment(row.asked_at),
    sorts: (row) => row.asked_at,
    from: 'desk',
  },
];

/** Changes of contracts that await a second person; whoever is one decides them here. */
export function Approvals(): ReactNode {
  return (
    <Answered query={useQuery(waitingChangesQuery)}>
      {(changes) => <ApprovalGrid changes={changes} />}
    </Answered>
  );
}

function ApprovalGrid({ changes }: { readonly changes: readonly WaitingChange[] }): ReactNode {
  useRoles();
  const navigate = useNavigate();
  const mayDecide = may(useMe(), 'contract', 'approve');
  const { ids, selection, clear, pending, begin, close } = useBulkAct<Decision>();
  return (
    <>
      {changes.length > 0 && (
        <SelectionBar
          count={ids.size}
          actions={
            mayDecide ? (['approve', 'reject'] as const).map((name) => ({ name, title: texts[name] })) : []
          }
          act={(decision) => {
            begin({ decision, numbers: [...ids] });
          }}
          clear={clear}
        />
      )}
      <Grid
        name={texts.tabs.approvals}
        columns={columns}
        rows={changes}
        idOf={({ id }) => id}
        nameOf={({ site, says }) => `${site} ${says}`}
        open={({ site }) =>
          void navigate({ to: '/contracts/$site', params: { site }, search: { tab: 'versions' } })
        }
        selection={mayDecide ? selection : undefined}
        empty={<Empty title={texts.noApprovals} />}
      />
      {pending !== null && <DecideDialog pending={pending} close={close} />}
    </>
  );
}
