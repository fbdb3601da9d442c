import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Bytes of a key of AES-256. */
export const keyBytes = 32;
/** Bytes of a nonce: 96 bits, random for every encryption, as GCM asks (NIST SP 800-38D). */
const nonceBytes = 12;
const tagBytes = 16;

/** What is kept of a person: the identifier under a key of its own, and that key under the master key. */
export interface Envelope {
  readonly wrappedKey: Buffer;
  readonly ciphertext: Buffer;
}

/**
 * Encrypts with AES-256-GCM: nonce, tag and ciphertext in one. `belongsTo` is bound to it, so that it opens in its own
 * place only.
 */
export function encrypt(key: Buffer, plain: Buffer, belongsTo: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what `encrypt` made; null when the key is another, or a single bit of it was changed. */
export function decrypt(key: Buffer, sealed: Buffer, belongsTo: string): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    // The one way in which Node says that the tag does not fit.
    return null;
  }
}

/** Puts a text into an envelope under the master key. */
export function enclose(masterKey: Buffer, text: string, belongsTo: string): Envelope {
  const key = randomBytes(keyBytes);
  return {
    wrappedKey: encrypt(masterKey, key, belongsTo),
    ciphertext: encrypt(key, Buffer.from(text), belongsTo),
  };
}

/** Takes the text out; null when key or envelope are not what they were. */
export function disclose(masterKey: Buffer, envelope: Envelope, belongsTo: string): string | null {
  const key = decrypt(masterKey, envelope.wrappedKey, belongsTo);
  return key && (decrypt(key, envelope.ciphertext, belongsTo)?.toString() ?? null);
}

/** Wraps the key of an envelope under another master key; null when the old one does not open it. */
export function rewrap(from: Buffer, to: Buffer, wrappedKey: Buffer, belongsTo: string): Buffer | null {
  const key = decrypt(from, wrappedKey, belongsTo);
  return key && encrypt(to, key, belongsTo);
}
