import type { Database } from '../../../src/platform/database/index.ts';

/** Somebody who works at a site in a job, from the first of January 2025 on. */
export interface Staff {
  readonly site_id: string;
  readonly job_code: string;
  readonly employee_id: string;
  readonly is_salaried?: boolean;
}

/** Puts people into jobs, as a load of Workday would have. */
export async function addStaff(database: Database, batch: string, staff: readonly Staff[]): Promise<void> {
  await database.execute(
    `insert into warehouse.employee_job
       (site_id, employee_id, job_code, effective_on, status, is_salaried, batch_id, source_line)
     select site_id, employee_id, job_code, '2025-01-01', 'ACTIVE', coalesce(is_salaried, false), $1::bigint, 2
     from jsonb_to_recordset($2) as given (site_id text, employee_id text, job_code text, is_salaried boolean)`,
    [batch, JSON.stringify(staff)],
  );
}
