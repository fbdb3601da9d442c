import type { Queryable } from '../../platform/database/index.ts';

/** What terms choose from, and what the operator knows of it. */
export interface TermChoices {
  /** Services of fixed fees, by code; empty where the operator keeps no catalogue of them. */
  readonly services: ReadonlyMap<string, string>;
  /** By site the codes of fixed fees in force, in the catalogue or not: what chose an entry keeps it. */
  readonly servicesAt: ReadonlyMap<string, ReadonlySet<string>>;
  /** Job codes in use, and of each whether everybody who works in it is salaried. */
  readonly jobs: ReadonlyMap<string, { readonly isSalaried: boolean }>;
}

/** Reads what terms choose from, at all sites. As the owner. */
export async function readTermChoices(database: Queryable): Promise<TermChoices> {
  const services = await database.query<{ code: string; name: string }>(
    `select code, coalesce(entry_name, code) as name
     from warehouse.catalogue_entries('fixed-fee-services') where holds`,
  );
  const chosen = await database.query<{ site: string; codes: readonly string[] }>(
    `select site_id as site, array_agg(distinct trim(code)) as codes
     from contracts.fixed_fee_rate join contracts.version using (site_id, version_id)
     where state = 'active' group by site_id`,
  );
  const jobs = await database.query<{ code: string; isSalaried: boolean }>(
    `select job_code as code, coalesce(bool_and(coalesce(employee_job.is_salaried, false))
       filter (where employee_id is not null), false) as "isSalaried"
     from warehouse.job_code left join warehouse.employee_job using (job_code)
     where is_active group by job_code`,
  );
  return {
    services: new Map(services.map(({ code, name }) => [code, name])),
    servicesAt: new Map(chosen.map(({ site, codes }) => [site, new Set(codes)])),
    jobs: new Map(jobs.map(({ code, isSalaried }) => [code.toUpperCase(), { isSalaried }])),
  };
}
