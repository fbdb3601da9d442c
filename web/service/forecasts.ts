import { queryOptions } from '@tanstack/react-query';
import { read, send } from './client.ts';

/** Areas of a forecast, in the order of their tabs. */
export const areas = ['statistics', 'rates', 'payroll', 'other-expense', 'other-revenue'] as const;
export type Area = (typeof areas)[number];

/** Periods by which statistics and payroll are looked at. */
export const grains = ['day', 'week', 'month'] as const;
export type Grain = (typeof grains)[number];

/** Which value it is. */
export interface EntryName {
  readonly area: string;
  /** Day `YYYY-MM-DD` of statistics and payroll, else month `YYYY-MM`. */
  readonly period: string;
  readonly item: string;
  readonly measure: string;
}

/** A value that was entered or typed: decimals as text; null follows the budget. */
export interface Entry extends EntryName {
  readonly value: string | null;
}

/** Budget, forecast, schedule and actual of a value. */
export interface ComparisonRow {
  readonly area: string;
  readonly period: { readonly label: string; readonly from: string; readonly to: string };
  readonly item: string;
  readonly measure: string;
  readonly budget: string | null;
  readonly forecast: string | null;
  readonly scheduled: string | null;
  readonly actual: string | null;
}

/** A month of a site as an editor shows it. */
export interface EditorMonth {
  readonly site: string;
  readonly month: string;
  readonly seen: string;
  readonly payroll_by: 'code' | 'group';
  readonly is_by_code_only: boolean;
  readonly notices: readonly { readonly month: string; readonly kind: string }[];
  readonly entries: readonly Entry[];
  readonly groups: readonly {
    readonly group: string;
    readonly day: string;
    readonly hours: string;
    readonly cost: string;
  }[];
  readonly lock: { readonly open_from: string; readonly reason: string | null };
  readonly comparison: readonly ComparisonRow[];
  readonly hidden_areas: readonly string[];
}

/** A month of a site in one area. */
export const editorQuery = (selection: {
  readonly site: string;
  readonly month: string;
  readonly area: Area;
  readonly by: Grain;
}) => {
  const { site, month, area, by } = selection;
  return queryOptions({
    queryKey: ['forecasts', site, 'editor', month, area, by],
    queryFn: ({ signal }) => read<EditorMonth>(pathOf(site, month), { area, by }, signal),
  });
};

/** Where a site stands in the month of approvals. */
export interface CycleSite {
  readonly site: string;
  readonly state: string;
  readonly late: string | null;
  readonly by: string | null;
  readonly at: string | null;
  readonly submission: string | null;
  readonly reason: string | null;
  readonly deviations: readonly string[];
}

/** The month of approvals. */
export interface Cycle {
  readonly month: string;
  readonly submit_by: string;
  readonly decide_by: string;
  readonly sites: readonly CycleSite[];
}

/** Where every site stands; one site where it is named. */
export const cycleQuery = (site?: string) =>
  queryOptions({
    queryKey: ['forecasts', 'cycle', site ?? ''],
    queryFn: ({ signal }) => read<Cycle>('/forecasts', { site }, signal),
  });

/** What values would change in a row of the P&L. */
export interface Effect {
  readonly row: string;
  readonly months: readonly EffectCell[];
  readonly total: Omit<EffectCell, 'month'>;
}

interface EffectCell {
  readonly month: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly difference: string | null;
}

/** What values that nobody saved would change in the P&L of the year. */
export const effectQuery = (site: string, month: string, entries: readonly Entry[]) =>
  queryOptions({
    queryKey: ['forecasts', site, 'effect', month, entries],
    queryFn: () =>
      send<{ readonly effect: readonly Effect[] }>('POST', `${pathOf(site, month)}/preview`, {
        // Nothing is kept, so that nothing has to be confirmed.
        body: { entries, is_editing: true, is_confirmed: true },
      }),
    retry: false,
  });

/** Values that somebody is offered: typed for them, and saved or not like any other. */
interface Offered {
  readonly changed: readonly Entry[];
}

// Nothing is kept: what is offered is looked at in the sheet first.
const trial = { is_trial: true, is_editing: true, seen: null } as const;

/** The scheduled hours of a month as a forecast of payroll. */
export async function offerSchedule(site: string, month: string, lastDay: string): Promise<readonly Entry[]> {
  const body = { ...trial, from: `${month}-01`, to: lastDay };
  return (await send<Offered>('POST', `${pathOf(site, month)}/copy-schedule`, { body })).changed;
}

/** The rates of a month in the months after it. */
export async function offerRates(site: string, month: string, months: number): Promise<readonly Entry[]> {
  const body = { ...trial, months, is_confirmed: true };
  const offers = await send<readonly Offered[]>('POST', `${pathOf(site, month)}/carry-rates`, { body });
  return offers.flatMap(({ changed }) => changed);
}

/** What a person who saves may have to confirm. */
export interface Consent {
  /** Managers above the account manager mean to change what somebody else forecasts. */
  readonly isEditing: boolean;
  /** Rates may differ from what is usual. */
  readonly isConfirmed: boolean;
  /** What somebody else saved meanwhile is written over. */
  readonly isOver: boolean;
}

/** Enters values of a site and year, all or none. */
export async function saveEntries(
  target: { readonly site: string; readonly month: string; readonly seen: string },
  entries: readonly Entry[],
  { isEditing, isConfirmed, isOver }: Consent,
): Promise<void> {
  await send('PATCH', pathOf(target.site, target.month), {
    body: {
      entries,
      is_editing: isEditing,
      is_confirmed: isConfirmed,
      seen: isOver ? null : Number.parseInt(target.seen, 10),
    },
  });
}

/** What was submitted, and who decides. */
export interface Submitted {
  readonly submission: string;
  readonly deviations: readonly string[];
  readonly reviewers: readonly string[];
}

/** Submits the working forecast of a site; `isBudgetMeant` where nothing was entered on purpose. */
export async function submitForecast(
  site: string,
  month: string,
  { reason, isBudgetMeant }: { readonly reason: string; readonly isBudgetMeant: boolean },
): Promise<Submitted> {
  return send('POST', `${pathOf(site, month)}/submit`, { body: { is_budget_meant: isBudgetMeant }, reason });
}

/** Decides a submission that somebody else entered. */
export async function decideForecasts(
  decision: 'approve' | 'send-back',
  submissions: readonly string[],
  reason: string,
): Promise<{
  readonly refused: readonly { readonly error: { readonly message: string; readonly next: string } }[];
}> {
  return send('POST', `/forecast-submissions/${decision}`, { body: { submissions }, reason });
}

function pathOf(site: string, month: string): string {
  return `/forecasts/${encodeURIComponent(site)}/${month}`;
}
