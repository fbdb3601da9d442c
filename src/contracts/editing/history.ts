import { refusal } from '../../kernel/errors.ts';
import type { Json } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { Connection } from '../../platform/database/index.ts';
import { toldChanges, type WordedChange } from './worded-changes.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { exportedTermsOf } from '../exports/read-exported-terms.ts';

/** A version of a contract: who made it, when, what it changed, and from when on it counts. */
export interface PastVersion {
  readonly number: number;
  /** `YYYY-MM`; 1900-01 is from the beginning. */
  readonly from: Month;
  readonly origin: 'import' | 'edit' | 'escalation';
  readonly state: 'active' | 'draft' | 'waiting' | 'rejected';
  readonly madeBy: string;
  /** `YYYY-MM-DD HH:MI`, UTC. */
  readonly madeAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  /** What differs from the version before it; of the first nothing. */
  readonly changes: readonly WordedChange[];
}

type VersionRow = Omit<PastVersion, 'changes'> & { readonly versionId: string };

/** Every version of the contract of a site, the oldest first; with the rights of the caller. */
export async function historyOf(transaction: Connection, site: string): Promise<PastVersion[]> {
  const versions = await versionsOf(transaction, site);
  const terms = await termsOfVersions(transaction, versions);
  return versions.map(({ versionId, ...version }, at) => {
    const before = versions.slice(0, at).findLast(({ state }) => state !== 'rejected');
    const changes =
      before === undefined
        ? []
        : toldChanges(terms.get(before.versionId) ?? null, terms.get(versionId) ?? null);
    return { ...version, changes };
  });
}

/** What differs between two versions. Refuses with CONTRACTS_VERSION_UNKNOWN. */
export async function differencesOf(
  transaction: Connection,
  { site, one, other }: { readonly site: string; readonly one: number; readonly other: number },
): Promise<WordedChange[]> {
  const versions = await versionsOf(transaction, site);
  const numbers = [one, other].map((number) => versionIn(versions, { site, number }));
  const terms = await termsOfVersions(transaction, numbers);
  const [before, after] = numbers.map(({ versionId }) => terms.get(versionId) ?? null);
  return toldChanges(before ?? null, after ?? null);
}

/** The terms of a version, whatever its state. Refuses with CONTRACTS_VERSION_UNKNOWN. */
export async function termsOfVersion(
  transaction: Connection,
  version: { readonly site: string; readonly number: number },
): Promise<ExportedTerms> {
  const { versionId } = versionIn(await versionsOf(transaction, version.site), version);
  const [terms] = await exportedTermsOf(transaction, [versionId]);
  if (terms === undefined) throw refusal('CONTRACTS_VERSION_UNKNOWN', version);
  return terms.original;
}

function versionIn(
  versions: readonly VersionRow[],
  { site, number }: { readonly site: string; readonly number: number },
): VersionRow {
  const version = versions.find((each) => each.number === number);
  if (version === undefined) throw refusal('CONTRACTS_VERSION_UNKNOWN', { site, number });
  return version;
}

async function versionsOf(transaction: Connection, site: string): Promise<VersionRow[]> {
  return transaction.query<VersionRow>(
    `select version_id as "versionId", number, to_char(from_month, 'YYYY-MM') as from, origin, state,
       made_by as "madeBy", to_char(made_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "madeAt",
       decided_by as "decidedBy", to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "decidedAt", reason
     from contracts.version
     left join contracts.approval using (site_id, version_id)
     where site_id = $1 order by number`,
    [site],
  );
}

async function termsOfVersions(
  transaction: Connection,
  versions: readonly Pick<VersionRow, 'versionId'>[],
): Promise<Map<string, Json>> {
  const terms = await exportedTermsOf(
    transaction,
    versions.map(({ versionId }) => versionId),
  );
  return new Map(terms.map(({ versionId, original }) => [versionId, original as unknown as Json]));
}
