import { sum } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { budgetByJob, budgetedDays, wholeYear, type BudgetByJob } from '../jobs/budget-by-job.ts';
import type { MappedProfile, ProfileBudget } from '../payroll/map-profile.ts';
import type { VersionName } from '../versions/version.ts';
import { checkEntry } from '../entries/check-entry.ts';
import { outsideSpan } from '../entries/site-span.ts';
import { editableAccounts } from '../entries/areas.ts';
import { nameOf, type Entry } from '../entries/entry.ts';
import { entriesOfYear, entryOf, type EntryRow } from '../entries/read-entries.ts';

/** What a forecast begins with: the budget, what happened in the year before, or another version. */
export type Beginning =
  | { readonly kind: 'budget' }
  | { readonly kind: 'prior-year' }
  | { readonly kind: 'version'; readonly name: string };

/** What a version can begin with. */
export interface Initial {
  readonly entries: readonly Entry[];
  /** Entries outside their limits, with the reason; they follow the budget. */
  readonly leftOut: readonly { readonly name: string; readonly cause: string }[];
  /** Profiles of the payroll budget that stand for no job code, over the year; a person has to look at them. */
  readonly unmapped: readonly ProfileBudget[];
  /** Profiles that are left out on purpose: shift differentials, and what someone decided. */
  readonly excluded: readonly ProfileBudget[];
  /** What the beginning has in the year, and how much of it is locked: days and months before today. */
  readonly offered: Readonly<{ entries: number; locked: number }>;
}

/**
 * What `wanted` begins with, from today on: past days and months are locked (forecasting.md 7.2, 7.4). Values that the
 * version says already stay, unless `isReplacing`. Other expense stays empty when it begins with the budget, so that
 * it goes on following it. As the owner; check the right to change the forecast of the site first. Refuses with
 * FORECASTING_VERSION_UNKNOWN.
 */
export async function initialEntries(
  database: Queryable,
  versionName: VersionName,
  beginning: Beginning,
  { today, isReplacing }: { readonly today: string; readonly isReplacing: boolean },
): Promise<Initial> {
  const { site, year } = versionName;
  const budget =
    beginning.kind === 'budget'
      ? await budgetByJob(database, { sites: [site], ...wholeYear(year), asOf: today })
      : [];
  const source = [...(await sourceOf(database, versionName, beginning)), ...budget.flatMap(payrollEntries)];
  const said = new Set(isReplacing ? [] : (await entriesOfYear(database, versionName)).map(nameOf));
  const [entries, leftOut]: [Entry[], { name: string; cause: string }[]] = [[], []];
  let locked = 0;
  // What lies outside the days of work of the site is not begun with.
  const outside = new Set((await outsideSpan(database, site, source)).outside);
  for (const entry of source.filter((one) => !outside.has(one))) {
    const [checked, name] = [checkEntry(entry, today), nameOf(entry)];
    if ('entry' in checked) {
      if (!said.has(name)) entries.push(entry);
    } else if (checked.fault.column === 'value') leftOut.push({ name, cause: checked.fault.cause });
    else locked += 1;
  }
  const unmapped = ofYear(budget.flatMap((month) => month.unmapped));
  const offered = { entries: source.length, locked };
  return { entries, leftOut, unmapped, offered, excluded: ofYear(budget.flatMap((month) => month.excluded)) };
}

async function sourceOf(
  database: Queryable,
  { site, year }: VersionName,
  beginning: Beginning,
): Promise<Entry[]> {
  switch (beginning.kind) {
    case 'budget': {
      const rows = await database.query<EntryRow>(
        `select area, period_on, item, measure, trim_scale(value) as value
         from forecasting.budgeted_entries($1, $2)`,
        [site, year],
      );
      return rows.map(entryOf);
    }
    case 'prior-year': {
      const rows = await database.query<EntryRow>(
        `select area, period_on, item, measure, trim_scale(value) as value
         from forecasting.happened_entries($1, $2, $3)`,
        [site, year, editableAccounts],
      );
      return rows.map(entryOf);
    }
    case 'version':
      return entriesOfYear(database, { site, year, version: beginning.name });
  }
}

function payrollEntries(budget: BudgetByJob): Entry[] {
  return budgetedDays(budget).flatMap(({ day, jobCode, hours, cost }) =>
    Object.entries({ hours, cost }).map(([measure, value]) => ({
      area: 'payroll' as const,
      period: day,
      item: jobCode,
      measure,
      value,
    })),
  );
}

function ofYear(profiles: readonly MappedProfile[]): ProfileBudget[] {
  return [...Map.groupBy(profiles, ({ profile }) => profile)].sort().map(([profile, months]) => ({
    profile,
    hours: sum(months.map(({ hours }) => hours)),
    cost: sum(months.map(({ cost }) => cost)),
  }));
}
