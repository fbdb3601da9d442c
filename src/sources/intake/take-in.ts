import { dayIn, type Clock } from '../../kernel/clock.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import type { Connection, Database, Queryable } from '../../platform/database/index.ts';
import { stagingTable, type Feed } from '../feed.ts';
import { manifestOf, type Content, type Promised } from '../reading/content.ts';
import {
  beginBatch,
  endBatch,
  failInterrupted,
  noRows,
  reasonOf,
  sameContent,
  type BatchState,
  type EndedBatch,
  type RefusedBecause,
  type RowCounts,
  type SameContent,
  type SetAside,
  type Warning,
} from './batch.ts';
import {
  comparePromise,
  completeFaults,
  controlTotals,
  holdUnknown,
  prepareUnique,
  refuseTooManyFaults,
  tellFaults,
} from './check-rows.ts';
import { sealedFeed, type Seal } from '../seal.ts';
import { countOf, setAsideWarnings } from './set-aside.ts';
import { stageContent, withSchema, type Staged } from './stage.ts';
import type { Publication, WarehouseDoor } from './warehouse-door.ts';
import { workbookContent } from './workbook-content.ts';

/** What every load of a run shares. */
export interface Intake {
  readonly database: Database;
  readonly warehouse: WarehouseDoor;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly maxFailingPercent: number;
  /** Who loads; kept with the batch. */
  readonly receivedBy: string;
  /** Keeps the identifiers of people out of the warehouse. */
  readonly seal: Seal;
  /** Throws the refusal when whoever loads may not load a file of this feed and name; absent for the owner. */
  readonly authorize?: (feed: Feed, fileName: string) => Promise<void>;
}

export interface TakeInOptions {
  readonly feed: Feed;
  readonly content: Content;
  /** Load the same bytes again although they were taken in before. */
  readonly again?: boolean;
  readonly replay?: Replay;
  readonly onBytes?: (count: number) => void;
}

/** Records of quarantine that are taken in again, as a load of their own. */
export interface Replay {
  readonly batchId: string;
  readonly quarantineIds: readonly string[];
  /** Of these, the ones whose key was corrected: they replace no row that they kept in place. */
  readonly movedIds: readonly string[];
}

/** What became of one file. */
export interface TakenIn {
  readonly file: string;
  readonly feed: string;
  readonly state: Exclude<BatchState, 'receiving'>;
  /** Null when the file was refused before a load could begin: nothing takes a file of its name, or it is not there. */
  readonly batchId: string | null;
  readonly rows: RowCounts;
  readonly warnings: readonly Warning[];
  /** Records of kinds that the feed does not take, by kind. */
  readonly setAside: SetAside;
  readonly refusal: RefusedBecause | null;
}

/**
 * Takes one file in: whole or not at all. Refusals and failures are written into the batch and returned, not thrown,
 * so that the next file of a run still gets its turn.
 */
export async function takeIn(intake: Intake, options: TakeInOptions): Promise<TakenIn> {
  const { database } = intake;
  await intake.authorize?.(options.feed, options.content.name);
  return database.withAdvisoryLock(`sources.${stagingTable(options.feed)}`, async () => {
    await failInterrupted(database, options.feed.name);
    const arrival = await arrivalOf(intake, options.content);
    const isKnown = !options.again && !options.replay;
    const same = isKnown ? await sameContent(database, options, arrival.promised?.asOf ?? null) : null;
    const batchId = await begin(intake, options, arrival);
    if (same) return endUnchanged(intake, options, { batchId, same });
    try {
      if (arrival.fault) throw arrival.fault;
      return await load(intake, options, { ...arrival, batchId });
    } catch (cause) {
      return await endRefused(intake, options, { batchId, cause });
    } finally {
      await database.query('select sources.clear_staging($1, $2)', [
        stagingTable(options.feed),
        options.feed.name,
      ]);
    }
  });
}

/** What is known of a content before it is read. */
interface Arrival {
  readonly receivedAt: Date;
  /** The manifest beside the file; null when there is none, or it cannot be used. */
  readonly promised: Promised | null;
  /** Why the manifest cannot be used: the batch tells it. */
  readonly fault: Refusal | null;
  /** The day a complete list speaks of: the manifest's, else today. */
  readonly effectiveOn: string;
}

async function arrivalOf(intake: Intake, content: Content): Promise<Arrival> {
  const receivedAt = intake.clock.now();
  const today = dayIn(intake.timeZone, receivedAt);
  try {
    const promised = content.text ? null : await manifestOf(content.path);
    return { receivedAt, promised, fault: null, effectiveOn: promised?.asOf ?? today };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return { receivedAt, promised: null, fault: cause, effectiveOn: today };
  }
}

async function begin(
  intake: Intake,
  { feed, content, replay }: TakeInOptions,
  { receivedAt, effectiveOn }: Arrival,
): Promise<string> {
  return beginBatch(intake.database, {
    feed,
    content,
    receivedBy: intake.receivedBy,
    receivedAt,
    effectiveOn,
    replayOf: replay?.batchId ?? null,
  });
}

async function load(
  intake: Intake,
  options: TakeInOptions,
  { batchId, promised, effectiveOn }: Arrival & { readonly batchId: string },
): Promise<TakenIn> {
  const { database, warehouse } = intake;
  const declared =
    options.feed.name === 'revenue_workbook'
      ? await workbookContent(options.feed, options.content, intake.clock)
      : options;
  const { content } = declared;
  const feed = sealedFeed(declared.feed, intake.seal, { isReplay: options.replay !== undefined });
  await database.query('select sources.clear_staging($1, $2)', [stagingTable(feed), feed.name]);
  const read = await stageContent(database, {
    content,
    feed,
    batchId,
    timeZone: intake.timeZone,
    ...(options.onBytes ? { onBytes: options.onBytes } : {}),
  });
  // Before anything that speaks of them can be committed.
  await intake.seal.keep(database);
  if (options.replay && feed.repeats) await recallOccurrences(database, feed, options.replay);
  if (read.records === 0 && feed.slice === 'whole list') {
    throw refusal('SOURCES_LIST_EMPTY', { file: content.name, feed: feed.name });
  }
  const tolerance = {
    file: content.name,
    batchId,
    received: read.records,
    maxFailingPercent: options.replay ? 100 : intake.maxFailingPercent,
  };
  await refuseTooManyFaults(database, feed, tolerance);
  const checked = { database, warehouse, feed, read };
  await holdUnknown(checked);
  const { publication, warnings } = await prepareUnique(checked, {
    batchId,
    feed: feed.name,
    tables: read.tables.map((each) => ({ table: withSchema(each), month: each.month })),
    months: read.tally.months,
    sites: read.tally.numbers.get('site_id')?.list() ?? [],
    codes: [...read.tally.codes.values()].flatMap((codes) => codes.list()),
    slice: options.replay ? 'row' : feed.slice,
    effectiveOn,
  });
  const { held } = await refuseTooManyFaults(database, feed, tolerance);
  await completeFaults(database, content, feed);
  const said = feed.countsOwnOnly ? null : (promised ?? read.trailer);
  const prepared = { batchId, read, held, promised: said, publication, warnings };
  return publish(intake, { ...options, feed, content }, prepared);
}

interface Publishable {
  readonly batchId: string;
  readonly read: Staged;
  readonly held: number;
  readonly promised: Promised | null;
  readonly publication: Publication;
  readonly warnings: readonly Warning[];
}

async function publish(intake: Intake, options: TakeInOptions, prepared: Publishable): Promise<TakenIn> {
  const { feed, content } = options;
  const { batchId, read, held } = prepared;
  return intake.database.transaction(async (transaction) => {
    await supersedeQuarantine(transaction, options, prepared);
    const published = await prepared.publication.apply(transaction);
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
      ...(feed.name === 'revenue_workbook' ? await replacedVersion(transaction, content.name) : []),
      ...comparePromise(content.name, prepared.promised, { records: read.records, totals }),
      ...prepared.warnings,
      ...setAsideWarnings(feed, content.name, setAside),
      ...published.warnings,
    ];
    const state = isUnchanged && rows.received > 0 ? 'unchanged' : 'loaded';
    return end(intake, options, {
      transaction,
      batchId,
      state,
      rows,
      controlTotals: totals,
      setAside,
      warnings,
    });
  });
}

/** How a load ended; what is left out has no place in that ending. */
interface Ending extends Partial<
  Pick<EndedBatch, 'controlTotals' | 'setAside' | 'sameAs' | 'refusal' | 'warnings'>
> {
  readonly transaction: Queryable;
  readonly batchId: string;
  readonly state: TakenIn['state'];
  readonly rows: RowCounts;
}

/** Writes the end of the batch and tells it. */
async function end(intake: Intake, { feed, content }: TakeInOptions, ending: Ending): Promise<TakenIn> {
  const { transaction, batchId, state, rows, controlTotals: totals = null, sameAs = null } = ending;
  const { refusal: why = null, warnings = [], setAside = {} } = ending;
  const finishedAt = intake.clock.now();
  await endBatch(transaction, {
    batchId,
    state,
    rows,
    finishedAt,
    controlTotals: totals,
    setAside,
    sameAs,
    refusal: why,
    warnings,
  });
  return { file: content.name, feed: feed.name, state, batchId, rows, warnings, setAside, refusal: why };
}

/** Gives records of quarantine the number under which each keeps a row in place. */
async function recallOccurrences(database: Database, feed: Feed, replay: Replay): Promise<void> {
  await database.query('select sources.recall_occurrences($1, $2, $3)', [
    stagingTable(feed),
    replay.quarantineIds,
    replay.movedIds,
  ]);
}

/** Keeps the records held back, and closes those that are taken in again. */
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
      `update sources.quarantine set state = 'replayed', resolved_by_batch_id = $2, decided_at = now()
       where quarantine_id = any ($1::bigint[])`,
      [replay.quarantineIds, batchId],
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
async function replacedVersion(transaction: Connection, file: string): Promise<Warning[]> {
  const [before] = await transaction.query<{ at: string; by: string }>(
    `select to_char(received_at, 'YYYY-MM-DD HH24:MI') as at, received_by as by from sources.batch
     where feed = 'revenue_workbook' and file_name = $1 and state = 'loaded' order by batch_id desc limit 1`,
    [file],
  );
  if (!before) return [];
  return [
    {
      rule: 'version replaced',
      message: `${file} replaces the version of ${before.at} UTC by ${before.by}; the old one stays in history.`,
    },
  ];
}

/** A complete list without a column blanks what an earlier one said there, so somebody is told. */
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

async function endUnchanged(
  intake: Intake,
  options: TakeInOptions,
  { batchId, same }: { batchId: string; same: SameContent },
): Promise<TakenIn> {
  const { received, quarantined, setAside } = same;
  const aside = countOf(setAside);
  // What is in quarantine since then is still there, or was decided: it is not among the rows the warehouse holds.
  const unchanged = received - quarantined - aside;
  const rows: RowCounts = {
    ...noRows,
    received,
    unchanged,
    quarantined,
    ...(aside > 0 ? { setAside: aside } : {}),
  };
  const transaction = intake.database;
  return end(intake, options, {
    transaction,
    batchId,
    state: 'unchanged',
    rows,
    setAside,
    sameAs: same.batchId,
  });
}

async function endRefused(
  intake: Intake,
  options: TakeInOptions,
  { batchId, cause }: { batchId: string; cause: unknown },
): Promise<TakenIn> {
  const why = reasonOf(cause, await tellFaults(intake.database, options.feed));
  const state = why.code === 'SOURCES_LOAD_FAILED' ? 'failed' : 'refused';
  const received = cause instanceof Refusal ? cause.parameters['received'] : undefined;
  const rows: RowCounts = { ...noRows, received: typeof received === 'number' ? received : 0 };
  return end(intake, options, { transaction: intake.database, batchId, state, rows, refusal: why });
}
