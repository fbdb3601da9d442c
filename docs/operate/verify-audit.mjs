// @ts-check
/**
 * Verifies an exported audit trail of Daybook without Daybook: this one file, Node 20 (or newer) and nothing else.
 *
 *   node verify-audit.mjs trail.jsonl [--heads heads.jsonl]
 *
 * trail.jsonl is what `daybook audit export` wrote; heads.jsonl are signed heads that were kept elsewhere since.
 * Prints what is wrong, one finding a line, and ends with 1; or what was found in order, and ends with 0.
 *
 * The rules. A line of the trail is {"position", "hash", "content"}. Content is the text of a JSON array: position,
 * chained_at, recorded_at, kind, relation, key, changes, site, person, actor, roles, reason, request, transaction. The
 * hash is SHA-256(hash before it, SHA-256(content)); the first follows SHA-256 of nothing, or what a purge took away.
 * Before the entries stand the heads of the database, a line {"head"} each.
 *
 * A head is signed with Ed25519 over "daybook audit head\n<position>\n<hash>\n<signed_at>\n". One with a kind allows
 * an exception and is signed over "daybook audit <kind>\n<position>\n<hash>\n<first>\n<last>\n<digest>\n<signed_at>\n",
 * where position and hash are those of the entry that tells of it:
 *
 *   purge        entries first to last may be missing; digest is the hash of the last of them. The entry names the
 *                digest of the heads that were signed for them, so that each of those can still be matched.
 *   erasure      personal values of entries first to last may be missing; digest is that of the list in the entry.
 *   explanation  findings of one rule on entries first to last are explained; digest is SHA-256 of the rule, a blank
 *                and, for a finding without a place (first and last 0), its subject.
 *
 * An exception counts when its signature holds, the trail has its entry, and its key is one of the heads that were
 * kept elsewhere, where there are such: nothing is excused on the word of the trail alone.
 */
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, realpathSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** @typedef {{position: string, hash: string, content: string}} Entry An entry; the hash in hex. */
/**
 * @typedef {object} Head
 * @property {string} position
 * @property {string} hash Hex.
 * @property {string} signed_at
 * @property {string} signature Base64.
 * @property {string} public_key PEM.
 * @property {'purge' | 'erasure' | 'explanation'} [kind] Which exception it allows.
 * @property {string} [first]
 * @property {string} [last]
 * @property {string} [digest] Hex.
 */
/**
 * @typedef {{position: string | null, rule: string, problem: string, subject?: string}} Finding What is wrong: place in
 * the chain, null when it is not about one entry; the rule that is broken; what it is about where no place says it.
 */
/** @typedef {Finding & {by: string, reason: string}} Explained A finding with who explained it, and how. */
/**
 * @typedef {object} Outcome
 * @property {string} entries
 * @property {number} heads
 * @property {Finding[]} findings
 * @property {Explained[]} explained
 * @property {number} newer Heads that are newer than an export, which says nothing about them.
 * @property {string | null} signedAt When the end of an export was signed. */
/**
 * @typedef {{position: bigint, hash: string, digest: Buffer, says: string, chainedAt: string, recordedAt: string,
 *   kind: string, changes: Record<string, {new?: unknown}>, actor: string, reason: string}} Read An entry, read.
 */

/** An hour is more than most transactions of Daybook stay open: what comes later may bear an older date. */
const GRACE_MS = 3_600_000;

/** Months that a trail is kept at least. */
const KEPT_MONTHS = 84;

/** Findings that honest use brings about, which a second person may explain. */
export const EXPLAINABLE = ['back-dated', 'recorded later', 'watch changed', 'value gone'];

/** @param {string | Buffer} text */
const sha256 = (text) => createHash('sha256').update(text).digest();

/** @param {string} before @param {Buffer} digest */
const hashAfter = (before, digest) =>
  createHash('sha256').update(Buffer.from(before, 'hex')).update(digest).digest('hex');

/** Digest of the heads of entries that a purge took away. @param {readonly Head[]} heads */
export function digestOfHeads(heads) {
  const lines = heads.map(({ position, hash }) => `${position.padStart(20, '0')} ${hash}\n`);
  return sha256([...new Set(lines)].sort().join('')).toString('hex');
}

/** Digest of what an explanation explains. @param {Pick<Finding, 'position' | 'rule' | 'subject'>} finding */
export const digestOfFinding = ({ position, rule, subject }) =>
  sha256(`${rule} ${position === null ? (subject ?? '') : ''}`).toString('hex');

/** The text that is signed of a head. @param {Omit<Head, 'signature' | 'public_key'>} head */
export function messageOf({ position, hash, signed_at, kind, first, last, digest }) {
  if (kind === undefined) return `daybook audit head\n${position}\n${hash}\n${signed_at}\n`;
  return `daybook audit ${kind}\n${position}\n${hash}\n${first}\n${last}\n${digest}\n${signed_at}\n`;
}

/** Public keys by their PEM. @type {Map<string, import('node:crypto').KeyObject>} */
const keys = new Map();

/** @param {Head} head */
function isSigned(head) {
  try {
    const key = keys.get(head.public_key) ?? createPublicKey(head.public_key);
    keys.set(head.public_key, key);
    return verify(null, Buffer.from(messageOf(head)), key, Buffer.from(head.signature, 'base64'));
  } catch {
    return false; // What is not a key signs nothing.
  }
}

/** Checks a trail entry by entry, in order; `finish` gives what was found. */
export class TrailCheck {
  /** @type {Finding[]} */
  #findings = [];
  /** @type {Map<string, Head[]>} */
  #heads = new Map();
  /** Exceptions whose entry was met. @type {{head: Head, entry: Read}[]} */
  #exceptions = [];
  /** @type {readonly Head[]} */
  #outside;
  /** @type {readonly Head[]} */
  #inside;
  #trusted;
  /** @type {Read | null} */
  #first = null;
  /** @type {Read | null} */
  #last = null;
  #earlierBatch = '';
  #entries = 0n;

  /**
   * @param {readonly Head[]} inside Heads that come with the trail.
   * @param {readonly Head[]} outside Heads that were kept elsewhere.
   */
  constructor(inside, outside) {
    this.#inside = inside;
    this.#outside = outside;
    this.#trusted = new Set((outside.length > 0 ? outside : inside).map(({ public_key }) => public_key));
    for (const head of [...inside, ...outside]) {
      if (isSigned(head)) {
        const those = this.#heads.get(head.position) ?? [];
        if (!those.some((other) => messageOf(other) === messageOf(head))) those.push(head);
        this.#heads.set(head.position, those);
      } else this.#tell(head.position, 'signature', `its head of ${head.signed_at} has no valid signature`);
    }
  }

  /** @param {string | null} position @param {string} rule @param {string} problem @param {string} [subject] */
  #tell(position, rule, problem, subject) {
    this.#findings.push({ position, rule, problem, ...(subject === undefined ? {} : { subject }) });
  }

  /** Adds what was found elsewhere about the same trail. @param {readonly Finding[]} findings */
  add(findings) {
    this.#findings.push(...findings);
  }

  /** @param {Entry} entry */
  next(entry) {
    const read = readEntry(entry);
    const before = this.#last;
    if (before === null) this.#first = read;
    else this.#comparePair(before, read);
    this.#checkAlone(read);
    for (const head of this.#heads.get(entry.position) ?? []) {
      if (head.hash !== read.hash)
        this.#tell(
          entry.position,
          'head',
          `is not what it was when its head was signed at ${head.signed_at}: the chain was rebuilt`,
        );
      else if (head.kind !== undefined && this.#trusted.has(head.public_key))
        this.#exceptions.push({ head, entry: read });
    }
    this.#entries += 1n;
    this.#last = read;
  }

  /** @param {Read} before @param {Read} entry */
  #comparePair(before, entry) {
    const at = String(entry.position);
    if (entry.position !== before.position + 1n)
      this.#tell(
        at,
        'order',
        `follows entry ${String(before.position)}: ${
          entry.position > before.position ? 'the entries between were deleted' : 'the order was changed'
        }`,
      );
    if (hashAfter(before.hash, entry.digest) !== entry.hash)
      this.#tell(at, 'hash', 'or the one before it was changed: its hash does not fit');
    if (entry.chainedAt < before.chainedAt)
      this.#tell(at, 'order', 'was chained before the entry that it follows');
    if (entry.chainedAt > before.chainedAt) this.#earlierBatch = before.chainedAt;
  }

  /** @param {Read} entry */
  #checkAlone(entry) {
    const at = String(entry.position);
    if (entry.says !== at) this.#tell(at, 'order', `says of itself that it is entry ${entry.says}`);
    if (entry.recordedAt > entry.chainedAt)
      this.#tell(at, 'recorded later', 'was recorded after it was chained');
    if (Date.parse(entry.recordedAt) < Date.parse(this.#earlierBatch) - GRACE_MS)
      this.#tell(
        at,
        'back-dated',
        `says it was recorded at ${entry.recordedAt}, but was not there when the chain went on at ` +
          `${this.#earlierBatch}: it is back-dated`,
      );
  }

  /** Exceptions of a kind that count. @param {string} kind */
  #allowed(kind) {
    return this.#exceptions.filter(
      ({ head, entry }) => head.kind === kind && entry.kind === entryKinds.get(kind),
    );
  }

  /** The first entry follows SHA-256 of nothing, or what a purge took away; the position before it. */
  #checkStart() {
    const first = this.#first;
    if (first === null) return 0n;
    const at = String(first.position);
    if (first.position === 1n) {
      if (hashAfter(sha256('').toString('hex'), first.digest) !== first.hash)
        this.#tell(at, 'hash', 'was changed: its hash does not fit');
      return 0n;
    }
    const last = first.position - 1n;
    const purge = this.#allowed('purge').find(({ head }) => head.last === String(last));
    if (purge === undefined)
      this.#tell(
        at,
        'beginning',
        'is where the trail begins, and no purge that was signed speaks of what stood before: it was deleted',
      );
    else {
      const noted = notedOf(purge.entry);
      const oldEnough = new Date(purge.entry.chainedAt);
      oldEnough.setUTCMonth(oldEnough.getUTCMonth() - KEPT_MONTHS);
      if (noted.hash !== purge.head.digest)
        this.#tell(
          at,
          'beginning',
          'is where the trail begins, and its purge notes another entry than was signed',
        );
      if (Date.parse(noted.chainedAt) >= oldEnough.getTime())
        this.#tell(
          at,
          'beginning',
          'is where the trail begins: what stood before was purged before its time',
        );
      if (hashAfter(purge.head.digest ?? '', first.digest) !== first.hash)
        this.#tell(at, 'beginning', 'does not follow what was purged');
      this.#matchPurged(last, noted.heads);
    }
    return last;
  }

  /** Heads of purged entries are those that the purge vouched for. @param {bigint} last @param {string} digest */
  #matchPurged(last, digest) {
    const ofPurged = this.#inside.filter(({ position }) => BigInt(position) <= last);
    if (digestOfHeads(ofPurged) !== digest)
      this.#tell(null, 'head', 'heads of the entries that were purged are not those that there were');
    const kept = new Set(ofPurged.map(({ position, hash }) => `${position} ${hash}`));
    for (const { position, hash, signed_at } of this.#outside)
      if (BigInt(position) <= last && !kept.has(`${position} ${hash}`))
        this.#tell(
          position,
          'head',
          `was another one when its head was signed at ${signed_at}, before it was purged`,
        );
  }

  /** Heads behind the end; how many are newer than an export. @param {bigint} start @param {boolean} isExport */
  #checkEnd(start, isExport) {
    const last = this.#last?.position ?? 0n;
    const signed = (this.#heads.get(String(last)) ?? []).filter(
      ({ hash, public_key }) => hash === this.#last?.hash && this.#trusted.has(public_key),
    );
    const signedAt = signed.map(({ signed_at }) => signed_at).sort()[0] ?? null;
    let newer = 0;
    for (const head of [...this.#heads.values()].flat()) {
      const position = BigInt(head.position);
      if (position > last && isExport && signedAt !== null && head.signed_at >= signedAt) newer += 1;
      else if (position > last)
        this.#tell(
          head.position,
          'head',
          `was there when its head was signed at ${head.signed_at}, and is gone: the end was cut off`,
        );
      else if (
        position <= start &&
        !this.#allowed('purge').some((purge) => BigInt(purge.head.last ?? 0) >= position)
      )
        this.#tell(
          head.position,
          'head',
          `was there when its head was signed at ${head.signed_at}, and is gone without a purge that was signed`,
        );
    }
    return { newer, signedAt: isExport ? signedAt : null };
  }

  /** Lists of personal values that erasures took away, as `<position> <column> <side>`. */
  #erased() {
    const erased = this.#allowed('erasure').map(({ head, entry }) => {
      const listed = /** @type {unknown[]} */ (entry.changes['erased_values']?.new ?? []).map(String);
      return sha256(listed.map((value) => `${value}\n`).join('')).toString('hex') === head.digest
        ? listed
        : [];
    });
    return new Set(erased.flat());
  }

  /** What was found in all. @param {{isExport?: boolean}} [options] @returns {Outcome} */
  finish({ isExport = false } = {}) {
    const ends = this.#checkEnd(this.#checkStart(), isExport);
    const erased = this.#erased();
    const findings = this.#findings.filter(
      ({ rule, subject }) => rule !== 'value gone' || !erased.has(String(subject)),
    );
    const explanations = this.#allowed('explanation');
    /** @type {Explained[]} */
    const explained = [];
    const open = findings.filter((finding) => {
      const found =
        EXPLAINABLE.includes(finding.rule) && explanations.find(({ head }) => explains(head, finding));
      if (!found) return true;
      explained.push({ ...finding, by: found.entry.actor, reason: found.entry.reason });
      return false;
    });
    const heads = [...this.#heads.values()].reduce((sum, those) => sum + those.length, 0);
    return { entries: String(this.#entries), heads, findings: open, explained, ...ends };
  }
}

/** Kind of the entry that tells of an exception. */
const entryKinds = new Map([
  ['purge', 'trail purged'],
  ['erasure', 'erasure'],
  ['explanation', 'finding explained'],
]);

/** @param {Head} head @param {Finding} finding */
function explains(head, finding) {
  const at = BigInt(finding.position ?? 0);
  const isOfRange = BigInt(head.first ?? -1) <= at && at <= BigInt(head.last ?? -1);
  return isOfRange && head.digest === digestOfFinding(finding);
}

/** @param {Entry} entry @returns {Read} */
function readEntry({ position, hash, content }) {
  const [, chainedAt, recordedAt, kind, , , changes, , , actor, , reason] = JSON.parse(content);
  return {
    position: BigInt(position),
    hash,
    digest: sha256(content),
    // As text: a number of JavaScript holds 53 bits, a position 64.
    says: /^\[(-?\d+)/.exec(content)?.[1] ?? '',
    chainedAt: String(chainedAt),
    recordedAt: String(recordedAt),
    kind: String(kind),
    changes: changes ?? {},
    actor: String(actor),
    reason: String(reason ?? ''),
  };
}

/** What a purge notes of the last entry that it took away. @param {Read} entry */
function notedOf({ changes }) {
  const content = String(changes['content']?.new ?? '[]');
  const [, chainedAt] = JSON.parse(content);
  const hash = hashAfter(String(changes['hash_before']?.new), sha256(content));
  return { hash, chainedAt: String(chainedAt), heads: String(changes['heads']?.new) };
}

/** A finding as a sentence. @param {Finding} finding */
export const sentenceOf = ({ position, problem }) =>
  position === null ? problem : `entry ${position} ${problem}`;

/**
 * Verifies the lines of an export against themselves and against heads that were kept elsewhere.
 *
 * @param {AsyncIterable<string> | Iterable<string>} lines
 * @param {readonly Head[]} heads
 * @returns {Promise<Outcome>}
 */
export async function verifyLines(lines, heads) {
  /** @type {Head[]} */
  const inside = [];
  /** @type {TrailCheck | null} */
  let check = null;
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const line = JSON.parse(text);
    if (line.head !== undefined) inside.push(line.head);
    else {
      check ??= new TrailCheck(inside, heads);
      const position = /"position"\s*:\s*"?(-?\d+)/.exec(text)?.[1] ?? String(line.position);
      check.next({ position, hash: line.hash, content: line.content });
    }
  }
  return (check ?? new TrailCheck(inside, heads)).finish({ isExport: true });
}

/** @param {string} path */
const linesOf = (path) => createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });

/**
 * Verifies an export and, where given, a file of heads.
 *
 * @param {string} trail
 * @param {string} [headsFile]
 */
export async function verifyFile(trail, headsFile) {
  /** @type {Head[]} */
  const heads = [];
  if (headsFile !== undefined)
    for await (const line of linesOf(headsFile)) if (line.trim() !== '') heads.push(JSON.parse(line));
  return verifyLines(linesOf(trail), heads);
}

/** @param {string} trail @param {string} [headsFile] */
async function main(trail, headsFile) {
  const { entries, heads, findings, explained, newer, signedAt } = await verifyFile(trail, headsFile);
  for (const finding of findings) console.error(sentenceOf(finding));
  for (const each of explained) console.log(`explained by ${each.by} (${each.reason}): ${sentenceOf(each)}`);
  if (newer > 0)
    console.log(
      `${newer} heads are newer than this export, whose end was signed at ${signedAt}: ask for another`,
    );
  console.log(
    `${entries} entries, ${heads} heads, ${findings.length} findings, ${explained.length} explained`,
  );
  process.exitCode = findings.length > 0 || entries === '0' ? 1 : 0;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { heads: { type: 'string' } },
    allowPositionals: true,
  });
  const [trail] = positionals;
  if (trail === undefined) {
    console.error('Usage: node verify-audit.mjs trail.jsonl [--heads heads.jsonl]');
    process.exitCode = 2;
  } else await main(trail, values.heads);
}
