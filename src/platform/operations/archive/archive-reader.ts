import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../database/index.ts';
import { readBackupKeys } from '../backup/backup-key.ts';
import { readArchive, type ArchiveFile } from './archive-file.ts';
import { atArchive, type ArchivePlace } from './archive-store.ts';
import { recallFile } from './recall.ts';

/** Which rows something reads: of some tables, from a day up to and without another (`YYYY-MM-DD`). */
export interface ReadSpan {
  readonly relations: readonly string[];
  readonly firstOn: string;
  readonly endOn: string;
}

/** What of the archive lets questions read closed years as if they were in the database. */
export interface ArchiveReader {
  /**
   * Brings back what a span needs and the database does not have, for as long as questions usually ask of it. The
   * months (`YYYY-MM`) of which rows came from the archive, now or before.
   */
  readonly bring: (span: ReadSpan) => Promise<string[]>;
  /** Whether the database has everything of a span; asked while the reader of the rows still holds them. */
  readonly isWhole: (span: ReadSpan) => Promise<boolean>;
}

/** Hours for which rows stay that a question brought back, from the last question on. */
const questionHours = 24;
/** Every table keeps this year and the one before. */
const onlineYears = 1;

/**
 * The archive for whoever asks questions. The rows come back as parts of their tables, so that the database decides who
 * sees them. Refuses as `recallFile` does. Works as the owner.
 */
export function archiveReader(
  database: Database,
  place: ArchivePlace,
  { clock, actor }: { readonly clock: Clock; readonly actor: string },
): ArchiveReader {
  const filesOf = (span: ReadSpan): Promise<ArchiveFile[]> =>
    isRecent(span, clock) ? Promise.resolve([]) : readArchive(database, span);
  return {
    bring: async (span) => {
      const files = await filesOf(span);
      const until = new Date(clock.now().getTime() + questionHours * 3_600_000);
      const due = files.filter((file) => isToBring(file, until));
      if (due.length > 0) await recallAll(database, place, { files: due, until, clock, actor });
      return [...new Set(files.map(({ firstOn }) => firstOn.slice(0, 7)))].sort();
    },
    isWhole: async (span) => (await filesOf(span)).every(({ recalledAt }) => recalledAt !== null),
  };
}

/** Whether no year of the span can be in the archive: most questions need not even look. */
function isRecent({ firstOn }: ReadSpan, clock: Clock): boolean {
  return Number.parseInt(firstOn.slice(0, 4), 10) >= clock.now().getUTCFullYear() - onlineYears;
}

/** Not in the database, or there for so short a time that a question could lose it. */
function isToBring({ recalledAt, recalledUntil }: ArchiveFile, until: Date): boolean {
  if (recalledAt === null) return true;
  return recalledUntil !== null && until.getTime() - new Date(recalledUntil).getTime() > 3_600_000;
}

async function recallAll(
  database: Database,
  place: ArchivePlace,
  recall: {
    readonly files: readonly ArchiveFile[];
    readonly until: Date;
    readonly clock: Clock;
    readonly actor: string;
  },
): Promise<void> {
  const { files, ...how } = recall;
  const keys = await readBackupKeys(place.keyFile);
  await atArchive(place, async (locations) => {
    const recalling = { ...how, locations, keys, scratchFolder: place.scratchFolder };
    for (const file of files) await recallFile(database, file, recalling);
  });
}
