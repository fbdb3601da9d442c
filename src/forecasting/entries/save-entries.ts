import type { Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import { nearestIds } from '../../warehouse/index.ts';
import { lockVersion, type Version, type VersionName } from '../versions/version.ts';
import { changesSince } from './changed-since.ts';
import { checkEntry } from './check-entry.ts';
import { groupOf, nameOf, type Entry, type Fault } from './entry.ts';
import { inJobCodes, type JobEntries } from './job-entries.ts';
import { withOvernight, type OvernightEntries } from './overnight-entries.ts';
import { faultsOfGroups } from './payroll-by-code.ts';
import { readEntries } from './read-entries.ts';
import { requireSiteWorks } from './site-span.ts';
import { requireUsualRates } from './usual-rates.ts';

/** What is to be kept in a version, by whom, and what they had seen of it. */
export interface Saving extends VersionName {
  readonly entries: readonly Entry[];
  readonly action: 'set' | 'import' | 'initialise' | 'copy-schedule' | 'promote';
  readonly savedBy: string;
  readonly reason: string | null;
  /** Files that an import reads the entries from, as they are called. */
  readonly fileNames?: readonly string[];
  /** Newest change that the caller had seen; null saves whatever was changed since. */
  readonly seen: number | null;
  /** `YYYY-MM-DD`; what is before it is locked. */
  readonly today: string;
  /** With it, rates that `set` is given may differ from what is usual. */
  readonly isConfirmed?: boolean;
}

/** A value that became different. */
export interface ChangedEntry extends Entry {
  readonly before: Decimal | null;
}

export interface Saved {
  readonly versionId: string;
  /** Null when everything was there already: then no change was kept. */
  readonly changeId: string | null;
  readonly changed: readonly ChangedEntry[];
  /** Entries that were turned negative. */
  readonly forced: readonly Entry[];
  /** Entries of job groups that have no job code in use at the site: nothing is saved of them. */
  readonly withoutJobs: readonly Entry[];
  /** Vehicles overnight that follow from rooms and ratios that were typed, or ratios that vehicles ended. */
  readonly followed: readonly ChangedEntry[];
  /** Ratios from which nothing follows yet: the rooms of the day, or the other ratio, are not known. */
  readonly waiting: readonly Entry[];
}

/** An entry that cannot be kept. */
export interface FaultyEntry extends Fault {
  readonly entry: Entry;
}

/**
 * Keeps entries of one site and year in a version as one change; what equals what is there changes nothing. The P&L of
 * the months that were touched is outdated from then on. In the transaction of the caller, as the owner; ask for the
 * right to change forecasts before. Refuses with FORECASTING_ENTRIES_INVALID, FORECASTING_CHANGED_SINCE,
 * FORECASTING_VERSION_UNKNOWN, FORECASTING_VERSION_FROZEN, FORECASTING_MONTH_CLOSED, FORECASTING_SITE_CLOSED,
 * FORECASTING_SITE_NOT_OPEN and, for `set`, FORECASTING_RATE_UNUSUAL.
 */
export async function saveEntries(transaction: Queryable, saving: Saving): Promise<Saved> {
  const version = await lockVersion(transaction, saving, saving.savedBy);
  await requireChangeable(transaction, version, saving);
  const standing = await knownIn(transaction, version);
  const { entries, withoutJobs, faults, waiting, followed } = await readied(transaction, standing, saving);
  if (faults.length > 0) throw invalidEntries(faults.map((each) => `${nameOf(each.entry)} ${each.cause}`));
  const checked = entries.map((entry) => checkEntry(entry, saving.today));
  const accepted = checked.flatMap((each) => ('entry' in each ? [each] : []));
  const changed = accepted.flatMap(({ entry }) =>
    isSame(entry, standing) ? [] : [{ ...entry, before: standing.get(nameOf(entry)) ?? null }],
  );
  await requireOpenMonths(transaction, saving.site, changed);
  await requireSiteWorks(transaction, saving.site, changed);
  if (saving.action === 'set' && saving.isConfirmed !== true)
    await requireUsualRates(transaction, [{ site: saving.site, changed }], saving.today);
  const forced = accepted.filter(({ outcome }) => outcome === 'forced-negative').map(({ entry }) => entry);
  const { versionId } = version;
  const followers = new Set([...followed].map(nameOf));
  const saved = {
    versionId,
    changed,
    forced,
    withoutJobs,
    waiting,
    followed: changed.filter((entry) => followers.has(nameOf(entry))),
  };
  if (changed.length === 0) return { ...saved, changeId: null };
  return { ...saved, changeId: await keep(transaction, version, saving, changed) };
}

/** Everything that is wrong with the entries of a saving, in their order. What is there already is not locked. */
export async function faultsOf(transaction: Queryable, saving: Saving): Promise<readonly FaultyEntry[]> {
  const standing = await knownIn(transaction, await lockVersion(transaction, saving, saving.savedBy));
  return (await readied(transaction, standing, saving)).faults;
}

interface Readied extends Pick<JobEntries, 'entries' | 'withoutJobs'>, Pick<OvernightEntries, 'waiting'> {
  readonly faults: readonly FaultyEntry[];
  /** Statistics that were not typed themselves. */
  readonly followed: readonly Entry[];
}

/** Entries by job code where people typed them, and what is wrong with any, told of what was typed. */
async function readied(transaction: Queryable, stored: ValuesByPlace, saving: Saving): Promise<Readied> {
  const isTyped = saving.action === 'set' || saving.action === 'import';
  if (!isTyped) {
    const { entries } = saving;
    const faults = await faultsIn(transaction, stored, saving);
    return { entries, withoutJobs: [], waiting: [], followed: [], faults };
  }
  const isFile = saving.action === 'import';
  // A grid has blanks wherever nobody entered anything.
  const isSaid = (entry: Entry): boolean =>
    entry.value !== null || groupOf(entry.item) !== null || stored.has(nameOf(entry));
  const said = isFile ? saving.entries.filter(isSaid) : saving.entries;
  const byGroup = await faultsOfGroups(transaction, saving.site, said);
  const overnight = await withOvernight(transaction, { ...saving, entries: said, known: stored, isFile });
  const { waiting } = overnight;
  const { entries, withoutJobs, typedAs, faults } = await inJobCodes(transaction, {
    ...saving,
    entries: overnight.entries,
    known: stored,
    isFile,
  });
  const faulty = await faultsIn(transaction, stored, { ...saving, entries });
  const faultsAsTyped = faulty.map((fault) => {
    const { entry } = fault;
    return { ...fault, entry: typedAs.get(entry) ?? overnight.typedAs.get(entry) ?? entry };
  });
  const followed = [...overnight.typedAs.keys()];
  return {
    entries,
    withoutJobs,
    waiting,
    followed,
    faults: [...byGroup, ...overnight.faults, ...faults, ...onceEach(faultsAsTyped)],
  };
}

/** What is wrong with an entry is wrong with all that was made of it: one fault of each is told. */
function onceEach(faults: readonly FaultyEntry[]): FaultyEntry[] {
  return faults.filter(({ entry }, at) => at === faults.findIndex((one) => one.entry === entry));
}

async function faultsIn(
  transaction: Queryable,
  stored: ValuesByPlace,
  { entries, today }: Saving,
): Promise<FaultyEntry[]> {
  const unknown = await unknownItems(transaction, entries);
  const names = new Set<string>();
  return entries.flatMap((entry): FaultyEntry[] => {
    const name = nameOf(entry);
    if (names.has(name)) return [{ entry, column: 'period', cause: 'is given twice' }];
    names.add(name);
    if (isSame(entry, stored)) return [];
    const checked = checkEntry(entry, today);
    if ('fault' in checked) return [{ entry, ...checked.fault }];
    const nearest = unknown.get(entry.item);
    if (nearest === undefined) return [];
    const cause = `is not in the warehouse${nearest === null ? '' : ` (nearest known: ${nearest})`}`;
    return [{ entry, column: 'item', cause }];
  });
}

/** The refusal that tells of entries that cannot be kept; of many, the first. */
export function invalidEntries(faults: readonly string[]): Error {
  const [firstFaults, more] = [faults.slice(0, 20), faults.length - 20];
  return refusal('FORECASTING_ENTRIES_INVALID', {
    count: faults.length === 1 ? '1 value' : `${String(faults.length)} values`,
    faults: more > 0 ? `${firstFaults.join('; ')}; and ${String(more)} more` : firstFaults.join('; '),
  });
}

async function requireChangeable(
  transaction: Queryable,
  { versionId, kind, lastChangeId }: Version,
  { site, version, seen, entries }: Saving,
): Promise<void> {
  if (kind === 'record') throw refusal('FORECASTING_VERSION_FROZEN', { site, version });
  if (seen === null || BigInt(lastChangeId) <= BigInt(seen)) return;
  throw refusal('FORECASTING_CHANGED_SINCE', {
    site,
    version,
    seen,
    latest: lastChangeId,
    changes: await changesSince(transaction, { versionId, seen }, entries),
  });
}

/** A month that the P&L took from its ledger keeps its forecast to compare with, whatever counts as today (7.2). */
async function requireOpenMonths(
  transaction: Queryable,
  site: string,
  changed: readonly Entry[],
): Promise<void> {
  const closed = await transaction.query<{ month: string }>(
    `select to_char(plan_month, 'YYYY-MM') as month
     from forecasting.version join forecasting.site_month using (site_id, version_id)
     where site_id = $1 and kind = 'working' and state = 'closed' and plan_month = any ($2::date[]) order by 1`,
    [site, [...new Set(changed.map(monthOf))]],
  );
  if (closed.length > 0)
    throw refusal('FORECASTING_MONTH_CLOSED', { site, months: closed.map(({ month }) => month).join(', ') });
}

/** Job codes and accounts of entries that no load has brought yet, each with the job code in use that it resembles. */
async function unknownItems(
  database: Queryable,
  entries: readonly Entry[],
): Promise<Map<string, string | null>> {
  const itemsOf = (area: Entry['area']): string[] => [
    ...new Set(entries.filter((entry) => entry.area === area).map(({ item }) => item)),
  ];
  const rows = await database.query<{ item: string }>(
    `select item from unnest($1::text[]) as item
     where not exists (select from warehouse.job_code where job_code = item)
     union all
     select item from unnest($2::text[]) as item
     where not exists (select from warehouse.account where account_id = item)`,
    [itemsOf('payroll'), itemsOf('other-expense')],
  );
  const nearest = await nearestIds(
    database,
    'job_code',
    rows.map(({ item }) => item),
  );
  return new Map(rows.map(({ item }) => [item, nearest.get(item) ?? null]));
}

type ValuesByPlace = ReadonlyMap<string, Decimal | null>;

async function knownIn(transaction: Queryable, { versionId }: Version): Promise<ValuesByPlace> {
  const standing = await readEntries(transaction, versionId, { firstOn: '-infinity', endOn: 'infinity' });
  return new Map(standing.map((entry) => [nameOf(entry), entry.value]));
}

function isSame(entry: Entry, stored: ValuesByPlace): boolean {
  const was = stored.get(nameOf(entry)) ?? null;
  return was === null || entry.value === null ? was === entry.value : was.eq(entry.value);
}

const monthOf = ({ period }: Entry): string => `${period.slice(0, 7)}-01`;

async function keep(
  transaction: Queryable,
  { versionId }: Version,
  { site, action, savedBy, reason, fileNames }: Saving,
  changed: readonly ChangedEntry[],
): Promise<string> {
  const months = [...new Set(changed.map(monthOf))].sort();
  const [change] = await transaction.query<{ id: string }>(
    `insert into forecasting.change
       (site_id, version_id, action, cells, first_month, last_month, changed_at, changed_by, reason,
        file_names)
     values ($1, $2, $3, $4, $5, $6, now(), $7, $8, $9) returning change_id as id`,
    [
      ...[site, versionId, action, changed.length, months[0] ?? '', months.at(-1) ?? '', savedBy, reason],
      fileNames ?? null,
    ],
  );
  const id = change?.id ?? '';
  await transaction.execute('update forecasting.version set last_change_id = $1 where version_id = $2', [
    ...[id, versionId],
  ]);
  const changedCells = changed.map(({ area, period, item, measure, value }) => ({
    area,
    item,
    measure,
    value: value?.toString() ?? null,
    period_on: period.length === 7 ? `${period}-01` : period,
  }));
  await transaction.query('select measure from forecasting.save_entries($1, $2)', [
    ...[id, JSON.stringify(changedCells)],
  ]);
  await transaction.execute(
    `insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
     select $1, $2, month, 'entries', now() from unnest($3::date[]) as month
     on conflict (site_id, version_id, plan_month)
       do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at`,
    [site, versionId, months],
  );
  await noteDuty(transaction, site, id);
  return id;
}

/** A change of a forecast as segregation of duties names it. */
export function changeSubject(changeId: string): string {
  return `forecast change ${changeId}`;
}

/** An account manager enters the forecast of the own site; whoever else changes it overrides it (operations.md 1.6). */
async function noteDuty(transaction: Queryable, site: string, changeId: string): Promise<void> {
  const [own] = await transaction.query<{ is_own: boolean }>(
    `select $1 = any (security.sites_as('{accountManager}')) as is_own`,
    [site],
  );
  const duty = own?.is_own === true ? 'enter-forecast' : 'override-forecast';
  await performDuty(transaction, duty, changeSubject(changeId));
}
