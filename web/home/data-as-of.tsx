import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { moment } from '../design/format.ts';
import { freshnessQuery } from '../service/data.ts';
import { sourceNames } from '../service/loads.ts';
import { homeTexts as texts } from '../texts/home.ts';

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '24px 0 8px' },
  link: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
  },
  list: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '6px 24px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
  },
  late: { color: tokens.colorPaletteRedForeground1 },
});

/** As of when the figures are, by source; what is overdue, and a newer file that brought nothing, is told. */
export function DataAsOf(): ReactNode {
  const styles = useStyles();
  const { data: sources = [] } = useQuery(freshnessQuery);
  if (sources.length === 0) return null;
  return (
    <section aria-label={texts.dataAsOf}>
      <h2 className={styles.title}>
        <Link className={styles.link} to="/data" search={{ tab: 'freshness' }}>
          {texts.dataAsOf}
        </Link>
      </h2>
      <dl className={styles.list}>
        {sources.map(({ source, as_of: asOf, feeds }) => {
          const overdue = feeds.filter((feed) => feed.is_overdue).length;
          const newer = feeds.filter(({ since }) => since !== null).length;
          return [
            <dt key={source}>{sourceNames[source] ?? source}</dt>,
            <dd key={`${source} as of`}>
              {asOf === null ? texts.never : moment(asOf)}
              {overdue > 0 && <div className={styles.late}>{texts.overdue(overdue)}</div>}
              {newer > 0 && <div className={styles.late}>{texts.newer(newer)}</div>}
            </dd>,
          ];
        })}
      </dl>
    </section>
  );
}
