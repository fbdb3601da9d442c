import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { nearestIds } from '../../warehouse/index.ts';

/** The refusal of a job code that no load has brought, with the code in use that it resembles. */
export async function unknownJob(database: Queryable, code: string): Promise<Refusal> {
  const nearest = (await nearestIds(database, 'job_code', [code])).get(code);
  return refusal('JOBS_CODE_UNKNOWN', {
    code,
    nearest: nearest === undefined ? '' : ` Nearest known: ${nearest}.`,
  });
}
