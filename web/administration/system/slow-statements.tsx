import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { figure, moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { slowStatementsQuery, type SlowStatement } from '../../service/acts/system.ts';
import { systemTexts } from '../../texts/administration/system.ts';
import { SqlText } from './sql-text.tsx';

const { statements: texts, faces } = systemTexts;

const columns: readonly Column<SlowStatement>[] = [
  {
    id: 'statement',
    title: texts.statement,
    width: 'minmax(160px, 4fr)',
    cell: ({ statement }) => <span title={statement}>{statement.replaceAll(/\s+/g, ' ')}</span>,
  },
  {
    id: 'longest',
    title: texts.longest,
    width: '120px',
    align: 'end',
    cell: (row) => figure(row.longest_ms),
    sorts: (row) => row.longest_ms,
  },
  {
    id: 'times',
    title: texts.times,
    width: '104px',
    align: 'end',
    cell: (row) => figure(row.times_noticed, 'count'),
    sorts: (row) => row.times_noticed,
    from: 'tablet',
  },
  {
    id: 'last',
    title: texts.last,
    width: '176px',
    cell: (row) => moment(row.last_noticed_at),
    sorts: (row) => row.last_noticed_at,
    from: 'tablet',
  },
];

/** Statements that took longer than the limit, each with its plan. */
export function SlowStatements({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(slowStatementsQuery)}
      name={faces.slow}
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
              [texts.longest, figure(row.longest_ms)],
              [texts.times, figure(row.times_noticed, 'count')],
              [texts.first, moment(row.first_noticed_at)],
              [texts.last, moment(row.last_noticed_at)],
              ...(row.plan_failure === null ? [] : [[texts.noPlan, row.plan_failure] as const]),
            ]}
          />
          <SqlText name={texts.text}>{row.statement}</SqlText>
          {row.plan !== null && <SqlText name={texts.plan}>{row.plan}</SqlText>}
        </>
      )}
      empty={texts.noneSlow}
    >
      {children}
    </ListFace>
  );
}
