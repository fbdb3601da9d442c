import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { Facts } from '../design/grid/facts.tsx';
import { Figure } from '../design/figure.tsx';
import { figure, moment, month } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { useQueryOfContext } from '../design/grid/site-rows.ts';
import { StateChip } from '../design/state-chip.tsx';
import { disputesQuery, type Dispute } from '../service/billing.ts';
import { may, useMe } from '../service/session.ts';
import { statementTexts } from '../texts/statements.ts';
import { ResolveDialog } from './dispute-dialogs.tsx';

const { disputes: texts, columns: titles } = statementTexts;

const stateOf = (row: Dispute): string => (row.resolved_at === null ? texts.open : texts.resolved);

const filters: readonly Filter<Dispute>[] = [
  { id: 'state', title: titles.state, valueOf: stateOf },
  { id: 'month', title: titles.month, valueOf: (row) => row.month },
];

const columns: readonly Column<Dispute>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'month',
    title: titles.month,
    width: '128px',
    cell: (row) => month(row.month),
    sorts: (row) => row.month,
    from: 'tablet',
  },
  {
    id: 'state',
    title: titles.state,
    width: '104px',
    cell: (row) => (
      <StateChip meaning={row.resolved_at === null ? 'bad' : 'closed'}>{stateOf(row)}</StateChip>
    ),
    sorts: stateOf,
  },
  {
    id: 'days',
    title: titles.age,
    width: '56px',
    align: 'end',
    cell: ({ days }) => days,
    sorts: ({ days }) => days,
  },
  {
    id: 'amount',
    title: texts.amount,
    width: '112px',
    align: 'end',
    cell: ({ amount }) => <Figure value={amount} />,
    sorts: ({ amount }) => amount,
    from: 'tablet',
  },
  { id: 'reason', title: texts.reason, width: 'minmax(120px, 3fr)', cell: ({ reason }) => reason },
  {
    id: 'by',
    title: texts.by,
    width: 'minmax(140px, 1fr)',
    cell: (row) => row.opened_by,
    sorts: (row) => row.opened_by,
    from: 'desk',
  },
];

/** Disputes of statements, open ones first; what was agreed is recorded here. */
export function Disputes(): ReactNode {
  return (
    <ListFace
      query={useQueryOfContext(useQuery(disputesQuery))}
      name={statementTexts.tabs.disputes}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.site, row.reason, row.opened_by, row.resolution].join(' ')}
      idOf={({ id }) => id}
      titleOf={(row) => `${row.site}, ${month(row.month)}`}
      content={(row) => <One key={row.id} dispute={row} />}
      empty={texts.empty}
    />
  );
}

function One({ dispute }: { readonly dispute: Dispute }): ReactNode {
  const mayResolve = may(useMe(), 'statement-dispute', 'change') && dispute.resolved_at === null;
  return (
    <>
      <Facts
        facts={[
          [titles.state, stateOf(dispute)],
          [texts.amount, dispute.amount === null ? texts.whole : figure(dispute.amount)],
          [texts.reason, dispute.reason],
          [texts.by, `${dispute.opened_by}, ${moment(dispute.opened_at)}`],
          [texts.outcome, dispute.resolution],
          [
            texts.resolvedBy,
            dispute.resolved_by === null ? null : `${dispute.resolved_by}, ${moment(dispute.resolved_at)}`,
          ],
        ]}
      />
      <p>
        <Link to="/statements/$statement" params={{ statement: dispute.statement }}>
          {statementTexts.one(dispute.statement)}
        </Link>
      </p>
      <DialogButton
        isOffered={mayResolve}
        appearance="primary"
        title={texts.resolve}
        dialog={(close) => <ResolveDialog id={dispute.statement} close={close} />}
      />
    </>
  );
}
