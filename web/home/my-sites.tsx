import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { Sparkline } from '../design/charts/sparkline.tsx';
import { sitesIn, useContextChoice } from '../design/context.ts';
import { Figure, judgementOf } from '../design/figure.tsx';
import { month } from '../design/format.ts';
import { above } from '../design/screen.ts';
import { StateDot } from '../design/state-dot.tsx';
import { may, useMe } from '../service/session.ts';
import { contributionsQuery, sitesQuery, type Contribution, type Site } from '../service/sites.ts';
import { frame } from '../texts/frame.ts';
import { homeTexts as texts } from '../texts/home.ts';
import { siteTexts } from '../texts/sites.ts';
import { useSiteStates, type SiteState } from './site-states.ts';

/** Sites that are shown before the list of all of them is the better place. */
const most = 12;

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '8px 0' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: '0 0 4px' },
  site: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 88px',
    alignItems: 'center',
    gap: '12px',
    minHeight: '36px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    textAlign: 'right',
    [above.phone]: { gridTemplateColumns: 'minmax(0, 1fr) 88px 88px 104px 152px' },
  },
  wide: { display: 'none', [above.phone]: { display: 'block' } },
  link: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    textAlign: 'left',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    ':hover': { textDecorationLine: 'underline' },
  },
  all: { display: 'inline-block', padding: '10px 0', color: tokens.colorBrandForegroundLink },
});

/** How the person's sites do in the month: those of the context, the first dozen. */
export function MySites(): ReactNode {
  const styles = useStyles();
  const { period, at } = useContextChoice();
  const query = useQuery(sitesQuery);
  return (
    <section aria-label={texts.sites}>
      <h2 className={styles.title}>{texts.sites}</h2>
      <Answered query={query}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={siteTexts.emptyTitle}>{siteTexts.emptyNext}</Empty>
          ) : (
            <Rows sites={sitesIn(all, at)} period={period} />
          )
        }
      </Answered>
    </section>
  );
}

function Rows({ sites, period }: { readonly sites: readonly Site[]; readonly period: string }): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const { data = [] } = useQuery({
    ...contributionsQuery(period.slice(0, 4)),
    enabled: may(me, 'profit-and-loss', 'read'),
    retry: false,
  });
  const statesOf = useSiteStates(period);
  const years = useMemo(() => Map.groupBy(data, ({ site_id: site }) => site), [data]);
  return (
    <>
      {data.length > 0 && (
        <p className={styles.quiet}>
          {texts.contribution(month(period), frame.comparisons.budget.toLowerCase())}
        </p>
      )}
      {sites.slice(0, most).map((site) => (
        <SiteRow
          key={site.site}
          site={site}
          year={years.get(site.site) ?? []}
          period={period}
          states={statesOf(site.site)}
        />
      ))}
      {sites.length > most && (
        <Link className={styles.all} to="/sites">
          {texts.all(sites.length)}
        </Link>
      )}
    </>
  );
}

function SiteRow(props: {
  readonly site: Site;
  readonly year: readonly Contribution[];
  readonly period: string;
  readonly states: readonly SiteState[];
}): ReactNode {
  const { site, year, period, states } = props;
  const styles = useStyles();
  const mayReadFigures = may(useMe(), 'profit-and-loss', 'read');
  const now = year.find(({ plan_month: each }) => each.startsWith(period));
  return (
    <div className={styles.site}>
      <Link className={styles.link} to="/sites/$site" params={{ site: site.site }}>
        {site.site} {site.name}
      </Link>
      <div>{mayReadFigures && <Figure value={now?.actual ?? now?.trend} kind="whole" />}</div>
      <div className={styles.wide}>
        {mayReadFigures && <Figure value={now?.variance} kind="whole" judged={judgementOf(now?.variance)} />}
      </div>
      <div className={styles.wide}>
        {year.length > 0 && (
          <Sparkline
            name={siteTexts.trend(site.name ?? site.site, year.length)}
            values={year.map((each) => each.actual ?? each.trend)}
          />
        )}
      </div>
      <div className={styles.wide}>
        {states.map(({ of, meaning, word }) => (
          <StateDot key={of} meaning={meaning}>
            {texts.stateOf[of](word)}
          </StateDot>
        ))}
      </div>
    </div>
  );
}
