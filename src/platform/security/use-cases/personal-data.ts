import { refusal } from '../../../kernel/errors.ts';
import type { Database } from '../../database/index.ts';
import { noteRead, requireRight, type Principal } from '../acting.ts';
import {
  countPersonal,
  erasePerson,
  exportPerson,
  listPersonalColumns,
  sealPlainIdentifiers,
} from '../privacy/erasure.ts';
import type { KeyPlace } from '../privacy/key-ring.ts';
import { keyRingOf } from '../privacy/own-keys.ts';
import { Sealer } from '../privacy/sealer.ts';
import { rotateMasterKey } from '../privacy/subjects.ts';
import { signingAt, type SigningPlace } from './audit-trail.ts';

/** Every column with personal data, its class and whether it is kept as a pseudonym. */
export async function listPersonalData({
  caller,
  database,
}: Principal): ReturnType<typeof listPersonalColumns> {
  await requireRight(caller, { object: 'personal-data', action: 'read' });
  return listPersonalColumns(database);
}

/** What works on the data of single people needs its own right and a reason (SECURITY_REASON_MISSING). */
async function requireHandling({ caller, reason }: Principal): Promise<void> {
  await requireRight(caller, { object: 'personal-data', action: 'execute' });
  if ((reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
}

/** Everything stored about a person, by every identifier given; the trail records it. */
export async function exportPersonalData(
  principal: Principal,
  keys: KeyPlace,
  identifiers: readonly string[],
): ReturnType<typeof exportPerson> {
  const { caller, database } = principal;
  await requireHandling(principal);
  const exported = await exportPerson(database, await keyRingOf(database, keys), [...identifiers]);
  await noteRead(caller, {
    what: 'personal data of one person',
    filter: { identifiers },
    rows: exported.rows.length,
    isExport: true,
  });
  return exported;
}

/** Rows that name a person and are not in a table; with `standIn` that takes the place of the identifiers. */
export interface OtherCopies {
  readonly name: string;
  readonly erase: (identifiers: readonly string[], standIn: string | null) => Promise<number>;
}

/** Whom to erase, with which keys; without `isReal` the rows are only counted. */
export interface Erasing {
  readonly keys: KeyPlace;
  readonly signing: SigningPlace;
  readonly identifiers: readonly string[];
  readonly isReal: boolean;
  readonly others: OtherCopies;
  /** Notes the erasure where backups from before it are; the answer takes that back. */
  readonly note: (identifiers: readonly string[]) => Promise<() => Promise<void>>;
}

/** The keys that an erasure needs. */
export interface ErasingKeys {
  readonly keys: KeyPlace;
  readonly signing: SigningPlace;
}

/** Erases a person again in a restored database. Refuses as `erasePerson` does. Ask as the owner. */
export async function eraseAgain(
  database: Database,
  { keys: place, signing }: ErasingKeys,
  identifiers: readonly string[],
): Promise<void> {
  const keys = await keyRingOf(database, place);
  await erasePerson(database, { keys, signing: await signingAt(database, signing) }, [...identifiers]);
}

/** Erases a person; figures and the audit trail stay. How many rows, by what they stand in. */
export async function erasePersonalData(
  principal: Principal,
  { keys: place, signing, identifiers, isReal, others, note }: Erasing,
): Promise<(readonly [string, number | string])[]> {
  const { database } = principal;
  await requireHandling(principal);
  const keys = await keyRingOf(database, place);
  if (isReal) {
    const signer = await signingAt(database, signing);
    const forget = await note(identifiers);
    const erased = await erasePerson(database, { keys, signing: signer }, [...identifiers]).catch(
      async (cause: unknown) => {
        await forget();
        throw cause;
      },
    );
    return [...Object.entries(erased), [others.name, await others.erase(identifiers, 'erased')]];
  }
  const columns = await countPersonal(database, keys, [...identifiers]);
  return [
    ...columns.map(({ relation, column, rows }) => [`${relation}.${column}`, rows] as const),
    [others.name, await others.erase(identifiers, null)],
  ];
}

/** Makes a new master key and wraps the key of every person anew; a vault may hold the new key already. */
export async function rotatePersonalKeys(
  principal: Principal,
  keys: KeyPlace,
  { isKept }: { readonly isKept: boolean },
): ReturnType<typeof rotateMasterKey> {
  const { database } = principal;
  await requireHandling(principal);
  await keyRingOf(database, keys);
  return rotateMasterKey(database, keys, { isKept });
}

/** Seals identifiers that an older version loaded in clear; how many rows. */
export async function sealPersonalData(
  principal: Principal,
  keys: KeyPlace,
  tell: (relation: string, rows: number) => void,
): ReturnType<typeof sealPlainIdentifiers> {
  const { database } = principal;
  await requireHandling(principal);
  return sealPlainIdentifiers(database, new Sealer(await keyRingOf(database, keys)), tell);
}
