import type { Line, TierResult } from '../../contracts/index.ts';
import { firstDay } from '../../kernel/month.ts';
import { sum } from '../../kernel/decimal.ts';
import type { Connection } from '../../platform/database/index.ts';
import type { ComputedInvoice } from '../statements/compute-statement.ts';
import type { BilledStatement, BillOptions, BillRun } from './run.ts';

/** Statements that one statement of SQL writes: their lines stay a few megabytes of text. */
const atOnce = 500;

/** Keeps a run with its statements and with what it could not bill; its number. */
export async function keepRun(
  transaction: Connection,
  { month, statements, blocked }: Omit<BillRun, 'runId'>,
  { sites, proceedReason, startedBy }: BillOptions,
): Promise<string> {
  const total = sum(statements.map(({ computed }) => computed.total));
  const [run] = await transaction.query<{ run_id: string }>(
    `insert into billing.run (service_month, started_at, finished_at, started_by, sites, proceed_reason, statements,
       blocked, total, last_batch_id, open_batch_ids)
     select $1::date, now(), clock_timestamp(), $2, $3, $4, $5, $6, $7, last_read, unread
     from billing.loads_now() returning run_id`,
    [
      ...[firstDay(month), startedBy, sites ?? null, proceedReason ?? null],
      ...[statements.length, blocked.length, total.toString()],
    ],
  );
  const runId = run?.run_id ?? '';
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
  for (let at = 0; at < statements.length; at += atOnce)
    await transaction.query('select statement_id from billing.add_statements($1, $2)', [
      runId,
      JSON.stringify(statements.slice(at, at + atOnce).map(rowOf)),
    ]);
  return runId;
}

function rowOf({
  contract,
  computed,
  comparison,
  state,
  version,
  mark,
  notices,
}: BilledStatement): Record<string, unknown> {
  const { profit, profitForAccumulation, taxesPaid } = computed;
  return {
    ...{ site_id: computed.site, service_month: firstDay(computed.month), version, state },
    ...{ contract_version_id: contract.versionId, purchase_order: contract.purchaseOrder, currency: 'USD' },
    ...{ total: computed.total, profit, profit_for_accumulation: profitForAccumulation },
    ...{ taxes_paid: taxesPaid, readiness_id: mark?.readinessId ?? null },
    ...{ expected: comparison.expected, expected_from: comparison.expectedFrom },
    ...{ posted: comparison.posted, invoiced: comparison.invoiced },
    ...{ deviation: comparison.deviation, deviation_percent: comparison.deviationPercent },
    tiers: [...computed.revenueTiers.map(tierRow('revenue')), ...computed.profitTiers.map(tierRow('profit'))],
    notices: notices.map(({ code, message }) => ({ code, message })),
    invoices: computed.invoices.map((invoice) => invoiceRow(invoice, contract.paymentTerms)),
  };
}

function tierRow(kind: string): (tier: TierResult) => Record<string, unknown> {
  return ({ structure, sharePercent, limit, revenue, due }) => ({
    ...{ kind, structure, share_percent: sharePercent, limit_amount: limit, amount: revenue, due },
  });
}

function invoiceRow(invoice: ComputedInvoice, paymentTerms: string): Record<string, unknown> {
  return {
    ...{
      group_number: invoice.group,
      number: invoice.number,
      invoice_on: invoice.invoiceOn,
      due_on: invoice.dueOn,
    },
    ...{ payment_terms: paymentTerms, title: invoice.title, description: invoice.description },
    ...{ amount: invoice.amount, lines: invoice.lines.map(lineRow) },
  };
}

function lineRow(line: Line): Record<string, unknown> {
  const { component, itemType, title, description, code, amount, isProfitDeduction, explanation } = line;
  return {
    ...{ component, item_type: itemType, title, description, code, amount, formula: explanation.formula },
    is_profit_deduction: isProfitDeduction,
    inputs: explanation.inputs.map(({ name, value, unit, from }) => ({ name, value, unit, origin: from })),
  };
}
