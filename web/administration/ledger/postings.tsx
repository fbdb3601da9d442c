import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useContextChoice } from '../../design/context.ts';
import { Figure } from '../../design/figure.tsx';
import { month } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { SelectionBar } from '../../design/grid/selection-bar.tsx';
import { useBulkAct } from '../../design/grid/use-bulk-act.ts';
import { ListFace } from '../../design/grid/list-face.tsx';
import { useShown } from '../../design/grid/use-shown.tsx';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import {
  postingsQuery,
  reconciliationQuery,
  type Posting,
  type ReconciledAccount,
} from '../../service/administration.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { AnswerFileButton } from './answer-file.tsx';
import { UnitAccounts } from './unit-accounts.tsx';
import { Document, HandOver, HeldAnswers, RetryDialog, useMayPost } from './ledger-actions.tsx';

const { posting: texts } = administrationTexts;

const meanings: Readonly<Record<string, Meaning>> = {
  acknowledged: 'good',
  agrees: 'good',
  failed: 'bad',
  differs: 'bad',
  unclear: 'needed',
  pending: 'going',
};

const filters: readonly Filter<Posting>[] = [
  { id: 'state', title: texts.state, valueOf: ({ state }) => state },
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => kind },
  { id: 'batch', title: texts.batch, valueOf: ({ batch }) => batch },
];

const columns: readonly Column<Posting>[] = [
  { id: 'site', title: texts.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'number',
    title: texts.number,
    width: 'minmax(120px, 1fr)',
    cell: (row) => row.document_number,
    sorts: (row) => row.document_number,
  },
  {
    id: 'kind',
    title: texts.kind,
    width: 'minmax(120px, 1fr)',
    cell: ({ kind }) => kind,
    sorts: ({ kind }) => kind,
    from: 'tablet',
  },
  { id: 'batch', title: texts.batch, width: 'minmax(120px, 1fr)', cell: ({ batch }) => batch, from: 'desk' },
  {
    id: 'debit',
    title: texts.debit,
    width: '120px',
    align: 'end',
    cell: ({ debit }) => <Figure value={debit} />,
    sorts: ({ debit }) => debit,
    from: 'tablet',
  },
  {
    id: 'credit',
    title: texts.credit,
    width: '120px',
    align: 'end',
    cell: ({ credit }) => <Figure value={credit} />,
    sorts: ({ credit }) => credit,
    from: 'desk',
  },
  {
    id: 'state',
    title: texts.state,
    width: '128px',
    cell: ({ state }) => <StateChip meaning={meanings[state] ?? 'closed'}>{state}</StateChip>,
    sorts: ({ state }) => state,
  },
];

const accountFilters: readonly Filter<ReconciledAccount>[] = [
  { id: 'finding', title: texts.finding, valueOf: ({ finding }) => finding },
];

const accountColumns: readonly Column<ReconciledAccount>[] = [
  { id: 'site', title: texts.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'account',
    title: texts.account,
    width: '88px',
    cell: ({ account }) => account,
    sorts: ({ account }) => account,
  },
  ...(['posted', 'waiting', 'ledger', 'difference'] as const).map((name): Column<ReconciledAccount> => ({
    id: name,
    title: texts[name],
    width: '120px',
    align: 'end',
    cell: (row) => <Figure value={row[name]} />,
    sorts: (row) => row[name],
    ...(name === 'difference' ? {} : { from: 'tablet' as const }),
  })),
  {
    id: 'finding',
    title: texts.finding,
    width: '112px',
    cell: ({ finding }) => <StateChip meaning={meanings[finding] ?? 'closed'}>{finding}</StateChip>,
    sorts: ({ finding }) => finding,
    from: 'tablet',
  },
  {
    id: 'explanation',
    title: texts.explanation,
    width: 'minmax(120px, 2fr)',
    cell: ({ explanation }) => explanation,
    from: 'desk',
  },
];

const faces = ['documents', 'ledger', 'held', 'units'] as const;

/** What was handed to the ledger for the month of the context, whether the ledger agrees, and answers held back. */
export function Postings(): ReactNode {
  const { period } = useContextChoice();
  const { face, choice } = useShown(faces, { name: texts.show, titles: texts.faces });
  if (face === 'ledger') return <Reconciliation period={period}>{choice}</Reconciliation>;
  if (face === 'units') return <UnitAccounts period={period}>{choice}</UnitAccounts>;
  if (face === 'held')
    return (
      <HeldAnswers>
        {choice}
        <AnswerFileButton />
      </HeldAnswers>
    );
  return <Documents period={period}>{choice}</Documents>;
}

function Documents({
  period,
  children,
}: {
  readonly period: string;
  readonly children: ReactNode;
}): ReactNode {
  const mayPost = useMayPost();
  const { ids, selection, clear, pending, begin, close } = useBulkAct<'retry'>();
  return (
    <>
      <ListFace
        query={useQuery(postingsQuery(period))}
        name={texts.documents}
        word={texts.word}
        columns={columns}
        filters={filters}
        textOf={(row) => [row.site, row.document_number, row.batch, row.kind].join(' ')}
        idOf={({ key }) => key}
        titleOf={(row) => row.document_number}
        content={(row) => <Document key={row.key} posting={row} />}
        selection={mayPost ? selection : undefined}
        bar={
          <SelectionBar
            count={ids.size}
            actions={mayPost ? [{ name: 'retry', title: texts.retry }] : []}
            act={() => {
              begin('retry');
            }}
            clear={clear}
          />
        }
        empty={texts.empty(month(period))}
      >
        {children}
        <HandOver />
        <AnswerFileButton />
      </ListFace>
      {pending !== null && <RetryDialog keys={[...ids]} close={close} />}
    </>
  );
}

function Reconciliation(props: { readonly period: string; readonly children: ReactNode }): ReactNode {
  const { period, children } = props;
  return (
    <ListFace
      query={useQuery(reconciliationQuery(period))}
      name={texts.reconciliation}
      word={texts.accountWord}
      columns={accountColumns}
      filters={accountFilters}
      textOf={(row) => `${row.site} ${row.account}`}
      idOf={({ site, account }) => `${site} ${account}`}
      titleOf={({ site, account }) => `${site} ${account}`}
      empty={texts.empty(month(period))}
    >
      {children}
    </ListFace>
  );
}
