import { createHmac, randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { refusal } from '../../../kernel/errors.ts';
import { keepOnce, replaceKept } from '../../../kernel/inside-folder.ts';
import { keyBytes } from './envelope.ts';

/** The keys of personal data: master keys by version, the newest of which wraps, and the key of pseudonyms. */
export interface KeyRing {
  readonly newest: number;
  readonly masterKeys: ReadonlyMap<number, Buffer>;
  /** Never changes: pseudonyms stand in keys of facts, and another key would make strangers of the same people. */
  readonly pseudonymKey: Buffer;
}

/** Where the keys are: a file of ours, or a program that prints it (the command line of a key vault). */
export interface KeyPlace {
  readonly file: string;
  /** Run by itself, without a shell; the words of it are separated by blanks. */
  readonly command?: string | undefined;
}

const hexKey = z.string().regex(new RegExp(`^[0-9a-f]{${String(keyBytes * 2)}}$`));
const stored = z.object({
  pseudonym_key: hexKey,
  master_keys: z.array(z.object({ version: z.number().int().positive(), key: hexKey })).min(1),
});
type Stored = z.output<typeof stored>;

/** Longest that a vault may take to answer. */
const commandTimeoutMs = 30_000;

/**
 * Reads the keys; the file is made on first need, readable by its owner only. Refuses with SECURITY_KEYS_UNREADABLE,
 * which never quotes what it read.
 */
export async function openKeyRing(place: KeyPlace): Promise<KeyRing> {
  return ringOf(await readStored(place));
}

async function readStored(place: KeyPlace): Promise<Stored> {
  const text = place.command === undefined ? await readOrMake(place.file) : await printed(place.command);
  const where = place.command ?? place.file;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refusal('SECURITY_KEYS_UNREADABLE', { where, cause: 'it is not JSON' });
  }
  const read = stored.safeParse(content);
  if (!read.success)
    throw refusal('SECURITY_KEYS_UNREADABLE', {
      where,
      cause: `${read.error.issues[0]?.path.join('.') ?? ''} is not valid`,
    });
  return read.data;
}

function ringOf({ pseudonym_key, master_keys }: Stored): KeyRing {
  const masterKeys = new Map(master_keys.map(({ version, key }) => [version, Buffer.from(key, 'hex')]));
  return {
    newest: Math.max(...masterKeys.keys()),
    masterKeys,
    pseudonymKey: Buffer.from(pseudonym_key, 'hex'),
  };
}

async function printed(command: string): Promise<string> {
  const [program = '', ...parameters] = command.trim().split(/\s+/);
  try {
    return (await promisify(execFile)(program, parameters, { timeout: commandTimeoutMs })).stdout;
  } catch {
    // What the program said may hold the keys.
    throw refusal('SECURITY_KEYS_UNREADABLE', { where: command, cause: 'the program failed' });
  }
}

async function readOrMake(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    if (cause.code !== 'ENOENT')
      throw refusal('SECURITY_KEYS_UNREADABLE', { where: path, cause: String(cause.code) });
  }
  const first: Stored = {
    pseudonym_key: randomBytes(keyBytes).toString('hex'),
    master_keys: [{ version: 1, key: randomBytes(keyBytes).toString('hex') }],
  };
  return keepOnce(path, textOf(first));
}

function textOf(content: Stored): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Adds a master key to the file and makes it the newest; the ring with all of them. Refuses with
 * SECURITY_KEYS_ELSEWHERE where a vault holds the keys.
 */
export async function addMasterKey(place: KeyPlace): Promise<KeyRing> {
  return changeFile(place, (before) => {
    const version = Math.max(...before.master_keys.map((each) => each.version)) + 1;
    const key = randomBytes(keyBytes).toString('hex');
    return { ...before, master_keys: [...before.master_keys, { version, key }] };
  });
}

/** Removes the master keys that are older than the newest: nothing is wrapped under them any more. */
export async function dropOldMasterKeys(place: KeyPlace): Promise<KeyRing> {
  return changeFile(place, (before) => {
    const newest = Math.max(...before.master_keys.map((each) => each.version));
    return { ...before, master_keys: before.master_keys.filter(({ version }) => version === newest) };
  });
}

async function changeFile(place: KeyPlace, change: (before: Stored) => Stored): Promise<KeyRing> {
  if (place.command !== undefined) throw refusal('SECURITY_KEYS_ELSEWHERE', { command: place.command });
  const after = change(await readStored(place));
  await replaceKept(place.file, textOf(after));
  return ringOf(after);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** What stands for an identifier: `p` and 26 letters that nobody can compute without the key of pseudonyms. */
export function pseudonymOf({ pseudonymKey }: KeyRing, identifier: string): string {
  const normal = identifier.trim().toUpperCase();
  const digest = createHmac('sha256', pseudonymKey).update(`identifier:${normal}`).digest();
  let letters = 'p';
  // Five bits a letter, 26 letters: 130 of the 256 bits.
  for (let at = 0; at < 26; at += 1) {
    const bit = at * 5;
    const pair = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    letters += alphabet[(pair >> (11 - (bit & 7))) & 31] ?? '';
  }
  return letters;
}

/** Whether a text has the form of a pseudonym. */
export function isPseudonym(text: string): boolean {
  return /^p[a-z2-7]{26}$/.test(text);
}
