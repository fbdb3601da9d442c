import { useNavigate, useSearch } from '@tanstack/react-router';
import { filtersOf } from '../design/grid/filters.ts';
import { monthAfter } from '../design/format.ts';
import { areas, grains, type Area, type Grain } from '../service/forecasts.ts';
import { ghosts, type Ghost, type PayrollWay } from './sheet.ts';

/** Months side by side. */
const window = 3;

/** What the editor shows; it stands in the address. */
export interface EditorChoice {
  readonly area: Area;
  readonly month: string;
  readonly months: readonly string[];
  readonly by: Grain;
  readonly ghost: Ghost;
  readonly payroll: Partial<PayrollWay>;
  readonly change: (part: Readonly<Record<string, string | undefined>>) => void;
}

/** The choice of this page; the month is that of approvals until another is chosen. */
export function useEditorChoice(cycleMonth: string): EditorChoice {
  const search = filtersOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(search['month'] ?? '') ? (search['month'] ?? '') : cycleMonth;
  return {
    area: areas.find((each) => each === search['tab']) ?? 'statistics',
    month,
    months: Array.from({ length: window }, (_, at) => monthAfter(month, at)),
    by: grains.find((each) => each === search['by']) ?? 'day',
    ghost: ghosts.find((each) => each === search['compare']) ?? 'budget',
    payroll: {
      ...(search['jobs'] === 'code' || search['jobs'] === 'group' ? { by: search['jobs'] } : {}),
      ...(search['in'] === 'cost' ? { measure: 'cost' } : {}),
    },
    change: (part) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true }),
  };
}
