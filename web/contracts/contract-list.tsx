import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { sitesIn, useContextChoice } from '../design/context.ts';
import { month, noData } from '../design/format.ts';
import { facesOf, type FaceOf } from '../design/frame/faces.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { useFilters, type Filter } from '../design/grid/filters.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { SelectionBar, type SelectionAction } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import { Page } from '../design/page.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { contractsQuery, type ListedContract } from '../service/contracts.ts';
import { may, useMe } from '../service/session.ts';
import { sitesQuery } from '../service/sites.ts';
import { contractTexts as texts } from '../texts/contracts.ts';
import { lists } from '../texts/lists.ts';
import { Approvals } from './approvals.tsx';
import { ImportContracts } from './import-contracts.tsx';
import { Increases } from './increases.tsx';
import { MarkDialog } from './mark-dialog.tsx';
import { NewContract } from './new-contract.tsx';
import { Clauses } from './settings/clauses.tsx';
import { LimitsDialog } from './settings/limits-dialog.tsx';
import { ReviewLimits } from './settings/review-limits.tsx';
import { ContractRules } from './settings/rules.tsx';
import { Templates } from './settings/templates.tsx';
import { fromWords, meaningOf } from './words.ts';

type Row = ListedContract & { readonly district: string | null };

const { columns: titles } = texts;

const billsOf = ({ components }: ListedContract): string =>
  components.map((each) => texts.components[each] ?? each).join(', ');

const filters: readonly Filter<Row>[] = [
  { id: 'state', title: titles.state, valueOf: ({ state }) => state, names: texts.states },
  { id: 'bills', title: titles.components, valueOf: billsOf },
  { id: 'billing', title: titles.billing, valueOf: (row) => row.billing_type, names: texts.arrears },
  { id: 'terms', title: titles.terms, valueOf: (row) => row.payment_terms },
  { id: 'marks', title: titles.marks, valueOf: ({ marks }) => marks[0] ?? null },
];

const columns: readonly Column<Row>[] = [
  { id: 'site', title: titles.site, width: '64px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'customer',
    title: titles.customer,
    width: 'minmax(180px, 2fr)',
    cell: (row) => row.customer_name ?? noData,
    sorts: (row) => row.customer_name,
  },
  {
    id: 'state',
    title: titles.state,
    width: '132px',
    cell: ({ state }) => <StateChip meaning={meaningOf(state)}>{texts.states[state] ?? state}</StateChip>,
    sorts: ({ state }) => state,
  },
  {
    id: 'bills',
    title: titles.components,
    width: 'minmax(180px, 2fr)',
    cell: billsOf,
    sorts: billsOf,
    from: 'tablet',
  },
  {
    id: 'billing',
    title: titles.billing,
    width: '136px',
    cell: (row) => texts.arrears[row.billing_type] ?? row.billing_type,
    sorts: (row) => row.billing_type,
    from: 'desk',
  },
  {
    id: 'terms',
    title: titles.terms,
    width: 'minmax(120px, 1fr)',
    cell: (row) => row.payment_terms,
    sorts: (row) => row.payment_terms,
    from: 'tablet',
  },
  {
    id: 'since',
    title: titles.since,
    width: '128px',
    cell: (row) => fromWords(row.from_month),
    sorts: (row) => row.from_month,
    from: 'desk',
  },
  {
    id: 'marks',
    title: titles.marks,
    width: 'minmax(96px, 1fr)',
    cell: ({ marks }) => marks.join(', '),
    from: 'desk',
  },
];

const textOf = (row: Row): string =>
  [row.site, row.customer_name, billsOf(row), row.payment_terms, row.purchase_order].join(' ');

type Face = FaceOf<'contracts'>;

const contents: Readonly<Record<Face, (period: string) => ReactNode>> = {
  contracts: (period) => <Contracts period={period} />,
  approvals: () => <Approvals />,
  increases: () => <Increases />,
  clauses: () => <Clauses />,
  limits: () => <ReviewLimits />,
  templates: () => <Templates />,
  rules: () => <ContractRules />,
};

/** Faces that are longer than the page. */
const isLong: ReadonlySet<Face> = new Set(['increases', 'rules']);

/** The contracts in effect in the month of the context; what awaits a second person; which rates are due to change. */
export function ContractList(): ReactNode {
  const { period } = useContextChoice();
  const me = useMe();
  const faces = facesOf(me, 'contracts');
  const face = useTab<Face>(faces);
  return (
    <Page
      title={texts.title}
      state={month(period)}
      tabs={<Tabs names={faces} titles={texts.tabs} />}
      isFilling={!isLong.has(face)}
      actions={face === 'contracts' ? <ListActions period={period} /> : undefined}
    >
      {contents[face](period)}
    </Page>
  );
}

function ListActions({ period }: { readonly period: string }): ReactNode {
  const { data: contracts = [] } = useQuery(contractsQuery(period));
  return (
    <>
      <NewContract contracts={contracts} />
      <ImportContracts />
    </>
  );
}

function Contracts({ period }: { readonly period: string }): ReactNode {
  return (
    <Answered query={useQuery(contractsQuery(period))} rows={14}>
      {(contracts) => <ContractGrid contracts={contracts} period={period} />}
    </Answered>
  );
}

/** What is done to several contracts at once. */
type Bulk = 'mark' | 'limits';

const bulkActions: readonly (SelectionAction<Bulk> & { readonly right: readonly [string, string] })[] = [
  { name: 'mark', title: texts.mark, right: ['contract', 'change'] },
  { name: 'limits', title: texts.limits, right: ['review-threshold', 'change'] },
];

function ContractGrid(props: {
  readonly contracts: readonly ListedContract[];
  readonly period: string;
}): ReactNode {
  const { contracts, period } = props;
  const navigate = useNavigate();
  const { at } = useContextChoice();
  const { data: sites } = useQuery(sitesQuery);
  const rows = useMemo(() => {
    const districts = new Map((sites ?? []).map(({ site, district }) => [site, district]));
    return sitesIn(
      contracts.map((contract) => ({ ...contract, district: districts.get(contract.site) ?? null })),
      at,
    );
  }, [contracts, sites, at]);
  const filtered = useFilters(rows, filters, textOf);
  const me = useMe();
  const { ids, selection, clear, pending, begin, close } = useBulkAct<Bulk>();
  const actions = bulkActions.filter(({ right }) => may(me, ...right));
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={rows.length} word={texts.word} />
      {filtered.shown.length > 0 && (
        <SelectionBar count={ids.size} actions={actions} act={begin} clear={clear} />
      )}
      <Grid
        name={texts.title}
        columns={columns}
        rows={filtered.shown}
        idOf={({ site }) => site}
        nameOf={(row) => `${row.site} ${row.customer_name ?? ''}`}
        open={({ site }) => void navigate({ to: '/contracts/$site', params: { site } })}
        selection={actions.length > 0 ? selection : undefined}
        empty={
          rows.length === 0 ? (
            <Empty title={texts.empty(month(period))}>{texts.emptyNext}</Empty>
          ) : (
            <Empty title={lists.noneFits} />
          )
        }
      />
      {pending === 'mark' && <MarkDialog sites={[...ids]} close={close} />}
      {pending === 'limits' && <LimitsDialog sites={[...ids]} close={close} />}
    </>
  );
}
