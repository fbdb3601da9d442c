import { Button } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useExportLimit } from '../design/grid/export-limit.ts';
import { Answered, Empty } from '../design/answered.tsx';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { useFilters, type Filter } from '../design/grid/filters.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { SelectionBar } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import { MoreRows } from '../design/grid/more-rows.tsx';
import { usePanel } from '../design/panel.tsx';
import { StateChip, type Meaning } from '../design/state-chip.tsx';
import { downloadQuarantine, quarantineQuery, type HeldRecord } from '../service/data.ts';
import { may, useMe } from '../service/session.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { lists } from '../texts/lists.ts';
import { feedName } from '../texts/sources.ts';
import { CorrectedButton } from './corrected-dialog.tsx';
import type { Corrections } from './corrections.ts';
import { RecordDialog, type RecordAct } from './record-dialog.tsx';
import { RecordPanel } from './record-panel.tsx';

const { recordColumns: titles } = texts;

const acts = (['replay', 'discard'] as const).map((name) => ({ name, title: texts[name] }));

const meanings: Readonly<Record<string, Meaning>> = { open: 'needed', waiting: 'going', replayed: 'good' };

const filters: readonly Filter<HeldRecord>[] = [
  { id: 'feed', title: titles.feed, valueOf: ({ feed }) => feedName(feed) },
  { id: 'rule', title: titles.rule, valueOf: ({ rule }) => rule },
  { id: 'state', title: titles.state, valueOf: ({ state }) => state, names: texts.recordStates },
  { id: 'file', title: titles.file, valueOf: ({ file }) => file },
];

const columns: readonly Column<HeldRecord>[] = [
  {
    id: 'feed',
    title: titles.feed,
    width: 'minmax(120px, 1fr)',
    cell: ({ feed }) => feedName(feed),
    sorts: ({ feed }) => feedName(feed),
  },
  {
    id: 'state',
    title: titles.state,
    width: '112px',
    cell: ({ state }) => (
      <StateChip meaning={meanings[state] ?? 'closed'}>{texts.recordStates[state] ?? state}</StateChip>
    ),
    sorts: ({ state }) => state,
  },
  {
    id: 'message',
    title: titles.message,
    width: 'minmax(160px, 3fr)',
    cell: ({ message }) => <span title={message}>{message}</span>,
    sorts: ({ message }) => message,
  },
  {
    id: 'column',
    title: titles.column,
    width: 'minmax(96px, 1fr)',
    cell: ({ column }) => column,
    sorts: ({ column }) => column,
    from: 'desk',
  },
  {
    id: 'value',
    title: titles.value,
    width: 'minmax(88px, 1fr)',
    cell: ({ value }) => value,
    sorts: ({ value }) => value,
    from: 'tablet',
  },
  {
    id: 'file',
    title: titles.file,
    width: 'minmax(140px, 2fr)',
    cell: ({ file }) => file,
    sorts: ({ file }) => file,
    from: 'desk',
  },
  {
    id: 'line',
    title: titles.line,
    width: '64px',
    align: 'end',
    cell: ({ line }) => line,
    sorts: ({ line }) => line,
    from: 'desk',
  },
];

const textOf = (row: HeldRecord): string =>
  [
    row.quarantine_id,
    row.feed,
    feedName(row.feed),
    row.file,
    row.message,
    row.value,
    ...row.record.map(({ value }) => value),
  ].join(' ');

/** Records that checks held back: corrected and loaded again, or left out for a reason. */
export function Quarantine(): ReactNode {
  const [isAll, setIsAll] = useState(false);
  const query = useInfiniteQuery(quarantineQuery(isAll));
  return (
    <Answered query={query} rows={14}>
      {({ pages }) => (
        <Records
          records={pages.flatMap(({ records }) => records)}
          isAll={isAll}
          toggle={() => {
            setIsAll(!isAll);
          }}
          more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
        />
      )}
    </Answered>
  );
}

function Records(props: {
  readonly records: readonly HeldRecord[];
  readonly isAll: boolean;
  readonly toggle: () => void;
  readonly more: (() => void) | undefined;
}): ReactNode {
  const { records, isAll, toggle, more } = props;
  const me = useMe();
  const panel = usePanel();
  const filtered = useFilters(records, filters, textOf);
  const { ids, selection, clear, pending, begin, close } = useBulkAct<RecordAct>();
  const [corrections] = useState((): Corrections => new Map());
  const mayDecide = may(me, 'data-flow', 'change') || may(me, 'revenue-report', 'execute');
  const show = (row: HeldRecord): void => {
    panel.show({
      title: texts.record(row.line, row.file),
      content: (
        <RecordPanel key={row.quarantine_id} held={row} mayDecide={mayDecide} corrections={corrections} />
      ),
    });
  };
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={records.length} word={texts.recordWord}>
        <Button appearance="subtle" onClick={toggle}>
          {isAll ? texts.undecided : texts.decidedToo}
        </Button>
        <FileButtons mayDecide={mayDecide} />
      </FilterBar>
      {filtered.shown.length > 0 && (
        <SelectionBar
          count={ids.size}
          actions={mayDecide ? acts : []}
          act={(way) => {
            begin({ way, records: [...ids].map((number) => ({ number })) });
          }}
          clear={clear}
        />
      )}
      <Grid
        name={texts.tabs.quarantine}
        columns={columns}
        rows={filtered.shown}
        idOf={(row) => row.quarantine_id}
        nameOf={({ line, file }) => texts.record(line, file)}
        open={show}
        onRow={(row) => {
          if (panel.shown !== null) show(row);
        }}
        selection={mayDecide ? selection : undefined}
        empty={
          <Empty title={records.length === 0 ? texts.noRecords : lists.noneFits}>
            {records.length === 0 && texts.noRecordsNext}
          </Empty>
        }
      />
      <MoreRows title={texts.more} more={more} />
      {pending !== null && <RecordDialog pending={pending} close={close} />}
    </>
  );
}

/** Out as a file, and back as it was corrected. */
function FileButtons({ mayDecide }: { readonly mayDecide: boolean }): ReactNode {
  return (
    <>
      <Button appearance="subtle" title={useExportLimit()} onClick={() => void downloadQuarantine()}>
        {texts.exportRecords}
      </Button>
      <CorrectedButton mayDecide={mayDecide} />
    </>
  );
}
