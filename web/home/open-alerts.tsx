import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { moment } from '../design/format.ts';
import { StateChip } from '../design/state-chip.tsx';
import { meaningOfSeverity, severityOrder } from '../design/states.ts';
import { alertsQuery, type Alert } from '../service/acts/alerts.ts';
import { alertTexts } from '../texts/administration/alerts.ts';
import { homeTexts as texts } from '../texts/home.ts';
import { withFeedNames } from '../texts/sources.ts';

/** Alerts that are shown before the list of all of them is the better place. */
const most = 5;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: '4px 0 0', padding: 0 },
  alert: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'baseline',
    columnGap: '12px',
    padding: '6px 0',
  },
  link: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

/** The most severe of what is not as it should be, each with the way to it. */
export function OpenAlerts(): ReactNode {
  const styles = useStyles();
  const { data: alerts = [] } = useQuery(alertsQuery(true));
  const shown = alerts.toSorted((one, other) => rankOf(one).localeCompare(rankOf(other)));
  return (
    <ul className={styles.list}>
      {shown.slice(0, most).map((alert) => (
        <AlertLine key={alert.alert_id} alert={alert} />
      ))}
    </ul>
  );
}

/** What sorts the worst first, and of these what has lasted longest. */
function rankOf({ severity, since_at: since }: Alert): string {
  return `${String(severityOrder(severity))} ${since}`;
}

/** The value and its limit; nothing where the title says all. */
function howMuch({ value_text: value, limit_text: limit }: Alert): string[] {
  if (limit !== '') return [texts.beyond(value, limit)];
  return value === '' ? [] : [value];
}

function AlertLine({ alert }: { readonly alert: Alert }): ReactNode {
  const styles = useStyles();
  return (
    <li className={styles.alert}>
      <div>
        <Link className={styles.link} to="/administration" search={{ tab: 'alerts', alert: alert.alert_id }}>
          {withFeedNames(alert.title)}
        </Link>
        <div className={styles.quiet}>
          {[...howMuch(alert), texts.alertSince(moment(alert.since_at))].join(' · ')}
        </div>
      </div>
      <StateChip meaning={meaningOfSeverity(alert.severity)}>
        {alertTexts.severities[alert.severity]}
      </StateChip>
    </li>
  );
}
