import { digestOfFinding, EXPLAINABLE, type Finding } from '../../../../docs/operate/verify-audit.mjs';
import { refusal } from '../../../kernel/errors.ts';
import type { Connection, Database } from '../../database/index.ts';
import { chainTrail } from './chain.ts';
import { keepOutside, signException, type Signing } from './signed-head.ts';
import { verifyTrail } from './verify-trail.ts';

/** Which findings are explained: those of one rule, on a range of entries or, without places, about one subject. */
export interface FindingsMeant {
  readonly rule: string;
  /** Positions, both included; null for a finding that is about no entry. */
  readonly entries: { readonly first: string; readonly last: string } | null;
  /** What it is about, of a finding that is about no entry. */
  readonly subject?: string | undefined;
}

/**
 * Explains findings that honest use brings about: a transaction that stayed open, a clock that was behind, a trigger
 * that a restore made again. The trail tells who explained them and why, the explanation is signed, and the findings
 * stay visible as explained. `personId` explains and must not have written the entries. Returns what was explained. As
 * the owner, working for that person with a reason; ask for the right before. Refuses with SECURITY_FINDING_UNKNOWN,
 * SECURITY_FINDING_FIXED and SECURITY_FINDING_OWN.
 */
export async function explainFinding(
  database: Database,
  signing: Signing,
  { personId, meant }: { readonly personId: string; readonly meant: FindingsMeant },
): Promise<readonly Finding[]> {
  const { rule, entries, subject } = meant;
  if (!EXPLAINABLE.includes(rule))
    throw refusal('SECURITY_FINDING_FIXED', { rule, rules: EXPLAINABLE.join(', ') });
  await chainTrail(database);
  const { findings } = await verifyTrail(database);
  const explained = findings.filter((finding) => isMeant(finding, meant));
  const [one] = explained;
  if (!one) throw refusal('SECURITY_FINDING_UNKNOWN', { rule });
  await refuseOwn(database, personId, explained);
  const head = await database.transaction(async (transaction) => {
    const { first, last } = entries ?? { first: '0', last: '0' };
    const position = await noteExplanation(transaction, { rule, first, last, subject: subject ?? null });
    const exception = { kind: 'explanation', first, last, digest: digestOfFinding(one) } as const;
    return signException(transaction, signing, { exception, position });
  });
  await keepOutside(signing, [head]);
  return explained;
}

function isMeant(finding: Finding, { rule, entries, subject }: FindingsMeant): boolean {
  if (finding.rule !== rule) return false;
  if (finding.position === null) return entries === null && finding.subject === subject;
  const at = BigInt(finding.position);
  return entries !== null && BigInt(entries.first) <= at && at <= BigInt(entries.last);
}

async function refuseOwn(database: Database, personId: string, findings: readonly Finding[]): Promise<void> {
  const [own] = await database.query<{ position: string }>(
    `select position from audit.entry where position = any ($1::bigint[]) and person_id = $2
     order by entry.position limit 1`,
    [findings.flatMap(({ position }) => position ?? []), personId],
  );
  if (own) throw refusal('SECURITY_FINDING_OWN', { entry: own.position });
}

/** Tells the trail; the position of the entry, which is chained. */
async function noteExplanation(
  transaction: Connection,
  explanation: Readonly<Record<'rule' | 'first' | 'last', string> & { subject: string | null }>,
): Promise<string> {
  const changes = Object.fromEntries(
    Object.entries(explanation).map(([name, value]) => [name, { new: value }]),
  );
  await transaction.query(`select audit.note('finding explained', 'audit.entry', null, $1::jsonb)`, [
    JSON.stringify(changes),
  ]);
  await chainTrail(transaction);
  const [entry] = await transaction.query<{ position: string }>(
    `select position from audit.entry where kind = 'finding explained' and transaction_id = pg_current_xact_id()::text
     order by entry.position desc limit 1`,
  );
  return entry?.position ?? '';
}
