import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { moment } from '../design/format.ts';
import { changesQuery, visitQuery, type ChangeCount } from '../service/home.ts';
import { homeTexts as texts } from '../texts/home.ts';

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '24px 0 4px' },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  link: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
  },
  when: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

/** What others did since the person was last here, by what it became. */
export function WhatChanged(): ReactNode {
  const styles = useStyles();
  return (
    <section aria-label={texts.changed}>
      <h2 className={styles.title}>{texts.changed}</h2>
      <Answered query={useQuery(visitQuery)} rows={3}>
        {({ since }) => <Since since={since} />}
      </Answered>
    </section>
  );
}

function Since({ since }: { readonly since: string }): ReactNode {
  const styles = useStyles();
  return (
    <>
      <p className={styles.quiet}>{texts.sinceVisit(moment(since))}</p>
      <Answered query={useQuery(changesQuery(since))} rows={3}>
        {(changes) =>
          changes.length === 0 ? (
            <p className={styles.quiet}>{texts.unchanged}</p>
          ) : (
            <ul className={styles.list}>
              {changes.map((change) => (
                <Change key={`${change.kind} ${change.state}`} change={change} />
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  );
}

/** Where each kind is looked at. */
const lists = {
  statements: { to: '/statements', search: { months: 'all' } },
  forecasts: { to: '/forecast', search: {} },
  contracts: { to: '/contracts', search: {} },
  loads: { to: '/data', search: { tab: 'loads' } },
} as const;

function Change({ change }: { readonly change: ChangeCount }): ReactNode {
  const styles = useStyles();
  const { kind, state, count, sites } = change;
  const { to, search } = lists[kind];
  return (
    <li className={styles.item}>
      <span>
        <Link className={styles.link} to={to} search={{ ...search, state }}>
          {texts.changes[kind](count, state)}
        </Link>
        {sites.length > 0 && <div className={styles.quiet}>{texts.at(sites, count)}</div>}
      </span>
      <span className={styles.when}>{moment(change.newest_at)}</span>
    </li>
  );
}
