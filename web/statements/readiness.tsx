import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NextStep } from '../design/answered.tsx';
import { useContextChoice } from '../design/context.ts';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { Facts } from '../design/grid/facts.tsx';
import { moment, month, noData } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { SelectionBar } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import { useQueryOfContext } from '../design/grid/site-rows.ts';
import { StateChip, type Meaning } from '../design/state-chip.tsx';
import { markReady, readinessQuery, type Readiness } from '../service/billing.ts';
import { may, useMe } from '../service/session.ts';
import { contractTexts } from '../texts/contracts.ts';
import { withFeedNames } from '../texts/sources.ts';
import { statementTexts } from '../texts/statements.ts';

const { readiness: texts, columns: titles } = statementTexts;

const meanings: Readonly<Record<string, Meaning>> = { Generated: 'closed', Ready: 'good', Waiting: 'needed' };
const stageOf = (row: Readiness): string => texts.stages[row.cycle_state] ?? row.cycle_state;
const markOf = (row: Readiness): string =>
  row.is_ready === null ? texts.unmarked : row.is_ready ? texts.ready : texts.notReady;

const filters: readonly Filter<Readiness>[] = [
  { id: 'stage', title: texts.stage, valueOf: stageOf },
  { id: 'mark', title: texts.mark, valueOf: markOf },
  { id: 'missing', title: texts.missing, valueOf: ({ incomplete }) => incomplete[0]?.kind ?? null },
];

const columns: readonly Column<Readiness>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'customer',
    title: titles.customer,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.customer_name ?? noData,
    sorts: (row) => row.customer_name,
  },
  {
    id: 'stage',
    title: texts.stage,
    width: '120px',
    cell: (row) => <StateChip meaning={meanings[row.cycle_state] ?? 'going'}>{stageOf(row)}</StateChip>,
    sorts: stageOf,
  },
  { id: 'mark', title: texts.mark, width: '104px', cell: markOf, sorts: markOf, from: 'tablet' },
  {
    id: 'missing',
    title: texts.missing,
    width: 'minmax(140px, 2fr)',
    cell: ({ incomplete }) => incomplete.map(({ kind }) => kind).join(', '),
    sorts: ({ incomplete }) => incomplete.length,
    from: 'desk',
  },
  { id: 'note', title: texts.note, width: 'minmax(120px, 2fr)', cell: ({ note }) => note, from: 'desk' },
  {
    id: 'by',
    title: texts.by,
    width: 'minmax(120px, 1fr)',
    cell: (row) => row.marked_by ?? noData,
    sorts: (row) => row.marked_by,
    from: 'desk',
  },
];

interface Pending {
  readonly sites: readonly string[];
  readonly isReady: boolean;
}

/** Which sites their managers marked ready, what is missing elsewhere; managers mark theirs here. */
export function ReadinessList(): ReactNode {
  const { period } = useContextChoice();
  const mayMark = may(useMe(), 'site-readiness', 'change');
  const query = useQueryOfContext(useQuery(readinessQuery(period)));
  const { ids, selection, clear, pending, begin, close } = useBulkAct<Pending>();
  const actions = [
    { name: 'ready', title: texts.markReady },
    { name: 'notReady', title: texts.markNotReady },
  ] as const;
  return (
    <>
      <ListFace
        query={query}
        name={statementTexts.tabs.readiness}
        word={texts.word}
        columns={columns}
        filters={filters}
        textOf={(row) => [row.site, row.customer_name, row.note, row.marked_by].join(' ')}
        idOf={({ site }) => site}
        titleOf={(row) => `${row.site} ${row.customer_name ?? ''}`}
        content={(row) => <Site row={row} />}
        selection={mayMark ? selection : undefined}
        bar={
          <SelectionBar
            count={ids.size}
            actions={mayMark ? actions : []}
            act={(name) => {
              begin({ sites: [...ids], isReady: name === 'ready' });
            }}
            clear={clear}
          />
        }
        empty={texts.empty(month(period))}
      />
      {pending !== null && (
        <OutcomeDialog
          title={texts.marking(pending.sites.length, pending.isReady)}
          button={pending.isReady ? texts.markReady : texts.markNotReady}
          reasonLabel={texts.note}
          reasonHint={texts.noteHint}
          needsReason={false}
          word={texts.word}
          stale={['statements']}
          act={(note) => markReady(period, { ...pending, note })}
          closesWhenAllDone
          close={close}
        />
      )}
    </>
  );
}

function Site({ row }: { readonly row: Readiness }): ReactNode {
  return (
    <>
      <Facts
        facts={[
          [texts.stage, stageOf(row)],
          [texts.billed, contractTexts.arrears[row.billing_type] ?? row.billing_type],
          [texts.mark, markOf(row)],
          [texts.note, row.note],
          [texts.by, row.marked_by === null ? null : `${row.marked_by}, ${moment(row.marked_at)}`],
          [texts.statement, row.state],
        ]}
      />
      {row.incomplete.map(({ kind, message, next }) => (
        <p key={kind}>
          <strong>{kind}</strong>
          <br />
          {withFeedNames(message)} {next !== null && <NextStep next={next} />}
        </p>
      ))}
      {row.statement_id !== null && (
        <Link to="/statements/$statement" params={{ statement: row.statement_id }}>
          {statementTexts.one(row.statement_id)}
        </Link>
      )}
    </>
  );
}
