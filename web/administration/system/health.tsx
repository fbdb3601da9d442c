import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { figure, timeOfDay } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import { componentsQuery, type Component } from '../../service/acts/system.ts';
import { sourceNames } from '../../service/loads.ts';
import { systemTexts } from '../../texts/administration/system.ts';
import { withFeedNames } from '../../texts/sources.ts';

const { health: texts, faces } = systemTexts;

const meanings: Readonly<Record<Component['status'], Meaning>> = {
  ok: 'good',
  degraded: 'needed',
  down: 'bad',
};

const filters: readonly Filter<Component>[] = [
  { id: 'state', title: texts.status, valueOf: ({ status }) => status, names: texts.states },
];

const columns: readonly Column<Component>[] = [
  {
    id: 'component',
    title: texts.component,
    width: 'minmax(168px, 1fr)',
    cell: nameOf,
    sorts: nameOf,
  },
  {
    id: 'state',
    title: texts.status,
    width: '136px',
    cell: ({ status }) => <StateChip meaning={meanings[status]}>{texts.states[status]}</StateChip>,
    sorts: ({ status }) => ['down', 'degraded', 'ok'].indexOf(status),
  },
  {
    id: 'detail',
    title: texts.detail,
    width: 'minmax(200px, 4fr)',
    cell: (row) => <span title={findingOf(row)}>{findingOf(row)}</span>,
    from: 'tablet',
  },
  {
    id: 'took',
    title: texts.took,
    width: '88px',
    align: 'end',
    cell: tookOf,
    sorts: ({ latency_ms: latency }) => latency,
    from: 'desk',
  },
];

function nameOf({ component }: Component): string {
  const [, source] = /^source (\S+)$/.exec(component) ?? [];
  return source === undefined
    ? (texts.components[component] ?? component)
    : texts.source(sourceNames[source] ?? source);
}

function findingOf({ detail }: Component): string {
  return withFeedNames(detail);
}

function tookOf({ latency_ms: latency }: Component): string {
  return texts.milliseconds(figure(latency, 'plain'));
}

/** What the server stands on, as its checks just saw it. */
export function Health({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery({ ...componentsQuery, select: ({ components }) => components })}
      name={faces.health}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => `${nameOf(row)} ${findingOf(row)}`}
      idOf={({ component }) => component}
      titleOf={nameOf}
      content={(row) => (
        <Facts
          facts={[
            [texts.status, texts.states[row.status]],
            [texts.detail, findingOf(row)],
            [texts.took, tookOf(row)],
            [texts.at, timeOfDay(row.checked_at)],
          ]}
        />
      )}
      empty={texts.empty}
    >
      {children}
    </ListFace>
  );
}
