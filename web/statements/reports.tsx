import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useContextChoice } from '../design/context.ts';
import { Figure, judgementOf } from '../design/figure.tsx';
import { month } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { useQueryOfContext } from '../design/grid/site-rows.ts';
import { StateChip } from '../design/state-chip.tsx';
import { meaningOf } from '../design/states.ts';
import { useSay } from '../design/toasts.tsx';
import {
  comparisonQuery,
  downloadDailyRevenue,
  performanceQuery,
  type FourFigures,
  type Performance as ComponentPerformance,
} from '../service/billing.ts';
import { contractTexts } from '../texts/contracts.ts';
import { statementTexts } from '../texts/statements.ts';
import { ComparisonExplained } from './explained/comparison.tsx';

const { reports: texts, columns: titles } = statementTexts;

const comparisonFilters: readonly Filter<FourFigures>[] = [
  { id: 'state', title: titles.state, valueOf: ({ state }) => state },
];

const comparisonColumns: readonly Column<FourFigures>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'state',
    title: titles.state,
    width: 'minmax(136px, 1fr)',
    cell: ({ state }) => <StateChip meaning={meaningOf(state)}>{state}</StateChip>,
    sorts: ({ state }) => state,
    from: 'tablet',
  },
  ...(['forecast', 'posted', 'invoiced', 'actual', 'deviation'] as const).map(
    (name): Column<FourFigures> => ({
      id: name,
      title: texts[name],
      width: 'minmax(104px, 1fr)',
      align: 'end',
      cell: (row) => <Figure value={row[name]} />,
      sorts: (row) => row[name],
      ...(name === 'forecast' || name === 'actual' ? {} : { from: 'tablet' as const }),
    }),
  ),
  {
    id: 'percent',
    title: titles.deviationPercent,
    width: '112px',
    align: 'end',
    cell: (row) => <Figure value={row.deviation_percent} kind="percent" />,
    sorts: (row) => row.deviation_percent,
  },
];

/** Forecast, posted, invoiced and total actual of each statement of the period. */
export function Comparison(): ReactNode {
  const { period } = useContextChoice();
  const say = useSay();
  return (
    <ListFace
      query={useQueryOfContext(useQuery(comparisonQuery(period)))}
      name={statementTexts.tabs.comparison}
      word={statementTexts.word}
      columns={comparisonColumns}
      filters={comparisonFilters}
      textOf={(row) => `${row.site} ${row.statement}`}
      idOf={({ statement }) => statement}
      titleOf={(row) => `${row.site} ${month(period)}`}
      content={({ statement, site }) => (
        <ComparisonExplained key={statement} of={{ statement, site, month: period }} />
      )}
      empty={statementTexts.empty(month(period))}
    >
      <Button
        appearance="subtle"
        onClick={() => {
          downloadDailyRevenue().catch(say.refused);
        }}
      >
        {texts.daily}
      </Button>
    </ListFace>
  );
}

const componentOf = ({ component }: ComponentPerformance): string =>
  contractTexts.components[component] ?? component;

const performanceFilters: readonly Filter<ComponentPerformance>[] = [
  { id: 'component', title: texts.component, valueOf: componentOf },
];

const performanceColumns: readonly Column<ComponentPerformance>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'component',
    title: texts.component,
    width: 'minmax(120px, 2fr)',
    cell: componentOf,
    sorts: componentOf,
  },
  ...(['billed', 'forecast'] as const).map((name): Column<ComponentPerformance> => ({
    id: name,
    title: texts[name],
    width: 'minmax(104px, 1fr)',
    align: 'end',
    cell: (row) => <Figure value={row[name]} />,
    sorts: (row) => row[name],
    ...(name === 'billed' ? {} : { from: 'tablet' as const }),
  })),
  {
    id: 'difference',
    title: texts.difference,
    width: 'minmax(104px, 1fr)',
    align: 'end',
    cell: ({ difference }) => <Figure value={difference} judged={judgementOf(difference)} />,
    sorts: ({ difference }) => difference,
  },
  {
    id: 'percent',
    title: texts.differencePercent,
    width: '104px',
    align: 'end',
    cell: (row) => <Figure value={row.difference_percent} kind="percent" />,
    sorts: (row) => row.difference_percent,
    from: 'tablet',
  },
];

/** What each component of each contract billed in the period, against its forecast. */
export function Performance(): ReactNode {
  const { period } = useContextChoice();
  return (
    <ListFace
      query={useQueryOfContext(useQuery(performanceQuery(period)))}
      name={statementTexts.tabs.performance}
      word={texts.componentWord}
      columns={performanceColumns}
      filters={performanceFilters}
      textOf={(row) => `${row.site} ${componentOf(row)}`}
      idOf={(row) => `${row.site} ${row.component}`}
      titleOf={(row) => `${row.site} ${componentOf(row)}`}
      empty={texts.nothing(month(period))}
    />
  );
}
