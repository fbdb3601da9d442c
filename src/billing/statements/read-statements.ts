import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import type { State } from './lifecycle.ts';
import type { PaymentState } from './payments.ts';

/** A statement as a list shows it; comparison and deviation are null for whoever may not see them. */
export interface StatementSummary {
  readonly statementId: string;
  readonly site: string;
  readonly customerName: string | null;
  readonly month: Month;
  readonly version: number;
  readonly state: State;
  readonly total: string;
  readonly expected: string | null;
  /** What the ledger had of the revenue when it was compared, and what the statement adds: together the actual. */
  readonly posted: string | null;
  readonly invoiced: string | null;
  /** Between expected and actual, in money and as percent of the expected; null when nobody said what to expect. */
  readonly deviation: string | null;
  readonly deviationPercent: string | null;
  readonly madeBy: string;
  /** Whether it counts: no newer version took its place. One of each site and month does. */
  readonly isStanding: boolean;
  /** A dispute of it is open. */
  readonly isDisputed: boolean;
}

/** A statement in a list, with what lists are narrowed by. */
export interface StatementRow extends StatementSummary {
  /** Billing cycle: the month in which this version was made. */
  readonly cycle: Month;
  /** Whole days since it came into its state. */
  readonly ageDays: number;
  readonly district: string | null;
  /** Account manager by first and last name. */
  readonly manager: string | null;
  readonly districtManager: string | null;
  /** Null where payments are not known, not asked for or not to be seen. */
  readonly payment: PaymentState | null;
  readonly dueOn: string | null;
  readonly openAmount: string | null;
  /** From the date of the invoice to the day on which all of it was paid or credited. */
  readonly daysToPayment: number | null;
  /** After the due day: until it was paid, or up to now. */
  readonly daysLate: number | null;
  /** Why it is in review or was rejected, in words; null for what is neither. */
  readonly reviewReason: string | null;
}

/** In which time zone billing cycles count, and as of which day, `YYYY-MM-DD`, payments do; null leaves them out. */
export interface ListedAsOf {
  readonly timeZone: string;
  readonly asOf: string | null;
}

/** Every condition that is given has to hold. */
export interface StatementFilter {
  readonly month?: Month | undefined;
  readonly statements?: readonly string[] | undefined;
  readonly sites?: readonly string[] | undefined;
  /** Sites by fields of the site master. */
  readonly where?: SiteFilter | undefined;
  readonly states?: readonly State[] | undefined;
  /** Smallest and largest total, as dollars in text. */
  readonly amountFrom?: string | undefined;
  readonly amountTo?: string | undefined;
  /** Whole days in the present state, at least. */
  readonly olderThanDays?: number | undefined;
  /** Whether documents of it are with the ledger. */
  readonly isPosted?: boolean | undefined;
  /** Whether a dispute of it is open. */
  readonly isDisputed?: boolean | undefined;
  readonly payments?: readonly PaymentState[] | undefined;
  /** Also versions that were revised or made anew. */
  readonly isEveryVersion?: boolean | undefined;
}

const most = 100_000;

/**
 * Statements that stand, newest month first, then by site; with states also those of them that were revised or
 * replaced. Those that the caller may see.
 */
export async function listStatements(
  database: Queryable,
  { month, ...chosen }: StatementFilter,
  { timeZone, asOf }: ListedAsOf = { timeZone: 'UTC', asOf: null },
): Promise<StatementRow[]> {
  const filter = month === undefined ? chosen : { ...chosen, month: firstDay(month) };
  return database.query<StatementRow>(
    `select "statementId", site, "customerName", month, cycle, version, state, "ageDays", total, expected, posted,
       invoiced, deviation, "deviationPercent", "madeBy", "isStanding", district, manager, "districtManager",
       "dueOn", "openAmount", "daysToPayment", "daysLate", payment, "isDisputed", "reviewReason"
     from billing.list_statements($1, $2, $3, $4)`,
    [JSON.stringify(filter), timeZone, asOf, most],
  );
}

/** Statements of a month that stand, by state, and the sites that none of its runs could bill. */
export interface StatementCount {
  readonly month: string;
  readonly ready: string;
  readonly review: string;
  readonly approval: string;
  readonly rejected: string;
  readonly sent: string;
  readonly blocked: string;
  readonly total: string;
}

/** How many statements the caller sees, by month, newest first. */
export async function countStatements(database: Queryable): Promise<StatementCount[]> {
  return database.query<StatementCount>(
    `select month, ready, review, approval, rejected, sent, blocked, total from billing.count_statements()`,
  );
}

/** A site that no run of a month could bill, and one reason of the newest run that tried. */
export type NotBilled = Readonly<{ month: string; site: string; code: string; message: string }>;

/** Sites of every month that were not billed, with the reasons, newest month first; those that the caller may see. */
export async function listNotBilled(database: Queryable): Promise<NotBilled[]> {
  return database.query<NotBilled>(
    `select to_char(month, 'YYYY-MM') as month, site, code, message from billing.not_billed()`,
  );
}

/** The number of the statement of a site and month that stands; undefined when there is none that the caller sees. */
export async function standingStatement(
  database: Queryable,
  { site, month }: { readonly site: string; readonly month: Month },
): Promise<string | undefined> {
  const [standing] = await listStatements(database, { month, sites: [site] });
  return standing?.statementId;
}

/** What the house hears every day of a statement (billing.md 4.10); revenue with two decimals. */
export type DailyRevenue = Readonly<{ site: string; cycle: string; revenue: string; state: State }>;

/**
 * Statements made in the calendar month of `day` (`YYYY-MM-DD`; null is now) up to it, in the time zone of the
 * operator: the newest version of each site and service month, those whose comparison the caller may see.
 */
export async function dailyRevenue(
  database: Queryable,
  day: string | null,
  timeZone: string,
): Promise<DailyRevenue[]> {
  return database.query<DailyRevenue>(
    `select site, cycle, revenue, state from billing.daily_revenue($1::date, $2) order by site, cycle`,
    [day, timeZone],
  );
}

export interface StatementLine {
  readonly lineId: string;
  readonly component: string;
  readonly itemType: string | null;
  readonly title: string;
  readonly description: readonly string[];
  readonly code: string;
  readonly amount: string;
  /** An expense that the client paid, entered by a person. */
  readonly isClientPaid: boolean;
}

export interface StatementInvoice {
  readonly number: string;
  readonly group: number;
  readonly title: string | null;
  readonly description: string | null;
  readonly invoiceOn: string;
  readonly dueOn: string | null;
  readonly paymentTerms: string;
  readonly amount: string;
  readonly lines: readonly StatementLine[];
}

export interface StatementChange {
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  /** The line that was added or removed by hand. */
  readonly lineTitle: string | null;
  readonly lineAmount: string | null;
}

/** What a manager said of the site and month of a statement; who may not see marks is shown none. */
export interface StatementMark {
  readonly isReady: boolean;
  readonly note: string | null;
  readonly at: string;
  readonly by: string;
  /** The mark that held when the statement was made: it decided on the first state. */
  readonly isOfStatement: boolean;
}

export interface StatementDetail extends StatementSummary {
  readonly changeNumber: number;
  readonly runId: string;
  /** Whether the expected revenue was the forecast or the budget; null when nobody said, or for whoever may not see. */
  readonly expectedFrom: 'forecast' | 'budget' | null;
  readonly invoices: readonly StatementInvoice[];
  /** History, oldest first; that of the versions which it replaced before it was sent comes first. */
  readonly changes: readonly StatementChange[];
  /** What was incomplete in its facts when it was made; none for whoever may not see what it is compared with. */
  readonly notices: readonly { readonly code: string; readonly message: string }[];
  /** All marks of the site and month, oldest first. */
  readonly marks: readonly StatementMark[];
}

/** One statement with invoices, lines, history and marks; undefined when the caller may not see it. */
export async function readStatement(
  database: Queryable,
  statementId: string,
): Promise<StatementDetail | undefined> {
  if (!/^\d{1,18}$/.test(statementId)) return undefined;
  const [detail] = await database.query<Omit<StatementDetail, 'invoices' | 'changes' | 'marks' | 'notices'>>(
    `select "statementId", site, "customerName", month, version, state, total, expected, posted,
       invoiced, deviation, "deviationPercent", "madeBy",
       "isStanding", "changeNumber", "runId", "expectedFrom", "isDisputed"
     from billing.one_statement($1)`,
    [statementId],
  );
  if (!detail) return undefined;
  const invoices = await database.query<StatementInvoice>(
    `select number, "group", title, description, "invoiceOn", "dueOn", "paymentTerms", amount, lines
     from billing.invoices_of($1)`,
    [statementId],
  );
  const changes = await database.query<StatementChange>(
    'select action, "from", "to", at, by, reason, "lineTitle", "lineAmount" from billing.history_of($1)',
    [statementId],
  );
  const marks = await database.query<StatementMark>(
    `select is_ready as "isReady", note, to_json(marked_at) #>> '{}' as "at", marked_by as "by",
       coalesce(mark.readiness_id = statement.readiness_id, false) as "isOfStatement"
     from billing.statement join billing.site_readiness as mark using (site_id, service_month)
     where statement_id = $1 order by mark.readiness_id`,
    [statementId],
  );
  const notices = await database.query<{ code: string; message: string }>(
    'select code, message from billing.statement_notice where statement_id = $1 order by position',
    [statementId],
  );
  return { ...detail, invoices, changes, notices, marks };
}
