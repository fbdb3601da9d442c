import { hash } from 'node:crypto';

/**
 * What a client was told, in parts: each row is 16 bytes of its GUID and 8 of a digest of what was told, zeros where it
 * was told to be gone. What a later part says of a row counts.
 */
const rowBytes = 24;
const guidBytes = 16;

/** A row as it was told: its GUID, and the JSON; null where it is gone. */
export interface ReportedRow {
  readonly guid: string;
  readonly object: string | null;
}

/** A part with the range that its GUIDs are in, by their first 16 digits: entity, site and month. */
export interface ReportedPart {
  readonly rows: Buffer;
  readonly lowest: string;
  readonly highest: string;
}

/** First digits of a GUID, which say the entity, the site and the month. */
export function prefixOf(guid: string): string {
  return guid.replaceAll('-', '').slice(0, 16);
}

/** What is to be kept of rows that a client is told. */
export function partOf(rows: readonly ReportedRow[]): ReportedPart {
  const buffer = Buffer.alloc(rows.length * rowBytes);
  let [lowest, highest] = ['f'.repeat(16), '0'.repeat(16)];
  rows.forEach(({ guid, object }, at) => {
    buffer.write(guid.replaceAll('-', ''), at * rowBytes, 'hex');
    if (object !== null) digestOf(object).copy(buffer, at * rowBytes + guidBytes);
    const prefix = prefixOf(guid);
    if (prefix < lowest) lowest = prefix;
    if (prefix > highest) highest = prefix;
  });
  return { rows: buffer, lowest, highest };
}

function digestOf(object: string): Buffer {
  const digest = hash('sha1', object, 'buffer').subarray(0, rowBytes - guidBytes);
  // Zeros mean that the row is gone.
  if (digest.every((byte) => byte === 0)) digest[0] = 1;
  return digest;
}

const gone = Buffer.alloc(rowBytes - guidBytes);

/** What a client holds of some rows or of all, by GUID. */
export class ReportedRows {
  readonly #digests = new Map<string, Buffer>();

  /** `only` are GUIDs that matter; null is all of them. */
  constructor(parts: readonly Buffer[], only: readonly string[] | null) {
    const sieve = only === null ? null : new Sieve(only);
    for (const part of parts)
      for (let at = 0; at < part.length; at += rowBytes) {
        if (sieve?.mayHold(part, at) === false) continue;
        const guid = part.toString('latin1', at, at + guidBytes);
        const digest = part.subarray(at + guidBytes, at + rowBytes);
        if (digest.equals(gone)) this.#digests.delete(guid);
        else this.#digests.set(guid, digest);
      }
  }

  get count(): number {
    return this.#digests.size;
  }

  has(guid: string): boolean {
    return this.#digests.has(keyOf(guid));
  }

  /** Whether the client holds the row just so. */
  holds(guid: string, object: string): boolean {
    return this.#digests.get(keyOf(guid))?.equals(digestOf(object)) === true;
  }

  /** Notes what the client is told now. */
  tell(rows: readonly ReportedRow[]): void {
    for (const { guid, object } of rows)
      if (object === null) this.#digests.delete(keyOf(guid));
      else this.#digests.set(keyOf(guid), digestOf(object));
  }

  /** All of it as one part. */
  asPart(): ReportedPart {
    const rows = Buffer.concat(
      [...this.#digests].flatMap(([key, digest]) => [Buffer.from(key, 'latin1'), digest]),
    );
    return { rows, lowest: '0'.repeat(16), highest: 'f'.repeat(16) };
  }

  /** GUIDs of the rows that it holds. */
  *guids(): Iterable<string> {
    for (const key of this.#digests.keys()) {
      const digits = Buffer.from(key, 'latin1').toString('hex');
      yield digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    }
  }
}

function keyOf(guid: string): string {
  return Buffer.from(guid.replaceAll('-', ''), 'hex').toString('latin1');
}

const sieveBits = 20;

/** Lets rows through that may be among some, by the last digits of their GUID: a look at a million costs little. */
class Sieve {
  readonly #held = new Uint8Array(1 << sieveBits);

  constructor(guids: readonly string[]) {
    for (const guid of guids) this.#held[Number.parseInt(guid.slice(-5), 16)] = 1;
  }

  mayHold(part: Buffer, at: number): boolean {
    const last = ((part[at + 13] ?? 0) & 0x0f) * 65_536 + (part[at + 14] ?? 0) * 256 + (part[at + 15] ?? 0);
    return this.#held[last] === 1;
  }
}
