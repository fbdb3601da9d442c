import { decimal, toPlainText } from '../../kernel/decimal.ts';
import { holdsRight, noteRead, requireRight, type Principal } from '../../platform/security/index.ts';
import { applyTable, type UploadedTable, type TableOutcome } from '../../warehouse/index.ts';
import {
  readByComponent,
  readByRow,
  readMappings,
  setMapping,
  type ChangedMapping,
  type FormerRow,
  type StoredMapping,
  type Unmapped,
} from '../former/mapping.ts';

/** Columns of a mapping as a file. */
export const mappingColumns = ['KIND', 'FROM', 'TO'] as const;

/**
 * Maps lines of the old system to components and figures of its forecasts to rows of the P&L, all rows or none; a trial
 * keeps nothing and says what each meets. Refuses as `applyTable` does.
 */
export async function mapFormer(
  { caller, database, person, reason }: Principal,
  table: UploadedTable,
  { isTrial }: { readonly isTrial: boolean },
): Promise<TableOutcome<ChangedMapping>> {
  await requireRight(caller, { object: 'takeover', action: 'execute' });
  return applyTable(database, table, {
    isTrial,
    key: ['KIND', 'FROM'],
    columns: { BILLING_FORMER_MAPPING: 'KIND, FROM, TO' },
    apply: (transaction, { cells }) => {
      const row = {
        kind: cells['KIND'] ?? '',
        formerName: cells['FROM'] ?? '',
        target: cells['TO'] ?? '',
      };
      return setMapping(transaction, row, { actor: person.userId, reason });
    },
  });
}

/** Mappings that hold with what they meet, and lines and figures that nothing maps. */
export async function listFormerMappings({ caller }: Principal): Promise<{
  readonly mappings: readonly StoredMapping[];
  readonly unmapped: readonly Unmapped[];
}> {
  await requireRight(caller, { object: 'takeover', action: 'read' });
  return caller.transaction(readMappings);
}

/** A row with what it differs by from Daybook; null where Daybook has none. */
export interface ComparedRow extends FormerRow {
  readonly difference: string | null;
}

/**
 * What was taken over by component and row, as it is mapped, beside what Daybook bills and forecasts for the same site
 * and month; as far as the principal may read.
 */
export async function compareFormerRows(
  { caller }: Principal,
  { site = null, isExport }: { readonly site?: string | null | undefined; readonly isExport: boolean },
): Promise<ComparedRow[]> {
  await requireRight(caller, { object: 'statement', action: 'read' });
  // What the lines are here is read as the catalogues are.
  await requireRight(caller, { object: 'catalogue', action: 'read' });
  const seesForecasts = await holdsRight(caller, { object: 'forecast', action: 'read' });
  const seesPnl = await holdsRight(caller, { object: 'profit-and-loss', action: 'read' });
  const rows = await caller.transaction(async (transaction) => [
    ...(await readByComponent(transaction, site)),
    ...(seesForecasts ? await readByRow(transaction, { site, seesPnl }) : []),
  ]);
  if (isExport)
    await noteRead(caller, {
      what: 'statement',
      filter: { takenOver: true, byRow: true, site },
      rows: rows.length,
      isExport,
    });
  return rows.map((row) => {
    const difference = row.own === null ? null : toPlainText(decimal(row.own).minus(row.former));
    return { ...row, difference };
  });
}
