import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Queryable } from '../../database/index.ts';
import type { SignedHead } from './signed-head.ts';

/** Something that is wrong with the trail. */
export interface Finding {
  /** Place in the chain; null when it is not about one entry. */
  readonly position: string | null;
  readonly problem: string;
}

/** What was looked at, and what is wrong. */
export interface Verification {
  readonly entries: string;
  /** Heads that the chain was held against: those of the database and those that were kept outside. */
  readonly heads: number;
  readonly findings: readonly Finding[];
}

/** Entries that one statement checks. */
const rangeRows = 50_000;
/** Findings that are told; a broken chain is broken from the first on. */
const findingsMax = 100;

interface Edge {
  readonly position: string;
  readonly hash: Buffer;
  readonly chainedAt: string;
}

/**
 * Checks the whole trail: contents and hashes, order and gaps, times, personal values, heads and their signatures, and
 * whether the tables are still watched. `outside` are signed heads that were kept where nobody who could change the
 * trail could reach them: with one of them, a chain that was rebuilt is found as well. Ask as the owner or an
 * auditor.
 */
export async function verifyTrail(
  database: Queryable,
  outside: readonly SignedHead[] = [],
  onEntries: (count: number) => void = () => undefined,
): Promise<Verification> {
  const findings: Finding[] = [];
  const start = await startOfTrail(database, findings);
  let before: Edge = start;
  for (let edge = await edgeAfter(database, before); edge; edge = await edgeAfter(database, before)) {
    const found = await database.query<{ position: string; problem: string }>(
      'select place as position, problem from audit.check_entries($1, $2, $3, $4) limit $5',
      [(BigInt(before.position) + 1n).toString(), edge.position, before.hash, before.chainedAt, findingsMax],
    );
    findings.push(...found);
    onEntries(Number.parseInt((BigInt(edge.position) - BigInt(before.position)).toString(), 10));
    before = edge;
  }
  const heads = [...(await headsOf(database)), ...outside];
  for (const head of heads) findings.push(...(await checkHead(database, head, start)));
  const others = await database.query<Finding>(
    `(select place as position, problem from audit.check_personal_values() limit $1)
     union all select null, problem from audit.check_watching()`,
    [findingsMax],
  );
  findings.push(...others);
  const entries = (BigInt(before.position) - BigInt(start.position)).toString();
  return { entries, heads: heads.length, findings: toldOf(findings) };
}

/** A list that is cut says so. */
function toldOf(findings: readonly Finding[]): Finding[] {
  if (findings.length <= findingsMax) return [...findings];
  const cut = { position: null, problem: `and more: only the first ${String(findingsMax)} are listed` };
  return [...findings.slice(0, findingsMax), cut];
}

/** Where the trail begins: nowhere, or behind what was purged and said so. */
async function startOfTrail(database: Queryable, findings: Finding[]): Promise<Edge> {
  const [first] = await database.query<{ position: string | null; empty: Buffer }>(
    `select min(position)::text as position, sha256('') as empty from audit.entry`,
  );
  const nowhere: Edge = { position: '0', hash: first?.empty ?? Buffer.alloc(0), chainedAt: '-infinity' };
  const position = first?.position ?? '1';
  if (position === '1') return nowhere;
  const before = (BigInt(position) - 1n).toString();
  // Seven years is the shortest that a trail is kept (operations.md 2.4).
  const [note] = await database.query<{ hash: Buffer; isOld: boolean }>(
    `select hash, chained_at < noted_at - interval '84 months' as "isOld" from audit.purge_note($1)`,
    [before],
  );
  if (note?.isOld === true) return { ...nowhere, position: before, hash: note.hash };
  const problem = note
    ? 'the trail starts here: what came before was purged too early'
    : 'the trail starts here and no purge accounts for what came before: its start was deleted';
  findings.push({ position, problem });
  return note ? { ...nowhere, position: before, hash: note.hash } : nowhere;
}

async function edgeAfter(database: Queryable, { position }: Edge): Promise<Edge | undefined> {
  const [edge] = await database.query<Edge>(
    `select position, hash, chained_at as "chainedAt" from audit.entry
     where position > $1 and position <= $1::bigint + $2 order by position desc limit 1`,
    [position, rangeRows],
  );
  if (edge) return edge;
  // A gap wider than a range: the next entry there is.
  const [next] = await database.query<Edge>(
    `select position, hash, chained_at as "chainedAt" from audit.entry
     where position > $1 order by position limit 1`,
    [position],
  );
  return next;
}

async function headsOf(database: Queryable): Promise<SignedHead[]> {
  return database.query<SignedHead>(
    `select position, encode(hash, 'hex') as hash, audit.instant(signed_at) as signed_at, key_id,
       encode(signature, 'base64') as signature, public_key
     from audit.head join audit.signing_key using (key_id) order by position`,
  );
}

async function checkHead(database: Queryable, head: SignedHead, start: Edge): Promise<Finding[]> {
  const { position } = head;
  if (!isSigned(head))
    return [{ position, problem: `the head signed at ${head.signed_at} has no valid signature` }];
  if (BigInt(position) <= BigInt(start.position)) return [];
  const [entry] = await database.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from audit.entry where position = $1`,
    [position],
  );
  if (!entry)
    return [
      {
        position,
        problem: `was there when the head was signed at ${head.signed_at}, and is gone: the end was cut off`,
      },
    ];
  if (entry.hash === head.hash) return [];
  return [
    {
      position,
      problem: `is not what it was when the head was signed at ${head.signed_at}: the chain was rebuilt`,
    },
  ];
}

/** Whether the signature of a head is that of its own key over its own words. */
function isSigned({ position, hash, signed_at, signature, public_key }: SignedHead): boolean {
  const message = `daybook audit head\n${position}\n${hash}\n${signed_at}\n`;
  try {
    return verify(null, Buffer.from(message), createPublicKey(public_key), Buffer.from(signature, 'base64'));
  } catch {
    // What is not a key at all signs nothing.
    return false;
  }
}

/** Signed heads of an outside file, one JSON object a line; none when the file is not there. */
export async function readHeads(path: string): Promise<SignedHead[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw cause;
  });
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as SignedHead);
}
