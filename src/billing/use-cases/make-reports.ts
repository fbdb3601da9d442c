import {
  noteRead,
  requireAnyRight,
  requireRight,
  type Caller,
  type Principal,
} from '../../platform/security/index.ts';
import { reportLayouts, type ReportKind } from '../documents/report-layouts.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import { reportOf, type ReportDocument } from '../documents/report.ts';
import { reportsDueOf } from '../documents/supporting-reports.ts';
import type { OperatorProfile } from '../operator.ts';
import { payeeOf } from '../outbox/routes.ts';
import type { StatementDetail } from '../statements/read-statements.ts';
import { guardOf } from './dispute-statements.ts';
import { statementSeen } from './read-statements.ts';

/** Which reports of a statement. */
export interface ReportsAsked {
  readonly statementId: string;
  /** One kind; null for all that its contract requires. */
  readonly kind: ReportKind | null;
  /** They leave the system as files. */
  readonly isExport: boolean;
  /** Whose letterhead is on them, if they are printed as PDF. */
  readonly printedFor: OperatorProfile | null;
}

/** A report, and its PDF where it was printed. */
export interface BuiltSupport {
  readonly document: ReportDocument;
  readonly pdf: Buffer | null;
}

/**
 * Supporting reports of a statement as the principal may read them; the trail records each. A customer may read a
 * statement, not the books behind it: a report names what one has to be allowed to read.
 */
export async function makeSupport(
  principal: Principal,
  { statementId, kind, isExport, printedFor }: ReportsAsked,
): Promise<{ statement: StatementDetail; reports: BuiltSupport[] }> {
  const { caller, database } = principal;
  const statement = await statementSeen(principal, statementId);
  const kinds =
    kind === null
      ? await caller.transaction((transaction) => reportsDueOf(transaction, statementId))
      : [kind];
  const reports: BuiltSupport[] = [];
  for (const one of kinds) {
    await requireSupport(caller, one, statement.site);
    const document = await caller.transaction((transaction) => reportOf(transaction, one, statement));
    await noteRead(caller, {
      what: `report ${document.kind}`,
      filter: { statement: statementId, site: document.site },
      rows: document.rows.filter(({ level }) => level === 'row').length,
      isExport,
      guardedBecause: isExport ? guardOf(statement) : undefined,
    });
    const payee = printedFor === null ? null : await payeeOf(database, statementId, printedFor);
    reports.push({ document, pdf: payee === null ? null : await reportPdf(document, payee) });
  }
  return { statement, reports };
}

async function requireSupport(caller: Caller, kind: ReportKind, site: string): Promise<void> {
  // They are laid out by the terms.
  await requireRight(caller, { object: 'contract', action: 'read', site });
  for (const object of reportLayouts[kind].reads)
    await requireAnyRight(caller, [
      { object, action: 'read', site },
      { object: 'statement-support', action: 'read', site },
    ]);
}
