import type { Connection } from '../../platform/database/index.ts';
import type { StagedRows, StagedTable } from './staged-rows.ts';
import type { Target } from './targets.ts';

/** A list, or a site's month, that holds less after a load than before. Counts are entries or rows. */
export interface Loss {
  readonly isList: boolean;
  /** Site and month; null for a list. */
  readonly place: string | null;
  readonly before: number;
  readonly lost: number;
  /** Some of the entries that would go; empty for rows. */
  readonly names: readonly string[];
}

/** Rows of a site and month that come or go with a load, with the exact sums of their amounts by column. */
export interface RowChange {
  readonly site: string;
  readonly month: string;
  readonly kind: 'comes' | 'goes';
  readonly rows: string;
  readonly sums: Readonly<Record<string, string | null>>;
}

/** A month `YYYY-MM` of a site. */
export interface SiteMonth {
  readonly site: string;
  readonly month: string;
}

type Fact = Extract<Target, { kind: 'fact' }>;

/** What a complete list would take away. */
export async function listLosses(
  transaction: Connection,
  staged: StagedRows,
  target: Exclude<Target, Fact>,
): Promise<Loss[]> {
  if (staged.slice !== 'whole list') return [];
  const list = target.kind === 'list' ? target.table : null;
  const [row] = await transaction.query<{ held: string; vanishing: string; names: string[] | null }>(
    'select held, vanishing, names from warehouse.list_losses($1, $2, $3, $4)',
    [target.kind, list, staged.tables[0]?.table ?? '', staged.shownColumns],
  );
  const lost = Number.parseInt(row?.vanishing ?? '0', 10);
  if (lost === 0) return [];
  const before = Number.parseInt(row?.held ?? '0', 10);
  return [{ isList: true, place: null, before, lost, names: row?.names ?? [] }];
}

/** What files for months that are there would take away from each site's month; months that are new lose nothing. */
export async function monthLosses(
  transaction: Connection,
  { staged, target, merged }: { staged: StagedRows; target: Fact; merged: readonly StagedTable[] },
): Promise<Loss[]> {
  if (staged.slice === 'row') return [];
  const losses: Loss[] = [];
  for (const { table, month } of merged) {
    for (const each of month === null ? staged.months.keys() : [month]) {
      const rows = await transaction.query<{ site: string; before: string; after: string }>(
        `select site, before_rows as before, after_rows as after
         from warehouse.slice_losses($1, $2, $3, $4::date, $5)`,
        [target.table, table, target.period, each, staged.slice],
      );
      for (const { site, before, after } of rows) {
        const held = Number.parseInt(before, 10);
        const lost = held - Number.parseInt(after, 10);
        losses.push({
          isList: false,
          place: `site ${site}, ${each.slice(0, 7)}`,
          before: held,
          lost,
          names: [],
        });
      }
    }
  }
  return losses.sort((a, b) => b.lost - a.lost);
}

/** What the applied rows of a load changed, by site and month. */
export async function monthChanges(
  transaction: Connection,
  { batchId, amounts }: Pick<StagedRows, 'batchId' | 'amounts'>,
  target: Fact,
): Promise<RowChange[]> {
  return transaction.query<RowChange>(
    'select site, month, kind, rows, sums from warehouse.fact_changes($1, $2, $3, $4)',
    [target.table, target.period, batchId, amounts],
  );
}

/** Months of sites of which rows were there before, and that the applied rows of a load changed. */
export async function monthsReplaced(
  transaction: Connection,
  { batchId, months }: Pick<StagedRows, 'batchId' | 'months'>,
  target: Fact,
): Promise<SiteMonth[]> {
  return transaction.query<SiteMonth>(
    'select site, month from warehouse.months_replaced($1, $2, $3, $4::date[])',
    [target.table, target.period, batchId, [...months.keys()]],
  );
}
