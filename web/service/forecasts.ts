import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read, send } from './client.ts';

/** Areas of a forecast, in the order of their tabs. */
export const areas = ['statistics', 'rates', 'payroll', 'other-expense', 'other-revenue'] as const;
export type Area = (typeof areas)[number];

/** Periods by which statistics and payroll are looked at. */
export const grains = ['day', 'week', 'month'] as const;
export type Grain = (typeof grains)[number];

/** What values may be compared with besides the budget, schedule and actual of the month itself. */
export const otherColumns = ['prior-year', 'previous-quarter', 'fpa'] as const;
export type OtherColumn = (typeof otherColumns)[number];

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
export type ComparisonRow = EditorMonth['comparison'][number];

/** A month of a site as an editor shows it. */
export type EditorMonth = Answers['GET /forecasts/:site/:month'];

/** A month of a site in one area. */
export const editorQuery = (selection: {
  readonly site: string;
  readonly month: string;
  readonly area: Area;
  readonly by: Grain;
  /** A further column that its values are compared with. */
  readonly against?: OtherColumn | undefined;
}) => {
  const { site, month, area, by, against } = selection;
  return queryOptions({
    queryKey: ['forecasts', site, 'editor', month, area, by, against ?? ''],
    queryFn: ({ signal }) => read<EditorMonth>(pathOf(site, month), { area, by, against }, signal),
  });
};

/** Where a site stands in the month of approvals. */
export type CycleSite = Cycle['sites'][number];

/** The month of approvals. */
export type Cycle = Answers['GET /forecasts'];

/** Where every site stands; one site where it is named. */
export const cycleQuery = (site?: string) =>
  queryOptions({
    queryKey: ['forecasts', 'cycle', site ?? ''],
    queryFn: ({ signal }) => read<Cycle>('/forecasts', { site }, signal),
  });

/** What values would change in a row of the P&L. */
export type Effect = Answers['POST /forecasts/:site/:month/preview']['effect'][number];

/** What values that nobody saved would change in the P&L of the year. */
export const effectQuery = (site: string, month: string, entries: readonly Entry[]) =>
  queryOptions({
    queryKey: ['forecasts', site, 'effect', month, entries],
    queryFn: () =>
      send<Answers['POST /forecasts/:site/:month/preview']>('POST', `${pathOf(site, month)}/preview`, {
        // Nothing is kept, so that nothing has to be confirmed.
        body: { entries, is_editing: true, is_confirmed: true },
      }),
    retry: false,
  });

/** A value that a change set, or would set, and the one before. */
export type ChangedEntry = Answers['PATCH /forecasts/:site/:month'][number]['changed'][number];

// Nothing is kept: what is offered is looked at in the sheet first.
const trial = { is_trial: true, is_editing: true, seen: null } as const;

/** The scheduled hours of a month as a forecast of payroll. */
export async function offerSchedule(
  site: string,
  month: string,
  lastDay: string,
): Promise<readonly ChangedEntry[]> {
  const body = { ...trial, from: `${month}-01`, to: lastDay };
  return (
    await send<Answers['POST /forecasts/:site/:month/copy-schedule']>(
      'POST',
      `${pathOf(site, month)}/copy-schedule`,
      { body },
    )
  ).changed;
}

/** The rates of a month in the months after it. */
export async function offerRates(
  site: string,
  month: string,
  months: number,
): Promise<readonly ChangedEntry[]> {
  const body = { ...trial, months, is_confirmed: true };
  const offers = await send<Answers['POST /forecasts/:site/:month/carry-rates']>(
    'POST',
    `${pathOf(site, month)}/carry-rates`,
    { body },
  );
  return offers.flatMap(({ changed }) => changed);
}

/** What a person who saves may have to confirm. */
export interface Consent {
  /** Managers above the account manager mean to change what somebody else forecasts. */
  readonly isEditing: boolean;
  /** Rates may differ from what is usual. */
  readonly isConfirmed: boolean;
}

/** Enters values of a site and year, all or none, and none where somebody saved after `seen`. */
export async function saveEntries(
  { site, month, seen }: { readonly site: string; readonly month: string; readonly seen: number },
  entries: readonly Entry[],
  { isEditing, isConfirmed }: Consent,
): Promise<Answers['PATCH /forecasts/:site/:month']> {
  return send('PATCH', pathOf(site, month), {
    body: { entries, is_editing: isEditing, is_confirmed: isConfirmed, seen },
  });
}

/** What was submitted, and who decides. */
export type Submitted = Answers['POST /forecasts/:site/:month/submit'];

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
): Promise<Answers['POST /forecast-submissions/:decision']> {
  return send('POST', `/forecast-submissions/${decision}`, { body: { submissions }, reason });
}

function pathOf(site: string, month: string): string {
  return `/forecasts/${encodeURIComponent(site)}/${month}`;
}
