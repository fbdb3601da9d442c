import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { figure } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { topStatementsQuery, type TopStatements } from '../../service/acts/system.ts';
import { systemTexts } from '../../texts/administration/system.ts';
import { SqlText } from './sql-text.tsx';

const { statements: texts, faces } = systemTexts;

type CountedStatement = TopStatements['statements'][number];

const columns: readonly Column<CountedStatement>[] = [
  {
    id: 'statement',
    title: texts.statement,
    width: 'minmax(160px, 4fr)',
    cell: ({ statement }) => <span title={statement}>{statement.replaceAll(/\s+/g, ' ')}</span>,
  },
  {
    id: 'share',
    title: texts.share,
    width: '120px',
    align: 'end',
    cell: ({ ratio }) => figure(100 * ratio, 'percent'),
    sorts: ({ ratio }) => ratio,
  },
  {
    id: 'total',
    title: texts.total,
    width: '112px',
    align: 'end',
    cell: (row) => figure(row.total_ms / 1_000),
    sorts: (row) => row.total_ms,
    from: 'tablet',
  },
  {
    id: 'calls',
    title: texts.calls,
    width: '104px',
    align: 'end',
    cell: ({ calls }) => figure(calls, 'count'),
    sorts: ({ calls }) => calls,
    from: 'tablet',
  },
  {
    id: 'mean',
    title: texts.mean,
    width: '120px',
    align: 'end',
    cell: (row) => figure(row.mean_ms),
    sorts: (row) => row.mean_ms,
    from: 'desk',
  },
  {
    id: 'longest',
    title: texts.longestLately,
    width: '152px',
    align: 'end',
    cell: (row) => figure(row.longest_ms),
    sorts: (row) => row.longest_ms,
    from: 'desk',
  },
];

/** Which statements took most of the time of the database; where it does not count them, what to do. */
export function StatementsByTime({ children }: { readonly children: ReactNode }): ReactNode {
  const { data } = useQuery(topStatementsQuery);
  const isCounted = data === undefined || data.counting === 'on';
  return (
    <ListFace
      query={useQuery({ ...topStatementsQuery, select: ({ statements }) => statements })}
      name={faces.top}
      word={texts.word}
      columns={columns}
      filters={[]}
      textOf={({ statement }) => statement}
      idOf={(row) => row.query_id}
      titleOf={(row) => texts.title(row.query_id)}
      content={(row) => (
        <>
          <Facts
            facts={[
              [texts.share, figure(100 * row.ratio, 'percent')],
              [texts.total, figure(row.total_ms / 1_000)],
              [texts.calls, figure(row.calls, 'count')],
              [texts.rows, figure(row.rows, 'count')],
              [texts.mean, figure(row.mean_ms)],
              [texts.longestLately, figure(row.longest_ms)],
            ]}
          />
          <SqlText name={texts.text}>{row.statement}</SqlText>
        </>
      )}
      empty={isCounted ? texts.noneCounted : texts.counting[data.counting]}
    >
      {children}
    </ListFace>
  );
}
