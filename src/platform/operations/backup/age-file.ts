import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Decrypter, Encrypter } from 'age-encryption';
import { Digest, through, type FileDigest } from './digest.ts';

/** Encrypts a stream to `recipient` in the format of age, as it comes. The digest is of what was written. */
export async function encryptInto(
  source: Readable,
  recipient: string,
  target: Writable,
): Promise<FileDigest> {
  const plain = webStream(source);
  const encrypter = await encrypterFor(recipient);
  const sealed = await encrypter.encrypt(plain);
  const digest = new Digest();
  await pipeline(Readable.fromWeb(sealed as ReadableStream), digest, target);
  return digest.outcome();
}

/** An encrypted file while it is read. */
export interface OpenedFile {
  /** What was encrypted. A byte that was changed, or an end that is missing, makes it fail. */
  readonly content: Readable;
  /** Digest of the file itself, once the content ended. */
  readonly digest: () => FileDigest;
}

/** Decrypts a file with the first of the identities that opens it, as it is read; fails when none does. */
export async function openAgeFile(file: Readable, identities: readonly string[]): Promise<OpenedFile> {
  const digest = new Digest();
  const sealed = webStream(through(file, digest));
  const decrypter = await decrypterWith(identities);
  const opened = await decrypter.decrypt(sealed).catch((cause: unknown) => {
    file.destroy();
    throw cause;
  });
  const content = Readable.fromWeb(opened as ReadableStream);
  content.once('close', () => file.destroy());
  return { content, digest: () => digest.outcome() };
}

function webStream(source: Readable): globalThis.ReadableStream<Uint8Array> {
  return Readable.toWeb(source) as globalThis.ReadableStream<Uint8Array>;
}

/** Encrypts what fits into memory to `recipient`, in the same format. */
export async function encrypted(content: string | Buffer, recipient: string): Promise<Buffer> {
  const encrypter = await encrypterFor(recipient);
  return Buffer.from(await encrypter.encrypt(content));
}

/** Decrypts what fits into memory with the first of the identities that opens it; fails when none does. */
export async function decrypted(sealed: Buffer, identities: readonly string[]): Promise<Buffer> {
  const decrypter = await decrypterWith(identities);
  return Buffer.from(await decrypter.decrypt(sealed));
}

async function encrypterFor(recipient: string): Promise<Encrypter> {
  const age = await import('age-encryption');
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter;
}

async function decrypterWith(identities: readonly string[]): Promise<Decrypter> {
  const age = await import('age-encryption');
  const decrypter = new age.Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter;
}
