import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import { Digest, through, type FileDigest } from './digest.ts';

/** Encrypts a stream to `recipient` in the format of age, as it comes. The digest is of what was written. */
export async function encryptInto(
  source: Readable,
  recipient: string,
  target: Writable,
): Promise<FileDigest> {
  const sealed = await encrypterFor(recipient).encrypt(webStream(source));
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
  const decrypter = decrypterWith(identities);
  const digest = new Digest();
  const opened = await decrypter.decrypt(webStream(through(file, digest))).catch((cause: unknown) => {
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
  return Buffer.from(await encrypterFor(recipient).encrypt(content));
}

/** Decrypts what fits into memory with the first of the identities that opens it; fails when none does. */
export async function decrypted(sealed: Buffer, identities: readonly string[]): Promise<Buffer> {
  return Buffer.from(await decrypterWith(identities).decrypt(sealed));
}

function encrypterFor(recipient: string): Encrypter {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter;
}

function decrypterWith(identities: readonly string[]): Decrypter {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter;
}
