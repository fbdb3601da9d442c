import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { day, figure, month } from '../design/format.ts';
import { StateChip } from '../design/state-chip.tsx';
import { homeQuery, type HomeItem } from '../service/home.ts';
import { homeTexts as texts } from '../texts/home.ts';
import { OpenAlerts } from './open-alerts.tsx';

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '8px 0' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(32px, auto) minmax(0, 1fr) auto',
    columnGap: '12px',
    alignItems: 'baseline',
    padding: '10px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  count: {
    fontSize: tokens.fontSizeBase500,
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  link: {
    color: tokens.colorNeutralForeground1,
    fontWeight: 600,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
  },
});

/** What needs the person today, each with the list on which it is done. */
export function NeedsMe(): ReactNode {
  const styles = useStyles();
  return (
    <section aria-label={texts.needsMe}>
      <h2 className={styles.title}>{texts.needsMe}</h2>
      <Answered query={useQuery(homeQuery)} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={texts.nothing}>{texts.nothingNext}</Empty>
          ) : (
            <ul className={styles.list}>
              {items.map((item) => (
                <Item key={item.kind} item={item} />
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}

function Item({ item }: { readonly item: HomeItem }): ReactNode {
  const styles = useStyles();
  const facts = [
    item.amount === null ? null : texts.amount(figure(item.amount, 'whole')),
    item.oldest === null ? null : texts.since(whenOf(item.oldest)),
    item.due_on === null ? null : texts.due(day(item.due_on)),
  ];
  return (
    <li className={styles.item}>
      <span className={styles.count}>{item.count}</span>
      <div>
        <To item={item} />
        <div className={styles.quiet}>{facts.filter((fact) => fact !== null).join(' · ')}</div>
        {item.kind === 'alerts' && <OpenAlerts />}
      </div>
      {item.is_late && <StateChip meaning="bad">{texts.late}</StateChip>}
    </li>
  );
}

/** What is counted here is not only of the month of the context. */
const everyMonth = { months: 'all' } as const;

/** The way to the list; a title alone where this version has no page for it. */
function To({ item: { link, title } }: { readonly item: HomeItem }): ReactNode {
  const styles = useStyles();
  const { routesByPath } = useRouter();
  const [path = '/', search = ''] = link.split('?');
  if (!(path in routesByPath)) return title;
  return (
    <Link
      className={styles.link}
      to={path as '/statements'}
      search={{
        ...Object.fromEntries(new URLSearchParams(search)),
        ...(path === '/statements' ? everyMonth : {}),
      }}
    >
      {title}
    </Link>
  );
}

/** A day, or a month where it is of one. */
function whenOf(oldest: string): string {
  return oldest.length > 7 ? day(oldest) : month(oldest);
}
