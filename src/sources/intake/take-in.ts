import { dayIn } from '../../kernel/clock.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { addDays } from '../../kernel/month.ts';
import type { Database } from '../../platform/database/index.ts';
import { stagingTable, type Feed } from '../feed.ts';
import { manifestOf, type Content, type Promised } from '../reading/content.ts';
import { sealedFeed } from '../seal.ts';
import { beginBatch, failInterrupted, type Warning } from './batch.ts';
import { checkReport } from './checks/report-rules.ts';
import { completeFaults, holdUnknown, prepareUnique, refuseTooManyFaults } from './checks/check-rows.ts';
import { noteSubmission } from './checks/own-report.ts';
import { endRefused, endUnchanged } from './endings.ts';
import { publish } from './publish-rows.ts';
import { laterLoads, sameContent, type Since } from './same-content.ts';
import { stageContent, withSchema } from './stage.ts';
import type { Intake, Replay, SubmittedReport, TakeInOptions, TakenIn } from './taken-in.ts';
import { workbookContent } from './workbook-content.ts';
import { holdLongDays } from './checks/worked-days.ts';

/**
 * Takes one file in: whole or not at all. Refusals and failures are written into the batch and returned, not thrown,
 * so that the next file of a run still gets its turn.
 */
export async function takeIn(intake: Intake, options: TakeInOptions): Promise<TakenIn> {
  const { database } = intake;
  await intake.authorize?.(options.feed, options.content.name);
  // Keys that are missing or of another database stop the load, not the batch.
  await intake.openSeal();
  return database.withAdvisoryLock(`sources.${stagingTable(options.feed)}`, async () => {
    await failInterrupted(database, options.feed.name);
    const arrival = await arrivalOf(intake, options.content);
    const isKnown = !options.again && !options.replay;
    const asOf = arrival.promised?.asOf ?? null;
    const same = isKnown ? await sameContent(database, options, asOf) : null;
    const later = same ? await laterLoads(database, options.feed, { batchId: same.batchId, asOf }) : [];
    const batchId = await begin(intake, options, arrival);
    await noteSubmission(intake, options);
    if (same && later.length === 0) return endUnchanged(intake, options, { batchId, same });
    try {
      if (arrival.fault) throw arrival.fault;
      const loading = { ...arrival, batchId, since: same ? { same, later } : null };
      return await load(intake, options, loading);
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
    refuseFarDay(content.name, promised?.asOf ?? today, today);
    return { receivedAt, promised, fault: null, effectiveOn: promised?.asOf ?? today };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return { receivedAt, promised: null, fault: cause, effectiveOn: today };
  }
}

/** A list may announce what holds from a day to come, but not years ahead. */
const announcedDaysMax = 366;

function refuseFarDay(file: string, asOf: string, today: string): void {
  if (asOf >= '2000-01-01' && asOf <= addDays(today, announcedDaysMax)) return;
  const cause = `"as_of" ${asOf} is too far from today, ${today}`;
  throw refusal('SOURCES_MANIFEST_UNREADABLE', { file: `${file}.manifest.json`, cause });
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

/** A content that is about to be read, and what came since it was loaded before, if it was. */
interface Loading extends Arrival {
  readonly batchId: string;
  readonly since: Since | null;
}

async function load(
  intake: Intake,
  options: TakeInOptions,
  { batchId, promised, effectiveOn, since, receivedAt }: Loading,
): Promise<TakenIn> {
  const { database, warehouse } = intake;
  const { declared, overridden, submitted } = await declaredFor(intake, options, since);
  const { content } = declared;
  const seal = await intake.openSeal();
  await seal.learnErased(database);
  const feed = sealedFeed(declared.feed, seal, { isReplay: options.replay !== undefined });
  await database.query('select sources.clear_staging($1, $2)', [stagingTable(feed), feed.name]);
  const read = await stageContent(database, {
    content,
    feed,
    batchId,
    timeZone: intake.timeZone,
    today: dayIn(intake.timeZone, receivedAt),
    ...(options.onBytes ? { onBytes: options.onBytes } : {}),
  });
  // Before anything that speaks of them can be committed; a comparison commits nothing.
  if (!options.isTrial && !since) await seal.keep(database);
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
  await holdLongDays(checked);
  const { publication, warnings } = await prepareUnique(checked, {
    batchId,
    feed: feed.name,
    tables: read.tables.map((each) => ({ table: withSchema(each), month: each.month })),
    months: read.tally.months,
    sites: read.tally.numbers.get('site_id')?.list() ?? [],
    codes: [...read.tally.codes.values()].flatMap((codes) => codes.list()),
    slice: options.replay ? 'row' : feed.slice,
    effectiveOn,
    shownColumns: feed.key.filter((name) => isShown(feed, name)),
    amounts: feed.columns.flatMap(({ column, type, personal }) =>
      type.kind === 'decimal' && column !== null && personal === undefined ? [column] : [],
    ),
  });
  const { held } = await refuseTooManyFaults(database, feed, tolerance);
  await completeFaults(database, content, feed);
  const said = feed.countsOwnOnly ? null : (promised ?? read.trailer);
  const allWarnings = [...overridden, ...warnings];
  const prepared = {
    batchId,
    read,
    held,
    promised: said,
    publication,
    warnings: allWarnings,
    since,
    submitted,
  };
  return publish(intake, { ...options, feed, content }, prepared);
}

/** What is staged, what was overridden for it, and what a revenue report says of its month. */
interface Declared {
  readonly declared: Pick<TakeInOptions, 'feed' | 'content'>;
  readonly overridden: readonly Warning[];
  readonly submitted: SubmittedReport | null;
}

/** The feed and content that are staged: of a workbook its rows, once its month takes them. */
async function declaredFor(intake: Intake, options: TakeInOptions, since: Since | null): Promise<Declared> {
  if (options.feed.isWorkbook !== true) return { declared: options, overridden: [], submitted: null };
  const { report, submission, faults, ...declared } = await workbookContent(
    options.feed,
    options.content,
    intake.clock,
  );
  const completed = since === null ? await intake.completed?.(report.site, report.month) : null;
  const all = completed ? [completed, ...faults] : faults;
  return {
    declared,
    overridden: await checkReport(intake, options, all),
    submitted: submission === null || since !== null ? null : { ...report, ...submission },
  };
}

/** Whether values of a staging column may stand in a message: no personal data. */
function isShown(feed: Feed, name: string): boolean {
  return feed.columns.find(({ column }) => column === name)?.personal === undefined;
}

/** Gives records of quarantine the number under which each keeps a row in place. */
async function recallOccurrences(database: Database, feed: Feed, replay: Replay): Promise<void> {
  await database.query('select sources.recall_occurrences($1, $2, $3)', [
    stagingTable(feed),
    replay.quarantineIds,
    replay.movedIds,
  ]);
}
