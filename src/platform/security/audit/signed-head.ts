import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { messageOf } from '../../../../docs/operate/verify-audit.mjs';
import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { appendKept, keepOnce } from '../../../kernel/inside-folder.ts';
import type { Database, Queryable } from '../../database/index.ts';

/** A head of the chain with its signature: whoever keeps it can prove later what the trail held then. */
export interface SignedHead {
  readonly position: string;
  /** Hex. */
  readonly hash: string;
  /** Instant as the trail writes it: UTC with microseconds. */
  readonly signed_at: string;
  readonly key_id: string;
  /** Base64. */
  readonly signature: string;
  /** PEM. */
  readonly public_key: string;
  /** Of a head that allows an exception: which, for which entries, and what exactly. */
  readonly kind?: Exception['kind'];
  readonly first?: string;
  readonly last?: string;
  /** Hex. */
  readonly digest?: string;
}

/** The key that signs heads: the private half stays in its file. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** PEM. */
  readonly publicKey: string;
}

/**
 * Reads the signing key, or makes it on first need: readable by its owner only, made by one of several processes.
 * Refuses with SECURITY_SIGNING_KEY_UNREADABLE.
 */
export async function signingKeyAt(path: string): Promise<SigningKey> {
  const pem = await readFile(path, 'utf8').catch(async (cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it is not readable';
    if (code === 'ENOENT') return makeKey(path);
    throw refusal('SECURITY_SIGNING_KEY_UNREADABLE', { where: path, cause: code });
  });
  const privateKey = privateKeyIn(pem, path);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return { keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 16), privateKey, publicKey };
}

function privateKeyIn(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The words of the library quote what it read.
  }
  throw refusal('SECURITY_SIGNING_KEY_UNREADABLE', {
    where: path,
    cause: 'it holds no private key of Ed25519',
  });
}

async function makeKey(path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return keepOnce(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

/** How heads are signed: the key, the clock, and the file that every head is appended to as a line of JSON. */
export interface Signing {
  readonly key: SigningKey;
  readonly clock: Clock;
  /** Keep that file where administrators of the database cannot reach it. */
  readonly file?: string | undefined;
}

/**
 * Signs where the chain stands, unless that head is signed already; null when there is nothing new. The head is kept in
 * `audit.head` and appended to the file.
 */
export async function signHead(
  database: Database,
  key: SigningKey,
  { clock, file }: Omit<Signing, 'key'>,
): Promise<SignedHead | null> {
  const signing = { key, clock, file };
  const head = await database.transaction((transaction) => signEnd(transaction, signing));
  if (head !== null) await keepOutside(signing, [head]);
  return head;
}

/** Signs where the chain stands, in a transaction; `keepOutside` is for after its commit. */
async function signEnd(transaction: Queryable, signing: Signing): Promise<SignedHead | null> {
  const [end] = await transaction.query<{ position: string; hash: string }>(
    `select position::text, encode(hash, 'hex') as hash from audit.entry order by entry.position desc limit 1`,
  );
  if (!end) return null;
  const [signed] = await transaction.query('select from audit.head where position = $1', [end.position]);
  return signed ? null : keepHead(transaction, signing, end);
}

/** An exception that a head allows; positions as text, the digest in hex. */
export interface Exception {
  readonly kind: 'purge' | 'erasure' | 'explanation';
  readonly first: string;
  readonly last: string;
  readonly digest: string;
}

/**
 * Signs an exception from what the verifier demands, together with the chained entry that tells of it, in the
 * transaction that makes the exception; `keepOutside` is for after its commit.
 */
export async function signException(
  transaction: Queryable,
  signing: Signing,
  { exception, position }: { readonly exception: Exception; readonly position: string },
): Promise<SignedHead> {
  const [entry] = await transaction.query<{ position: string; hash: string }>(
    `select position::text, encode(hash, 'hex') as hash from audit.entry where position = $1`,
    [position],
  );
  if (!entry) throw new Error(`entry ${position}, which tells of the ${exception.kind}, is not in the chain`);
  return keepHead(transaction, signing, { ...entry, ...exception });
}

async function keepHead(
  transaction: Queryable,
  { key, clock }: Signing,
  place: { readonly position: string; readonly hash: string } & Partial<Exception>,
): Promise<SignedHead> {
  const [signedAt] = await transaction.query<{ text: string }>('select audit.instant($1) as text', [
    clock.now(),
  ]);
  const unsigned = { ...place, signed_at: signedAt?.text ?? '' };
  const signature = sign(null, Buffer.from(messageOf(unsigned)), key.privateKey);
  await transaction.execute(
    'insert into audit.signing_key (key_id, public_key) values ($1, $2) on conflict (key_id) do nothing',
    [key.keyId, key.publicKey],
  );
  const { position, hash, kind = null, first = null, last = null, digest = null } = place;
  await transaction.execute(
    `insert into audit.head
       (position, hash, signed_at, key_id, signature, kind, first_position, last_position, digest)
     values ($1, decode($2, 'hex'), $3::timestamptz, $4, $5, $6, $7, $8, decode($9, 'hex'))`,
    [position, hash, unsigned.signed_at, key.keyId, signature, kind, first, last, digest],
  );
  return {
    ...unsigned,
    key_id: key.keyId,
    signature: signature.toString('base64'),
    public_key: key.publicKey,
  };
}

/** Appends heads to the file outside, once what they speak of is committed. */
export async function keepOutside({ file }: Signing, heads: readonly SignedHead[]): Promise<void> {
  if (file === undefined || heads.length === 0) return;
  await appendKept(file, heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
}

/** The heads that the database keeps, in order. Ask as the owner or an auditor. */
export async function keptHeads(database: Queryable): Promise<SignedHead[]> {
  const heads = await database.query<Record<keyof SignedHead, string | null>>(
    `select position, encode(hash, 'hex') as hash,
       to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as signed_at, key_id,
       encode(signature, 'base64') as signature, public_key, kind, first_position as first, last_position as last,
       encode(digest, 'hex') as digest
     from audit.head join audit.signing_key using (key_id) order by position`,
  );
  return heads.map(
    (head) =>
      Object.fromEntries(Object.entries(head).filter(([, value]) => value !== null)) as unknown as SignedHead,
  );
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
