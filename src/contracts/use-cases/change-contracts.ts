import type { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { waitingChanges, type WaitingChange } from '../approval/waiting-changes.ts';
import { contractsInForce } from '../contract.ts';
import { applyEscalations, type EscalatedContract } from '../escalation/apply-escalations.ts';
import type { ExportFile } from '../exports/export-file.ts';
import { importContracts, type ImportedExport } from '../exports/import-contracts.ts';
import { inventContracts } from '../sample/invent-contracts.ts';

const changing = { object: 'contract', action: 'change' } as const;

/** Files imported in one transaction. */
const filesAtOnce = 200;

/** Where exports come from, in portions, and when their terms take effect. */
export interface Importing {
  /** First service month of the changes. */
  readonly from: Month;
  /** Reject a faulty contract instead of keeping it as a draft. */
  readonly isStrict: boolean;
  readonly paths: readonly string[];
  readonly read: (path: string) => Promise<ExportFile>;
  /** Called after each portion with the number of files imported. */
  readonly progress: (files: number) => void;
}

/** Imports exports, each file for itself; what changes billing awaits approval by a second person. */
export async function importExports(
  { caller, database, person }: Principal,
  { from, isStrict, paths, read, progress }: Importing,
): Promise<ImportedExport[]> {
  await requireRight(caller, changing);
  const imported: ImportedExport[] = [];
  for (let at = 0; at < paths.length; at += filesAtOnce) {
    const files = await Promise.all(paths.slice(at, at + filesAtOnce).map(read));
    imported.push(...(await importContracts(database, files, { from, isStrict, importedBy: person.userId })));
    progress(files.length);
  }
  return imported;
}

/** Rates that change through a month, and what prevents others. */
export interface RateChanges {
  readonly contracts: readonly EscalatedContract[];
  /** Values of indexes that are missing, by contract. */
  readonly missing: readonly Refusal[];
  /** Changes that await a second person, and are not among these rates. */
  readonly waiting: readonly WaitingChange[];
}

/** Rates that are due to change through a service month; unless it is a preview, they are changed. */
export async function escalateRates(
  { caller, database, person }: Principal,
  { month, isPreview }: { readonly month: Month; readonly isPreview: boolean },
): Promise<RateChanges> {
  await requireRight(caller, isPreview ? { object: 'contract', action: 'read' } : changing);
  const due = await applyEscalations(database, { month, isPreview, appliedBy: person.userId });
  return caller.transaction(async (transaction) => {
    const visible = new Set((await contractsInForce(transaction, { month })).map(({ site }) => site));
    const contracts = due.filter(({ site }) => visible.has(site));
    return {
      contracts,
      missing: contracts.flatMap(({ waitsFor }) => waitsFor),
      waiting: (await waitingChanges(transaction)).filter(({ from }) => from <= month),
    };
  });
}

/** Exports of invented contracts for the sites in the warehouse; the same seed gives the same bytes. */
export async function sampleContracts({ caller, database }: Principal, seed: number): Promise<ExportFile[]> {
  await requireRight(caller, changing);
  return inventContracts(database, seed);
}
