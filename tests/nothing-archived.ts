import type { ArchiveReader } from '../src/platform/operations/index.ts';

/** The archive of a database from which nothing was archived. */
export const nothingArchived: ArchiveReader = {
  bring: () => Promise.resolve([]),
  isWhole: () => Promise.resolve(true),
};
