import { Refusal } from '../../kernel/errors.ts';
import type { Connection } from '../../platform/database/index.ts';
import type { Letterhead } from '../operator.ts';
import { reportPdf } from './report-pdf.ts';
import { reportKinds, type ReportKind } from './report-layouts.ts';
import { reportOf, type ReportedStatement } from './report.ts';

/** What of a contract version decides which reports go with a statement. */
export interface ReportTerms {
  /** Switches of the contract, in the words of its export (billing.md 1.16). */
  readonly switchedOn: readonly string[];
  readonly hasHoursBackup: boolean;
  readonly hasFixedFee: boolean;
  readonly hasLaborHours: boolean;
  readonly hasOccupiedRooms: boolean;
  readonly hasRevenueShare: boolean;
  readonly hasManagementAgreement: boolean;
}

const isCharging = (terms: ReportTerms): boolean =>
  terms.hasFixedFee ||
  terms.hasLaborHours ||
  terms.hasOccupiedRooms ||
  terms.hasRevenueShare ||
  terms.hasManagementAgreement;

/** The switch of each report, and when it is made (billing.md 4.11, "Made when"). */
const conditions: Readonly<
  Record<ReportKind, { readonly switch: string; readonly isMade: (terms: ReportTerms) => boolean }>
> = {
  'hours-backup': { switch: 'HoursBackupReport', isMade: (terms) => terms.hasLaborHours },
  'labor-distribution': {
    switch: 'LaborDistributionReport',
    isMade: (terms) => terms.hasManagementAgreement,
  },
  'other-expenses': { switch: 'OtherExpensesReport', isMade: (terms) => terms.hasManagementAgreement },
  tax: { switch: 'TaxReport', isMade: isCharging },
  'mix-of-sales': { switch: 'MixOfSales', isMade: isCharging },
  'parking-department': { switch: 'ParkingDepartmentReport', isMade: () => true },
  validation: { switch: 'ValidationReport', isMade: () => true },
};

/**
 * The reports that go with a statement: switched on in the contract, and their component is there (billing.md 1.16,
 * 4.11). The hours backup has a second switch at its component; either one is enough.
 */
export function reportsDue(terms: ReportTerms): ReportKind[] {
  return reportKinds.filter((kind) => {
    const { switch: name, isMade } = conditions[kind];
    const isOn = terms.switchedOn.includes(name) || (kind === 'hours-backup' && terms.hasHoursBackup);
    return isOn && isMade(terms);
  });
}

/** The reports that go with a statement, as the version of the contract says that it pins. */
export async function reportsDueOf(database: Connection, statementId: string): Promise<ReportKind[]> {
  const [terms] = await database.query<ReportTerms>(
    `select supporting_reports as "switchedOn", has_hours_backup as "hasHoursBackup",
       has_fixed_fee as "hasFixedFee", has_labor_hours as "hasLaborHours",
       has_occupied_rooms as "hasOccupiedRooms", has_revenue_share as "hasRevenueShare",
       has_management_agreement as "hasManagementAgreement"
     from billing.statement join contracts.version on version_id = contract_version_id where statement_id = $1`,
    [statementId],
  );
  return terms ? reportsDue(terms) : [];
}

/** A report that could not be made, with the reason. */
export interface ReportFailure {
  readonly kind: ReportKind;
  readonly reason: string;
}

export interface BuiltReport {
  readonly kind: ReportKind;
  readonly name: string;
  readonly content: Buffer;
}

/**
 * Makes the reports that go with a statement. One that fails stops neither the others nor the statement
 * (billing.md 4.11): what it did in the transaction is undone, and the reason is handed back.
 */
export async function makeReports(
  transaction: Connection,
  statement: ReportedStatement & { readonly version: number },
  letterhead: Letterhead,
): Promise<{ reports: BuiltReport[]; failures: ReportFailure[] }> {
  const reports: BuiltReport[] = [];
  const failures: ReportFailure[] = [];
  for (const kind of await reportsDueOf(transaction, statement.statementId)) {
    await transaction.execute('savepoint report');
    try {
      const content = await reportPdf(await reportOf(transaction, kind, statement), letterhead);
      reports.push({ kind, name: `${stemOf(statement)}_${kind}.pdf`, content });
    } catch (cause) {
      await transaction.execute('rollback to savepoint report');
      failures.push({ kind, reason: reasonOf(cause) });
    }
    await transaction.execute('release savepoint report');
  }
  return { reports, failures };
}

/** Site, month and version, which no two statements share. */
function stemOf({ site, month, version }: ReportedStatement & { readonly version: number }): string {
  return `${site}-${month.replace('-', '')}-v${version}`;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof Refusal) return `${cause.code}: ${cause.message}`;
  return cause instanceof Error ? cause.message : String(cause);
}
