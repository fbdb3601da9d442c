import type { Connection } from '../../platform/database/index.ts';
import type { Promised } from '../reading/content.ts';
import type { RowCounts, Warning } from './batch.ts';
import { comparePromise, controlTotals } from './checks/check-rows.ts';
import { end, endReplaced, endUnchanged, type Ending } from './endings.ts';
import { checkFrozen } from './checks/frozen.ts';
import { checkLosses } from './checks/losses.ts';
import { noteExtent, type Since } from './same-content.ts';
import { countOf, setAsideWarnings } from './set-aside.ts';
import { withSchema, type Staged } from './stage.ts';
import type { HeldBecause, Intake, SubmittedReport, TakeInOptions, TakenIn } from './taken-in.ts';
import type { Publication } from './warehouse-door.ts';

/** Rows that are staged, checked and ready. */
export interface Publishable {
  readonly batchId: string;
  readonly read: Staged;
  readonly held: number;
  readonly promised: Promised | null;
  readonly publication: Publication;
  readonly warnings: readonly Warning[];
  /** Set when the content came before: its rows are compared with what is there, and nothing changes. */
  readonly since: Since | null;
  /** What a revenue report says of its month; null where it says nothing. */
  readonly submitted: SubmittedReport | null;
}

/**
 * Makes the rows visible and ends the load, in one transaction. Of a dry run, or of content that came before, it does
 * the same and takes it back, so that what is told is what would have happened.
 */
export async function publish(
  intake: Intake,
  options: TakeInOptions,
  prepared: Publishable,
): Promise<TakenIn> {
  return intake.database.transaction(async (transaction) => {
    const isKept = !options.isTrial && !prepared.since;
    if (!isKept) await transaction.query('savepoint before_rows');
    const became = await apply(intake, options, { transaction, prepared });
    if (isKept) return end(intake, options, became);
    const changes = await prepared.publication.changes(transaction);
    await transaction.query('rollback to savepoint before_rows');
    return prepared.since
      ? endCompared(intake, options, { since: prepared.since, became })
      : { ...(await end(intake, options, { ...became, state: 'tried' })), changes };
  });
}

/** Content that came before: does it still count? */
async function endCompared(
  intake: Intake,
  options: TakeInOptions,
  { since, became }: { readonly since: Since; readonly became: Ending },
): Promise<TakenIn> {
  const { transaction, batchId, rows } = became;
  if (rows.loaded === 0 && rows.superseded === 0)
    return endUnchanged(intake, options, { transaction, batchId, same: since.same });
  const counts = { missing: rows.loaded, surplus: rows.superseded };
  return endReplaced(intake, options, { transaction, batchId, since, ...counts });
}

/** Puts the rows into the warehouse; how the load would end. */
async function apply(
  intake: Intake,
  options: TakeInOptions,
  { transaction, prepared }: { readonly transaction: Connection; readonly prepared: Publishable },
): Promise<Ending> {
  const { feed, content, replay } = options;
  const { batchId, read, held } = prepared;
  const losses =
    replay || prepared.since
      ? []
      : await checkLosses(transaction, intake, { options, publication: prepared.publication });
  await noteExtent(transaction, feed, { batchId, read });
  await supersedeQuarantine(transaction, options, prepared);
  const published = await prepared.publication.apply(transaction);
  const reloaded =
    replay || prepared.since
      ? []
      : await checkFrozen(transaction, intake, { options, publication: prepared.publication });
  const totals = controlTotals(read);
  await settleQuarantine(transaction, options, prepared);
  const setAside = Object.fromEntries(read.tally.setAside);
  const aside = countOf(setAside);
  const rows: RowCounts = {
    received: read.records,
    loaded: published.inserted,
    unchanged: read.records - held - aside - published.inserted,
    superseded: published.superseded,
    quarantined: held,
    ...(aside > 0 ? { setAside: aside } : {}),
  };
  const isUnchanged = rows.loaded === 0 && rows.superseded === 0 && rows.quarantined === 0;
  const warnings = [
    ...(feed.slice === 'whole list' ? absentColumns(read, content.name) : []),
    ...repeatedHeaders(read, content.name),
    ...(feed.isWorkbook === true ? await replacedVersion(transaction, feed.name, content.name) : []),
    ...comparePromise(content.name, prepared.promised, { records: read.records, totals }),
    ...losses,
    ...reloaded,
    ...prepared.warnings,
    ...setAsideWarnings(feed, content.name, setAside),
    ...published.warnings,
    ...(await consequencesOf(intake, transaction, { feed, prepared })),
  ];
  const state = isUnchanged && rows.received > 0 ? 'unchanged' : 'loaded';
  const rules = held === 0 ? [] : await heldBecause(transaction, batchId);
  return { transaction, batchId, state, rows, controlTotals: totals, setAside, held: rules, warnings };
}

/** What other stages say of the rows, and of what a revenue report says of its month. */
async function consequencesOf(
  { consequences, submitted }: Intake,
  transaction: Connection,
  { feed, prepared }: { readonly feed: TakeInOptions['feed']; readonly prepared: Publishable },
): Promise<Warning[]> {
  const ofRows = (await consequences?.(transaction, feed, prepared.batchId)) ?? [];
  if (prepared.submitted === null) return ofRows;
  return [...ofRows, ...((await submitted?.(transaction, prepared.submitted)) ?? [])];
}

/** How many records of a load each check holds back, most first. */
async function heldBecause(transaction: Connection, batchId: string): Promise<HeldBecause[]> {
  return transaction.query<HeldBecause>(
    `select rule, count(*)::integer as records from sources.quarantine where batch_id = $1
     group by rule order by count(*) desc, rule`,
    [batchId],
  );
}

/** Keeps the records held back, and closes those that are loaded again. */
async function settleQuarantine(
  transaction: Connection,
  options: TakeInOptions,
  prepared: Publishable,
): Promise<void> {
  const { feed, replay } = options;
  const { batchId, publication } = prepared;
  // What became a partition kept no earlier row in place.
  const merged = prepared.read.tables.filter((each) => publication.mergedTables.includes(withSchema(each)));
  if (feed.repeats && prepared.held > 0) {
    for (const { table } of merged)
      await transaction.query('select sources.note_occurrences($1, $2)', [table, feed.name]);
  }
  await transaction.query('select sources.quarantine_faults($1, $2)', [feed.name, batchId]);
  if (replay) {
    await transaction.query(
      `update sources.quarantine set state = 'replayed', resolved_by_batch_id = $2, decided_at = now(), decided_by = $3
       where quarantine_id = any ($1::bigint[])`,
      [replay.quarantineIds, batchId, replay.decidedBy],
    );
  }
}

/** Closes the records of earlier loads that this one makes out of date. The staging tables are all there still. */
async function supersedeQuarantine(
  transaction: Connection,
  { feed, replay }: TakeInOptions,
  { batchId, read }: Publishable,
): Promise<void> {
  if (replay) return;
  const [undecided] = await transaction.query<{ exists: boolean }>(
    `select exists (select from sources.quarantine
       where feed = $1 and state in ('open', 'waiting') and batch_id <> $2)`,
    [feed.name, batchId],
  );
  if (undecided?.exists !== true) return;
  for (const { table } of read.tables) {
    await transaction.query('select sources.supersede_quarantine($1, $2, $3, $4, $5)', [
      feed.name,
      table,
      feed.slice,
      feed.period,
      batchId,
    ]);
  }
}

/** Says which version of a workbook this one replaces (operations.md 4.3, R009). */
async function replacedVersion(transaction: Connection, feed: string, file: string): Promise<Warning[]> {
  const [before] = await transaction.query<{ at: string; by: string }>(
    `select to_char(received_at, 'YYYY-MM-DD HH24:MI') as at, received_by as by from sources.batch
     where feed = $1 and file_name = $2 and state = 'loaded' order by batch_id desc limit 1`,
    [feed, file],
  );
  if (!before) return [];
  return [
    {
      rule: 'version replaced',
      message: `${file} replaces the version of ${before.at} UTC by ${before.by}; the old one stays in history.`,
    },
  ];
}

/** Printed pages repeat the column names: nothing is lost with them, and someone may wonder about the count. */
function repeatedHeaders(read: Staged, file: string): Warning[] {
  const { repeatedHeaders: count } = read;
  if (count === 0) return [];
  return [
    {
      rule: 'header repeated',
      message: `${file} repeats its column names in ${String(count)} more lines, which were skipped.`,
    },
  ];
}

/** A complete list without a column blanks what an earlier one said there, so someone is told. */
function absentColumns(read: Staged, file: string): Warning[] {
  const { absent } = read.header;
  if (absent.length === 0) return [];
  return [
    {
      rule: 'columns absent',
      message: `${file} has no ${absent.join(', ')}; these columns are left blank. Export them too if they are known.`,
    },
  ];
}
