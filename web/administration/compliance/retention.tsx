import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { useShown } from '../../design/grid/use-shown.tsx';
import { retentionQuery, type RetentionClass } from '../../service/acts/compliance.ts';
import { complianceTexts as texts } from '../../texts/administration/compliance.ts';
import { LegalHolds } from './legal-holds.tsx';

const filters: readonly Filter<RetentionClass>[] = [
  { id: 'months', title: texts.months, valueOf: (row) => texts.kept(row.keep_months) },
];

const columns: readonly Column<RetentionClass>[] = [
  {
    id: 'class',
    title: texts.class,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.class,
    sorts: (row) => row.class,
  },
  {
    id: 'months',
    title: texts.months,
    width: '104px',
    align: 'end',
    cell: (row) => texts.kept(row.keep_months),
    sorts: (row) => row.keep_months,
  },
  {
    id: 'relation',
    title: texts.relation,
    width: 'minmax(200px, 2fr)',
    cell: ({ relation }) => relation,
    sorts: ({ relation }) => relation,
    from: 'tablet',
  },
  {
    id: 'source',
    title: texts.source,
    width: 'minmax(160px, 3fr)',
    cell: ({ source }) => <span title={source}>{source}</span>,
    from: 'tablet',
  },
];

const faces = ['kept', 'holds'] as const;

/** How long each kind of data is kept, and the holds that keep some of it longer. */
export function Retention(): ReactNode {
  const { face, choice } = useShown(faces, { name: texts.show, titles: texts.faces });
  return face === 'holds' ? <LegalHolds>{choice}</LegalHolds> : <Classes>{choice}</Classes>;
}

function Classes({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(retentionQuery)}
      name={texts.faces.kept}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.class, row.relation, row.source].join(' ')}
      idOf={(row) => `${row.class} ${row.relation}`}
      titleOf={(row) => row.class}
      empty={texts.empty}
    >
      {children}
    </ListFace>
  );
}
