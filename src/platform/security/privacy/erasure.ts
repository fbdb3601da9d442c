import { createHash, randomBytes } from 'node:crypto';
import { refusal } from '../../../kernel/errors.ts';
import { takenUpAgain, type Connection, type Database, type Queryable } from '../../database/index.ts';
import { chainTrail } from '../audit/chain.ts';
import { keepOutside, signException, signHead, type SignedHead, type Signing } from '../audit/signed-head.ts';
import { pseudonymOf, type KeyRing } from './key-ring.ts';
import type { Sealer } from './sealer.ts';
import { revealSubjects } from './subjects.ts';

/** A column of the inventory of personal data. */
export interface PersonalColumn {
  readonly relation: string;
  readonly column: string;
  readonly class: 'name' | 'contact' | 'identifier' | 'login' | 'pay' | 'record';
  readonly isSealed: boolean;
  readonly dataClass: number;
  readonly says: string | null;
}

/** The inventory of personal data: every column that holds some, with its class. */
export async function listPersonalColumns(database: Queryable): Promise<PersonalColumn[]> {
  return database.query<PersonalColumn>(
    `select personal.relation, column_name as "column", class, is_sealed as "isSealed", data_class as "dataClass",
       col_description(attrelid, attnum) as says
     from security.personal_column as personal
     join security.table_class using (relation)
     left join pg_attribute on attrelid = to_regclass(personal.relation) and attname = column_name
     order by personal.relation, column_name`,
  );
}

/** One row that speaks of a person. */
interface PersonalRow {
  readonly relation: string;
  readonly column: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const pseudonymsOf = (keys: KeyRing, identifiers: readonly string[]): string[] =>
  identifiers.map((identifier) => pseudonymOf(keys, identifier));

async function personalRows(
  database: Queryable,
  keys: KeyRing,
  identifiers: readonly string[],
): Promise<PersonalRow[]> {
  return database.query<PersonalRow>(
    `select relation, column_name as "column", content from security.personal_rows($1, $2)`,
    [identifiers, pseudonymsOf(keys, identifiers)],
  );
}

/**
 * Everything kept about a person, named by one or more identifiers: e-mail address or user, employee number, full name.
 * Pseudonyms are given with what they stand for. Refuses with SECURITY_NOBODY_FOUND. Ask as the owner.
 */
export async function exportPerson(
  database: Database,
  keys: KeyRing,
  identifiers: readonly string[],
): Promise<{ readonly pseudonyms: Readonly<Record<string, string>>; readonly rows: readonly PersonalRow[] }> {
  await chainTrail(database);
  const rows = await personalRows(database, keys, identifiers);
  const revealed = await revealSubjects(database, keys, pseudonymsOf(keys, identifiers));
  if (rows.length === 0 && revealed.size === 0) throw nobody(identifiers);
  return { pseudonyms: Object.fromEntries(revealed), rows };
}

const nobody = (identifiers: readonly string[]): Error =>
  refusal('SECURITY_NOBODY_FOUND', { identifiers: identifiers.join(', ') });

/** Rows by table and column that an erasure would touch. Refuses with SECURITY_NOBODY_FOUND. Ask as the owner. */
export async function countPersonal(
  database: Database,
  keys: KeyRing,
  identifiers: readonly string[],
): Promise<{ readonly relation: string; readonly column: string; readonly rows: number }[]> {
  await chainTrail(database);
  const rows = await personalRows(database, keys, identifiers);
  const sealed = await revealSubjects(database, keys, pseudonymsOf(keys, identifiers));
  const counts = [...Map.groupBy(rows, ({ relation, column }) => `${relation} ${column}`)].map(
    ([name, group]) => {
      const [relation = '', column = ''] = name.split(' ');
      return { relation, column, rows: group.length };
    },
  );
  if (sealed.size > 0) counts.push({ relation: 'security.subject', column: 'ciphertext', rows: sealed.size });
  if (counts.length === 0) throw nobody(identifiers);
  return counts;
}

/**
 * Erases a person, named by every identifier that is known of it: values are replaced by a stand-in, sealed identifiers
 * lose their key, what the trail keeps of them is deleted; figures, rows and the chain stay. The tables are written
 * anew, so that nothing is left in their files. The trail is signed before and after. Rows by table. Refuses with
 * SECURITY_NOBODY_FOUND, and with SECURITY_HELD while a legal hold covers everything. Ask as the owner.
 */
export async function erasePerson(
  database: Database,
  { keys, signing }: { readonly keys: KeyRing; readonly signing: Signing },
  identifiers: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  await countPersonal(database, keys, identifiers);
  await refuseWhileHeld(database);
  await signHead(database, signing.key, signing);
  const standIn = `erased-${randomBytes(6).toString('hex')}`;
  const { counts, head } = await database.transaction(async (transaction) => {
    const [answer] = await transaction.query<{ counts: Record<string, number> }>(
      'select security.erase_person($1, $2, $3) as counts',
      [identifiers, pseudonymsOf(keys, identifiers), standIn],
    );
    return { counts: answer?.counts ?? {}, head: await signErasure(transaction, signing) };
  }, takenUpAgain);
  await keepOutside(signing, [head]);
  await rewriteTables(database, Object.keys(counts));
  return counts;
}

/** Signs which values the transaction took out of the trail: the loss of any other is found. */
async function signErasure(transaction: Connection, signing: Signing): Promise<SignedHead> {
  const [note] = await transaction.query<{ position: string; values: readonly string[] }>(
    `select position, changes -> 'erased_values' -> 'new' as values from audit.entry
     where kind = 'erasure' and transaction_id = pg_current_xact_id()::text`,
  );
  const { position = '', values = [] } = note ?? {};
  const placeOf = (value: string | undefined): string => value?.split(' ')[0] ?? '0';
  const exception = {
    kind: 'erasure',
    first: placeOf(values[0]),
    last: placeOf(values.at(-1)),
    digest: createHash('sha256')
      .update(values.map((value) => `${value}\n`).join(''))
      .digest('hex'),
  } as const;
  return signException(transaction, signing, { exception, position });
}

/**
 * A changed row leaves its old self in the file of its table until the table is written anew, and what the planner
 * sampled of it in the statistics, until they are taken and written anew.
 */
async function rewriteTables(database: Database, touched: readonly string[]): Promise<void> {
  const statements = await database.query<{ text: string }>(
    `select distinct format('vacuum (full, analyze) %s', to_regclass(relation)) as text
     from (select relation from security.personal_column where class not in ('pay', 'identifier')
       union select unnest($1::text[])) as listed (relation)
     where to_regclass(relation) is not null`,
    [touched],
  );
  // On a connection by itself: writing anew has nothing to do with a transaction.
  await database.withConnection(async (connection) => {
    for (const { text } of statements) await connection.execute(text);
    // Whoever does not own the server is warned that it stays.
    await connection.execute('vacuum (full) pg_catalog.pg_statistic');
  });
}

async function refuseWhileHeld(database: Queryable): Promise<void> {
  const [hold] = await database.query<{ hold: string; reason: string }>(
    `select legal_hold_id as hold, reason from security.legal_hold
     where site_id is null and released_at is null order by legal_hold_id limit 1`,
  );
  if (hold) throw refusal('SECURITY_HELD', { ...hold });
}

/**
 * Seals identifiers that were loaded before they were sealed at the door; how many rows. It works table by table, each
 * in a transaction: interrupted, it is run again. Rows of people who were erased by a version that left them their
 * pseudonym lose it.
 */
export async function sealPlainIdentifiers(
  database: Database,
  sealer: Sealer,
  onRows: (relation: string, rows: number) => void = () => undefined,
): Promise<number> {
  const columns = await database.query<{ relation: string; column: string }>(
    `select relation, column_name as "column" from security.personal_column where is_sealed order by relation`,
  );
  let total = 0;
  for (const { relation, column } of columns) {
    const rows = await database.transaction(async (transaction) => {
      const plain = await transaction.query<{ value: string }>(
        'select value from security.plain_identifiers($1, $2)',
        [relation, column],
      );
      const pairs = plain.map(({ value }) => ({ value, pseudonym: sealer.pseudonymOf(value) }));
      await sealer.keep(transaction);
      const [sealed] = await transaction.query<{ rows: number }>(
        'select security.seal_identifiers($1, $2, $3)::int as rows',
        [relation, column, JSON.stringify(pairs)],
      );
      return sealed?.rows ?? 0;
    });
    if (rows > 0) onRows(relation, rows);
    total += rows;
  }
  const unlinked = await database.query<{ relation: string; rows: string }>(
    'select relation, rows from security.unlink_erased()',
  );
  for (const { relation, rows } of unlinked) onRows(relation, Number.parseInt(rows, 10));
  if (unlinked.length > 0)
    await rewriteTables(
      database,
      unlinked.map(({ relation }) => relation),
    );
  return total;
}
