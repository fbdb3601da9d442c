import type { Connection, Database } from '../../platform/database/index.ts';
import { refuseArchived } from '../tables/archived-months.ts';
import { discoverCodes } from './discover-codes.ts';
import {
  listLosses,
  monthChanges,
  monthLosses,
  monthsReplaced,
  type Loss,
  type RowChange,
  type SiteMonth,
} from './losses.ts';
import type { StagedRows, StagedTable } from './staged-rows.ts';
import { targetOf, type Target } from './targets.ts';
import { crossChecks, shrunkenMonth, type Warning } from './warnings.ts';

export interface PublishedRows {
  /** New rows, replacements included. */
  readonly inserted: number;
  /** Earlier rows that went to history. */
  readonly superseded: number;
  readonly warnings: readonly Warning[];
}

/** A publication that is prepared: `apply` makes it visible inside the caller's transaction. */
export interface Publication {
  /** Staging tables whose keys nothing has compared yet; the others went through a new index. */
  readonly mergedTables: readonly string[];
  /** What the rows would take away, the largest loss first; asked before they are applied. */
  losses(transaction: Connection): Promise<Loss[]>;
  apply(transaction: Connection): Promise<PublishedRows>;
  /** Months of sites that were there before and that the applied rows changed; asked after them, as `changes` is. */
  replaced(transaction: Connection): Promise<SiteMonth[]>;
  /** What the applied rows changed; asked after them in the same transaction. */
  changes(transaction: Connection): Promise<RowChange[]>;
}

type Fact = Extract<Target, { kind: 'fact' }>;

/** A month whose staging table becomes the partition. */
interface ConvertedMonth {
  readonly table: string;
  readonly month: string;
  readonly rows: number;
}

/** One connection per core of the small machines this runs on; more only compete. */
const workers = 2;

/**
 * Prepares what can be done before the transaction of the load: the staging table of a month that the warehouse does
 * not hold yet is given its key and references. Throws the database's unique_violation when a key repeats in it, and
 * refuses with WAREHOUSE_MONTH_ARCHIVED.
 */
export async function preparePublication(database: Database, staged: StagedRows): Promise<Publication> {
  const target = targetOf(staged.feed);
  if (target.kind !== 'fact') {
    const tables = staged.tables.map(({ table }) => table);
    return {
      mergedTables: tables,
      losses: (transaction) => listLosses(transaction, staged, target),
      apply: (transaction) => applyList(transaction, staged, target),
      replaced: () => Promise.resolve([]),
      // Of a list the counts say it, and what would go is refused or told by name.
      changes: () => Promise.resolve([]),
    };
  }
  await refuseArchived(database, target.table, [...staged.months.keys()]);
  const isEmpty = await emptyMonths(database, target, staged);
  const queue = staged.tables.filter(({ month }) => month !== null && isEmpty.has(month));
  const merged = staged.tables.filter((table) => !queue.includes(table));
  const converted: ConvertedMonth[] = [];
  const convertNext = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      converted.push(await convertMonth(database, { target, staged, ...next }));
    }
  };
  // Both have to be done before the failure of one is told: what follows it changes the same tables.
  const ended = await Promise.allSettled(Array.from({ length: workers }, convertNext));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return {
    mergedTables: merged.map(({ table }) => table),
    losses: (transaction) => monthLosses(transaction, { staged, target, merged }),
    apply: (transaction) => applyFact(transaction, { staged, target, merged, converted }),
    replaced: (transaction) => monthsReplaced(transaction, staged, target),
    changes: (transaction) => monthChanges(transaction, staged, target),
  };
}

async function emptyMonths(database: Database, target: Fact, staged: StagedRows): Promise<Set<string>> {
  const rows = await database.query<{ month: string }>(
    `select month::text from unnest($2::date[]) as month where warehouse.is_month_empty($1, month)`,
    [target.table, [...staged.months.keys()]],
  );
  return new Set(rows.map(({ month }) => month));
}

async function convertMonth(
  database: Database,
  { target, staged, table, month }: StagedTable & { readonly target: Fact; readonly staged: StagedRows },
): Promise<ConvertedMonth> {
  const rows = staged.months.get(month ?? '') ?? 0;
  const [row] = await database.query<{ held: string }>(
    'select warehouse.convert_month($1, $2, $3, $4) as held',
    [target.table, table, rows, staged.tellsApart === true],
  );
  return { table, month: month ?? '', rows: rows - Number.parseInt(row?.held ?? '0', 10) };
}

interface PreparedFact {
  readonly staged: StagedRows;
  readonly target: Fact;
  readonly merged: readonly StagedTable[];
  readonly converted: readonly ConvertedMonth[];
}

async function applyFact(transaction: Connection, prepared: PreparedFact): Promise<PublishedRows> {
  const { staged, target } = prepared;
  let inserted = 0;
  let superseded = 0;
  const warnings: Warning[] = [];
  for (const { table, month } of prepared.merged) {
    for (const each of month === null ? staged.months.keys() : [month]) {
      const counts = await applyMonth(transaction, { staged, target, table, month: each });
      inserted += counts.inserted;
      superseded += counts.superseded;
      warnings.push(...counts.warnings);
    }
  }
  // These read the staging tables, which the converted months stop being.
  warnings.push(...(await crossChecks(transaction, staged)));
  warnings.push(...(await discoverCodes(transaction, staged, target.code)));
  for (const { table, month, rows } of prepared.converted) {
    await transaction.query('select warehouse.attach_converted($1, $2, $3::date)', [
      target.table,
      table,
      month,
    ]);
    inserted += rows;
  }
  return { inserted, superseded, warnings };
}

async function applyMonth(
  transaction: Connection,
  { staged, target, table, month }: { staged: StagedRows; target: Fact; table: string; month: string },
): Promise<PublishedRows> {
  const [row] = await transaction.query<Record<'arrived' | 'held' | 'inserted' | 'superseded', string>>(
    `select arrived_rows::text as arrived, held_rows::text as held, inserted::text, superseded::text
     from warehouse.apply_month($1, $2, $3, $4::date, $5, $6)`,
    [target.table, table, target.period, month, staged.slice, staged.batchId],
  );
  const number = (text: string | undefined): number => Number.parseInt(text ?? '0', 10);
  const [arrived, inserted, superseded] = [
    number(row?.arrived),
    number(row?.inserted),
    number(row?.superseded),
  ];
  const unchanged = arrived - number(row?.held) - inserted;
  const rows = { before: superseded + unchanged, after: arrived };
  return {
    inserted,
    superseded,
    warnings: staged.slice === 'row' ? [] : shrunkenMonth(staged.feed, month, rows),
  };
}

async function applyList(
  transaction: Connection,
  staged: StagedRows,
  target: Exclude<Target, { kind: 'fact' }>,
): Promise<PublishedRows> {
  const { batchId, slice, effectiveOn } = staged;
  const staging = staged.tables[0]?.table ?? '';
  const counts = await (target.kind === 'sites'
    ? count(
        transaction,
        'select inserted::text, superseded::text from warehouse.apply_sites($1, $2::date, $3)',
        [slice, effectiveOn, batchId],
      )
    : target.kind === 'accounts'
      ? count(transaction, 'select inserted::text, superseded::text from warehouse.apply_accounts($1, $2)', [
          slice,
          batchId,
        ])
      : count(
          transaction,
          'select inserted::text, superseded::text from warehouse.apply_list($1, $2, $3, $4)',
          [target.table, staging, slice, batchId],
        ));
  const newCodes = await discoverCodes(transaction, staged, target.kind === 'list' ? target.code : undefined);
  if (target.then === 'name job codes')
    await transaction.query('select warehouse.name_job_codes($1)', [staging]);
  if (target.then === 'publish access')
    await transaction.query('select warehouse.publish_access($1)', [batchId]);
  if (target.then === 'end overrides')
    await transaction.query(
      `select warehouse.end_overrides(array(select site_id from sources.gp_customer_mstr where not is_held),
         '{emails}', $1)`,
      [batchId],
    );
  return { ...counts, warnings: [...(await crossChecks(transaction, staged)), ...newCodes] };
}

async function count(
  transaction: Connection,
  statement: string,
  values: readonly string[],
): Promise<{ inserted: number; superseded: number }> {
  const [row] = await transaction.query<{ inserted: string; superseded: string | null }>(statement, values);
  return {
    inserted: Number.parseInt(row?.inserted ?? '0', 10),
    superseded: Number.parseInt(row?.superseded ?? '0', 10),
  };
}
