import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { Sparkline } from '../design/charts/sparkline.tsx';
import { useContextChoice } from '../design/context.ts';
import { Figure } from '../design/figure.tsx';
import { month } from '../design/format.ts';
import { Page } from '../design/page.tsx';
import { below } from '../design/screen.ts';
import { contributionsQuery, sitesQuery } from '../service/sites.ts';
import { homeTexts } from '../texts/home.ts';
import { siteTexts } from '../texts/sites.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(280px, 1fr) minmax(320px, 2fr)',
    gap: '32px',
    [below.desk]: { gridTemplateColumns: '1fr' },
  },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '8px 0' },
  site: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto 110px',
    alignItems: 'center',
    gap: '12px',
    minHeight: '36px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  link: { color: tokens.colorNeutralForeground1, textDecorationLine: 'none' },
});

/** What needs the person today, and how their sites do. */
export function Home(): ReactNode {
  const { period } = useContextChoice();
  return (
    <Page title={homeTexts.title} state={month(period)}>
      <Sites period={period} />
    </Page>
  );
}

function Sites({ period }: { readonly period: string }): ReactNode {
  const styles = useStyles();
  const query = useQuery(sitesQuery);
  const { data: contributions = [] } = useQuery({ ...contributionsQuery(period.slice(0, 4)), retry: false });
  return (
    <Answered query={query}>
      {(sites) => (
        <section aria-label={homeTexts.sites}>
          <h2 className={styles.title}>{homeTexts.sites}</h2>
          {sites.length === 0 && <Empty title={siteTexts.emptyTitle}>{siteTexts.emptyNext}</Empty>}
          {sites.map(({ site, name }) => {
            const year = contributions.filter(({ site_id: each }) => each === site);
            const now = year.find(({ plan_month: each }) => each.startsWith(period));
            return (
              <div key={site} className={styles.site}>
                <Link className={styles.link} to="/sites/$site" params={{ site }}>
                  {site} {name}
                </Link>
                <Figure value={now?.actual ?? now?.trend} kind="whole" />
                <Sparkline
                  name={siteTexts.trend(name, year.length)}
                  values={year.map((each) => each.actual ?? each.trend)}
                />
              </div>
            );
          })}
        </section>
      )}
    </Answered>
  );
}
