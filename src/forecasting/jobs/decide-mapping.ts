import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { unknownJob } from './unknown-job.ts';

/** Which job profile is meant, and where: at some sites, or at all (null). */
export interface ProfilePlace {
  readonly profile: string;
  readonly sites: readonly string[] | null;
  readonly decidedBy: string;
}

/**
 * Decides which job codes a profile of the payroll budget stands for; none leaves its budget without one. A decision
 * for a site goes before one for all; the one that stood is ended (forecasting.md 5.8). The P&L of the sites is
 * recalculated. As the owner; check the right to map the budget first. Refuses with JOBS_PROFILE_UNKNOWN,
 * WAREHOUSE_SITE_UNKNOWN, JOBS_CODE_UNKNOWN and JOBS_CODE_INACTIVE.
 */
export async function decideMapping(
  transaction: Queryable,
  place: ProfilePlace,
  jobCodes: readonly string[],
): Promise<void> {
  await requireProfile(transaction, place.profile);
  await requireSites(transaction, place.sites ?? []);
  await requireCodes(transaction, jobCodes);
  await endStanding(transaction, place);
  await transaction.execute(
    `with made as (
       insert into forecasting.profile_mapping (job_profile, site_id, decided_at, decided_by)
       select $1, site, now(), $3 from unnest($2::text[]) as site returning mapping_id)
     insert into forecasting.profile_target (mapping_id, job_code)
     select mapping_id, job_code from made cross join unnest($4::text[]) as job_code`,
    [place.profile, place.sites ?? [null], place.decidedBy, [...new Set(jobCodes)]],
  );
  await transaction.query('select forecasting.outdate_by_jobs($1)', [place.sites]);
}

/**
 * Withdraws the decision on a profile; the rules count again. The P&L of the sites is recalculated. As the owner;
 * check the right to map the budget first. Refuses with JOBS_MAPPING_UNKNOWN.
 */
export async function withdrawMapping(transaction: Queryable, place: ProfilePlace): Promise<void> {
  const where = place.sites === null ? 'all sites' : `site ${place.sites.join(', ')}`;
  const ended = await endStanding(transaction, place);
  if (ended < (place.sites ?? ['all']).length)
    throw refusal('JOBS_MAPPING_UNKNOWN', { profile: place.profile, where });
  await transaction.query('select forecasting.outdate_by_jobs($1)', [place.sites]);
}

async function endStanding(
  transaction: Queryable,
  { profile, sites, decidedBy }: ProfilePlace,
): Promise<number> {
  const ended = await transaction.query<{ mapping_id: string }>(
    `update forecasting.profile_mapping set ended_at = now(), ended_by = $3
     where job_profile = $1 and ended_at is null and coalesce(site_id, '') = any ($2) returning mapping_id`,
    [profile, sites ?? [''], decidedBy],
  );
  return ended.length;
}

async function requireProfile(database: Queryable, profile: string): Promise<void> {
  const [listedProfile] = await database.query<object>(
    'select job_profile from warehouse.job_profile where job_profile = $1',
    [profile],
  );
  if (listedProfile === undefined) throw refusal('JOBS_PROFILE_UNKNOWN', { profile });
}

async function requireSites(database: Queryable, sites: readonly string[]): Promise<void> {
  const [unknown] = await database.query<{ site: string }>(
    `select site from unnest($1::text[]) as site
     where not exists (select from warehouse.site where site_id = site) limit 1`,
    [sites],
  );
  if (unknown !== undefined) throw refusal('WAREHOUSE_SITE_UNKNOWN', { site: unknown.site });
}

async function requireCodes(database: Queryable, jobCodes: readonly string[]): Promise<void> {
  const rows = await database.query<{ code: string; is_active: boolean | null }>(
    `select code, is_active from unnest($1::text[]) as code left join warehouse.job_code on job_code = code`,
    [jobCodes],
  );
  for (const { code, is_active: isActive } of rows)
    if (isActive !== true)
      throw isActive === null ? await unknownJob(database, code) : refusal('JOBS_CODE_INACTIVE', { code });
}
