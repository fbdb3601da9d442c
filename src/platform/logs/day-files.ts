import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { AppendedFile, pathInside } from '../../kernel/inside-folder.ts';

const dayMs = 86_400_000;

/** Folder of the log below the data folder. */
export function logFolder(dataDir: string): string {
  return join(dataDir, 'logs');
}

/** The file of a day, `YYYY-MM-DD` in UTC. */
export function fileOfDay(folder: string, day: string): string {
  return pathInside(folder, `${day}.jsonl`);
}

/** Days of which a folder has a file, the oldest first; none where there is no folder. */
export function loggedDays(folder: string): string[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  }
  return names.flatMap((name) => /^(\d{4}-\d\d-\d\d)\.jsonl$/.exec(name)?.[1] ?? []).sort();
}

/**
 * Writes lines into one file for each day (UTC), and removes files that are too old when it begins another. Each line
 * is handed to the system at once, so that nothing is lost when the process is killed; several processes may write.
 */
export class DayFiles {
  readonly #folder: string;
  readonly #days: number;
  readonly #clock: Clock;
  readonly #failed: (cause: unknown) => void;
  #day = '';
  #file: AppendedFile | undefined;

  /** `failed` is told the first of failures in a row: no work fails because of its log. */
  constructor(
    folder: string,
    { days, clock, failed }: { days: number; clock: Clock; failed: (cause: unknown) => void },
  ) {
    this.#folder = folder;
    this.#days = days;
    this.#clock = clock;
    let isFailing = false;
    this.#failed = (cause) => {
      if (!isFailing) failed(cause);
      isFailing = true;
    };
  }

  write(line: string): void {
    try {
      this.#fileOfToday().write(line);
    } catch (cause) {
      this.#failed(cause);
    }
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#day = '';
  }

  #fileOfToday(): AppendedFile {
    const now = this.#clock.now();
    const day = now.toISOString().slice(0, 10);
    if (this.#file !== undefined && day === this.#day) return this.#file;
    this.close();
    this.#file = new AppendedFile(fileOfDay(this.#folder, day));
    this.#day = day;
    const first = new Date(now.getTime() - this.#days * dayMs).toISOString().slice(0, 10);
    for (const old of loggedDays(this.#folder).filter((each) => each < first))
      rmSync(fileOfDay(this.#folder, old), { force: true });
    return this.#file;
  }
}
