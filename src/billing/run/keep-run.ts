import { createHash } from 'node:crypto';
import type { Line, TierResult } from '../../contracts/index.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import { inGroups, sum, toText } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { refusedRule, type Connection } from '../../platform/database/index.ts';
import type { ComputedInvoice } from '../statements/compute-statement.ts';
import type { BilledStatement, BillOptions, BillRun, BlockedSite } from './run.ts';

/** Currency of statements, and of all money that people see. */
export const billingCurrency = 'USD';

/** Statements that one statement of SQL writes: their lines stay a few megabytes of text. */
const atOnce = 500;

/** A run as it was kept: a statement that the database does not keep is blocked, and stops no other. */
type SavedRun = Readonly<{ runId: string; statements: BilledStatement[]; blocked: BlockedSite[] }>;

/** Keeps a run with its statements and with what it could not bill. */
export async function keepRun(
  transaction: Connection,
  { month, statements, blocked }: Pick<BillRun, 'month' | 'statements' | 'blocked'>,
  options: BillOptions,
): Promise<SavedRun> {
  const runId = await keepHead(transaction, month, options);
  const newStatements = statements.filter(({ isUnchanged }) => !isUnchanged);
  const refused: BlockedSite[] = [];
  for (let at = 0; at < newStatements.length; at += atOnce)
    refused.push(...(await keepStatements(transaction, runId, newStatements.slice(at, at + atOnce))));
  const refusedSites = new Set(refused.map(({ site }) => site));
  const isKept = ({ contract }: BilledStatement): boolean => !refusedSites.has(contract.site);
  const keptStatements = newStatements.filter(isKept);
  await transaction.execute(
    `update billing.run set statements = $2, blocked = $3, total = $4, finished_at = clock_timestamp()
     where run_id = $1`,
    [
      ...[runId, keptStatements.length, blocked.length + refused.length],
      sum(keptStatements.map(({ computed }) => computed.total)).toString(),
    ],
  );
  await keepBlocked(transaction, runId, [...blocked, ...refused]);
  return { runId, statements: statements.filter(isKept), blocked: [...blocked, ...refused] };
}

/** All at once; when the database keeps one of them not, in two halves, down to the one. */
async function keepStatements(
  transaction: Connection,
  runId: string,
  statements: readonly BilledStatement[],
): Promise<BlockedSite[]> {
  const [only] = statements;
  if (only === undefined) return [];
  await transaction.execute('savepoint statements');
  try {
    await transaction.query('select statement_id from billing.add_statements($1, $2)', [
      runId,
      JSON.stringify(statements.map(rowOf)),
    ]);
    await transaction.execute('release savepoint statements');
    return [];
  } catch (error) {
    const rule = refusedRule(error);
    if (rule === null) throw error;
    await transaction.execute('rollback to savepoint statements');
    if (statements.length === 1) return [notKept(only, rule)];
  }
  const middle = Math.ceil(statements.length / 2);
  const first = await keepStatements(transaction, runId, statements.slice(0, middle));
  return [...first, ...(await keepStatements(transaction, runId, statements.slice(middle)))];
}

function notKept({ contract: { site }, computed }: BilledStatement, rule: string): BlockedSite {
  const total = inGroups(toText(computed.total, 2));
  return { site, reasons: [refusal('BILLING_NOT_KEPT', { site, month: computed.month, total, rule })] };
}

/** The run itself, before anything of it is kept; its number. */
async function keepHead(
  transaction: Connection,
  month: Month,
  { sites, proceedReason, startedBy }: BillOptions,
): Promise<string> {
  const [run] = await transaction.query<{ run_id: string }>(
    `insert into billing.run (service_month, started_at, finished_at, started_by, sites, proceed_reason, statements,
       blocked, total, last_batch_id, open_batch_ids, operator_facts)
     select $1::date, now(), clock_timestamp(), $2, $3, $4, 0, 0, 0, last_read, unread, platform.facts_in_force()
     from billing.loads_now() returning run_id`,
    [firstDay(month), startedBy, sites ?? null, proceedReason ?? null],
  );
  return run?.run_id ?? '';
}

async function keepBlocked(
  transaction: Connection,
  runId: string,
  blocked: readonly BlockedSite[],
): Promise<void> {
  await transaction.execute(
    `insert into billing.blocked (run_id, site_id, service_month, code, message)
     select run_id, site_id, service_month, code, message
     from jsonb_to_recordset($2) as b (site_id text, code text, message text)
     cross join billing.run where run_id = $1`,
    [
      runId,
      JSON.stringify(
        blocked.flatMap(({ site, reasons }) =>
          reasons.map(({ code, message, next }) => ({ site_id: site, code, message: `${message} ${next}` })),
        ),
      ),
    ],
  );
}

function rowOf({ sha256, ...calculated }: BilledStatement): Record<string, unknown> {
  return { ...calculationRow(calculated), calculation_sha256: sha256 };
}

/** A statement as it was calculated, before anything was done to it. */
export type Calculated = Omit<BilledStatement, 'sha256' | 'isUnchanged'>;

/** SHA-256 of a calculation: the same where terms, facts, lines, comparison and first state are the same. */
export function calculationDigest(calculated: Calculated): string {
  return createHash('sha256')
    .update(JSON.stringify(calculationRow(calculated)))
    .digest('hex');
}

function calculationRow({
  contract,
  computed,
  comparison,
  state,
  version,
  mark,
  notices,
}: Calculated): Record<string, unknown> {
  const { profit, profitForAccumulation, taxesPaid } = computed;
  return {
    site_id: computed.site,
    service_month: firstDay(computed.month),
    version,
    state,
    contract_version_id: contract.versionId,
    purchase_order: contract.purchaseOrder,
    currency: billingCurrency,
    total: computed.total,
    profit,
    profit_for_accumulation: profitForAccumulation,
    taxes_paid: taxesPaid,
    readiness_id: mark?.readinessId ?? null,
    expected: comparison.expected,
    expected_from: comparison.expectedFrom,
    posted: comparison.posted,
    invoiced: comparison.invoiced,
    deviation: comparison.deviation,
    deviation_percent: comparison.deviationPercent,
    tiers: [...computed.revenueTiers.map(tierRow('revenue')), ...computed.profitTiers.map(tierRow('profit'))],
    notices: notices.map(({ code, message }) => ({ code, message })),
    invoices: computed.invoices.map((invoice) => invoiceRow(invoice, contract.paymentTerms)),
  };
}

function tierRow(kind: string): (tier: TierResult) => Record<string, unknown> {
  return ({ structure, sharePercent, limit, revenue, due }) => ({
    kind,
    structure,
    share_percent: sharePercent,
    limit_amount: limit,
    amount: revenue,
    due,
  });
}

function invoiceRow(invoice: ComputedInvoice, paymentTerms: string): Record<string, unknown> {
  return {
    group_number: invoice.group,
    number: invoice.number,
    invoice_on: invoice.invoiceOn,
    due_on: invoice.dueOn,
    payment_terms: paymentTerms,
    title: invoice.title,
    description: invoice.description,
    amount: invoice.amount,
    lines: invoice.lines.map(lineRow),
  };
}

function lineRow(line: Line): Record<string, unknown> {
  const { component, itemType, title, description, code, amount, isProfitDeduction, explanation } = line;
  return {
    component,
    item_type: itemType,
    title,
    description,
    code,
    amount,
    formula: explanation.formula,
    is_profit_deduction: isProfitDeduction,
    inputs: explanation.inputs.map(({ name, value, unit, from }) => ({ name, value, unit, origin: from })),
  };
}
