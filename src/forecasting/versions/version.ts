import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { requireSite } from '../../warehouse/index.ts';

/** Which version of a forecast is meant. */
export interface VersionName {
  readonly site: string;
  readonly year: number;
  /** `working` for the one that managers work in. */
  readonly version: string;
}

/** A version as it stands. */
export interface Version {
  readonly versionId: string;
  readonly kind: 'working' | 'scenario' | 'record';
  /** Newest change of it, `0` before the first. */
  readonly lastChangeId: string;
}

/**
 * The version of that name, made when it is the working one and not there yet. It stays locked until the transaction
 * ends, so that changes come one after another. Refuses with FORECASTING_VERSION_UNKNOWN.
 */
export async function lockVersion(
  transaction: Queryable,
  { site, year, version }: VersionName,
  maker: string,
): Promise<Version> {
  if (version === 'working')
    await transaction.query('select version_id from forecasting.working_versions(array[$1], $2, $3)', [
      ...[site, year, maker],
    ]);
  const [locked] = await transaction.query<Version>(
    `select version_id as "versionId", kind, last_change_id as "lastChangeId" from forecasting.version
     where site_id = $1 and plan_year = $2 and name = $3 for update`,
    [site, year, version],
  );
  if (locked) return locked;
  // A slip in the number of the site must not read as a version that is missing.
  await requireSite(transaction, site);
  throw refusal('FORECASTING_VERSION_UNKNOWN', { site, year, version });
}

/** The version of that name as the caller may see it; null when there is none. */
export async function readVersion(
  database: Queryable,
  { site, year, version }: VersionName,
): Promise<Version | null> {
  const [savedVersion] = await database.query<Version>(
    `select version_id as "versionId", kind, last_change_id as "lastChangeId" from forecasting.version
     where site_id = $1 and plan_year = $2 and name = $3`,
    [site, year, version],
  );
  return savedVersion ?? null;
}

/** As `readVersion`; null only for a working one that nobody changed yet. Refuses with FORECASTING_VERSION_UNKNOWN. */
export async function findVersion(database: Queryable, name: VersionName): Promise<Version | null> {
  const savedVersion = await readVersion(database, name);
  if (savedVersion === null && name.version !== 'working')
    throw refusal('FORECASTING_VERSION_UNKNOWN', { site: name.site, year: name.year, version: name.version });
  return savedVersion;
}

/** A version in a list, with its submission when it has one. */
export interface ListedVersion {
  readonly version: string;
  readonly kind: Version['kind'];
  readonly based_on: string | null;
  /** Newest change of it, `0` before the first. */
  readonly seen: string;
  /** Values that were changed in it, all changes together. */
  readonly cells: number;
  readonly made_at: string;
  readonly made_by: string;
  readonly submission: string | null;
  readonly state: string | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
}

/** Versions of a site and year that the caller may see: the working one first, then as they were made. */
export async function listVersions(
  database: Queryable,
  { site, year }: Omit<VersionName, 'version'>,
): Promise<ListedVersion[]> {
  return database.query<ListedVersion>(
    `select version.name as version, version.kind, base.name as based_on, version.last_change_id as seen,
       (select coalesce(sum(cells), 0)::integer from forecasting.change
        where change.version_id = version.version_id) as cells,
       to_char(version.made_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as made_at, version.made_by,
       submission_id as submission, state, decided_by, coalesce(submission.reason, version.reason) as reason
     from forecasting.version
     left join forecasting.version as base on base.version_id = version.based_on_id
     left join forecasting.submission on submission.version_id = version.version_id
     where version.site_id = $1 and version.plan_year = $2
     order by version.kind = 'working' desc, version.version_id`,
    [site, year],
  );
}

/** What a version is taken from, under which name, by whom and why. */
export interface Taking extends VersionName {
  readonly from: string;
  readonly takenBy: string;
  readonly reason: string | null;
}

/**
 * Takes a scenario from another version; nothing is copied. As the owner; check the right to change forecasts first.
 * Refuses with FORECASTING_NAME_INVALID, FORECASTING_NAME_TAKEN and FORECASTING_VERSION_UNKNOWN.
 */
export async function takeVersion(transaction: Queryable, taking: Taking): Promise<string> {
  const { site, year, version, from, takenBy, reason } = taking;
  if (!/^[a-z0-9][\w .-]{0,39}$/i.test(version) || version === 'working')
    throw refusal('FORECASTING_NAME_INVALID', { version });
  const base = await lockVersion(transaction, { site, year, version: from }, takenBy);
  const [taken] = await transaction.query<object>(
    'select from forecasting.version where site_id = $1 and plan_year = $2 and name = $3',
    [site, year, version],
  );
  if (taken) throw refusal('FORECASTING_NAME_TAKEN', { site, year, version });
  const [newVersion] = await transaction.query<{ id: string }>(
    `select version_id as id from forecasting.take_versions(array[$1::bigint], $2, 'scenario', $3, $4)`,
    [base.versionId, version, takenBy, reason],
  );
  return newVersion?.id ?? '';
}
