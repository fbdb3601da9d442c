import type { Connection, Database } from '../../platform/database/index.ts';
import { buildMonths } from './build-months.ts';
import type { StagedRows } from './staged-rows.ts';
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
  /** Every key of the staged rows has been seen to stand once: each went through a new index. */
  readonly areKeysChecked: boolean;
  apply(transaction: Connection): Promise<PublishedRows>;
  /** Takes back what was prepared, when the load ends without `apply`. */
  discard(): Promise<void>;
}

/** A month with fewer rows is merged row by row even when it is new: building tables costs about 50 ms a month. */
const buildRowsMin = 4_000;

interface StagedMonth {
  readonly month: string;
  readonly rows: string;
  readonly held: string;
  readonly isEmpty: boolean;
}

/**
 * Prepares what can be done before the transaction of the load: months that the warehouse does not hold yet are built
 * beside their fact. Throws unique_violation when a key repeats in them.
 */
export async function preparePublication(database: Database, staged: StagedRows): Promise<Publication> {
  const target = targetOf(staged.feed);
  if (target.kind !== 'fact') {
    return {
      areKeysChecked: false,
      apply: (transaction) => applyList(transaction, staged, target),
      discard: () => Promise.resolve(),
    };
  }
  const discard = async (): Promise<void> => {
    await database.query('select warehouse.drop_builds($1)', [target.table]);
  };
  await discard();
  const months = await database.query<StagedMonth>(
    `select month::text, rows::text, held::text, warehouse.is_month_empty($3, month) as "isEmpty"
     from warehouse.staged_slices($1, $2)
     where month is not null`,
    [staged.staging, target.period, target.table],
  );
  const built = months
    .filter(({ isEmpty, rows }) => isEmpty && Number.parseInt(rows, 10) >= buildRowsMin)
    .map(({ month }) => month);
  if (built.length > 0) {
    await buildMonths(database, {
      fact: target.table,
      staging: staged.staging,
      period: target.period,
      batchId: staged.batchId,
      months: built,
    });
  }
  return {
    areKeysChecked: built.length === months.length,
    apply: (transaction) => applyFact(transaction, { staged, target, months, built: new Set(built) }),
    discard,
  };
}

interface PreparedFact {
  readonly staged: StagedRows;
  readonly target: Extract<Target, { kind: 'fact' }>;
  readonly months: readonly StagedMonth[];
  readonly built: ReadonlySet<string>;
}

async function applyFact(transaction: Connection, prepared: PreparedFact): Promise<PublishedRows> {
  const { staged, target, months, built } = prepared;
  let inserted = 0;
  let superseded = 0;
  const warnings: Warning[] = [];
  for (const { month, rows, held } of months) {
    if (built.has(month)) {
      inserted += await count(
        transaction,
        'select warehouse.attach_build($1, $2::date, $3)::text as inserted, null as superseded',
        [target.table, month, staged.batchId],
      ).then((counts) => counts.inserted);
      continue;
    }
    const counts = await count(
      transaction,
      'select inserted::text, superseded::text from warehouse.apply_month($1, $2, $3, $4::date, $5, $6)',
      [target.table, staged.staging, target.period, month, staged.slice, staged.batchId],
    );
    inserted += counts.inserted;
    superseded += counts.superseded;
    const arrived = Number.parseInt(rows, 10);
    const unchanged = arrived - Number.parseInt(held, 10) - counts.inserted;
    if (staged.slice !== 'row') {
      warnings.push(
        ...shrunkenMonth(staged.feed, month, { before: counts.superseded + unchanged, after: arrived }),
      );
    }
  }
  await discoverCodes(transaction, staged, target.code);
  warnings.push(...(await crossChecks(transaction, staged)));
  return { inserted, superseded, warnings };
}

async function applyList(
  transaction: Connection,
  staged: StagedRows,
  target: Exclude<Target, { kind: 'fact' }>,
): Promise<PublishedRows> {
  const { batchId, slice, staging, effectiveOn } = staged;
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
  await discoverCodes(transaction, staged, target.kind === 'list' ? target.code : undefined);
  return { ...counts, warnings: await crossChecks(transaction, staged) };
}

async function discoverCodes(
  transaction: Connection,
  staged: StagedRows,
  code: string | undefined,
): Promise<void> {
  if (code === undefined) return;
  await transaction.query('select warehouse.discover_codes($1, $2, $3)', [
    staged.staging,
    code,
    staged.batchId,
  ]);
  if (staged.feed === 'workday_job_codes') {
    await transaction.query('select warehouse.name_job_codes($1)', [staged.staging]);
  }
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
