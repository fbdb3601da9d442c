import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { moment, noData } from '../../design/format.ts';
import { filtersOf, type Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { useShown } from '../../design/grid/use-shown.tsx';
import { usePanel, type PanelContent } from '../../design/panel.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import { meaningOfSeverity, severityOrder } from '../../design/states.ts';
import { alertsQuery, type Alert } from '../../service/acts/alerts.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { alertTexts as texts } from '../../texts/administration/alerts.ts';
import { withFeedNames } from '../../texts/sources.ts';
import { AlertPanel } from './alert-panel.tsx';
import { AlertRules } from './alert-rules.tsx';
import { Silences } from './silences.tsx';

const withOf = (row: Alert): string => row.assigned_to ?? row.acknowledged_by ?? noData;

const titleOf = ({ title }: Alert): string => withFeedNames(title);

const filters: readonly Filter<Alert>[] = [
  { id: 'severity', title: texts.severity, valueOf: ({ severity }) => severity, names: texts.severities },
  { id: 'state', title: texts.state, valueOf: ({ state }) => state, names: texts.states },
];

const columns: readonly Column<Alert>[] = [
  {
    id: 'what',
    title: texts.what,
    width: 'minmax(160px, 3fr)',
    cell: (row) => <span title={titleOf(row)}>{titleOf(row)}</span>,
    sorts: titleOf,
  },
  {
    id: 'severity',
    title: texts.severity,
    width: '88px',
    cell: ({ severity, state }) => (
      <StateChip meaning={state === 'resolved' ? 'closed' : meaningOfSeverity(severity)}>
        {texts.severities[severity]}
      </StateChip>
    ),
    sorts: ({ severity }) => severityOrder(severity),
  },
  {
    id: 'state',
    title: texts.state,
    width: '88px',
    cell: ({ state }) => texts.states[state],
    sorts: ({ state }) => state,
    from: 'tablet',
  },
  {
    id: 'since',
    title: texts.since,
    width: '176px',
    cell: (row) => moment(row.since_at),
    sorts: (row) => row.since_at,
    from: 'tablet',
  },
  {
    id: 'value',
    title: texts.value,
    width: '120px',
    align: 'end',
    cell: (row) => row.value_text,
    from: 'desk',
  },
  {
    id: 'limit',
    title: texts.limit,
    width: '112px',
    align: 'end',
    cell: (row) => row.limit_text,
    from: 'desk',
  },
  { id: 'with', title: texts.with, width: 'minmax(120px, 1fr)', cell: withOf, sorts: withOf, from: 'desk' },
];

const faces = ['current', 'all', 'rules', 'silences'] as const;

function panelOf(alert: string): PanelContent {
  return { title: texts.title(alert), content: <AlertPanel key={alert} alert={alert} /> };
}

/** What is not as it should be, the rules by which it is told, and when nothing is. */
export function Alerts(): ReactNode {
  const { face, choice } = useShown(faces, { name: texts.show, titles: texts.faces });
  if (face === 'rules') return <AlertRules>{choice}</AlertRules>;
  if (face === 'silences') return <Silences>{choice}</Silences>;
  return <AlertList isCurrent={face === 'current'}>{choice}</AlertList>;
}

/** What is not as it should be: who takes care of it, and what was told of it. */
function AlertList(props: { readonly isCurrent: boolean; readonly children: ReactNode }): ReactNode {
  const { isCurrent, children } = props;
  const navigate = useNavigate();
  const panel = usePanel();
  const { alert: opened } = filtersOf(useSearch({ strict: false }));
  const show = useEffectEvent((alert: string): void => {
    panel.show(panelOf(alert));
  });
  useEffect(() => {
    if (opened !== undefined) show(opened);
  }, [opened]);
  return (
    <ListFace
      query={useQuery(alertsQuery(isCurrent))}
      name={administrationTexts.tabs.alerts}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [titleOf(row), row.kind, row.thing, withOf(row)].join(' ')}
      idOf={(row) => row.alert_id}
      titleOf={(row) => texts.title(row.alert_id)}
      content={(row) => panelOf(row.alert_id).content}
      opened={({ alert_id: alert }) => {
        void navigate({ to: '.', search: (before) => ({ ...before, alert }), replace: true });
      }}
      empty={isCurrent ? texts.noneNow : texts.none}
    >
      {children}
    </ListFace>
  );
}
