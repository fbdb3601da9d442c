import { feedNamed } from '../catalogue.ts';
import type { Feed } from '../feed.ts';
import type { SetAside, Warning } from './batch.ts';

/** How many records were set aside, of every kind. */
export function countOf(setAside: SetAside): number {
  return Object.values(setAside).reduce((sum, count) => sum + count, 0);
}

/** Says the outcome of the records of other kinds (data.md 1.1: BUDGET goes to the budget, FORECAST is left aside). */
export function setAsideWarnings(feed: Feed, file: string, setAside: SetAside): Warning[] {
  const { kinds } = feed;
  if (!kinds) return [];
  return Object.entries(setAside).map(([kind, count]) => {
    const next = kinds.others[kind];
    const counted = `${file}: ${String(count)} record${count === 1 ? '' : 's'} with ${kinds.header} ${kind}`;
    return {
      rule: 'records set aside',
      message:
        next === null || next === undefined
          ? `${counted} ${count === 1 ? 'was' : 'were'} counted and set aside; nothing uses them.`
          : `${counted} ${count === 1 ? 'goes' : 'go'} to ${next}, as a load of ${count === 1 ? 'its' : 'their'} own.`,
    };
  });
}

/**
 * The feed that reads, of a file of `feed`, the records of one kind into the tables of another feed: columns that the
 * other feed knows by the same header go where it puts them, the rest is read over. Null where nothing takes the kind.
 */
export function feedOfKind(feed: Feed, kind: string): Feed | null {
  const target = feedNamed(feed.kinds?.others[kind] ?? '');
  if (!target || !feed.kinds) return null;
  const { header, takes, others } = feed.kinds;
  const elsewhere = [...takes, ...Object.keys(others)].filter((other) => other !== kind);
  return {
    ...target,
    columns: feed.columns.map(
      (column) =>
        target.columns.find((other) => other.header === column.header) ?? { ...column, column: null },
    ),
    kinds: { header, takes: [kind], others: Object.fromEntries(elsewhere.map((other) => [other, null])) },
    countsOwnOnly: true,
  };
}
