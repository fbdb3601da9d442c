import { approveWaiting, importContracts, type ImportedExport } from '../../../src/contracts/index.ts';
import { addClause } from '../../../src/contracts/clauses/agree-clause.ts';
import type { Database } from '../../../src/platform/database/index.ts';

/** Approves whatever waits, as a second person who entered nothing of it. */
export async function approveAll(database: Database, decidedBy = 'second person'): Promise<void> {
  const decided = await approveWaiting(database, { isTakeOver: false, decidedBy, reason: null });
  const [stopped] = decided.flatMap(({ refusal }) => refusal ?? []);
  if (stopped !== undefined) throw stopped;
}

/** As `importContracts`, and a second person approves what came. */
export async function importApproved(
  ...given: Parameters<typeof importContracts>
): Promise<ImportedExport[]> {
  const taken = await importContracts(...given);
  await approveAll(given[0]);
  return taken;
}

/** As `addClause`, and a second person approves the clause. */
export async function addApprovedClause(...given: Parameters<typeof addClause>): Promise<string> {
  const clause = await addClause(...given);
  await approveAll(given[0]);
  return clause;
}
