import { TrailCheck, type Finding, type Outcome } from '../../../../docs/operate/verify-audit.mjs';
import { findSchemaDifferences, type Queryable } from '../../database/index.ts';
import { checkWatching } from './check-watching.ts';
import { checkValues, rawEntries } from './raw-trail.ts';
import { keptHeads, type SignedHead } from './signed-head.ts';

/** What was looked at, and what is wrong. */
export type Verification = Pick<Outcome, 'entries' | 'heads' | 'findings' | 'explained'>;

/** Findings that are told; a broken chain is broken from the first on. */
const findingsMax = 100;

/**
 * Checks the whole trail: contents and hashes, order and gaps, times, personal values, heads and their signatures, and
 * whether the tables are still watched. `outside` are signed heads that were kept where nobody who could change the
 * trail could reach them: with them, a chain that was regenerated is found as well, and a purge, an erasure or an
 * explanation counts only if one of their keys signed it. It reads columns and calls no function of the database that
 * Daybook made. Ask as the owner or an auditor.
 */
export async function verifyTrail(
  database: Queryable,
  outside: readonly SignedHead[] = [],
  onEntries: (count: number) => void = () => undefined,
): Promise<Verification> {
  const check = new TrailCheck(await keptHeads(database), outside);
  for await (const entries of rawEntries(database)) {
    for (const entry of entries) check.next(entry);
    check.add(await checkValues(database, entries));
    onEntries(entries.length);
  }
  check.add(await checkWatching(database));
  const { entries, heads, findings, explained } = check.finish();
  return { entries, heads, explained, findings: toldOf(findings) };
}

/**
 * The same, and whether the schema of the trail is that of this release: functions, triggers and tables of the trail,
 * compared with the schema that comes with the code. Ask as the owner.
 */
export async function verifyAgainstRelease(
  database: Queryable,
  outside: readonly SignedHead[],
  onEntries?: (count: number) => void,
): Promise<Verification> {
  const verification = await verifyTrail(database, outside, onEntries);
  const differences = (await findSchemaDifferences(database)).filter((line) =>
    /\baudit\b|\btrail_/.test(line),
  );
  const findings = differences.map((line) => ({
    position: null,
    rule: 'release',
    subject: line,
    problem: `the schema of the trail is not that of this release: ${line}`,
  }));
  return { ...verification, findings: toldOf([...verification.findings, ...findings]) };
}

/** A list that is cut says so. */
function toldOf(findings: readonly Finding[]): Finding[] {
  if (findings.length <= findingsMax) return [...findings];
  const problem = `and more: only the first ${String(findingsMax)} are listed`;
  return [...findings.slice(0, findingsMax), { position: null, rule: 'more', problem }];
}
