import type { Readable } from 'node:stream';
import type { WrittenFile } from '../../database/index.ts';

// The format of src/backend/backup/basebackup_incremental.c of PostgreSQL 17, in numbers of 32 bits: magic; count of
// the blocks that come along; count of the blocks up to which the earlier file is still good; the number of each block
// that comes along, ascending; zeros up to the end of a block where there is any. Then these blocks.

const MAGIC = 0xd3ae1f0d;
const blockBytes = 8192;
/** A file of a table ends at one gigabyte. */
const mostBlocks = 131_072;
/** Neighbours that are written at once. */
const runBytes = 64 * blockBytes;
const PREFIX = 'INCREMENTAL.';

/** Name of the file that a file of an incremental backup changes; null for a file that is whole. */
export function changedFile(name: string): string | null {
  const slash = name.lastIndexOf('/') + 1;
  if (!name.startsWith(PREFIX, slash)) return null;
  return `${name.slice(0, slash)}${name.slice(slash + PREFIX.length)}`;
}

/** The name under which an incremental backup holds changes of a file. */
export function changesOf(name: string): string {
  const slash = name.lastIndexOf('/') + 1;
  return `${name.slice(0, slash)}${PREFIX}${name.slice(slash)}`;
}

/**
 * Writes the changes of a file over the earlier one, as they come. What lies behind the blocks that are still good is
 * zeros unless it comes along, as if the server had made the file longer. Fails where the format is not kept.
 */
export async function applyChanges(changes: Readable, file: WrittenFile): Promise<void> {
  const reader = new Reader(changes);
  const [magic, count, good] = numbers(await reader.take(12));
  if (magic !== MAGIC) throw new Error('it does not begin as a file of changes');
  if (count > mostBlocks || good > mostBlocks) throw new Error('it counts more blocks than a file has');
  const list = await reader.take(4 * count);
  const places = Array.from({ length: count }, (_, at) => list.readUInt32LE(4 * at));
  const isRising = places.every((place, at) => place < mostBlocks && place > (places[at - 1] ?? -1));
  if (!isRising) throw new Error('its blocks are out of order');
  const headerBytes = 12 + 4 * count;
  if (count > 0) await reader.take((blockBytes - (headerBytes % blockBytes)) % blockBytes);

  const length = Math.max(good, (places.at(-1) ?? -1) + 1) * blockBytes;
  if ((await file.length()) > good * blockBytes) await file.resize(good * blockBytes);
  await file.resize(length);
  for (let at = 0; at < places.length;) {
    const begin = places[at] ?? 0;
    let run = 1;
    while (places[at + run] === begin + run && run * blockBytes < runBytes) run += 1;
    await file.write(await reader.take(run * blockBytes), begin * blockBytes);
    at += run;
  }
  if (!(await reader.isAtEnd())) throw new Error('it goes on behind its blocks');
}

function numbers(header: Buffer): [magic: number, count: number, good: number] {
  return [header.readUInt32LE(0), header.readUInt32LE(4), header.readUInt32LE(8)];
}

/** Takes bytes in portions of any size from a stream. */
class Reader {
  readonly #pieces: AsyncIterator<Buffer, undefined>;
  #left: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#pieces = (stream as AsyncIterable<Buffer, undefined>)[Symbol.asyncIterator]();
  }

  async take(bytes: number): Promise<Buffer> {
    const portions: Buffer[] = [];
    for (let missing = bytes; missing > 0;) {
      if (this.#left.length === 0 && !(await this.#next())) throw new Error('it ends early');
      const portion = this.#left.subarray(0, missing);
      this.#left = this.#left.subarray(portion.length);
      missing -= portion.length;
      portions.push(portion);
    }
    return portions.length === 1 ? (portions[0] ?? Buffer.alloc(0)) : Buffer.concat(portions);
  }

  async isAtEnd(): Promise<boolean> {
    return this.#left.length === 0 && !(await this.#next());
  }

  async #next(): Promise<boolean> {
    for (;;) {
      const piece = await this.#pieces.next();
      if (piece.done === true) return false;
      if (piece.value.length === 0) continue;
      this.#left = piece.value;
      return true;
    }
  }
}
