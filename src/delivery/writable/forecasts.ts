import { addSiteEvent, endSiteEvent, enterValues, typedEntry } from '../../forecasting/index.ts';
import type { Principal } from '../../platform/security/index.ts';
import type { Values, WritableSet } from '../odata/index.ts';
import { notSaid, textIn, textOf, type SetParts } from './set-parts.ts';

/** A set of entries: its area, its columns of the period and of what values are entered for, and its values. */
interface DescribedSet {
  readonly area: string;
  readonly period: string;
  /** Null for statistics, which are of the site. */
  readonly item: string | null;
  readonly measures: readonly string[];
}

const statistics = [
  'occupied_rooms',
  ...['valet_daily', 'valet_overnight', 'valet_monthly', 'valet_aggregator', 'valet_comps'],
  ...['self_daily', 'self_overnight', 'self_monthly', 'self_aggregator', 'self_comps'],
  ...['drive_in_percent', 'capture_percent'],
];

const describedSets: Readonly<Record<string, DescribedSet>> = {
  forecast_statistic: { area: 'statistics', period: 'day_on', item: null, measures: statistics },
  forecast_rate: { area: 'rates', period: 'rate_month', item: 'category', measures: ['rate'] },
  forecast_payroll_day: {
    area: 'payroll',
    period: 'day_on',
    item: 'job_code',
    measures: ['hours', 'cost', 'rate_per_hour'],
  },
  forecast_other_revenue: {
    area: 'other-revenue',
    period: 'revenue_month',
    item: 'kind',
    measures: ['amount'],
  },
  forecast_other_expense: {
    area: 'other-expense',
    period: 'expense_month',
    item: 'account_id',
    measures: ['amount'],
  },
};

/** The five kinds of entries of a forecast, all of versions that may be edited, and events of sites. */
export function forecastSets(parts: SetParts): Readonly<Record<string, WritableSet>> {
  return {
    ...Object.fromEntries(
      Object.entries(describedSets).map(([entity, described]) => [entity, entriesSet(described, parts)]),
    ),
    forecast_event: events(),
  };
}

/** Events of one site; what is entered for a territory is deleted at all of its sites. */
function events(): WritableSet {
  return {
    added: ['site_id', 'kind', 'title', 'first_on', 'last_on', 'effect_percent', 'note'],
    required: ['site_id', 'kind', 'title', 'first_on'],
    add: async (principal, values) => {
      const from = textIn(values, 'first_on');
      const { event } = await addSiteEvent(principal, {
        site: textIn(values, 'site_id'),
        territory: null,
        kind: textIn(values, 'kind'),
        title: textIn(values, 'title'),
        from,
        to: textOf(values['last_on']) ?? from,
        effect: textOf(values['effect_percent']),
        note: textOf(values['note']),
      });
      return { site_id: textIn(values, 'site_id'), event_id: event };
    },
    remove: async (principal, before) => {
      await endSiteEvent(principal, textIn(before, 'event_id'));
    },
  };
}

function entriesSet(described: DescribedSet, parts: SetParts): WritableSet {
  const { period, item, measures } = described;
  const key = ['site_id', 'version', period, ...(item === null ? [] : [item])];
  return {
    lock: (database, row) =>
      database.query(
        `select from forecasting.version
         where site_id = $1 and name = $2 and plan_year = extract(year from $3::date)::integer for update`,
        [textIn(row, 'site_id'), textIn(row, 'version'), textIn(row, period)],
      ),
    added: [...key, ...measures],
    required: key.filter((name) => name !== 'version'),
    add: async (principal, values) => {
      const row = { ...values, version: values['version'] ?? 'working' };
      await enter(principal, { described, row, values: row }, parts);
      return Object.fromEntries(key.map((name) => [name, textIn(row, name)]));
    },
    changed: measures,
    change: (principal, { before, values }) => enter(principal, { described, row: before, values }, parts),
    remove: (principal, before) => {
      const said = measures.filter((name) => before[name] !== null);
      const values = Object.fromEntries(said.map((name) => [name, null]));
      return enter(principal, { described, row: before, values }, parts);
    },
  };
}

/**
 * Enters the values of a row, as `daybook forecast set` does; null follows the budget again. Whoever gives a reason
 * means to edit what others forecast, and rates that are not usual.
 */
async function enter(
  principal: Principal,
  {
    described: { area, period, item, measures },
    row,
    values,
  }: { readonly described: DescribedSet; readonly row: Values; readonly values: Values },
  { today }: SetParts,
): Promise<void> {
  const on = textIn(row, period);
  const isByDay = period === 'day_on';
  if (!isByDay && !on.endsWith('-01')) throw notSaid(`${period} is the first day of a month`);
  const entries = measures
    .filter((name) => values[name] !== undefined)
    .map((name) => {
      const heading = [
        ...(item === null ? [] : [textIn(row, item)]),
        ...(measures.length === 1 ? [] : [name.replaceAll('_', '-')]),
      ];
      const at = isByDay ? on : on.slice(0, 7);
      return typedEntry(`${area}.${heading.join('.')}@${at}=${textOf(values[name]) ?? ''}`);
    });
  const { day, isDemo } = await today();
  await enterValues(principal, {
    site: textIn(row, 'site_id'),
    version: textIn(row, 'version'),
    entries,
    seen: null,
    isConfirmed: principal.reason !== null,
    isEditing: principal.reason !== null,
    day: { today: day, isDemo, claimed: null },
  });
}
