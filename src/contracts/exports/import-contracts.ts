import { createHash } from 'node:crypto';
import type { Json } from '../../kernel/exact-json.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import { checkTerms } from './check-terms.ts';
import { finding, type Finding, type Grade } from './finding.ts';
import { noticeOddities } from './notice-oddities.ts';
import { digestOf, type Original } from './original.ts';
import { keptTerms } from './originals-of.ts';
import { readExport } from './read-export.ts';
import { unmodelledIn } from './unmodelled.ts';

/** A file that holds the export of one contract. */
export interface ExportFile {
  readonly name: string;
  readonly content: string;
}

export interface ImportOptions {
  /**
   * First service month of what changed; a contract that is new holds from the beginning, and its figures stand as of
   * this month, or as of the month of its export where that is earlier.
   */
  readonly from: Month;
  /** Reject what would be kept as a draft. */
  readonly isStrict: boolean;
  readonly importedBy: string;
}

export type Outcome = 'imported' | 'unchanged' | 'draft' | 'rejected';

/** What became of one file. */
export interface ImportedExport {
  readonly file: string;
  readonly site: string | null;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
}

interface Read {
  readonly file: ExportFile;
  readonly site: string | null;
  readonly customerName: string | null;
  readonly exportedIn: Month | null;
  readonly original: Original | null;
  readonly digest: string;
  readonly findings: Finding[];
  outcome: Outcome;
  exportId: string;
  /** Counts the versions of the contract; 0 while none is made. */
  number: number;
  fromMonth: string;
  /** First day of the month as of which its figures stand. */
  asOfMonth: string;
}

/** The newest version of a contract, and what its newest import said: rates that escalated since are no change. */
interface Newest {
  readonly contractId: string;
  readonly site: string;
  readonly number: number;
  readonly fromMonth: string;
  readonly digest: string;
}

const beginning = '1900-01-01';

/**
 * Takes contract exports in: each file is kept byte for byte, a contract that is new or changed becomes a version with
 * all its rows, one that says what its newest version says is unchanged. A contract with a fault is kept as a draft,
 * or rejected when `isStrict`; what cannot be read at all is rejected (billing.md 5, contract-corpus.md 5). All in one
 * transaction, as the owner; ask for the right to change contracts before.
 */
export async function importContracts(
  database: Database,
  files: readonly ExportFile[],
  options: ImportOptions,
): Promise<ImportedExport[]> {
  const read = files.map((file) => readFile(file, options.isStrict));
  await database.transaction(async (transaction) => {
    // Two imports at once would both count the next version.
    await transaction.execute('lock table contracts.contract in share row exclusive mode');
    await decide(transaction, read, options);
    await keepFiles(transaction, read, options);
    await addVersions(transaction, read, options);
  });
  return read.map(({ file, site, outcome, findings }) => ({ file: file.name, site, outcome, findings }));
}

function readFile(file: ExportFile, isStrict: boolean): Read {
  const { site, customerName, exportedIn, original, findings } = readExport(file.content);
  const all = [
    ...findings,
    ...(original === null ? [] : [...checkTerms(original), ...noticeOddities(original)]),
  ];
  const graded = all.map((one): Finding =>
    isStrict && one.grade === 'blocked' ? { ...one, grade: 'rejected' } : one,
  );
  const has = (grade: Grade): boolean => graded.some((one) => one.grade === grade);
  return {
    ...{ file, site, customerName, exportedIn, original, findings: graded },
    digest: original === null ? '' : digestOf(original),
    outcome: original === null || has('rejected') ? 'rejected' : has('blocked') ? 'draft' : 'imported',
    ...{ exportId: '', number: 0, fromMonth: '', asOfMonth: '' },
  };
}

/** Compares with what is there, and with the files before it of the same import. */
async function decide(
  transaction: Connection,
  read: readonly Read[],
  { from }: ImportOptions,
): Promise<void> {
  const newest = await transaction.query<Newest>(
    `select contract_id as "contractId", site_id as site, number, from_month as "fromMonth", digest
     from contracts.contract
     join lateral (
       select number, from_month from contracts.version
       where version.contract_id = contract.contract_id order by number desc limit 1) as newest on true
     join lateral (
       select digest from contracts.version
       where version.contract_id = contract.contract_id and origin = 'import'
       order by number desc limit 1) as imported on true`,
  );
  const byContract = new Map(newest.map((one) => [one.contractId, one]));
  const bySite = new Map(newest.map((one) => [one.site, one]));
  for (const one of read) {
    if (one.original === null || one.site === null || one.outcome === 'rejected') continue;
    const known = byContract.get(one.original.id);
    const obstacle = obstacleTo(one, known, { atSite: bySite.get(one.site), from });
    if (obstacle !== null) {
      one.findings.push(obstacle);
      one.outcome = 'rejected';
    } else if (known?.digest === one.digest) one.outcome = 'unchanged';
    else {
      one.number = (known?.number ?? 0) + 1;
      one.fromMonth = known ? firstDay(from) : beginning;
      const { exportedIn } = one;
      one.asOfMonth = firstDay(!known && exportedIn !== null && exportedIn < from ? exportedIn : from);
      const now = { ...one, contractId: one.original.id, site: one.site };
      byContract.set(now.contractId, now);
      bySite.set(now.site, now);
    }
  }
}

/** Why an export that reads well cannot become a version of its contract; null when it can. */
function obstacleTo(
  one: Read,
  known: Newest | undefined,
  { atSite, from }: { readonly atSite: Newest | undefined; readonly from: Month },
): Finding | null {
  const place = 'metadata.siteNumber';
  if (known && known.site !== one.site) return finding('CONTRACT_MOVED', place, { other: known.site });
  if (atSite && atSite.contractId !== one.original?.id)
    return finding('SITE_TAKEN', place, { site: one.site ?? '', other: atSite.contractId });
  if (known && known.digest !== one.digest && known.fromMonth > firstDay(from))
    return finding('VERSION_EARLIER', '', { newest: known.fromMonth.slice(0, 7) });
  return null;
}

async function keepFiles(
  transaction: Connection,
  read: readonly Read[],
  { importedBy }: ImportOptions,
): Promise<void> {
  const kept = await transaction.query<{ export_id: string }>(
    `insert into contracts.received_export (site_id, file_name, sha256, content, received_at, received_by, outcome)
     select site, name, sha256, content, now(), $2, outcome
     from rows from (jsonb_to_recordset($1)
       as (site text, name text, sha256 text, content text, outcome text)) with ordinality order by ordinality
     returning export_id`,
    [
      JSON.stringify(
        read.map(({ file, site, outcome }) => ({
          ...{ site, name: file.name, content: file.content, outcome },
          sha256: sha256(file.content),
        })),
      ),
      importedBy,
    ],
  );
  for (const [at, one] of read.entries()) one.exportId = kept[at]?.export_id ?? '';
  const findings = read.flatMap(({ exportId, findings: found }) =>
    found.map((one, at) => ({ export_id: exportId, position: at + 1, ...one })),
  );
  await transaction.execute(
    `insert into contracts.finding (export_id, position, grade, code, path, message)
     select export_id, position, grade, code, path, message from jsonb_to_recordset($1)
       as (export_id bigint, position integer, grade text, code text, path text, message text)`,
    [JSON.stringify(findings)],
  );
}

async function addVersions(
  transaction: Connection,
  read: readonly Read[],
  { importedBy }: ImportOptions,
): Promise<void> {
  const made = read.filter(({ number }) => number > 0);
  if (made.length === 0) return;
  await transaction.execute(
    `insert into contracts.contract (contract_id, site_id, customer_name, first_imported_at)
     select distinct on (contract_id) contract_id, site_id, customer_name, now() from jsonb_to_recordset($1)
       as (contract_id uuid, site_id text, customer_name text)
     on conflict (contract_id) do update set customer_name = excluded.customer_name
     where contract.customer_name is distinct from excluded.customer_name`,
    [
      JSON.stringify(
        made.map(({ original, site, customerName }) => ({
          ...{ contract_id: original?.id, site_id: site, customer_name: customerName },
        })),
      ),
    ],
  );
  const versions = made.map(
    ({ original, site, number, fromMonth, asOfMonth, outcome, exportId, digest }) => ({
      ...{ contract_id: original?.id, site_id: site, number, from_month: fromMonth, as_of_month: asOfMonth },
      origin: 'import',
      ...{
        state: outcome === 'draft' ? 'draft' : 'active',
        export_id: exportId,
        made_by: importedBy,
        digest,
      },
      ...{ unmodelled: [], original },
    }),
  );
  const added = await transaction.query<{ version_id: string; contract_id: string; number: number }>(
    'select version_id, contract_id, number from contracts.add_versions($1)',
    [JSON.stringify(versions)],
  );
  await keepUnmodelled(transaction, made, added);
}

/** What the tables have no place for is kept beside them, so that an export gives back what was imported. */
async function keepUnmodelled(
  transaction: Connection,
  made: readonly Read[],
  added: readonly { version_id: string; contract_id: string; number: number }[],
): Promise<void> {
  const kept = await keptTerms(
    transaction,
    added.map(({ version_id }) => version_id),
  );
  const patches = added.flatMap(({ version_id, contract_id, number }) => {
    const one = made.find(({ original, number: its }) => original?.id === contract_id && its === number);
    const patch = unmodelledIn(one?.original as unknown as Json, kept.get(version_id));
    return patch.length === 0 ? [] : [{ version_id, patch }];
  });
  await transaction.execute(
    `update contracts.version set unmodelled = patch
     from jsonb_to_recordset($1) as found (version_id bigint, patch jsonb)
     where version.version_id = found.version_id`,
    [JSON.stringify(patches)],
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
