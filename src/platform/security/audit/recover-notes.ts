import { open } from 'node:fs/promises';
import type { Database } from '../../database/index.ts';

/** Bytes of the log that one turn reads. */
const stretch = 4 * 1024 * 1024;
/** How a note stands in the log: its seal, then the note as JSON in one line. */
const noteLine = /daybook read note ([0-9a-f]{64}) (\{.*\})$/gmu;

/**
 * Watches the log of the embedded server for notes of reads of personal data. Whoever reads leaves the note in the own
 * transaction and in the log; one that was undone by a rollback, a savepoint or an error is only in the log, and each
 * turn writes it into the trail; how many. Begins with the whole log: what is in the trail already stays as it is.
 */
export function noteRecovery(database: Pick<Database, 'query'>, log: string): () => Promise<number> {
  let at = 0;
  // Notes whose transaction was not over yet are checked again.
  let waiting: readonly string[] = [];
  return async () => {
    const { text, end } = await stretchOf(log, at);
    const noteLines = [...text.matchAll(noteLine)];
    if (noteLines.length + waiting.length > 0) {
      const [sealed] = await database.query<{ notes: string[] }>(
        'select audit.sealed_notes($1, $2) as notes',
        [noteLines.map(([, seal]) => seal ?? ''), noteLines.map(([, , note]) => note ?? '')],
      );
      const [answer] = await database.query<{ recovered: string; open: string[] | null }>(
        `select audit.recover_notes($1) as recovered, (
           select array_agg(note) from unnest($1::text[]) as note
           where audit.is_under_way(note::jsonb ->> 'transaction')) as open`,
        [[...waiting, ...(sealed?.notes ?? [])]],
      );
      [at, waiting] = [end, answer?.open ?? []];
      return Number.parseInt(answer?.recovered ?? '0', 10);
    }
    at = end;
    return 0;
  };
}

/** Whole lines of the log from `at` on; a log that became shorter was turned and is read from its beginning. */
async function stretchOf(log: string, at: number): Promise<{ text: string; end: number }> {
  const file = await open(log, 'r').catch(() => null);
  if (file === null) return { text: '', end: 0 };
  try {
    const { size } = await file.stat();
    const from = size < at ? 0 : at;
    const buffer = Buffer.alloc(Math.min(size - from, stretch));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    const lines = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1);
    return { text: lines.toString('utf8'), end: from + lines.length };
  } finally {
    await file.close();
  }
}
