import type { Queryable } from '../../database/index.ts';
import { enclose } from './envelope.ts';
import { isPseudonym, pseudonymOf, type KeyRing } from './key-ring.ts';

/** Pseudonyms that are remembered, so that a person of many shifts is hashed once: some ten megabytes. */
const rememberedMax = 100_000;
/** Subjects that one statement keeps. */
const keptAtOnce = 1_000;

/** Seals identifiers of people: gives their pseudonyms at once and keeps the identifiers encrypted when asked. */
export class Sealer {
  readonly #keys: KeyRing;
  readonly #remembered = new Map<string, string>();
  /** Identifier by pseudonym, since they were last kept. */
  #unkept = new Map<string, string>();

  /** Stand-ins of people who were erased, by their pseudonym: a later file does not give their rows back to them. */
  readonly #erased = new Map<string, string>();

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  /** The pseudonym of an identifier; the same for the same, whatever its case. */
  pseudonymOf(identifier: string): string {
    const remembered = this.#remembered.get(identifier);
    if (remembered !== undefined) return remembered;
    if (this.#remembered.size >= rememberedMax) this.#remembered.clear();
    const pseudonym = pseudonymOf(this.#keys, identifier);
    const standIn = this.#erased.get(pseudonym);
    this.#remembered.set(identifier, standIn ?? pseudonym);
    if (standIn !== undefined) return standIn;
    if (!this.#unkept.has(pseudonym)) this.#unkept.set(pseudonym, identifier.trim());
    return pseudonym;
  }

  /** Learns who was erased since; before a file is read. */
  async learnErased(database: Queryable): Promise<void> {
    const erased = await database.query<{ pseudonym: string; standIn: string }>(
      `select pseudonym, security.random_pseudonym() as "standIn" from security.subject
       where erased_at is not null and pseudonym <> all ($1)`,
      [[...this.#erased.keys()]],
    );
    for (const { pseudonym, standIn } of erased) this.#erased.set(pseudonym, standIn);
    if (erased.length > 0) this.#remembered.clear();
  }

  isPseudonym(text: string): boolean {
    return isPseudonym(text);
  }

  /**
   * Keeps what was sealed since the last time: those whose pseudonym is new, each under a key of its own. Someone who
   * was erased stays erased: the row is there, without key and identifier.
   */
  async keep(database: Queryable): Promise<void> {
    const unkept = [...this.#unkept];
    this.#unkept = new Map();
    for (let at = 0; at < unkept.length; at += keptAtOnce)
      await this.#keepSome(database, unkept.slice(at, at + keptAtOnce));
  }

  async #keepSome(
    database: Queryable,
    sealed: readonly (readonly [pseudonym: string, identifier: string])[],
  ): Promise<void> {
    const subjects = await database.query<{ pseudonym: string }>(
      'select pseudonym from security.subject where pseudonym = any ($1)',
      [sealed.map(([pseudonym]) => pseudonym)],
    );
    const isKnown = new Set(subjects.map(({ pseudonym }) => pseudonym));
    const { newest, masterKeys } = this.#keys;
    const masterKey = masterKeys.get(newest);
    if (!masterKey) throw new Error('the newest master key is missing from its own ring');
    const rows = sealed
      .filter(([pseudonym]) => !isKnown.has(pseudonym))
      .map(([pseudonym, identifier]) => {
        const { wrappedKey, ciphertext } = enclose(masterKey, identifier, pseudonym);
        return { pseudonym, wrapped_key: wrappedKey.toString('hex'), ciphertext: ciphertext.toString('hex') };
      });
    if (rows.length === 0) return;
    await database.execute(
      `insert into security.subject (pseudonym, class, key_version, wrapped_key, ciphertext)
       select pseudonym, 'identifier', $2, decode(wrapped_key, 'hex'), decode(ciphertext, 'hex')
       from jsonb_to_recordset($1) as listed (pseudonym text, wrapped_key text, ciphertext text)
       on conflict (pseudonym) do nothing`,
      [JSON.stringify(rows), newest],
    );
  }
}
