import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  pnlGroupsQuery,
  type Grouping,
  type Pnl,
  type PnlGroups,
  type PnlSelection,
} from '../../service/profit-and-loss.ts';
import { sitesQuery } from '../../service/sites.ts';
import { groupingWithin, keyOf, selectionOf, type GroupPath } from './group-path.ts';
import { rowLines, type PnlLine } from './pnl-lines.ts';

/** What a P&L is broken down by, and which row its groups show. */
export interface Breakdown {
  readonly selection: PnlSelection;
  readonly by: Grouping;
  readonly row: string;
}

/** The lines of a P&L with its groups, which come page by page as they are scrolled into sight. */
export interface PnlTree {
  readonly lines: readonly PnlLine[];
  readonly isOpen: (path: GroupPath) => boolean;
  readonly toggle: (path: GroupPath) => void;
  /** Asks for the next page of the groups in a path. */
  readonly more: (path: GroupPath) => void;
  /** Why groups could not be read. */
  readonly error: Error | null;
}

type GroupsQuery = ReturnType<typeof pnlGroupsQuery>;

/** The rows of all sites, and below them the groups: each opens into its rows and the groups in it. */
export function usePnlTree(pnl: Pnl, breakdown: Breakdown | null): PnlTree {
  const client = useQueryClient();
  const { data: sites = [] } = useQuery(sitesQuery);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [pages, setPages] = useState<ReadonlyMap<string, number>>(new Map());
  const names = new Map(sites.map(({ site, name }) => [site, `${site} ${name}`]));
  const queries: GroupsQuery[] = [];
  const lines = breakdown === null ? [] : groupLines([], { client, breakdown, open, pages, names, queries });
  const answers = useQueries({ queries });
  return {
    lines: [...rowLines(pnl.rows, [], ''), ...lines],
    isOpen: (path) => open.has(keyOf(path)),
    toggle: (path) => {
      const others = new Set(open);
      if (!others.delete(keyOf(path))) others.add(keyOf(path));
      setOpen(others);
    },
    more: (path) => {
      const count = pages.get(keyOf(path)) ?? 1;
      if (breakdown === null) return;
      if (pagesOf(path, count, { client, breakdown, queries: [] }).length === count)
        setPages(new Map(pages).set(keyOf(path), count + 1));
    },
    error: answers.find(({ data, error }) => data === undefined && error !== null)?.error ?? null,
  };
}

interface Building {
  readonly client: QueryClient;
  readonly breakdown: Breakdown;
  readonly open: ReadonlySet<string>;
  readonly pages: ReadonlyMap<string, number>;
  /** Names of sites by number. */
  readonly names: ReadonlyMap<string, string>;
  /** Everything that the lines need; what is not there yet is asked for. */
  readonly queries: GroupsQuery[];
}

/** Groups that are taken to come until it is known how many. */
const likelyGroups = 6;

/** The groups in a path, each with what it was opened into. */
function groupLines(path: GroupPath, building: Building): readonly PnlLine[] {
  const { breakdown, open, pages, names } = building;
  const by = groupingIn(path, breakdown);
  if (by === null) return [];
  const loaded = pagesOf(path, pages.get(keyOf(path)) ?? 1, building);
  const groups = loaded.flatMap((page) => page.groups);
  const left = (loaded[0]?.count ?? likelyGroups) - groups.length;
  const lines = groups.flatMap(({ name, rows: [row] }): readonly PnlLine[] => {
    const own = [...path, { by, name }];
    const id = keyOf(own);
    if (row === undefined) return [];
    const head = { id, title: names.get(name) ?? name, path: own, part: 'head', row } as const;
    return open.has(id) ? [head, ...linesIn(own, id, building)] : [head];
  });
  return left > 0 ? [...lines, comingLine(path, left)] : lines;
}

/** The rows of an open group, and the groups in it. */
function linesIn(path: GroupPath, id: string, building: Building): readonly PnlLine[] {
  const { breakdown, client, queries } = building;
  const by = path.at(-1)?.by ?? breakdown.by;
  const query = pnlGroupsQuery({ ...breakdown.selection, ...selectionOf(path), by });
  queries.push(query);
  const rows = client.getQueryData(query.queryKey)?.groups[0]?.rows;
  const own =
    rows === undefined ? [comingLine([...path, { by, name: 'rows' }], 1)] : rowLines(rows, path, id);
  return [...own, ...groupLines(path, building)];
}

/** What the groups in a path are; null in a site. */
function groupingIn(path: GroupPath, { by }: Breakdown): Grouping | null {
  const last = path.at(-1);
  return last === undefined ? by : groupingWithin(last.by);
}

function comingLine(path: GroupPath, count: number): PnlLine {
  return { id: `${keyOf(path)} +${String(count)}`, path, part: 'coming', count };
}

/** The pages of a path that are there, one behind the other; the first that is not is asked for. */
function pagesOf(
  path: GroupPath,
  count: number,
  { client, breakdown, queries }: Pick<Building, 'client' | 'breakdown' | 'queries'>,
): readonly PnlGroups[] {
  const by = groupingIn(path, breakdown);
  if (by === null) return [];
  const loaded: PnlGroups[] = [];
  let after: string | null | undefined;
  while (loaded.length < count && after !== null) {
    const query = pnlGroupsQuery({
      ...breakdown.selection,
      ...selectionOf(path),
      by,
      lines: breakdown.row,
      after,
    });
    queries.push(query);
    const page = client.getQueryData(query.queryKey);
    if (page === undefined) break;
    loaded.push(page);
    after = page.next;
  }
  return loaded;
}
