import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { download, read, type Query } from './client.ts';

/** A cell of the P&L, as `GET /profit-and-losses` gives it. */
export type PnlCell = PnlRow['total'];

/** A row of the P&L with its months. */
export type PnlRow = Pnl['rows'][number];

/** The P&L of some sites and months. */
export type Pnl = Answers['GET /profit-and-losses'];

/** Which sites: each field holds values with commas between, and a comma in a value has a backslash before it. */
export interface SiteSelection {
  readonly site?: string | undefined;
  readonly district?: string | undefined;
  readonly region?: string | undefined;
  readonly manager?: string | undefined;
  readonly district_manager?: string | undefined;
  readonly legal_entity?: string | undefined;
  readonly contract_type?: string | undefined;
  readonly pl_category?: string | undefined;
  readonly cog_segment?: string | undefined;
  readonly business_segment?: string | undefined;
}

/** Values of a field of a selection, as the service reads them. */
export function fieldOf(values: Iterable<string>): string {
  return [...values].map((value) => value.replaceAll(',', '\\,')).join(',');
}

/** Which sites and months, compared with what. */
export interface PnlSelection extends SiteSelection {
  readonly from: string;
  readonly to: string;
  readonly against: string;
}

/** What the P&L of sites is broken down by. */
export const groupings = [
  ...(['region', 'district', 'site', 'manager', 'district-manager'] as const),
  ...(['legal-entity', 'contract-type', 'pl-category', 'cog-segment', 'business-segment'] as const),
] as const;
export type Grouping = (typeof groupings)[number];

/** A page of groups of sites, each with the rows that were asked for. */
export type PnlGroups = Answers['GET /profit-and-losses/groups'];

/** Groups of a page. */
const pageGroups = 60;

/** Groups of sites as they were calculated last: a page of them, some rows of each. */
export const pnlGroupsQuery = (
  selection: PnlSelection & {
    readonly by: Grouping;
    readonly lines?: string | undefined;
    readonly after?: string | undefined;
  },
) =>
  queryOptions({
    queryKey: ['profit-and-losses', 'groups', selection],
    queryFn: ({ signal }) =>
      read<PnlGroups>(
        '/profit-and-losses/groups',
        { ...selection, stored: 'true', limit: pageGroups },
        signal,
      ),
  });

/** As it was calculated last, or brought up to date before. */
export const pnlQuery = (selection: PnlSelection, freshness: 'stored' | 'current') =>
  queryOptions({
    queryKey: ['profit-and-losses', 'grid', selection, freshness],
    queryFn: ({ signal }) =>
      read<Pnl>(
        '/profit-and-losses',
        { ...selection, stored: freshness === 'stored' ? 'true' : undefined },
        signal,
      ),
  });

/** A row of a file that a figure rests on. */
export type SourceRow = Answers['GET /profit-and-losses/explanation']['actual_rows'][number];

/** A component of internal revenue, with how it was calculated. */
export interface ExplainedLine {
  readonly title: string;
  readonly amount: string;
  readonly description: readonly string[];
  readonly explanation: {
    readonly formula: string;
    readonly inputs: readonly { readonly name: string; readonly value: unknown }[];
  };
}

/** How a cell was calculated. */
export interface Explanation {
  readonly site: string;
  readonly month: string;
  readonly line: string;
  readonly cell: PnlCell & { readonly base: string | null };
  readonly state: 'closed' | 'open' | 'future';
  readonly formula: string;
  readonly parts: readonly { readonly name: string; readonly value: string; readonly from: string }[];
  readonly lines: readonly ExplainedLine[];
  readonly notes: readonly string[];
  readonly entries: readonly {
    readonly area: string;
    readonly item: string;
    readonly first_on: string;
    readonly last_on: string;
    readonly days: string;
    readonly value: string;
    readonly changed_by: string;
    readonly changed_at: string;
    readonly file_names: readonly string[] | null;
  }[];
  readonly budget_rows: readonly SourceRow[];
  readonly actual_rows: readonly SourceRow[];
  readonly hidden: readonly { readonly object: string; readonly inputs: number }[];
  readonly is_up_to_date: boolean | null;
}

/** How a cell of a site was calculated, down to file and line. */
export const explanationQuery = (selection: {
  readonly site: string;
  readonly month: string;
  readonly line: string;
}) =>
  queryOptions({
    queryKey: ['profit-and-losses', 'explanation', selection],
    queryFn: ({ signal }) => read<Explanation>('/profit-and-losses/explanation', selection, signal),
  });

/** Kinds of file that the P&L leaves as. */
export const pnlFormats = ['xlsx', 'csv', 'pdf'] as const;
export type PnlFormat = (typeof pnlFormats)[number];

/** Hands the P&L to the browser's downloads. */
export async function downloadPnl(query: Query & { readonly format: PnlFormat }): Promise<void> {
  await download('/profit-and-losses/file', query);
}
