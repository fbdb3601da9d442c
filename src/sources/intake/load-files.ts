import { basename } from 'node:path';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { feedNamed, feeds } from '../catalogue.ts';
import type { Feed } from '../feed.ts';
import { contentAt } from '../reading/content.ts';
import { noRows, reasonOf } from './batch.ts';
import type { FoundFile } from './find-files.ts';
import { takeInWaiting } from './quarantine.ts';
import { takeIn, type Intake, type TakenIn, type TakeInOptions } from './take-in.ts';

export interface LoadOptions {
  readonly again?: boolean | undefined;
  /** Hears of each file as it begins, and of its bytes as they are read. */
  readonly onFile?: (file: FoundFile, sizeBytes: number) => void;
  readonly onBytes?: (count: number) => void;
  /** Hears of each result as it comes. */
  readonly onResult?: (result: TakenIn) => void;
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
  return [result, ...(bringsReferences.has(options.feed.name) ? await takeInWaiting(intake) : [])];
}

/** Loads files one after another; takes in too what a crash left waiting for a site or account that is known by now. */
export async function loadFiles(
  intake: Intake,
  files: readonly FoundFile[],
  options: LoadOptions = {},
): Promise<TakenIn[]> {
  const results: TakenIn[] = [];
  const tell = (result: TakenIn): void => {
    results.push(result);
    options.onResult?.(result);
  };
  for (const file of files) (await loadFile(intake, file, options)).forEach(tell);
  (await takeInWaiting(intake)).forEach(tell);
  return results;
}

async function loadFile(intake: Intake, file: FoundFile, options: LoadOptions): Promise<readonly TakenIn[]> {
  try {
    if (!file.feed) throw unknownFile(file.path);
    const content = await contentAt(file.path);
    options.onFile?.(file, content.sizeBytes);
    return await loadContent(intake, {
      feed: file.feed,
      content,
      ...(options.again ? { again: true } : {}),
      ...(options.onBytes ? { onBytes: options.onBytes } : {}),
    });
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return [
      {
        file: basename(file.path),
        feed: file.feed?.name ?? 'unknown',
        state: 'refused',
        batchId: null,
        rows: noRows,
        warnings: [],
        refusal: reasonOf(cause, []),
      },
    ];
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
    throw refusal('SOURCES_FEED_UNKNOWN', { feed: name, feeds: feeds.map((known) => known.name).join(', ') });
  return feed;
}
