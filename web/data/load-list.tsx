import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { Figure } from '../design/figure.tsx';
import { figure, moment, noData } from '../design/format.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { useFilters, type Filter } from '../design/grid/filters.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { MoreRows } from '../design/grid/more-rows.tsx';
import { usePanel } from '../design/panel.tsx';
import { PlainTable } from '../design/table.tsx';
import { loadsPagedQuery, type Load } from '../service/data.ts';
import { sourceNames } from '../service/loads.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { lists } from '../texts/lists.ts';
import { feedName } from '../texts/sources.ts';
import { Counts, LoadFault, LoadState } from './load-outcome.tsx';

const { loadColumns: titles } = texts;

const sourceOf = ({ source }: Load): string => sourceNames[source] ?? source;

const filters: readonly Filter<Load>[] = [
  { id: 'state', title: titles.state, valueOf: ({ state }) => state, names: texts.loadStates },
  { id: 'source', title: titles.source, valueOf: sourceOf },
  { id: 'feed', title: titles.feed, valueOf: ({ feed }) => feedName(feed) },
  { id: 'by', title: titles.by, valueOf: (row) => row.received_by },
];

const columns: readonly Column<Load>[] = [
  {
    id: 'id',
    title: titles.id,
    width: '64px',
    cell: (row) => row.batch_id,
    sorts: (row) => row.batch_id,
  },
  {
    id: 'at',
    title: titles.at,
    width: '168px',
    cell: (row) => moment(row.received_at),
    sorts: (row) => row.received_at,
    from: 'tablet',
  },
  { id: 'source', title: titles.source, width: '120px', cell: sourceOf, sorts: sourceOf, from: 'desk' },
  {
    id: 'file',
    title: titles.file,
    width: 'minmax(180px, 3fr)',
    cell: ({ file }) => file,
    sorts: ({ file }) => file,
  },
  {
    id: 'state',
    title: titles.state,
    width: '104px',
    cell: ({ state }) => <LoadState state={state} />,
    sorts: ({ state }) => state,
  },
  ...(['received', 'loaded', 'quarantined'] as const).map((name): Column<Load> => ({
    id: name,
    title: name === 'quarantined' ? titles.held : titles[name],
    width: '88px',
    align: 'end',
    cell: ({ rows }) => <Figure value={rows[name]} kind="count" />,
    sorts: ({ rows }) => rows[name],
    from: 'tablet',
  })),
  {
    id: 'by',
    title: titles.by,
    width: 'minmax(140px, 1fr)',
    cell: (row) => row.received_by,
    sorts: (row) => row.received_by,
    from: 'desk',
  },
];

const textOf = (row: Load): string =>
  [row.batch_id, row.source, row.feed, feedName(row.feed), row.file, row.received_by].join(' ');

/** Every file that arrived, newest first, and its outcome; of one feed where it is named. */
export function LoadList({ feed }: { readonly feed?: string }): ReactNode {
  const query = useInfiniteQuery(loadsPagedQuery(feed));
  return (
    <Answered query={query} rows={14}>
      {({ pages }) => (
        <Loads
          loads={pages.flatMap(({ loads }) => loads)}
          more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
        />
      )}
    </Answered>
  );
}

function Loads(props: {
  readonly loads: readonly Load[];
  readonly more: (() => void) | undefined;
}): ReactNode {
  const { loads, more } = props;
  const panel = usePanel();
  const filtered = useFilters(loads, filters, textOf);
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={loads.length} word={texts.loadWord} />
      <Grid
        name={texts.tabs.loads}
        columns={columns}
        rows={filtered.shown}
        idOf={(row) => row.batch_id}
        nameOf={({ file }) => file}
        open={(row) => {
          panel.show({ title: texts.load(row.batch_id), content: <WholeLoad load={row} /> });
        }}
        empty={<Empty title={loads.length === 0 ? texts.noLoads : lists.noneFits} />}
      />
      <MoreRows title={texts.more} more={more} />
    </>
  );
}

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  title: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: 0 },
});

function WholeLoad({ load }: { readonly load: Load }): ReactNode {
  const styles = useStyles();
  const { totalColumns } = texts;
  return (
    <div className={styles.stack}>
      <div>
        <LoadState state={load.state} /> {load.file}
      </div>
      <div className={styles.quiet}>
        {[
          `${sourceOf(load)}: ${feedName(load.feed)}`,
          moment(load.received_at),
          load.received_by,
          texts.bytes(figure(load.size_bytes, 'count')),
          load.seconds === null ? noData : texts.seconds(load.seconds),
        ].join(' · ')}
      </div>
      {load.same_as_batch_id !== null && <div>{texts.sameAs(load.same_as_batch_id)}</div>}
      {load.replay_of_batch_id !== null && <div>{texts.replayOf(load.replay_of_batch_id)}</div>}
      {load.error !== null && <LoadFault error={load.error} />}
      {load.warnings.map(({ rule, message }) => (
        <MessageBar key={rule + message} intent="warning" layout="multiline">
          <MessageBarBody>{message}</MessageBarBody>
        </MessageBar>
      ))}
      <Counts rows={load.rows} />
      {load.control_totals.length > 0 && (
        <section>
          <h3 className={styles.title}>{texts.totals}</h3>
          <PlainTable
            name={texts.totals}
            rows={load.control_totals}
            idOf={({ column }) => column}
            columns={[
              { id: 'column', title: totalColumns.column, cell: ({ column }) => column },
              {
                id: 'count',
                title: totalColumns.count,
                align: 'end',
                cell: ({ count }) => figure(count, 'count'),
              },
              { id: 'sum', title: totalColumns.sum, align: 'end', cell: ({ sum }) => figure(sum) },
            ]}
          />
        </section>
      )}
      <div className={styles.quiet}>
        {texts.hash} {load.sha256}
      </div>
    </div>
  );
}
