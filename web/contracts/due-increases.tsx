import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { Figure } from '../design/figure.tsx';
import { month, monthAfter, noData } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import { escalationsQuery, type DueRate } from '../service/contracts.ts';
import { useToday } from '../service/session.ts';
import { contractTexts as texts } from '../texts/contracts.ts';

/** Months ahead for which increases are looked at. */
const ahead = 12;

/** The last month for which increases are looked at. */
export function throughOf(today: string): string {
  return monthAfter(today.slice(0, 7), ahead);
}

/** Rates that are due to change in the coming year, at one site or all, and what prevents others. */
export function DueIncreases({ site }: { readonly site?: string }): ReactNode {
  const { today } = useToday();
  const through = throughOf(today);
  return (
    <Answered query={useQuery(escalationsQuery(through))}>
      {({ rates, missing }) => {
        const due = site === undefined ? rates : rates.filter((rate) => rate.site === site);
        return (
          <>
            <h2>{texts.increasesDue(month(through))}</h2>
            {missing.map(({ message, next }) => (
              <MessageBar key={message} intent="warning" layout="multiline">
                <MessageBarBody>
                  {message} {next}
                </MessageBarBody>
              </MessageBar>
            ))}
            {due.length === 0 ? (
              <Empty title={texts.noIncreases} />
            ) : (
              <Rates rates={due} isOfOneSite={site !== undefined} />
            )}
          </>
        );
      }}
    </Answered>
  );
}

function Rates(props: { readonly rates: readonly DueRate[]; readonly isOfOneSite: boolean }): ReactNode {
  const { increaseColumns: titles } = texts;
  const rows = props.rates.map((rate, at) => ({ ...rate, id: `${String(at)} ${rate.site} ${rate.path}` }));
  return (
    <PlainTable
      name={texts.tabs.increases}
      rows={rows}
      idOf={({ id }) => id}
      columns={[
        ...(props.isOfOneSite
          ? []
          : [
              {
                id: 'site',
                title: titles.site,
                cell: (row: DueRate) => `${row.site} ${row.customer_name ?? noData}`,
              },
            ]),
        { id: 'month', title: titles.month, cell: (row) => month(row.month) },
        { id: 'what', title: titles.what, cell: ({ what }) => what },
        {
          id: 'from',
          title: titles.from,
          align: 'end',
          cell: ({ from }) => <Figure value={from} kind="plain" />,
        },
        { id: 'to', title: titles.to, align: 'end', cell: ({ to }) => <Figure value={to} kind="plain" /> },
      ]}
    />
  );
}
