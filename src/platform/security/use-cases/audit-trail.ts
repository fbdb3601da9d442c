import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { systemClock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import type { Database } from '../../database/index.ts';
import { holdsRight, noteRead, requireRight, type Caller, type Principal } from '../acting.ts';
import { chainTrail } from '../audit/chain.ts';
import { evidenceOf, type Population } from '../audit/evidence.ts';
import { explainFinding, type FindingsMeant } from '../audit/explain-finding.ts';
import {
  exportTrail,
  noteVerification,
  readTrail,
  type TrailEntry,
  type TrailFilter,
} from '../audit/read-trail.ts';
import { testRestored, type RestoreTest } from '../audit/restore-test.ts';
import { readHeads, signHead, type SignedHead, type Signing } from '../audit/signed-head.ts';
import { verifyAgainstRelease, type Verification } from '../audit/verify-trail.ts';
import { personNamed } from '../identity/people.ts';
import { signingKeyOf } from '../privacy/own-keys.ts';

const reading = { object: 'audit-trail', action: 'read' } as const;
const proving = { object: 'audit-evidence', action: 'execute' } as const;

/** Where the private signing key is, and the file to which signed heads are appended. */
export interface SigningPlace {
  readonly keyFile: string;
  readonly headsFile: string;
}

/** Which entries: `user` is the name at sign-in of whoever acted. */
export interface EntriesAsked extends Omit<TrailFilter, 'person'> {
  readonly user?: string | undefined;
}

/** Who changed what, newest first, limited to what the principal may read. */
export async function readAuditTrail(
  { caller, database }: Principal,
  { user, ...filter }: EntriesAsked,
): Promise<TrailEntry[]> {
  await requireRight(caller, reading);
  const person = user === undefined ? undefined : (await personNamed(database, user)).personId;
  await chainTrail(database);
  return readTrail(caller, { ...filter, person }, await eyesOf(caller));
}

/** Who may read people sees who acted by name. */
async function eyesOf(caller: Caller): Promise<{ readonly seesPeople: boolean }> {
  return { seesPeople: await holdsRight(caller, { object: 'user', action: 'read' }) };
}

/** One entry, as far as the principal may read it. Refuses with SECURITY_ENTRY_UNKNOWN. */
export async function readAuditEntry({ caller }: Principal, place: string): Promise<TrailEntry> {
  await requireRight(caller, reading);
  const before = String(BigInt(place) + 1n);
  const [entry] = await readTrail(caller, { before, limit: 1 }, await eyesOf(caller));
  if (entry?.place !== place) throw refusal('SECURITY_ENTRY_UNKNOWN', { place });
  return entry;
}

/** Progress of a verification. */
export interface VerificationWatch {
  readonly begin: (entries: number) => void;
  readonly advance: (entries: number) => void;
}

/** Verifies the chain against signed heads in a file and against the release; the trail records that it was done. */
export async function verifyAuditTrail(
  { caller, database }: Principal,
  headsFile: string,
  watch: VerificationWatch,
): Promise<Verification> {
  await requireRight(caller, reading);
  await chainTrail(database);
  const [last] = await database.query<{ rows: string }>('select count(*)::text as rows from audit.entry');
  watch.begin(Number.parseInt(last?.rows ?? '0', 10));
  const outcome = await verifyAgainstRelease(database, await readHeads(headsFile), watch.advance);
  await noteVerification(database, outcome);
  return outcome;
}

/** Signs the current head of the chain, null when it is signed. Refuses with SECURITY_REASON_MISSING for a new key. */
export async function signAuditTrail(
  { caller, database, reason }: Principal,
  { keyFile, headsFile }: SigningPlace,
  { isNewKey }: { readonly isNewKey: boolean },
): Promise<SignedHead | null> {
  await requireRight(caller, reading);
  await chainTrail(database);
  if (isNewKey && (reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const key = await signingKeyOf(database, keyFile, { isNew: isNewKey });
  return signHead(database, key, { clock: systemClock, file: headsFile });
}

/** How the trail is signed: with the key of the installation, appending to its file of heads. */
export async function signingAt(database: Database, { keyFile, headsFile }: SigningPlace): Promise<Signing> {
  return { key: await signingKeyOf(database, keyFile), clock: systemClock, file: headsFile };
}

/** Writes the whole trail, for a verifier elsewhere; how many lines. The end is signed, and the trail records it. */
export async function exportAuditTrail(
  { caller, database }: Principal,
  place: SigningPlace,
  open: () => Promise<Writable>,
): Promise<number> {
  await requireRight(caller, proving);
  await chainTrail(database);
  // The end is signed, so that heads signed later are told from entries that are missing.
  const signing = await signingAt(database, place);
  await signHead(database, signing.key, signing);
  const file = await open();
  let count = 0;
  for await (const line of exportTrail(database)) {
    if (!file.write(line)) await once(file, 'drain');
    count += 1;
  }
  file.end();
  await finished(file);
  await noteRead(caller, { what: 'audit.entry', filter: {}, rows: count, isExport: true });
  return count;
}

/** The populations of the controls of a quarter, and what their cover says of how they were drawn. */
export interface EvidenceDrawn {
  readonly populations: readonly Population[];
  /** For example `2026-Q1`. */
  readonly quarter: string;
  /** Where the database is, without secrets. */
  readonly where: string;
  /** Who drew them, and the instant. */
  readonly madeBy: string;
  readonly madeAt: string;
  /** Place and hash of the newest signed head of the audit trail. */
  readonly head: string;
}

/**
 * Draws the populations of the SOX controls for a quarter, such as `2026-Q1`; names where the principal may read
 * people. The trail records it. Refuses with SECURITY_QUARTER_UNREADABLE.
 */
export async function drawEvidence(
  { caller, database, person }: Principal,
  quarter: string,
): Promise<EvidenceDrawn> {
  await requireRight(caller, proving);
  const { first, end } = daysOfQuarter(quarter);
  await chainTrail(database);
  const withNames = await holdsRight(caller, { object: 'user', action: 'read' });
  const populations = await evidenceOf(database, { first, end }, withNames);
  const [head] = await database.query<{ says: string }>(
    `select format('entry %s, %s', position, encode(hash, 'hex')) as says
     from audit.entry order by chained_at desc, position desc limit 1`,
  );
  const rows = populations.reduce((sum, population) => sum + population.rows.length, 0);
  await noteRead(caller, { what: 'evidence', filter: { quarter }, rows, isExport: true });
  return {
    populations,
    quarter,
    where: database.where,
    madeBy: person.userId,
    madeAt: systemClock.now().toISOString(),
    head: head?.says ?? 'empty',
  };
}

/** The first day of a quarter, and the day after it. */
function daysOfQuarter(text: string): { readonly first: string; readonly end: string } {
  const parts = /^(20\d\d)-?Q([1-4])$/i.exec(text.trim());
  if (!parts) throw refusal('SECURITY_QUARTER_UNREADABLE', { quarter: text });
  const year = Number.parseInt(parts[1] ?? '', 10);
  const quarter = Number.parseInt(parts[2] ?? '', 10);
  const day = (months: number): string =>
    `${String(year + Math.floor(months / 12))}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  return { first: day((quarter - 1) * 3), end: day(quarter * 3) };
}

/** Explains findings with an innocent cause. Refuses with SECURITY_REASON_MISSING and as `explainFinding`. */
export async function explainAuditFinding(
  { caller, database, person, reason }: Principal,
  place: SigningPlace,
  meant: FindingsMeant,
): ReturnType<typeof explainFinding> {
  await requireRight(caller, proving);
  if ((reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  return explainFinding(database, await signingAt(database, place), { personId: person.personId, meant });
}

/** Tests a restored backup against the signed heads in a file, and records the result (control C9). */
export async function testRestoredBackup(
  { caller, database, person }: Principal,
  open: () => Promise<Database>,
  headsFile: string,
): Promise<RestoreTest> {
  await requireRight(caller, proving);
  await chainTrail(database);
  const restored = await open();
  try {
    return await testRestored(database, restored, {
      heads: await readHeads(headsFile),
      testedBy: person.userId,
    });
  } finally {
    await restored.close();
  }
}
