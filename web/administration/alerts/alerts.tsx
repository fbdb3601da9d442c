import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { moment, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { useShown } from '../../design/grid/use-shown.tsx';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import { alertsQuery, type Alert } from '../../service/acts/alerts.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { alertTexts as texts } from '../../texts/administration/alerts.ts';
import { AlertPanel } from './alert-panel.tsx';

const meanings: Readonly<Record<Alert['severity'], Meaning>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'needed',
  low: 'needed',
};

const withOf = (row: Alert): string => row.assigned_to ?? row.acknowledged_by ?? noData;

const filters: readonly Filter<Alert>[] = [
  { id: 'severity', title: texts.severity, valueOf: ({ severity }) => severity, names: texts.severities },
  { id: 'state', title: texts.state, valueOf: ({ state }) => state, names: texts.states },
];

const columns: readonly Column<Alert>[] = [
  {
    id: 'what',
    title: texts.what,
    width: 'minmax(160px, 3fr)',
    cell: ({ title }) => <span title={title}>{title}</span>,
    sorts: ({ title }) => title,
  },
  {
    id: 'severity',
    title: texts.severity,
    width: '88px',
    cell: ({ severity, state }) => (
      <StateChip meaning={state === 'resolved' ? 'closed' : meanings[severity]}>
        {texts.severities[severity]}
      </StateChip>
    ),
    sorts: ({ severity }) => Object.keys(texts.severities).indexOf(severity),
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
    width: '88px',
    align: 'end',
    cell: (row) => row.value_text,
    from: 'desk',
  },
  {
    id: 'limit',
    title: texts.limit,
    width: '88px',
    align: 'end',
    cell: (row) => row.limit_text,
    from: 'desk',
  },
  { id: 'with', title: texts.with, width: 'minmax(120px, 1fr)', cell: withOf, sorts: withOf, from: 'desk' },
];

const faces = ['current', 'all'] as const;

/** What is not as it should be: who takes care of it, and what was told of it. */
export function Alerts(): ReactNode {
  const { face, choice } = useShown(faces, { name: texts.show, titles: texts.faces });
  const isCurrent = face === 'current';
  return (
    <ListFace
      query={useQuery(alertsQuery(isCurrent))}
      name={administrationTexts.tabs.alerts}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.title, row.kind, row.thing, withOf(row)].join(' ')}
      idOf={(row) => row.alert_id}
      titleOf={(row) => texts.title(row.alert_id)}
      content={(row) => <AlertPanel key={row.alert_id} alert={row.alert_id} />}
      empty={isCurrent ? texts.noneNow : texts.none}
    >
      {choice}
    </ListFace>
  );
}
