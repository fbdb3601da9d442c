import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useContextChoice } from '../design/context.ts';
import { Figure } from '../design/figure.tsx';
import { day, month } from '../design/format.ts';
import { filtersOf, type Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { useQueryOfContext } from '../design/grid/site-rows.ts';
import { paymentsQuery, unmatchedQuery, type Payment, type UnmatchedPayment } from '../service/billing.ts';
import { statementTexts } from '../texts/statements.ts';

const { payments: texts, columns: titles } = statementTexts;

const standingOf = (row: Payment): string =>
  row.settled_on === null ? (row.days_late === null ? texts.isOpen : texts.isLate) : texts.isPaid;

const filters: readonly Filter<Payment>[] = [{ id: 'standing', title: titles.payment, valueOf: standingOf }];

const columns: readonly Column<Payment>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'number',
    title: texts.invoice,
    width: 'minmax(140px, 1fr)',
    cell: ({ number }) => number,
    sorts: ({ number }) => number,
  },
  {
    id: 'due',
    title: titles.due,
    width: '112px',
    cell: (row) => day(row.due_on),
    sorts: (row) => row.due_on,
    from: 'tablet',
  },
  ...(['amount', 'paid', 'credited', 'open'] as const).map((name): Column<Payment> => ({
    id: name,
    title: texts[name],
    width: '112px',
    align: 'end',
    cell: (row) => <Figure value={row[name]} />,
    sorts: (row) => row[name],
    ...(name === 'open' ? {} : { from: 'tablet' as const }),
  })),
  {
    id: 'late',
    title: texts.late,
    width: '88px',
    align: 'end',
    cell: (row) => <Figure value={row.days_late} kind="count" />,
    sorts: (row) => row.days_late,
    from: 'desk',
  },
  {
    id: 'settled',
    title: texts.settled,
    width: '112px',
    cell: (row) => day(row.settled_on),
    sorts: (row) => row.settled_on,
    from: 'desk',
  },
];

const unmatchedFilters: readonly Filter<UnmatchedPayment>[] = [
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => texts.kinds[kind] ?? kind },
];

const unmatchedColumns: readonly Column<UnmatchedPayment>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'on',
    title: texts.received,
    width: '112px',
    cell: (row) => day(row.received_on),
    sorts: (row) => row.received_on,
    from: 'tablet',
  },
  { id: 'invoice', title: texts.named, width: 'minmax(120px, 1fr)', cell: ({ invoice }) => invoice },
  {
    id: 'kind',
    title: texts.kind,
    width: '96px',
    cell: ({ kind }) => texts.kinds[kind] ?? kind,
    from: 'desk',
  },
  {
    id: 'amount',
    title: texts.amount,
    width: '112px',
    align: 'end',
    cell: ({ amount }) => <Figure value={amount} />,
    sorts: ({ amount }) => amount,
  },
  { id: 'why', title: texts.why, width: 'minmax(160px, 3fr)', cell: ({ why }) => why, from: 'tablet' },
];

/** What was paid of the invoices of the period, or what was paid and matches none. */
export function Payments(): ReactNode {
  const navigate = useNavigate();
  const isUnmatched = filtersOf(useSearch({ strict: false }))['show'] === 'unmatched';
  const other = (
    <Button
      appearance="subtle"
      onClick={() => {
        const show = isUnmatched ? undefined : 'unmatched';
        void navigate({ to: '.', search: (before) => ({ ...before, show }), replace: true });
      }}
    >
      {isUnmatched ? texts.matched : texts.unmatched}
    </Button>
  );
  return isUnmatched ? <Unmatched>{other}</Unmatched> : <Matched>{other}</Matched>;
}

function Matched({ children }: { readonly children: ReactNode }): ReactNode {
  const { period } = useContextChoice();
  const navigate = useNavigate();
  return (
    <ListFace
      query={useQueryOfContext(useQuery(paymentsQuery(period)))}
      name={statementTexts.tabs.payments}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.site, row.number].join(' ')}
      idOf={({ number }) => number}
      titleOf={({ number }) => number}
      open={(row) => void navigate({ to: '/statements/$statement', params: { statement: row.statement_id } })}
      empty={texts.empty(month(period))}
    >
      {children}
    </ListFace>
  );
}

function Unmatched({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQueryOfContext(useQuery(unmatchedQuery))}
      name={texts.unmatched}
      word={texts.unmatchedWord}
      columns={unmatchedColumns}
      filters={unmatchedFilters}
      textOf={(row) => [row.site, row.invoice, row.document, row.why].join(' ')}
      idOf={(row) => [row.site, row.document, row.invoice, row.received_on].join(' ')}
      titleOf={(row) => `${row.site} ${row.invoice}`}
      empty={texts.allMatched}
    >
      {children}
    </ListFace>
  );
}
