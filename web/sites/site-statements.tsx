import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { Figure } from '../design/figure.tsx';
import { day, month } from '../design/format.ts';
import { StateChip } from '../design/state-chip.tsx';
import { PlainTable } from '../design/table.tsx';
import { statementsQuery } from '../service/statements.ts';
import { meaningOf } from '../design/states.ts';
import { siteTexts } from '../texts/sites.ts';
import { statementTexts } from '../texts/statements.ts';

/** The statements of a site, newest first. */
export function SiteStatements({ site }: { readonly site: string }): ReactNode {
  const query = useQuery(statementsQuery({ site }));
  const { columns } = statementTexts;
  return (
    <Answered query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty title={siteTexts.noStatements} />
        ) : (
          <PlainTable
            name={siteTexts.tabs.statements}
            rows={rows}
            idOf={({ statement_id: id }) => id}
            columns={[
              { id: 'month', title: columns.month, cell: (row) => month(row.month) },
              {
                id: 'state',
                title: columns.state,
                cell: ({ state }) => <StateChip meaning={meaningOf(state)}>{state}</StateChip>,
              },
              { id: 'version', title: columns.version, align: 'end', cell: ({ version }) => version },
              {
                id: 'total',
                title: columns.total,
                align: 'end',
                cell: ({ total }) => <Figure value={total} />,
              },
              {
                id: 'deviation',
                title: columns.deviationPercent,
                align: 'end',
                cell: (row) => <Figure value={row.deviation_percent} kind="percent" />,
              },
              { id: 'due', title: columns.due, cell: (row) => day(row.due_on) },
            ]}
          />
        )
      }
    </Answered>
  );
}
