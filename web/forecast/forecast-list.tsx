import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { sitesIn, useContextChoice } from '../design/context.ts';
import { day, month, noData } from '../design/format.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { useFilters, type Filter } from '../design/grid/filters.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { Page } from '../design/page.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { cycleQuery, type Cycle, type CycleSite } from '../service/forecasts.ts';
import { sitesQuery, type Site } from '../service/sites.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { lists } from '../texts/lists.ts';
import { siteTexts } from '../texts/sites.ts';
import { meaningOf } from '../design/standing.ts';

interface Row extends CycleSite {
  readonly name: string;
  readonly district: string | null;
  readonly manager: string | null;
}

const { columns: titles } = texts;

const stateOf = ({ state }: Row): string => texts.states[state] ?? state;
const lateOf = ({ late }: Row): string | null => (late === null ? null : (texts.late[late] ?? late));

const filters: readonly Filter<Row>[] = [
  { id: 'state', title: titles.state, valueOf: ({ state }) => state, names: texts.states },
  { id: 'late', title: titles.late, valueOf: lateOf },
  { id: 'district', title: siteTexts.columns.district, valueOf: ({ district }) => district },
  { id: 'manager', title: siteTexts.columns.manager, valueOf: ({ manager }) => manager },
];

const columns: readonly Column<Row>[] = [
  { id: 'site', title: titles.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'name',
    title: titles.customer,
    width: 'minmax(160px, 2fr)',
    cell: ({ name }) => name,
    sorts: ({ name }) => name,
  },
  {
    id: 'state',
    title: titles.state,
    width: '120px',
    cell: (row) => <StateChip meaning={meaningOf(row)}>{stateOf(row)}</StateChip>,
    sorts: stateOf,
  },
  {
    id: 'late',
    title: titles.late,
    width: '112px',
    cell: (row) => lateOf(row) ?? noData,
    sorts: lateOf,
    from: 'tablet',
  },
  {
    id: 'manager',
    title: siteTexts.columns.manager,
    width: 'minmax(120px, 1fr)',
    cell: ({ manager }) => manager ?? noData,
    sorts: ({ manager }) => manager,
    from: 'tablet',
  },
  {
    id: 'by',
    title: titles.by,
    width: 'minmax(140px, 1fr)',
    cell: ({ by }) => by ?? noData,
    sorts: ({ by }) => by,
    from: 'desk',
  },
  {
    id: 'at',
    title: titles.at,
    width: '120px',
    cell: ({ at }) => day(at),
    sorts: ({ at }) => at,
    from: 'desk',
  },
];

const textOf = ({ site, name, district, manager }: Row): string => [site, name, district, manager].join(' ');

/** Where every site stands in the month of approvals; a site opens its editor. */
export function ForecastList(): ReactNode {
  const query = useQuery(cycleQuery());
  const { data: cycle } = query;
  return (
    <Page
      title={texts.title}
      state={cycle && texts.cycle(month(cycle.month), day(cycle.submit_by), day(cycle.decide_by))}
      isFilling
    >
      <Answered query={query} rows={14}>
        {(shown) => <Sites cycle={shown} />}
      </Answered>
    </Page>
  );
}

function Sites({ cycle }: { readonly cycle: Cycle }): ReactNode {
  const navigate = useNavigate();
  const { at } = useContextChoice();
  const { data: sites = [] } = useQuery(sitesQuery);
  const all = useMemo(() => rowsOf(cycle, sites), [cycle, sites]);
  const rows = useMemo(() => sitesIn(all, at), [all, at]);
  const filtered = useFilters(rows, filters, textOf);
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={rows.length} word={texts.word} />
      <Grid
        name={texts.title}
        columns={columns}
        rows={filtered.shown}
        idOf={({ site }) => site}
        nameOf={({ site, name }) => `${site} ${name}`}
        open={({ site }) => void navigate({ to: '/forecast/$site', params: { site } })}
        empty={
          rows.length === 0 ? (
            <Empty title={texts.empty}>{texts.emptyNext}</Empty>
          ) : (
            <Empty title={lists.noneFits} />
          )
        }
      />
    </>
  );
}

function rowsOf(cycle: Cycle, sites: readonly Site[]): readonly Row[] {
  const bySite = new Map(sites.map((site) => [site.site, site]));
  return cycle.sites.map((standing) => {
    const site = bySite.get(standing.site);
    return {
      ...standing,
      name: site?.name ?? noData,
      district: site?.district ?? null,
      manager: site?.account_manager ?? null,
    };
  });
}
