import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMe, useToday } from '../service/session.ts';
import { monthAfter } from './format.ts';
import { remembered } from './remembered.ts';

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

/** The context of a person who opens a page without one, as it was last. */
const last = remembered<Readonly<Record<string, ContextSearch>>>('context', {});

/** The context of this page: what the address says, else what this person used last, else the month being billed. */
export function useContextChoice(): Context {
  const search = contextOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { person } = useMe();
  const { today } = useToday();
  const { at, period, against } = { ...last.get()[person], ...search };
  return {
    at: at ?? null,
    period: period ?? monthAfter(today.slice(0, 7), -1),
    against: against ?? 'budget',
    change: (part) => {
      const chosen = { ...last.get()[person], ...search, ...part };
      last.set({ ...last.get(), [person]: chosen });
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
