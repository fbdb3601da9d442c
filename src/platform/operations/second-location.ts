import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { again, inWords, pause, type Duty } from './again.ts';
import { StoreCopy } from './backup/copy-store.ts';
import { pruneBackups, type Retention } from './backup/prune-backups.ts';
import { folderLocation } from './locations/folder-location.ts';
import { openLocation, type LocationPlace } from './locations/open-location.ts';
import { readWhole, type StorageLocation } from './locations/storage-location.ts';

const NOTE = 'second.json';
/** After so long what is at the second location is looked at anew. */
const sessionSeconds = 3600;

const noteShape = z.strictObject({
  location: z.string(),
  /** When the whole log was there. */
  log_at: z.iso.datetime().nullable(),
  /** When every backup was there. */
  backups_at: z.iso.datetime().nullable(),
  /** Since when nothing could be copied, and why; null while it can. */
  failing_since: z.iso.datetime().nullable(),
  cause: z.string().nullable(),
});

/** What the keeper notes of the second location, beside the backups. */
export type SecondNote = z.output<typeof noteShape>;

/** How the second location is kept. */
export interface SecondKeeping extends Duty {
  /** Folder of the backups. */
  readonly folder: string;
  readonly second: LocationPlace;
  readonly retention: Retention;
  readonly clock: Clock;
  /** Seconds between two looks. */
  readonly rhythm: number;
  /** Whether the first location was pruned since it was asked last. */
  readonly wasPruned: () => boolean;
  /** Told which backups are there that were not before. */
  readonly tellCopied: (labels: readonly string[], location: string) => Promise<void>;
}

/** The note of the keeper; null where it kept none. */
export async function readSecondNote(folder: string): Promise<SecondNote | null> {
  const text = await readWhole(folderLocation(folder), NOTE);
  try {
    return noteShape.parse(JSON.parse(text?.toString('utf8') ?? ''));
  } catch {
    return null;
  }
}

/**
 * Copies log and backups to the second location until the signal comes, each at its own pace, so that a large backup on
 * a slow line does not hold up the log. One that does not answer is tried again; nothing else waits for it.
 */
export async function keepSecond(keeping: SecondKeeping): Promise<void> {
  const note = new Noting(keeping);
  const failure = 'Backups could not be copied to the second location';
  await Promise.all([
    again(failure, keeping, () =>
      note.watching(() =>
        session(keeping, async (copy) => {
          await copy.copyLogs();
          await note.set({ log_at: keeping.clock.now().toISOString() });
        }),
      ),
    ),
    // Told once: by the log.
    again(failure, { ...keeping, report: () => undefined }, () =>
      note.watching(() =>
        session(keeping, async (copy, location) => {
          const labels = await copy.copyBackups();
          if (labels.length > 0) await keeping.tellCopied(labels, location.name);
          await note.set({ backups_at: keeping.clock.now().toISOString() });
          // What the first location does not have any more is not copied again.
          const now = keeping.clock.now();
          if (keeping.wasPruned()) await pruneBackups(location, keeping.retention, { now, isTrial: false });
        }),
      ),
    ),
  ]);
}

/** Does the work at the open location again and again for a while. */
async function session(
  { folder, second, rhythm, signal }: SecondKeeping,
  work: (copy: StoreCopy, location: StorageLocation) => Promise<void>,
): Promise<void> {
  const location = await openLocation(second);
  const end = performance.now() + sessionSeconds * 1000;
  try {
    const copy = new StoreCopy(folderLocation(folder), location, signal);
    while (!signal.aborted && performance.now() < end) {
      await work(copy, location);
      await pause(rhythm, signal);
    }
  } finally {
    await location.close();
  }
}

/** The note, as it changes. One is written at a time. */
class Noting {
  readonly #keeping: SecondKeeping;
  #note: SecondNote;
  #writing = Promise.resolve();

  constructor(keeping: SecondKeeping) {
    this.#keeping = keeping;
    this.#note = {
      location: keeping.second.place,
      log_at: null,
      backups_at: null,
      failing_since: null,
      cause: null,
    };
  }

  async set(change: Partial<SecondNote>): Promise<void> {
    await this.#write({ failing_since: null, cause: null, ...change });
  }

  /** Notes what fails, with the moment of the first failure. */
  async watching(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (!this.#keeping.signal.aborted)
        await this.#write({
          failing_since: this.#note.failing_since ?? this.#keeping.clock.now().toISOString(),
          cause: inWords(cause),
        });
      throw cause;
    }
  }

  #write(change: Partial<SecondNote>): Promise<void> {
    this.#note = { ...this.#note, ...change };
    const text = `${JSON.stringify(this.#note, null, 2)}\n`;
    const store = folderLocation(this.#keeping.folder);
    this.#writing = this.#writing.catch(() => undefined).then(() => store.put(NOTE, Buffer.from(text)));
    return this.#writing;
  }
}
