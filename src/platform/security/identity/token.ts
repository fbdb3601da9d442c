import { createHash, randomBytes } from 'node:crypto';

/** What a script may be given to do: each opens routes, and the rights of the person decide what they show. */
export const scopes = ['questions:read', 'data:read', 'data:write', 'intake:write'] as const;

export type Scope = (typeof scopes)[number];

/** First characters of the tokens of Daybook, so that people and scanners of secrets recognise one. */
export type TokenPrefix = 'dbs_' | 'dbk_';

/** A token that nobody can guess: 32 random bytes. */
export function newToken(prefix: TokenPrefix): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is kept of a token. It has 256 random bits, so a plain hash cannot be turned back. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
