import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { sitesIn, useContextChoice } from '../design/context.ts';
import { month } from '../design/format.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { filtersOf, useFilters } from '../design/grid/filters.ts';
import { Grid } from '../design/grid/grid.tsx';
import { SelectionBar } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import { usePanel } from '../design/panel.tsx';
import { may, useMe, type Me } from '../service/session.ts';
import { statementsQuery, type StatementAction, type StatementRow } from '../service/statements.ts';
import { lists } from '../texts/lists.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { ActDialog, type PendingAction } from './act-dialog.tsx';
import { StatementView } from './invoice.tsx';
import { columnsOfMonths, statementColumns, statementFilters, statementText } from './statement-columns.tsx';

/** The statements of the period, worked from top to bottom by the keyboard; the invoice is beside them. */
export function StatementList(): ReactNode {
  const { period } = useContextChoice();
  const isEveryMonth = filtersOf(useSearch({ strict: false }))['months'] === 'all';
  const query = useQuery(statementsQuery(isEveryMonth ? {} : { month: period }));
  return (
    <Answered query={query} rows={14}>
      {(rows) => <Statements all={rows} period={isEveryMonth ? null : period} />}
    </Answered>
  );
}

function Statements({
  all,
  period,
}: {
  readonly all: readonly StatementRow[];
  /** Null: statements of every month. */
  readonly period: string | null;
}): ReactNode {
  const me = useMe();
  const { at } = useContextChoice();
  const panel = usePanel();
  const rows = useMemo(() => sitesIn(all, at), [all, at]);
  const filtered = useFilters(rows, statementFilters, statementText);
  const { ids, selection, clear, pending, begin, close } = useBulkAct<PendingAction>();
  const [current, setCurrent] = useState<string>();
  const actions = actionsOf(me);
  const show = (row: StatementRow): void => {
    setCurrent(row.statement_id);
    panel.show({ title: `${row.site} ${row.customer_name}`, content: <Preview id={row.statement_id} /> });
  };
  const ask = (action: StatementAction, statements: readonly string[]): void => {
    if (actions.includes(action)) begin({ action, statements });
  };
  const chosen = (row: StatementRow): readonly string[] => (ids.size > 0 ? [...ids] : [row.statement_id]);
  return (
    <>
      <FilterBar filtered={filtered} filters={statementFilters} all={rows.length} word={texts.word} />
      {filtered.shown.length > 0 && (
        <SelectionBar
          count={ids.size}
          actions={actions.map((name) => ({ name, title: texts.actions[name] }))}
          hint={texts.hint}
          act={(action) => {
            ask(action, [...ids]);
          }}
          clear={clear}
        />
      )}
      <Grid
        name={texts.title}
        columns={period === null ? columnsOfMonths : statementColumns}
        rows={filtered.shown}
        idOf={(row) => row.statement_id}
        nameOf={(row) => `${row.site} ${row.customer_name}`}
        open={show}
        onRow={(row) => {
          if (panel.shown !== null) show(row);
        }}
        selection={actions.length > 0 ? selection : undefined}
        current={panel.shown === null ? undefined : current}
        keys={{ a: (row) => ask('approve', chosen(row)), s: (row) => ask('send', chosen(row)) }}
        empty={<Nothing isFiltered={rows.length > 0} period={period} />}
      />
      {pending !== null && <ActDialog pending={pending} close={close} />}
    </>
  );
}

function Nothing({
  isFiltered,
  period,
}: {
  readonly isFiltered: boolean;
  readonly period: string | null;
}): ReactNode {
  if (isFiltered) return <Empty title={lists.noneFits} />;
  return (
    <Empty title={period === null ? texts.noneAtAll : texts.empty(month(period))}>{texts.emptyNext}</Empty>
  );
}

function Preview({ id }: { readonly id: string }): ReactNode {
  return (
    <>
      <StatementView id={id} />
      <Link to="/statements/$statement" params={{ statement: id }}>
        {texts.open}
      </Link>
    </>
  );
}

/** What the person may do with statements, the most usual first. */
function actionsOf(me: Me): readonly StatementAction[] {
  const isReviewer = may(me, 'statement-review', 'approve') || may(me, 'statement-approval', 'approve');
  const maySend = may(me, 'statement-sending', 'execute');
  return [
    ...(isReviewer ? (['approve'] as const) : []),
    ...(maySend ? (['send'] as const) : []),
    ...(may(me, 'ledger-posting', 'execute') ? (['post'] as const) : []),
    ...(maySend ? (['resend'] as const) : []),
    ...(isReviewer ? (['send-back', 'reject'] as const) : []),
  ];
}
