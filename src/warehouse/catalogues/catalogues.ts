import { refusal } from '../../kernel/errors.ts';
import type { Connection, Queryable } from '../../platform/database/index.ts';

/** A list that people choose from. */
export interface Catalogue {
  readonly name: string;
  readonly summary: string;
  readonly code: RegExp;
  /** What a code of it is, for refusals. */
  readonly codeIs: string;
  /** An entry says its name; else the chart of accounts may say it. */
  readonly isNamed: boolean;
  /** Whoever may change this object keeps it. */
  readonly keptWith: 'billing-configuration' | 'job-code';
}

/** The catalogue of accounts of the ledger that revenue codes count on; its names are accounts. */
const revenueCodeAccounts = 'revenue-code-accounts';

/** Account of the revenue and account of the vehicles, either of them missing. */
const twoAccounts = /^(?=.*\d)(\d{4}|-)(?: \/ (\d{4}|-))?$/;

/** The catalogue of job codes whose hours are not productive (forecasting.md 5.8). */
export const nonProductiveJobs = 'non-productive-jobs';

export const catalogues: readonly Catalogue[] = [
  {
    name: 'fixed-fee-services',
    summary: 'Services of fixed fees, by the account that they bill on',
    code: /^\d{4}$/,
    codeIs: 'an account of four digits',
    isNamed: true,
    keptWith: 'billing-configuration',
  },
  {
    name: 'client-paid-accounts',
    summary: 'Accounts of expenses that a client pays',
    code: /^7\d{3}$/,
    codeIs: 'an account from 7000 to 7999',
    isNamed: false,
    keptWith: 'billing-configuration',
  },
  {
    name: 'revenue-codes',
    summary: 'Revenue codes of the daily reports, by category, with their accounts of the ledger',
    code: /^[A-Z0-9]{1,5}$/,
    codeIs: 'up to five letters and digits',
    isNamed: true,
    keptWith: 'billing-configuration',
  },
  {
    name: revenueCodeAccounts,
    summary: 'Accounts of the ledger of revenue codes, of revenue and of vehicles, as "9411 / 9510"',
    code: /^[A-Z0-9]{1,5}$/,
    codeIs: 'up to five letters and digits',
    isNamed: true,
    keptWith: 'billing-configuration',
  },
  {
    name: nonProductiveJobs,
    summary: 'Job codes whose hours are not productive; all others are',
    code: /^[A-Z0-9][A-Z0-9 _-]{0,19}$/,
    codeIs: 'a job code of at most 20 characters',
    isNamed: false,
    keptWith: 'job-code',
  },
];

/** The catalogue of a name. Refuses with CATALOGUE_UNKNOWN. */
export function catalogueOf(name: string): Catalogue {
  const catalogue = catalogues.find((one) => one.name === name);
  if (catalogue) return catalogue;
  throw refusal('CATALOGUE_UNKNOWN', {
    catalogue: name,
    catalogues: catalogues.map((one) => one.name).join(', '),
  });
}

/** An entry of a catalogue, as it stands or stood. */
export interface CatalogueEntry {
  /** Null for a revenue code that nobody decided on. */
  readonly entry: string | null;
  readonly code: string;
  readonly name: string | null;
  /** Accounts of the ledger that a revenue code counts on. */
  readonly accounts: string | null;
  /** It may be chosen. */
  readonly isInForce: boolean;
  readonly enteredAt: string | null;
  readonly enteredBy: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly reason: string | null;
}

/** Entries of a catalogue by code: those in force, or the whole history with the newest last. */
export async function readEntries(
  database: Queryable,
  catalogue: string,
  { isHistory }: { readonly isHistory: boolean },
): Promise<CatalogueEntry[]> {
  return database.query<CatalogueEntry>(
    `select entry_id::text as entry, listed.code, entry_name as name, holds as "isInForce",
       case when $1 = 'revenue-codes' then concat_ws(' / ', revenue_account_id, vehicle_account_id) end as accounts,
       entered_at::text as "enteredAt", entered_by as "enteredBy", ended_at::text as "endedAt", ended_by as "endedBy",
       reason
     from warehouse.catalogue_entries($1) as listed
     left join warehouse.revenue_code_account() as mapped on mapped.revenue_code = listed.code
     where $2 or holds order by listed.code, entry_id nulls first`,
    [catalogue, isHistory],
  );
}

/** An entry that is to hold. */
export interface NewEntry {
  readonly code: string;
  readonly name: string | null;
  /** Number of the entry that was read before; null where nobody looked. */
  readonly seen: string | null;
}

/** Who changes a catalogue and why. */
export interface CatalogueChanging {
  readonly actor: string;
  readonly reason: string | null;
}

/** What became of an entry. */
export interface ChangedEntry {
  readonly code: string;
  readonly name: string | null;
  readonly before: string | null;
  readonly outcome: 'added' | 'changed' | 'as it was' | 'ended';
}

/**
 * Adds an entry, or puts another in the place of the one of its code, which ends. As the owner; check the right first.
 * Refuses with CATALOGUE_ENTRY_INVALID and CATALOGUE_CHANGED_SINCE.
 */
export async function setEntry(
  transaction: Connection,
  catalogue: Catalogue,
  { code: typed, name: typedName, seen }: NewEntry,
  { actor, reason }: CatalogueChanging,
): Promise<ChangedEntry> {
  const code = typed.trim().toUpperCase();
  const name = writtenName(catalogue, typedName);
  const faults = entryFaults(catalogue, { code, name });
  if (faults.length === 0 && catalogue.name === revenueCodeAccounts)
    faults.push(...(await accountFaults(transaction, code, name ?? '')));
  if (faults.length > 0)
    throw refusal('CATALOGUE_ENTRY_INVALID', { catalogue: catalogue.name, faults: faults.join('; ') });
  const before = await entryInForce(transaction, catalogue, { code, seen });
  if (
    before !== null &&
    (before.entry !== null || catalogue.name === revenueCodeAccounts) &&
    before.name === name
  )
    return { code, name, before: before.name, outcome: 'as it was' };
  await endStanding(transaction, catalogue, { code, actor });
  await transaction.execute(
    `insert into warehouse.catalogue_entry (catalogue, code, entry_name, reason, entered_at, entered_by)
     values ($1, $2, $3, $4, now(), $5)`,
    [catalogue.name, code, name, reason, actor],
  );
  if (catalogue.name === 'revenue-codes')
    await transaction.execute(
      `insert into warehouse.revenue_code (revenue_code, revenue_category, is_active) values ($1, upper($2), true)
       on conflict (revenue_code) do update set revenue_category = excluded.revenue_category, is_active = true`,
      [code, name],
    );
  return { code, name, before: before?.name ?? null, outcome: before === null ? 'added' : 'changed' };
}

/**
 * Ends an entry: nobody may choose it any more, and what chose it keeps it. As the owner; check the right first.
 * Refuses with CATALOGUE_ENTRY_UNKNOWN and CATALOGUE_CHANGED_SINCE.
 */
export async function endEntry(
  transaction: Connection,
  catalogue: Catalogue,
  { code: typed, seen }: Pick<NewEntry, 'code' | 'seen'>,
  { actor, reason }: CatalogueChanging,
): Promise<ChangedEntry> {
  const code = typed.trim().toUpperCase();
  const before = await entryInForce(transaction, catalogue, { code, seen });
  if (before === null) throw refusal('CATALOGUE_ENTRY_UNKNOWN', { catalogue: catalogue.name, code });
  if (before.entry === null)
    await transaction.execute(
      `insert into warehouse.catalogue_entry (catalogue, code, entry_name, reason, entered_at, entered_by)
       values ($1, $2, $3, $4, now(), $5)`,
      [catalogue.name, code, before.name, reason, actor],
    );
  await endStanding(transaction, catalogue, { code, actor });
  if (catalogue.name === 'revenue-codes')
    await transaction.execute('update warehouse.revenue_code set is_active = false where revenue_code = $1', [
      code,
    ]);
  return { code, name: null, before: before.name, outcome: 'ended' };
}

/** A name as it is kept: accounts always as two. */
function writtenName({ name: catalogue }: Catalogue, typed: string | null): string | null {
  const name = (typed ?? '').trim();
  if (name === '') return null;
  if (catalogue !== revenueCodeAccounts) return name;
  return /^\S+$/.test(name) && twoAccounts.test(name) ? `${name} / -` : name.replaceAll(/\s*\/\s*/g, ' / ');
}

async function accountFaults(transaction: Connection, code: string, name: string): Promise<string[]> {
  const [, revenue, vehicles] = twoAccounts.exec(name) ?? [];
  const accounts = [revenue, vehicles].map((account) => (account === '-' ? null : (account ?? null)));
  const rows = await transaction.query<{ fault: string }>(
    'select fault from warehouse.account_faults($1, $2::text[]) as fault',
    [code, accounts],
  );
  return rows.map(({ fault }) => fault);
}

/** What is wrong with an entry. */
function entryFaults(
  { name: catalogue, code: shape, codeIs, isNamed }: Catalogue,
  { code, name }: { readonly code: string; readonly name: string | null },
): string[] {
  const faults = shape.test(code) ? [] : [`"${code}" is not ${codeIs}`];
  if (name === null && isNamed) faults.push('it has no name');
  if (name !== null && !/^[^\p{Cc}\p{Cs}]{1,100}$/u.test(name))
    faults.push('its name has 1 to 100 characters');
  if (name !== null && catalogue === revenueCodeAccounts && !twoAccounts.test(name))
    faults.push(
      `"${name}" is not an account of revenue and one of vehicles, such as 9411 / 9510 or - / 9540`,
    );
  return faults;
}

/** Locks a catalogue until the end of the transaction, and reads the entry of a code. */
async function entryInForce(
  transaction: Connection,
  { name }: Catalogue,
  { code, seen }: Pick<NewEntry, 'code' | 'seen'>,
): Promise<{ readonly entry: string | null; readonly name: string | null } | null> {
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [`catalogue ${name}`]);
  const entries = (await readEntries(transaction, name, { isHistory: true })).filter(
    (one) => one.code === code,
  );
  const last = entries.at(-1);
  if (seen !== null && (last?.entry ?? '0') !== seen)
    throw refusal('CATALOGUE_CHANGED_SINCE', { catalogue: name, code, seen, ...lastChange(last) });
  return last?.isInForce === true ? { entry: last.entry, name: last.name } : null;
}

/** Who changed an entry last, when, and what it is now. */
function lastChange(
  last: CatalogueEntry | undefined,
): Readonly<Record<'who' | 'when' | 'now' | 'latest', string>> {
  if (last === undefined) return { who: 'nobody', when: 'any time', now: 'none', latest: '0' };
  const { endedBy, enteredBy, endedAt, enteredAt, isInForce, name, code, entry } = last;
  return {
    who: endedBy ?? enteredBy ?? 'a file',
    when: (endedAt ?? enteredAt ?? '').slice(0, 16),
    now: isInForce ? (name ?? code) : 'ended',
    latest: entry ?? '0',
  };
}

async function endStanding(
  transaction: Connection,
  { name }: Catalogue,
  { code, actor }: { readonly code: string; readonly actor: string },
): Promise<void> {
  await transaction.execute(
    `update warehouse.catalogue_entry set ended_at = now(), ended_by = $3
     where catalogue = $1 and code = $2 and ended_at is null`,
    [name, code, actor],
  );
}
