import { basename } from 'node:path';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { feedNamed, feeds } from '../catalogue.ts';
import type { Feed } from '../feed.ts';
import { contentAt } from '../reading/content.ts';
import { noRows, reasonOf } from './batch.ts';
import type { DeliveredFile } from './find-files.ts';
import { takeInWaiting } from './quarantine.ts';
import { feedOfKind } from './set-aside.ts';
import { takeIn } from './take-in.ts';
import type { Intake, TakenIn, TakeInOptions } from './taken-in.ts';

export interface LoadOptions {
  readonly again?: boolean | undefined;
  /** A dry run. */
  readonly isTrial?: boolean | undefined;
  /** Why a load may take away more than is allowed. */
  readonly lossAccepted?: string | undefined;
  /** Why the budget of a frozen year changes. */
  readonly reloaded?: string | undefined;
  /** Why revenue reports are loaded against checks that a person may override. */
  readonly checksOverridden?: string | undefined;
  /** Hears of each file as it begins, and of its bytes as they are read. */
  readonly onFile?: (file: DeliveredFile, sizeBytes: number) => void;
  readonly onBytes?: (count: number) => void;
  /** Hears of each result as it comes. */
  readonly onResult?: (result: TakenIn) => void;
}

/** Of the options of a run, what holds for each file. */
export function choicesOf({
  again,
  isTrial,
  lossAccepted,
  reloaded,
  checksOverridden,
}: LoadOptions): Pick<TakeInOptions, 'again' | 'isTrial' | 'lossAccepted' | 'reloaded' | 'checksOverridden'> {
  return {
    ...(again ? { again } : {}),
    ...(isTrial ? { isTrial } : {}),
    ...(lossAccepted === undefined ? {} : { lossAccepted }),
    ...(reloaded === undefined ? {} : { reloaded }),
    ...(checksOverridden === undefined ? {} : { checksOverridden }),
  };
}

/** Lists that bring sites or accounts for which records may be waiting. */
const bringsReferences = new Set(['master_non_financial', 'chart_of_account']);

/**
 * Takes one content in and, when it is a list that records may be waiting for, those records after it.
 * The result of the content comes first.
 */
export async function loadContent(
  intake: Intake,
  options: TakeInOptions,
): Promise<readonly [TakenIn, ...TakenIn[]]> {
  const result = await takeIn(intake, options);
  return [
    result,
    ...(await takeInKinds(intake, options, result)),
    ...(bringsReferences.has(options.feed.name) && !options.isTrial ? await takeInWaiting(intake) : []),
  ];
}

/** Loads the records of other kinds that the file held, each kind into the feed that takes it. */
async function takeInKinds(
  intake: Intake,
  options: TakeInOptions,
  { state, setAside }: TakenIn,
): Promise<TakenIn[]> {
  if (state === 'refused' || state === 'failed') return [];
  const results: TakenIn[] = [];
  for (const kind of Object.keys(setAside)) {
    const feed = feedOfKind(options.feed, kind);
    if (!feed) continue;
    try {
      results.push(await takeIn(intake, { ...options, feed }));
    } catch (cause) {
      results.push(notTakenIn(options.content.name, feed.name, cause));
    }
  }
  return results;
}

/**
 * What is told of a file that was refused before a load of it could begin, or failed for a reason that nobody foresaw:
 * it does not end the loads of the other files.
 */
function notTakenIn(file: string, feed: string, cause: unknown): TakenIn {
  return {
    file,
    feed,
    state: cause instanceof Refusal ? 'refused' : 'failed',
    batchId: null,
    rows: noRows,
    warnings: [],
    setAside: {},
    held: [],
    refusal: reasonOf(cause, []),
  };
}

/** Loads files one after another; takes in too what a crash left waiting for a site or account that is known by now. */
export async function loadFiles(
  intake: Intake,
  files: readonly DeliveredFile[],
  options: LoadOptions = {},
): Promise<TakenIn[]> {
  const results: TakenIn[] = [];
  const tell = (result: TakenIn): void => {
    results.push(result);
    options.onResult?.(result);
  };
  for (const file of files) (await loadFile(intake, file, options)).forEach(tell);
  if (!options.isTrial) (await takeInWaiting(intake)).forEach(tell);
  return results;
}

async function loadFile(
  intake: Intake,
  file: DeliveredFile,
  options: LoadOptions,
): Promise<readonly TakenIn[]> {
  try {
    if (!file.feed) throw unknownFile(file.path);
    const content = await contentAt(file.path);
    options.onFile?.(file, content.sizeBytes);
    return await loadContent(intake, {
      feed: file.feed,
      content,
      ...choicesOf(options),
      ...(options.onBytes ? { onBytes: options.onBytes } : {}),
    });
  } catch (cause) {
    return [notTakenIn(basename(file.path), file.feed?.name ?? 'unknown', cause)];
  }
}

function unknownFile(path: string): Error {
  return refusal('SOURCES_FILE_UNKNOWN', {
    file: basename(path),
    feeds: feeds.map(({ name }) => name).join(', '),
  });
}

/** The feed of that name; SOURCES_FEED_UNKNOWN names the feeds there are. */
export function requireFeed(name: string): Feed {
  const feed = feedNamed(name.toLowerCase());
  if (!feed)
    throw refusal('SOURCES_FEED_UNKNOWN', { feed: name, feeds: feeds.map((one) => one.name).join(', ') });
  return feed;
}
