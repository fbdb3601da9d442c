import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AnswerFile } from '../../billing/index.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { readTable } from '../../sources/index.ts';
import { readingFault } from '../given/reading-fault.ts';

/** Characters of a cell: a ledger's answer may be a paragraph. */
const longestCell = 4_000;

const columns = ['key', 'document', 'batch', 'result', 'answer'];

/** Files with answers: the named ones, and every `.csv` of a folder. Refuses with SOURCES_FILE_UNREADABLE. */
export async function answerPaths(places: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    places.map(async (place) => {
      const isFolder = await stat(place).then(
        (there) => there.isDirectory(),
        (cause: unknown) => {
          throw refusal('SOURCES_FILE_UNREADABLE', { file: place, cause: readingFault(cause) });
        },
      );
      if (!isFolder) return [place];
      const names = (await readdir(place)).filter((name) => /\.csv$/i.test(name));
      return names.sort().map((name) => join(place, name));
    }),
  );
  return lists.flat();
}

/**
 * Reads a file with answers of the ledger (docs/reference/file-formats.md). What is no such file has no rows and one
 * fault that says why, so that it is held back like a row.
 */
export async function answerFile(path: string): Promise<AnswerFile> {
  const bytes = await readFile(path);
  const [name, sha256] = [basename(path), createHash('sha256').update(bytes).digest('hex')];
  try {
    const { rows, faults } = readTable(name, bytes, {
      title: 'answers of the ledger',
      columnsOf: () =>
        columns.map((column) => ({
          name: column,
          type: { kind: 'text', maxLength: longestCell },
          isOptional: column !== 'result',
        })),
    });
    return {
      name,
      sha256,
      rows,
      faults: faults.map(({ line, column, cause }) => ({ line, message: `${column ?? 'the row'} ${cause}` })),
    };
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return { name, sha256, rows: [], faults: [{ line: 1, message: problem.message }] };
  }
}
