import type { Decimal } from '../../../kernel/decimal.ts';
import { firstDay, lastDay, type Month } from '../../../kernel/month.ts';
import { readFacts } from '../../../platform/operator/index.ts';
import { holdsRight, type Caller, type Principal } from '../../../platform/security/index.ts';
import { inputObjects, type InputObject } from '../../explanation/cell-parts.ts';
import type { MeasuredLabor } from '../../labor/read-labor.ts';
import { pnlTable } from '../../pnl/pnl-table.ts';
import { monthParts, type MaySee, type SiteMonth } from '../../trending/month-parts.ts';
import {
  reached,
  trendingSections,
  type Reached,
  type TrendingSection,
} from '../../trending/month-trending.ts';
import { readLaborProductivity } from './read-labor.ts';
import { readPnl, type PnlRequest, type PnlOfSites } from '../read-pnl.ts';

/** Which month is reported, of which sites, against what. */
export interface TrendingRequest extends Omit<PnlRequest, 'months' | 'by' | 'isStored' | 'onProgress'> {
  readonly month: Month;
}

/** The trend of a month and what it is made of, as one answer. */
export interface MonthTrending extends Pick<
  PnlOfSites,
  'sites' | 'updating' | 'failed' | 'notices' | 'waiting'
> {
  readonly month: Month;
  /** The day that counted as today, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly against: PnlRequest['against'];
  /** How many sites have the month closed, open, or before them. */
  readonly states: Readonly<Record<SiteMonth['state'], number>>;
  readonly revenueTo: Reached;
  readonly payrollTo: Reached;
  readonly sections: readonly TrendingSection[];
  /** Front line contribution is further from what it is compared with than this percentage. */
  readonly alert: { readonly percentage: Decimal; readonly isMarked: boolean };
  /** Labor of the month; null for callers who may not read it. */
  readonly labor: readonly MeasuredLabor[] | null;
}

/**
 * The current month, or any other: actual to date, what is expected besides, trend, budget and variance of every row,
 * with the rule in words, the sections of the operator's report and the alert on front line contribution (operations.md
 * 3.9, forecasting.md 2.4). Refuses as `readPnl` does.
 */
export async function readMonthTrending(
  principal: Principal,
  { month, ...period }: TrendingRequest,
): Promise<MonthTrending> {
  const { caller, database } = principal;
  const { asOf, against, version, today } = period;
  const months = { from: month, to: month };
  const pnl = await readPnl(principal, { ...period, months, isStored: false, onProgress: () => undefined });
  const maySee = await sightOf(caller, pnl.sites);
  const parts = await monthParts(database, { sites: pnl.sites, version, asOf, month }, maySee);
  const sections = trendingSections(pnlTable(pnl.total, months), month, parts.months);
  const { trendingAlertPercentage: percentage } = await readFacts(database);
  const contribution = sections.at(-1)?.rows[0]?.variancePercent ?? null;
  const stateOf = (state: SiteMonth['state']): number =>
    parts.months.filter((site) => site.state === state).length;
  return {
    month,
    asOf,
    against,
    sections,
    sites: pnl.sites,
    updating: pnl.updating,
    waiting: pnl.waiting,
    notices: pnl.notices,
    failed: [...pnl.failed, ...parts.failed],
    states: { closed: stateOf('closed'), open: stateOf('open'), future: stateOf('future') },
    revenueTo: reached(parts.months.map(({ revenueTo }) => revenueTo)),
    payrollTo: reached(parts.months.map(({ payrollTo }) => payrollTo)),
    alert: { percentage, isMarked: contribution?.abs().gt(percentage) === true },
    labor: await laborOf(principal, pnl.sites, { month, today }),
  };
}

/** What the caller may see of what calculations take, at each site. */
async function sightOf(caller: Caller, sites: readonly string[]): Promise<MaySee> {
  const rows = await caller.transaction((transaction) =>
    transaction.query<{ object: InputObject; site: string }>(
      `select object, site from unnest($1::text[]) as object cross join unnest($2::text[]) as site
       where security.may(object, 'read', site)`,
      [inputObjects, sites],
    ),
  );
  const seen = new Set(rows.map(({ object, site }) => `${object} ${site}`));
  return (object, site) => seen.has(`${object} ${site}`);
}

async function laborOf(
  principal: Principal,
  sites: readonly string[],
  { month, today }: Pick<TrendingRequest, 'month' | 'today'>,
): Promise<MonthTrending['labor']> {
  for (const object of ['labor', 'revenue'])
    if (!(await holdsRight(principal.caller, { object, action: 'read' }))) return null;
  const [row] = await readLaborProductivity(principal, {
    sites: { site: sites },
    from: firstDay(month),
    to: lastDay(month),
    grain: 'month',
    by: null,
    today,
  });
  return row?.measures ?? [];
}
