import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import {
  noteRead,
  requireAnyRight,
  requireRight,
  type Caller,
  type Principal,
} from '../../platform/security/index.ts';
import type { OperatorProfile } from '../operator.ts';
import { outdatedStatements, type OutdatedStatement } from '../run/outdated-statements.ts';
import { explainComparison, type ExplainedFigure } from '../statements/explain-comparison.ts';
import { explainLine, type ExplainedLine } from '../statements/explain-line.ts';
import {
  dailyRevenue,
  listStatements,
  readStatement,
  type DailyRevenue,
  type ListedAsOf,
  type StatementDetail,
  type StatementFilter,
  type StatementRow,
} from '../statements/read-statements.ts';

const reading = { object: 'statement', action: 'read' } as const;

/** A statement in a list; by how much it would differ now, null if it would not. */
export interface ListedStatement extends StatementRow {
  readonly outdated: OutdatedStatement | null;
}

/** Which statements are listed, and where. */
export interface ListAsked extends ListedAsOf {
  readonly filter: StatementFilter;
  /** The list leaves the system as a file; the trail records it. */
  readonly isExport: boolean;
}

/** Statements of the sites that the principal sees, newest month first. */
export async function findStatements(
  principal: Principal,
  operator: OperatorProfile,
  { filter, isExport, ...asOf }: ListAsked,
): Promise<ListedStatement[]> {
  const { caller } = principal;
  await requireRight(caller, reading);
  const statements = await caller.transaction((own) => listStatements(own, filter, asOf));
  if (isExport)
    await noteRead(caller, {
      what: 'statements',
      filter: { chosen: JSON.stringify(filter) },
      rows: statements.length,
      isExport,
    });
  const changed = await outdatedAmong(principal, operator, statements);
  const since = new Map(changed.map((one) => [one.statementId, one]));
  return statements.map((one) => ({ ...one, outdated: since.get(one.statementId) ?? null }));
}

/** Statements whose facts or terms have changed since they were made, sent ones too, with the difference. */
export async function findOutdated(
  principal: Principal,
  operator: OperatorProfile,
  { month, site }: { readonly month?: Month | undefined; readonly site?: string | undefined },
): Promise<OutdatedStatement[]> {
  await requireRight(principal.caller, reading);
  const visible = await principal.caller.transaction((transaction) =>
    listStatements(transaction, { month, sites: site === undefined ? undefined : [site] }),
  );
  return outdatedAmong(principal, operator, visible);
}

async function outdatedAmong(
  { database }: Principal,
  { name: operator, readyMarks }: OperatorProfile,
  visible: readonly Pick<StatementRow, 'statementId'>[],
): Promise<OutdatedStatement[]> {
  if (visible.length === 0) return [];
  const statements = visible.map(({ statementId }) => statementId);
  return database.transaction((transaction) =>
    outdatedStatements(transaction, { statements }, { operator, readyMarks }),
  );
}

/**
 * One statement with invoices, lines, marks and history; the trail notes who read one that is in dispute. Refuses with
 * BILLING_STATEMENT_UNKNOWN.
 */
export async function statementSeen(
  { caller }: Pick<Principal, 'caller'>,
  statementId: string,
): Promise<StatementDetail> {
  await requireRight(caller, reading);
  const isReasoned = await requireReason(caller, statementId);
  const statement = await caller.transaction((transaction) => readStatement(transaction, statementId));
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  if (isReasoned)
    await noteRead(caller, { what: 'single statement', filter: { statement: statementId }, rows: 1 });
  if (statement.isDisputed)
    await noteRead(caller, { what: 'disputed statement', filter: { statement: statementId }, rows: 1 });
  return statement;
}

/**
 * How a line was calculated, down to file and line of the source; what the principal may not read is counted. A
 * customer may read a statement, not the terms and the books behind it. Refuses with BILLING_LINE_UNKNOWN.
 */
export async function explainStatementLine({ caller }: Principal, lineId: string): Promise<ExplainedLine> {
  await requireRight(caller, reading);
  await requireRight(caller, { object: 'contract', action: 'read' });
  await requireAnyRight(caller, [
    { object: 'revenue', action: 'read' },
    { object: 'profit-and-loss', action: 'read' },
    { object: 'statement', action: 'execute' },
  ]);
  if (!(await readsSingle(caller)))
    throw refusal('BILLING_REASON_NEEDED', { what: `line ${lineId} of a statement` });
  const line = await explainLine(caller, lineId);
  if (!line) throw refusal('BILLING_LINE_UNKNOWN', { line: lineId });
  await requireRight(caller, { object: 'contract', action: 'read', site: line.site });
  return line;
}

/**
 * How the figures came about by which a statement is compared with what was expected: the rule of each, its inputs, and
 * the lines of the ledger's files behind what was posted. Refuses with BILLING_STATEMENT_UNKNOWN.
 */
export async function explainStatementComparison(
  principal: Principal,
  statementId: string,
): Promise<readonly ExplainedFigure[]> {
  const { caller } = principal;
  await requireRight(caller, { object: 'review-threshold', action: 'read' });
  const statement = await statementSeen(principal, statementId);
  await requireRight(caller, { object: 'review-threshold', action: 'read', site: statement.site });
  const figures = await caller.transaction((transaction) => explainComparison(transaction, statement));
  if (!figures) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  return figures;
}

/** The date of the daily mail; null means now. */
export interface DailyAsked {
  readonly day: string | null;
  readonly timeZone: string;
  /** The rows leave the system as a file. */
  readonly isExport: boolean;
}

/** Actual revenue of the statements generated in the month of the day (billing.md 4.10); the trail records it. */
export async function readDailyRevenue(
  { caller }: Principal,
  { day, timeZone, isExport }: DailyAsked,
): Promise<DailyRevenue[]> {
  await requireRight(caller, reading);
  await requireRight(caller, { object: 'review-threshold', action: 'read' });
  const rows = await caller.transaction((transaction) => dailyRevenue(transaction, day, timeZone));
  await noteRead(caller, {
    what: 'daily revenue',
    filter: { date: day ?? 'now' },
    rows: rows.length,
    isExport,
  });
  return rows;
}

/**
 * Older statements, and for executives and finance a single one at all, are read with a reason, which the trail keeps
 * (operations.md 1.3, 1.4); whether there is one. Refuses with BILLING_REASON_NEEDED.
 */
async function requireReason(caller: Caller, statementId: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(statementId)) return false;
  const [answer] = await caller.transaction((transaction) =>
    transaction.query<{ needed: boolean; given: boolean }>(
      'select billing.needs_reason($1) as needed, billing.gave_reason() as given',
      [statementId],
    ),
  );
  if (answer?.needed === true) throw refusal('BILLING_REASON_NEEDED', { what: `statement ${statementId}` });
  return answer?.given === true;
}

async function readsSingle(caller: Caller): Promise<boolean> {
  const [answer] = await caller.transaction((transaction) =>
    transaction.query<{ reads: boolean }>('select billing.reads_single() as reads'),
  );
  return answer?.reads === true;
}
