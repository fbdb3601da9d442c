import { looksBackAtResults } from '../../contracts/index.ts';
import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, lastDay, type Month } from '../../kernel/month.ts';
import { hasStatistics } from './expected-month.ts';
import { expectAll, openMonth, revenueByTerms, type RowsChoice, type Expected } from './expected-rows.ts';
import {
  claimsOf,
  revenueOf,
  type Earlier,
  type InternalRevenue,
  type MonthFigures,
} from './internal-revenue.ts';
import {
  amountsOf,
  kindOf,
  storedLines,
  type Amounts,
  type RowKind,
  type Source,
  type StoredLine,
} from './rows.ts';
import type { Balances, MonthInputs, SiteYear } from './site-year.ts';
import { isWorked } from './worked-days.ts';

/** A cell; money as displayed, not rounded. `actual` is null while the month is not closed. */
export type Cell = Readonly<{
  line: StoredLine;
  budget: Decimal;
  forecast: Decimal;
  actual: Decimal | null;
  trend: Decimal;
  source: Source;
  /** Whether budget, forecast and trend say anything: 0 is a figure, and where nothing is known there is none. */
  known: Readonly<{ budget: boolean; forecast: boolean; trend: boolean }>;
}>;

/** Internal revenue of one component; `trend` is null when the month is closed. */
export type ComponentCell = Readonly<{ component: string; forecast: Decimal; trend: Decimal | null }>;

/** A month of the P&L of a site. */
export type MonthResult = Readonly<{
  month: Month;
  state: 'closed' | 'open' | 'future';
  revenueTo: string | null;
  payrollTo: string | null;
  contractVersionId: string | null;
  profit: Decimal | null;
  cells: readonly Cell[];
  components: readonly ComponentCell[];
  /** What was missing, in words. */
  notes: readonly string[];
  /** Rows of internal revenue with their inputs, of the forecast or, when actuals are in, of the trend. */
  internal: InternalRevenue | null;
}>;

const zero = decimal('0');

/**
 * The P&L of a site, month by month (forecasting.md 2.8): a closed month is its ledger; another month is what is in
 * already with what is expected of the days after, inputs first and each rule once, so that tiers and caps see the
 * whole month (2.4). Months in calendar order, because what was earned before fills tiers and caps.
 * Golden PNL-*, IR-*, ER-*. Only months that are wanted have results; the others are looked back at.
 */
export function calculateYear(siteYear: SiteYear): MonthResult[] {
  let earlier: Earlier = { revenue: [], claims: [], profits: [], amounts: [] };
  const results: MonthResult[] = [];
  for (const inputs of siteYear.months) {
    const { result, figures, amounts } = calculateMonth(siteYear, inputs, earlier);
    if (siteYear.wanted.has(inputs.month)) results.push(result);
    earlier = {
      revenue: [
        ...earlier.revenue,
        ...(inputs.agreed === null ? [] : revenueOf(inputs.agreed.terms, figures)),
      ],
      claims: [...earlier.claims, ...claimsOf(siteYear, inputs.month, figures.balances)],
      profits:
        result.profit === null
          ? earlier.profits
          : [...earlier.profits, { month: inputs.month, profit: result.profit }],
      amounts: [...earlier.amounts, ...amounts],
    };
  }
  return results;
}

function calculateMonth(
  site: SiteYear,
  inputs: MonthInputs,
  earlier: Earlier,
): { result: MonthResult; figures: MonthFigures; amounts: Earlier['amounts'] } {
  const open: RowsChoice = { site, inputs, budget: amountsOf(inputs.budget, site), earlier };
  const state = stateOf(site, inputs);
  const forecast = expectAll(open, 'forecast');
  const blended = state === 'open' ? openMonth(open, forecast, expectAll(open, 'trend')) : forecast;
  const closed = state === 'closed' ? closedMonth(open) : null;
  const result: MonthResult = {
    month: inputs.month,
    state,
    revenueTo: inputs.actuals.revenueTo,
    payrollTo: inputs.actuals.payrollTo,
    contractVersionId: inputs.agreed?.versionId ?? null,
    profit: (closed ?? blended).internal?.profit ?? null,
    cells: storedLines.map((line) => ({
      line,
      budget: open.budget[line],
      forecast: forecast.amounts[line],
      actual: closed?.actual[line] ?? null,
      trend: (closed?.actual ?? blended.amounts)[line],
      source: sourceOf(line, state, {
        ...forecast,
        isAgreed: forecast.internal !== null,
        works: isWorked(inputs),
      }),
      known: knownOf(line, state, inputs),
    })),
    components: componentsOf(forecast.components, closed === null ? blended.components : null),
    notes: [
      ...notesOf(inputs, { isClosed: closed !== null, isPast: inputs.month < site.currentMonth }),
      ...spanNotes(site, inputs),
      ...(forecast.refused === null
        ? []
        : [`the budget of internal revenue is used instead: ${forecast.refused}`]),
    ],
    internal: blended.internal,
  };
  const { figures, internal } = closed ?? blended;
  return { result, figures, amounts: amountsByComponent(inputs.month, internal) };
}

/** Closed once the ledger has it and its last day is past; open as long as some days are in (2.4; conflicts 8, 9). */
function stateOf({ currentMonth }: SiteYear, { month, ledger, actuals }: MonthInputs): MonthResult['state'] {
  if (month < currentMonth && ledger !== null) return 'closed';
  return actuals.revenueTo !== null || actuals.payrollTo !== null ? 'open' : 'future';
}

function sourceOf(
  line: StoredLine,
  state: MonthResult['state'],
  {
    sources,
    isAgreed,
    works,
  }: Pick<Expected, 'sources'> & { readonly isAgreed: boolean; readonly works: boolean },
): Source {
  if (state === 'closed') return 'actual';
  if (line === 'internal-revenue' && !isAgreed && works) return 'fallback';
  return state === 'open' ? 'blended' : sources[line];
}

/** Without a budget nothing is expected of a row but what someone entered, agreed, paid or posted. */
function knownOf(line: StoredLine, state: MonthResult['state'], inputs: MonthInputs): Cell['known'] {
  if (inputs.budget.size > 0) return { budget: true, forecast: true, trend: true };
  // Of a site that does not work nothing is expected, and that is known.
  if (!isWorked(inputs)) return { budget: false, forecast: true, trend: true };
  const { actuals, agreed, entries, ledger } = inputs;
  const isPaid = actuals.payrollTo !== null;
  const hasPayroll = entries.payroll.before.touchedDays + entries.payroll.after.touchedDays > 0;
  const hasExpense = entries.otherExpense.size > 0;
  const isPosted = ledger !== null;
  const byKind: Readonly<Record<RowKind, readonly [forecast: boolean, soFar: boolean]>> = {
    statistics: [hasStatistics(inputs), actuals.revenueTo !== null],
    contract: [agreed !== null || entries.otherRevenue.size > 0, false],
    payroll: [hasPayroll, isPaid],
    'of payroll': [hasPayroll, isPaid],
    'as posted': [false, isPosted],
    'by account': [hasExpense, isPosted],
    'without category': [hasExpense, isPosted],
  };
  const [forecast, soFar] = byKind[kindOf(line)];
  return { budget: false, forecast, trend: forecast || state === 'closed' || (state === 'open' && soFar) };
}

/** A closed month as later months look back at it: its ledger, its revenue, and the profit that its contract makes. */
function closedMonth({ site, inputs, earlier }: RowsChoice): {
  actual: Amounts;
  internal: InternalRevenue | null;
  figures: MonthFigures;
} {
  const { actuals, agreed } = inputs;
  const ledger: Balances = inputs.ledger ?? new Map<string, Decimal>();
  const actual = amountsOf(ledger, site);
  const listed = sum(actuals.revenue.map(({ netRevenue }) => netRevenue));
  const figures: MonthFigures = {
    month: inputs.month,
    actualRevenue: actuals.revenue,
    expectedByCategory: new Map(),
    // Without days of its own the month counts with what its ledger says.
    expectedRest: actuals.revenue.length === 0 ? actual['external-revenue'].minus(listed) : zero,
    rooms: actuals.rooms,
    balances: ledger,
    hours: new Map([...actuals.payroll].map(([job, { hours }]) => [job, hours])),
  };
  const isLookedBackAt = agreed !== null && looksBackAtResults(agreed.terms);
  return {
    actual,
    internal: isLookedBackAt ? revenueByTerms(site, inputs, figures, earlier).internal : null,
    figures,
  };
}

function amountsByComponent(month: Month, internal: InternalRevenue | null): Earlier['amounts'] {
  return [...(internal?.components ?? [])].map(([component, amount]) => ({ month, component, amount }));
}

function componentsOf(
  forecast: ReadonlyMap<string, Decimal>,
  trend: ReadonlyMap<string, Decimal> | null,
): ComponentCell[] {
  const names = new Set([...forecast.keys(), ...(trend?.keys() ?? [])]);
  return [...names].map((component) => ({
    component,
    forecast: forecast.get(component) ?? zero,
    trend: trend === null ? null : (trend.get(component) ?? zero),
  }));
}

/** What of the month the site does not work. */
function spanNotes({ opensOn, closesOn }: SiteYear, inputs: MonthInputs): string[] {
  const { month, worked, entriesOutside = 0 } = inputs;
  const entries = entriesOutside === 1 ? '1 entry' : `${String(entriesOutside)} entries`;
  const counts = entriesOutside === 1 ? 'does' : 'do';
  const uncounted = entriesOutside > 0 ? `, and ${entries} for such days ${counts} not count` : '';
  if (closesOn !== null && closesOn < lastDay(month))
    return [`the site closes on ${closesOn}: nothing is expected after that${uncounted}`];
  const isBefore = opensOn !== null && opensOn >= firstDay(month) && (worked.first > 1 || worked.last === 0);
  return isBefore ? [`the site opens on ${opensOn}: nothing is expected before that${uncounted}`] : [];
}

function notesOf(
  inputs: MonthInputs,
  { isClosed, isPast }: { isClosed: boolean; isPast: boolean },
): string[] {
  const { actuals, agreed, month } = inputs;
  const notes: string[] = [];
  if (agreed === null && isWorked(inputs))
    notes.push('no contract in effect: the budget of internal revenue is used instead');
  notes.push(...(agreed?.leftOut ?? []));
  if (inputs.budget.size === 0) notes.push('no budget');
  const unmapped = isClosed ? [] : inputs.unmappedProfiles;
  if (unmapped.length > 0)
    notes.push(
      `job profiles of the payroll budget without a job code: ${unmapped.join(', ')}; their money stays in payroll, ` +
        'and `daybook jobs profiles --review` lists them',
    );
  if (isPast && !isClosed) notes.push('not closed: the ledger has nothing for this month yet');
  if (isPast && !isClosed && actuals.revenueTo !== null && actuals.revenueTo < lastDay(month))
    notes.push(`revenue is loaded through ${actuals.revenueTo}`);
  return notes;
}
