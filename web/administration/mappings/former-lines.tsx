import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { Facts } from '../../design/grid/facts.tsx';
import { Figure } from '../../design/figure.tsx';
import { figure, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { formerLinesQuery, mapFormerLine, type FormerLine } from '../../service/acts/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { MapDialog } from './map-dialog.tsx';

const { mapping: texts } = administrationTexts;

const kindOf = ({ kind }: FormerLine): string => texts.formerKinds[kind];
const standing = ({ target }: FormerLine): string => (target === null ? texts.isUnmapped : texts.isMapped);

const filters: readonly Filter<FormerLine>[] = [
  { id: 'standing', title: texts.standing, valueOf: standing },
  { id: 'kind', title: texts.kind, valueOf: kindOf },
];

const columns: readonly Column<FormerLine>[] = [
  {
    id: 'name',
    title: texts.former,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.former_name,
    sorts: (row) => row.former_name,
  },
  { id: 'kind', title: texts.kind, width: '144px', cell: kindOf, sorts: kindOf, from: 'tablet' },
  {
    id: 'target',
    title: texts.target,
    width: 'minmax(120px, 1fr)',
    cell: ({ target }) => target ?? noData,
    sorts: ({ target }) => target,
  },
  {
    id: 'uses',
    title: texts.uses,
    width: '80px',
    align: 'end',
    cell: ({ uses }) => <Figure value={uses} kind="count" />,
    sorts: ({ uses }) => uses,
    from: 'tablet',
  },
  {
    id: 'amount',
    title: texts.amount,
    width: '128px',
    align: 'end',
    cell: ({ amount }) => <Figure value={amount} />,
    sorts: ({ amount }) => amount,
    from: 'desk',
  },
];

/** Lines and figures of the old system, and what they are here; those that nothing maps come first. */
export function FormerLines({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(formerLinesQuery)}
      name={texts.kinds.former}
      word={texts.formerWord}
      columns={columns}
      filters={filters}
      textOf={(row) => `${row.former_name} ${row.target ?? ''}`}
      idOf={(row) => `${row.kind} ${row.former_name}`}
      titleOf={(row) => row.former_name}
      content={(row) => <Line key={`${row.kind} ${row.former_name}`} row={row} />}
      empty={texts.noFormer}
    >
      {children}
    </ListFace>
  );
}

function Line({ row }: { readonly row: FormerLine }): ReactNode {
  const mayMap = may(useMe(), 'takeover', 'execute');
  return (
    <>
      <Facts
        facts={[
          [texts.kind, kindOf(row)],
          [texts.target, row.target],
          [texts.uses, figure(row.uses, 'count')],
          [texts.amount, figure(row.amount)],
        ]}
      />
      <DialogButton
        isOffered={mayMap}
        appearance="primary"
        title={texts.map}
        dialog={(close) => (
          <MapDialog
            title={texts.mapping(row.former_name)}
            label={texts.target}
            hint={texts.targetHint}
            value={row.target ?? ''}
            mayBeEmpty={row.target !== null}
            act={async (target, reason) => {
              const { faults } = await mapFormerLine(row, target, reason);
              const [fault] = faults;
              if (fault) throw new Error(fault.cause);
            }}
            close={close}
          />
        )}
      />
    </>
  );
}
