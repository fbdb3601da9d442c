import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { appendKept, keepOnce } from '../../../kernel/inside-folder.ts';
import type { Database } from '../../database/index.ts';

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

/**
 * Signs where the chain stands, unless that head is signed already; null when there is nothing new. The head is kept in
 * `audit.head` and, with `file`, appended there as a line of JSON: keep that file where administrators of the database
 * cannot reach it.
 */
export async function signHead(
  database: Database,
  key: SigningKey,
  { clock, file }: { readonly clock: Clock; readonly file?: string | undefined },
): Promise<SignedHead | null> {
  const signedAt = clock.now();
  const signed = await database.transaction(async (transaction) => {
    const [head] = await transaction.query<
      Omit<SignedHead, 'key_id' | 'signature' | 'public_key'> & { message: string }
    >(
      `select position::text, encode(hash, 'hex') as hash, audit.instant($1) as signed_at,
         audit.head_message(position, hash, $1) as message
       from audit.entry as last
       where not exists (select from audit.head where head.position = last.position)
       order by chained_at desc, last.position desc limit 1`,
      [signedAt],
    );
    const [newest] = await transaction.query<{ position: string }>(
      'select max(position)::text as position from audit.entry',
    );
    if (!head || newest?.position !== head.position) return null;
    const signature = sign(null, Buffer.from(head.message), key.privateKey);
    await transaction.execute(
      'insert into audit.signing_key (key_id, public_key) values ($1, $2) on conflict (key_id) do nothing',
      [key.keyId, key.publicKey],
    );
    await transaction.execute(
      `insert into audit.head (position, hash, signed_at, key_id, signature)
       values ($1, decode($2, 'hex'), $3, $4, $5)`,
      [head.position, head.hash, signedAt, key.keyId, signature],
    );
    return { ...head, signature };
  });
  if (signed === null) return null;
  const { position, hash, signed_at, signature } = signed;
  const line: SignedHead = {
    position,
    hash,
    signed_at,
    key_id: key.keyId,
    signature: signature.toString('base64'),
    public_key: key.publicKey,
  };
  if (file !== undefined) await appendKept(file, `${JSON.stringify(line)}\n`);
  return line;
}
