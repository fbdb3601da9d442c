import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { month } from '../design/format.ts';
import { Page } from '../design/page.tsx';
import { PlainTable } from '../design/table.tsx';
import { notBilledQuery } from '../service/home.ts';
import { homeTexts as texts } from '../texts/home.ts';

/** Sites that no run of a month could bill, and what was missing: the list that Home counts. */
export function NotBilled(): ReactNode {
  return (
    <Page title={texts.notBilled}>
      <Answered query={useQuery(notBilledQuery)}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={texts.allBilled}>{texts.allBilledNext}</Empty>
          ) : (
            <PlainTable
              name={texts.notBilled}
              rows={rows}
              idOf={(row) => [row.month, row.site, row.code].join(' ')}
              columns={[
                {
                  id: 'site',
                  title: texts.site,
                  cell: ({ site }) => (
                    <Link to="/sites/$site" params={{ site }}>
                      {site}
                    </Link>
                  ),
                },
                { id: 'month', title: texts.serviceMonth, cell: (row) => month(row.month) },
                { id: 'why', title: texts.why, cell: ({ message }) => message },
              ]}
            />
          )
        }
      </Answered>
    </Page>
  );
}
