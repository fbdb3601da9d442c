/**
 * Verifies an exported audit trail of Daybook without Daybook: this one file, Node 24 (or newer) and nothing else.
 *
 *   node verify-audit.ts trail.jsonl [--heads heads.jsonl]
 *
 * trail.jsonl is what `daybook audit export` wrote; heads.jsonl are signed heads that were kept elsewhere since.
 * Prints what is wrong, one finding a line, and ends with 1; or what was found in order, and ends with 0.
 *
 * The rules. Each line of the trail is {"position", "hash", "content"}. Content is the text of a JSON array: position,
 * chained_at, recorded_at, kind, relation, key, changes, site, person, actor, roles, reason, request, transaction. The
 * hash is SHA-256(hash before it, SHA-256(content)); the first follows SHA-256 of nothing, or the last entry that a
 * purge took away, whose content the purge noted: it must have been seven years old. A head is signed with Ed25519
 * over "daybook audit head\n<position>\n<hash>\n<signed_at>\n".
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/** One line of the export. */
interface Line {
  readonly position: number;
  /** Hex. */
  readonly hash: string;
  readonly content: string;
}

/** One line of the file of heads. */
interface Head {
  readonly position: string;
  readonly hash: string;
  readonly signed_at: string;
  readonly signature: string;
  readonly public_key: string;
}

/** What the verifier reads out of a line. */
interface Entry extends Line {
  readonly says: number;
  readonly chainedAt: string;
  readonly recordedAt: string;
  readonly digest: Buffer;
  /** When the batch before this entry's was chained; empty for the first. */
  readonly earlierBatch: string;
  readonly purged: Purged | null;
}

/** What a note says of the last entry that a purge took away. */
interface Purged {
  readonly position: number;
  readonly chainedAt: string;
  /** Hex. */
  readonly hash: string;
  readonly notedAt: string;
}

export interface Outcome {
  readonly entries: number;
  readonly heads: number;
  readonly findings: readonly string[];
}

/** An hour is more than any transaction of Daybook stays open: what comes later was written with an older date. */
const GRACE_MS = 3_600_000;

/** Months that a trail is kept at least. */
const KEPT_MONTHS = 84;

const nothing = createHash('sha256').digest('hex');

/** Verifies the lines of an export against themselves and against signed heads. */
export async function verifyLines(
  lines: AsyncIterable<string> | Iterable<string>,
  heads: readonly Head[],
): Promise<Outcome> {
  const findings: string[] = [];
  const signed = Map.groupBy(heads, ({ position }) => position);
  let first: Entry | null = null;
  let last: Entry | null = null;
  let purged: Purged | null = null;
  let entries = 0;
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const entry = readEntry(text, last);
    const problems = last === null ? [] : comparePair(last, entry);
    problems.push(...checkAlone(entry, signed.get(String(entry.position)) ?? []));
    findings.push(...problems.map((problem) => `entry ${String(entry.position)} ${problem}`));
    entries += 1;
    first ??= entry;
    if (entry.purged !== null && entry.purged.position === first.position - 1) purged = entry.purged;
    last = entry;
  }
  if (first !== null) findings.push(...checkStart(first, purged));
  for (const head of heads) findings.push(...checkHead(head, last?.position ?? 0));
  return { entries, heads: heads.length, findings };
}

function readEntry(text: string, before: Entry | null): Entry {
  const line = JSON.parse(text) as Line;
  const content = JSON.parse(line.content) as readonly unknown[];
  const [says, chainedAt, recordedAt, kind, , , changes] = content;
  const noted = changes as Record<string, { new?: unknown }> | null;
  const at = String(chainedAt);
  return {
    ...line,
    says: says as number,
    chainedAt: at,
    recordedAt: String(recordedAt),
    digest: createHash('sha256').update(line.content).digest(),
    earlierBatch: before === null ? '' : at > before.chainedAt ? before.chainedAt : before.earlierBatch,
    purged: kind === 'trail purged' ? readPurged(noted, at) : null,
  };
}

function readPurged(noted: Record<string, { new?: unknown }> | null, notedAt: string): Purged {
  const content = String(noted?.['content']?.new);
  const [position, chainedAt] = JSON.parse(content) as readonly [number, string];
  const digest = createHash('sha256').update(content).digest();
  return { position, chainedAt, hash: hashAfter(String(noted?.['hash_before']?.new), { digest }), notedAt };
}

function comparePair(before: Entry, entry: Entry): string[] {
  const problems: string[] = [];
  if (entry.position !== before.position + 1) problems.push(`follows entry ${String(before.position)}`);
  if (hashAfter(before.hash, entry) !== entry.hash)
    problems.push('or the one before it was changed: its hash does not fit');
  if (entry.chainedAt < before.chainedAt) problems.push('was chained before the one that it follows');
  return problems;
}

function checkAlone(entry: Entry, heads: readonly Head[]): string[] {
  const problems: string[] = [];
  if (entry.says !== entry.position) problems.push(`says of itself that it is entry ${String(entry.says)}`);
  if (entry.recordedAt > entry.chainedAt) problems.push('was recorded after it was chained');
  if (Date.parse(entry.recordedAt) < Date.parse(entry.earlierBatch) - GRACE_MS)
    problems.push(`is back-dated: the chain went on at ${entry.earlierBatch} without it`);
  for (const head of heads) {
    if (head.hash !== entry.hash)
      problems.push(`is not what it was when its head was signed at ${head.signed_at}`);
  }
  return problems;
}

/** The first line follows SHA-256 of nothing, or the last entry that a purge took away. */
function checkStart(first: Entry, purged: Purged | null): string[] {
  const at = `entry ${String(first.position)}`;
  if (first.position === 1)
    return hashAfter(nothing, first) === first.hash ? [] : [`${at} was changed: its hash does not fit`];
  if (purged === null) return [`the trail begins at ${at} and no purge says why`];
  const oldEnough = new Date(purged.notedAt);
  oldEnough.setUTCMonth(oldEnough.getUTCMonth() - KEPT_MONTHS);
  if (Date.parse(purged.chainedAt) >= oldEnough.getTime())
    return [`the trail begins at ${at}: what stood before was purged before its time`];
  return hashAfter(purged.hash, first) === first.hash ? [] : [`${at} does not follow what was purged`];
}

function hashAfter(before: string, { digest }: Pick<Entry, 'digest'>): string {
  return createHash('sha256').update(Buffer.from(before, 'hex')).update(digest).digest('hex');
}

function checkHead(head: Head, last: number): string[] {
  const { position, signed_at } = head;
  if (!isSigned(head)) return [`the head of entry ${position} has no valid signature`];
  if (Number.parseInt(position, 10) <= last) return [];
  return [`entry ${position} was there when its head was signed at ${signed_at}, and is gone`];
}

function isSigned({ position, hash, signed_at, signature, public_key }: Head): boolean {
  const message = Buffer.from(`daybook audit head\n${position}\n${hash}\n${signed_at}\n`);
  try {
    return verify(null, message, createPublicKey(public_key), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });

/** Verifies an export and, where given, a file of heads. */
export async function verifyFile(trail: string, headsFile?: string): Promise<Outcome> {
  const heads: Head[] = [];
  if (headsFile !== undefined) {
    for await (const line of linesOf(headsFile)) if (line.trim() !== '') heads.push(JSON.parse(line) as Head);
  }
  return verifyLines(linesOf(trail), heads);
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { heads: { type: 'string' } },
    allowPositionals: true,
  });
  const [trail] = positionals;
  if (trail === undefined) {
    console.error('Usage: node verify-audit.ts trail.jsonl [--heads heads.jsonl]');
    process.exitCode = 2;
  } else {
    const { entries, heads, findings } = await verifyFile(trail, values.heads);
    for (const finding of findings) console.error(finding);
    console.log(`${String(entries)} entries, ${String(heads)} heads, ${String(findings.length)} findings`);
    process.exitCode = findings.length > 0 || entries === 0 ? 1 : 0;
  }
}
