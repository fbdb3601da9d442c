import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { moment, noData } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import { freshnessQuery, type FeedFreshness, type SourceFreshness } from '../service/data.ts';
import { sourceNames } from '../service/loads.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { feedName } from '../texts/sources.ts';

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '16px 0 4px' },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: 400 },
  late: { color: tokens.colorPaletteRedForeground1 },
});

/** As of when the data of every source is, and of each of its feeds; newer files that brought nothing stand beside. */
export function Freshness(): ReactNode {
  return (
    <Answered query={useQuery(freshnessQuery)}>
      {(sources) =>
        sources.length === 0 ? (
          <Empty title={texts.noFreshness} />
        ) : (
          sources.map((source) => <Source key={source.source} source={source} />)
        )
      }
    </Answered>
  );
}

function Source({ source }: { readonly source: SourceFreshness }): ReactNode {
  const styles = useStyles();
  const { freshnessColumns: titles } = texts;
  const name = sourceNames[source.source] ?? source.source;
  return (
    <section>
      <h2 className={styles.title}>
        {name}{' '}
        <span className={styles.quiet}>{source.as_of === null ? texts.never : moment(source.as_of)}</span>
      </h2>
      <PlainTable
        name={name}
        rows={source.feeds}
        idOf={({ feed }) => feed}
        columns={[
          { id: 'feed', title: titles.feed, cell: ({ feed }) => <span title={feed}>{feedName(feed)}</span> },
          { id: 'holds', title: titles.holds, cell: ({ title }) => title },
          {
            id: 'as-of',
            title: titles.asOf,
            cell: (row) => (row.as_of === null ? texts.never : moment(row.as_of)),
          },
          { id: 'file', title: titles.file, cell: ({ file }) => file ?? noData },
          { id: 'due', title: titles.due, cell: (row) => <Due feed={row} /> },
          { id: 'since', title: titles.since, cell: (row) => <Since feed={row} /> },
        ]}
      />
    </section>
  );
}

function Due({ feed: { due_at: due, is_overdue: isOverdue } }: { readonly feed: FeedFreshness }): ReactNode {
  const styles = useStyles();
  if (due === null) return noData;
  return isOverdue ? <span className={styles.late}>{texts.overdueSince(moment(due))}</span> : moment(due);
}

function Since({ feed: { since } }: { readonly feed: FeedFreshness }): ReactNode {
  const styles = useStyles();
  if (since === null) return noData;
  const state = texts.loadStates[since.state] ?? since.state;
  return <span className={styles.late}>{texts.sinceState(state, moment(since.received_at))}</span>;
}
