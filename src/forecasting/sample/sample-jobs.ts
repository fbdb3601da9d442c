import type { Database } from '../../platform/database/index.ts';
import { assignJobs } from '../jobs/administer-codes.ts';
import { addGroup } from '../jobs/administer-groups.ts';
import { decideMapping } from '../jobs/decide-mapping.ts';
import { listJobs } from '../jobs/list-jobs.ts';

/** Groups of the sample operator; a code that no file of the sample brought is left aside. */
const groups: Readonly<Record<string, readonly string[]>> = {
  Valet: ['GSA', 'GSA2'],
  Supervisors: ['GSC', 'LDGSC', 'TEAMLDR'],
  Cashiers: ['CASH', 'LDCASH', 'VALCASH'],
  Doors: ['DOOR'],
  Shuttle: ['SHUTL1', 'SHUTL2'],
  Management: ['GM', 'AGM'],
};

/** What someone decided already; other labels of its budget wait for a person, as `jobs profiles --review` shows. */
const decisions: Readonly<Record<string, readonly string[]>> = {
  'GENERAL MANAGER': ['GM'],
  'DOOR PERSON': ['DOOR'],
};

/** Administers jobs of the sample operator as a first forecaster would: groups, and what its job profiles stand for. */
export async function administerSampleJobs(database: Database, decidedBy: string): Promise<void> {
  await database.transaction(async (transaction) => {
    const loadedCodes = new Set((await listJobs(transaction)).map(({ job_code: code }) => code));
    for (const [title, codes] of Object.entries(groups)) {
      const ours = codes.filter((code) => loadedCodes.has(code));
      if (ours.length === 0) continue;
      await addGroup(transaction, title);
      await assignJobs(transaction, ours, title);
    }
    const rows = await transaction.query<{ job_profile: string }>(
      'select distinct job_profile from warehouse.payroll_budget where job_profile = any ($1) order by 1',
      [Object.keys(decisions)],
    );
    for (const { job_profile: profile } of rows) {
      const codes = (decisions[profile] ?? []).filter((code) => loadedCodes.has(code));
      if (codes.length > 0) await decideMapping(transaction, { profile, sites: null, decidedBy }, codes);
    }
  });
}
