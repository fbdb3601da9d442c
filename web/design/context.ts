import { useNavigate, useSearch } from '@tanstack/react-router';
import { useChoose, useMe, useToday } from '../service/session.ts';
import { monthAfter } from './format.ts';

/** What figures are compared with. */
export const comparisons = ['budget', 'forecast', 'prior-year', 'previous-quarter', 'fpa'] as const;
export type Comparison = (typeof comparisons)[number];

/** The part of the address that all pages share. Absent: all sites, the month being billed, the budget. */
export interface ContextSearch {
  /** Numbers of sites with commas between, or `district:` and its name. */
  readonly at?: string;
  /** `YYYY-MM` */
  readonly period?: string;
  readonly against?: Comparison;
}

/** What a page works with. */
export interface Context {
  readonly at: string | null;
  readonly period: string;
  readonly against: Comparison;
  readonly change: (part: ContextSearch) => void;
}

/** Reads the shared part of an address; anything unreadable is left out. */
export function contextOf(search: Readonly<Record<string, unknown>>): ContextSearch {
  const { at, period, against } = search;
  return {
    ...(typeof at === 'string' && at !== '' ? { at } : {}),
    ...(typeof period === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(period) ? { period } : {}),
    ...(comparisons.some((each) => each === against) ? { against: against as Comparison } : {}),
  };
}

/** The context of this page: what the address says, else what this person used last, else the month being billed. */
export function useContextChoice(): Context {
  const search = contextOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { choices } = useMe();
  const choose = useChoose();
  const { today } = useToday();
  // Another version of the app may have remembered what this one does not offer.
  const { at, period, against } = { ...contextOf(choices.context), ...search };
  return {
    at: at ?? null,
    period: period ?? monthAfter(today.slice(0, 7), -1),
    against: against ?? 'budget',
    change: (part) => {
      const chosen = { ...contextOf(choices.context), ...search, ...part };
      choose({
        context: {
          at: chosen.at === undefined || chosen.at === '' ? null : chosen.at,
          period: chosen.period ?? null,
          against: chosen.against ?? null,
        },
      });
      void navigate({ to: '.', search: (before) => ({ ...before, ...chosen }), replace: true });
    },
  };
}

/** The sites of a context among those that the person sees. */
export function sitesIn<Row extends { readonly site: string; readonly district: string | null }>(
  rows: readonly Row[],
  at: string | null,
): readonly Row[] {
  if (at === null || at === '') return rows;
  const district = /^district:(.*)$/.exec(at)?.[1];
  if (district !== undefined) return rows.filter((row) => row.district === district);
  const numbers = new Set(at.split(','));
  return rows.filter((row) => numbers.has(row.site));
}
