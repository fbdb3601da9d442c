import { Button } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AskDialog, CloseButton, DialogRefusal } from '../../design/dialogs/ask-dialog.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { Figure } from '../../design/figure.tsx';
import { month, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import { PlainTable } from '../../design/table.tsx';
import { postUnits, unitAccountsQuery, type UnitAccount } from '../../service/acts/ledger.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { answers } from '../../texts/answers.ts';
import { ledgerTexts } from '../../texts/ledger.ts';
import { useMayPost } from './ledger-actions.tsx';
import { useAct } from '../../design/dialogs/use-act.ts';

const { posting: texts } = administrationTexts;
const { unit: unitTexts } = ledgerTexts;

const stateOf = ({ problem }: UnitAccount): string =>
  problem === null ? unitTexts.ready : unitTexts.notReady;

const filters: readonly Filter<UnitAccount>[] = [
  { id: 'state', title: texts.state, valueOf: stateOf },
  { id: 'account', title: texts.account, valueOf: ({ account }) => account },
];

const columns: readonly Column<UnitAccount>[] = [
  { id: 'site', title: texts.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'account',
    title: texts.account,
    width: 'minmax(96px, 1fr)',
    cell: (row) => row.account_string ?? row.account,
    sorts: ({ account }) => account,
  },
  {
    id: 'value',
    title: unitTexts.value,
    width: '128px',
    align: 'end',
    cell: ({ value }) => <Figure value={value} />,
    sorts: ({ value }) => value,
  },
  {
    id: 'state',
    title: texts.state,
    width: '112px',
    cell: (row) => <StateChip meaning={row.problem === null ? 'good' : 'needed'}>{stateOf(row)}</StateChip>,
    sorts: stateOf,
    from: 'tablet',
  },
  {
    id: 'problem',
    title: texts.problem,
    width: 'minmax(140px, 3fr)',
    cell: ({ problem }) => problem ?? noData,
    from: 'tablet',
  },
];

/** Vehicles, revenue and rooms of a month, as they go to the unit accounts of the ledger. */
export function UnitAccounts(props: { readonly period: string; readonly children: ReactNode }): ReactNode {
  const { period, children } = props;
  const mayPost = useMayPost();
  return (
    <ListFace
      query={useQuery(unitAccountsQuery(period))}
      name={texts.faces.units}
      word={texts.accountWord}
      columns={columns}
      filters={filters}
      textOf={(row) => `${row.site} ${row.account} ${row.account_string ?? ''}`}
      idOf={({ site, account }) => `${site} ${account}`}
      titleOf={({ site, account }) => `${site} ${account}`}
      empty={unitTexts.empty(month(period))}
    >
      {children}
      <DialogButton
        isOffered={mayPost}
        title={unitTexts.post}
        dialog={(close) => <PostUnits period={period} close={close} />}
      />
    </ListFace>
  );
}

function PostUnits(props: { readonly period: string; readonly close: () => void }): ReactNode {
  const { period, close } = props;
  const queries = useQueryClient();
  const posting = useAct({
    mutationFn: (isDryRun: boolean) => postUnits(period, isDryRun),
    onSettled: () => queries.invalidateQueries({ queryKey: ['administration'] }),
  });
  const { data, variables: wasDryRun, isPending, error } = posting;
  const isPosted = data !== undefined && !wasDryRun;
  return (
    <AskDialog
      title={unitTexts.posting(month(period))}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{isPosted ? answers.close : answers.cancel}</CloseButton>
          {!isPosted && (
            <>
              <Button
                disabled={isPending}
                onClick={() => {
                  posting.mutate(true);
                }}
              >
                {unitTexts.preview}
              </Button>
              <Button
                appearance="primary"
                disabled={isPending}
                onClick={() => {
                  posting.mutate(false);
                }}
              >
                {unitTexts.post}
              </Button>
            </>
          )}
        </>
      }
    >
      <p>{unitTexts.help}</p>
      {data && (
        <div role="status">
          <p>{isPosted ? unitTexts.posted(data.length) : unitTexts.wouldPost(data.length)}</p>
          <PlainTable
            name={unitTexts.documents}
            rows={data}
            idOf={({ document }) => document}
            columns={[
              { id: 'document', title: texts.number, cell: ({ document }) => document },
              { id: 'company', title: unitTexts.company, cell: ({ company }) => company },
              { id: 'rows', title: unitTexts.rows, align: 'end', cell: ({ rows }) => rows },
              {
                id: 'total',
                title: unitTexts.total,
                align: 'end',
                cell: ({ total }) => <Figure value={total} />,
              },
            ]}
          />
        </div>
      )}
      <DialogRefusal cause={error} />
    </AskDialog>
  );
}
