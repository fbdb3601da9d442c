import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { Sparkline } from '../design/charts/sparkline.tsx';
import { sitesIn, useContextChoice } from '../design/context.ts';
import { Figure, judgementOf } from '../design/figure.tsx';
import { month, noData } from '../design/format.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { useFilters, type Filter } from '../design/grid/filters.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { Page } from '../design/page.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { contributionsQuery, sitesQuery, type Contribution, type Site } from '../service/sites.ts';
import { statementsQuery } from '../service/statements.ts';
import { may, useMe } from '../service/session.ts';
import { lists } from '../texts/lists.ts';
import { siteTexts } from '../texts/sites.ts';
import { meaningOf } from '../design/states.ts';

/** A site with its month: what it contributed, and how far its statement is. */
interface SiteRow extends Site {
  readonly contribution: Contribution | undefined;
  readonly months: readonly (string | null)[];
  readonly statement: string | null;
}

const { columns: titles } = siteTexts;

const filters: readonly Filter<SiteRow>[] = [
  { id: 'statement', title: titles.statement, valueOf: ({ statement }) => statement },
  { id: 'region', title: titles.region, valueOf: ({ region }) => region },
  { id: 'district', title: titles.district, valueOf: ({ district }) => district },
  { id: 'manager', title: titles.manager, valueOf: (row) => row.account_manager },
  { id: 'contract', title: titles.contractType, valueOf: (row) => row.contract_type },
  { id: 'deposits', title: titles.deposits, valueOf: (row) => depositsOf(row) },
  { id: 'status', title: titles.status, valueOf: ({ status }) => siteTexts.statuses[status] ?? status },
];

const textOf = ({ site, name, city, district, account_manager: manager }: SiteRow): string =>
  [site, name, city, district, manager].join(' ');

const columns: readonly Column<SiteRow>[] = [
  { id: 'site', title: titles.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'name',
    title: titles.name,
    width: 'minmax(180px, 2fr)',
    cell: ({ name }) => name,
    sorts: ({ name }) => name,
  },
  {
    id: 'statement',
    title: titles.statement,
    width: '136px',
    cell: ({ statement }) =>
      statement !== null && <StateChip meaning={meaningOf(statement)}>{statement}</StateChip>,
    sorts: ({ statement }) => statement,
    from: 'tablet',
  },
  {
    id: 'actual',
    title: titles.actual,
    width: '104px',
    align: 'end',
    cell: ({ contribution }) => <Figure value={figureOf(contribution)} kind="whole" />,
    sorts: ({ contribution }) => figureOf(contribution),
  },
  {
    id: 'budget',
    title: titles.budget,
    width: '96px',
    align: 'end',
    cell: ({ contribution }) => <Figure value={contribution?.budget} kind="whole" />,
    sorts: ({ contribution }) => contribution?.budget ?? null,
    from: 'tablet',
  },
  {
    id: 'variance',
    title: titles.variance,
    width: '96px',
    align: 'end',
    cell: ({ contribution }) => (
      <Figure value={contribution?.variance} kind="whole" judged={judgementOf(contribution?.variance)} />
    ),
    sorts: ({ contribution }) => contribution?.variance ?? null,
    from: 'tablet',
  },
  {
    id: 'months',
    title: titles.months,
    width: '124px',
    cell: ({ site, name, months }) =>
      months.every((each) => each === null) ? (
        noData
      ) : (
        <Sparkline name={siteTexts.trend(name ?? site, months.length)} values={months} />
      ),
    from: 'desk',
  },
  {
    id: 'district',
    title: titles.district,
    width: 'minmax(96px, 1fr)',
    cell: ({ district }) => district ?? noData,
    sorts: ({ district }) => district,
    from: 'tablet',
  },
  {
    id: 'manager',
    title: titles.manager,
    width: 'minmax(120px, 1fr)',
    cell: (row) => row.account_manager ?? noData,
    sorts: (row) => row.account_manager,
    from: 'desk',
  },
  {
    id: 'contract',
    title: titles.contractType,
    width: 'minmax(120px, 1fr)',
    cell: (row) => row.contract_type ?? noData,
    sorts: (row) => row.contract_type,
    from: 'desk',
  },
];

/** The sites that the person may see, with the month of the context. */
export function SiteList(): ReactNode {
  const query = useQuery(sitesQuery);
  const { period } = useContextChoice();
  return (
    <Page title={siteTexts.title} state={siteTexts.contribution(month(period))} isFilling>
      <Answered query={query} rows={14}>
        {(sites) => <SiteGrid sites={sites} period={period} />}
      </Answered>
    </Page>
  );
}

function SiteGrid({
  sites,
  period,
}: {
  readonly sites: readonly Site[];
  readonly period: string;
}): ReactNode {
  const navigate = useNavigate();
  const { at } = useContextChoice();
  const all = useRows(sites, period);
  const rows = useMemo(() => sitesIn(all, at), [all, at]);
  const filtered = useFilters(rows, filters, textOf);
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={rows.length} word={siteTexts.word} />
      <Grid
        name={siteTexts.title}
        columns={columns}
        rows={filtered.shown}
        idOf={({ site }) => site}
        nameOf={({ site, name }) => `${site} ${name}`}
        open={({ site }) => void navigate({ to: '/sites/$site', params: { site } })}
        empty={
          sites.length === 0 ? (
            <Empty title={siteTexts.emptyTitle}>{siteTexts.emptyNext}</Empty>
          ) : (
            <Empty title={lists.noneFits} />
          )
        }
      />
    </>
  );
}

/** Sites with what two other services say of them; their columns stay empty until those answer. */
function useRows(sites: readonly Site[], period: string): readonly SiteRow[] {
  const me = useMe();
  const { data: contributions } = useQuery({
    ...contributionsQuery(period.slice(0, 4)),
    enabled: may(me, 'profit-and-loss', 'read'),
    retry: false,
  });
  const { data: statements } = useQuery({
    ...statementsQuery({ month: period }),
    enabled: may(me, 'statement', 'read'),
    retry: false,
  });
  return useMemo(() => {
    const months = new Map<string, Contribution[]>();
    for (const each of contributions ?? [])
      months.set(each.site_id, [...(months.get(each.site_id) ?? []), each]);
    const states = new Map((statements ?? []).map(({ site, state }) => [site, state]));
    return sites.map((site) => {
      const year = months.get(site.site) ?? [];
      return {
        ...site,
        contribution: year.find(({ plan_month: each }) => each.startsWith(period)),
        months: year.map((each) => each.actual ?? each.trend),
        statement: statements ? (states.get(site.site) ?? siteTexts.statement.none) : null,
      };
    });
  }, [sites, contributions, statements, period]);
}

function depositsOf({ is_deposited_by_operator: isDeposited }: Site): string | null {
  return isDeposited === null ? null : isDeposited ? siteTexts.yes : siteTexts.no;
}

function figureOf(contribution: Contribution | undefined): string | null {
  return contribution?.actual ?? contribution?.trend ?? null;
}
