import type { Queryable } from '../../platform/database/index.ts';
import { maySupport, type ExplainedInput, type ExplainedLine, type FactRow } from './explain-line.ts';
import type { StatementDetail } from './read-statements.ts';

/** One of the figures by which a statement is compared with what was expected; amounts are exact text, dollars. */
export interface ExplainedFigure {
  readonly figure: 'expected' | 'posted' | 'invoiced' | 'deviation';
  /** Null where nobody said what to expect. */
  readonly amount: string | null;
  /** The rule in words. */
  readonly formula: string;
  readonly inputs: readonly ExplainedInput[];
  readonly hidden: ExplainedLine['hidden'];
}

/** What was compared when a statement was generated, and the facts of the operator that its run calculated with. */
interface ComparisonOfRun {
  readonly expected: string | null;
  readonly source: 'forecast' | 'budget' | null;
  readonly expectedNow: string | null;
  readonly posted: string;
  readonly invoiced: string;
  readonly deviation: string;
  readonly percent: string;
  readonly limitAmount: string | null;
  readonly limitPercent: string | null;
  readonly first: string;
  readonly last: string;
  readonly generalAccount: string;
  readonly excluded: readonly string[];
}

/**
 * How each figure of the comparison of a statement came about (billing.md 4.6), down to the lines of the ledger's files
 * that its run read. Undefined where the caller may not see the comparison; the caller is who entered the transaction.
 */
export async function explainComparison(
  transaction: Queryable,
  statement: StatementDetail,
): Promise<readonly ExplainedFigure[] | undefined> {
  const comparison = await readComparison(transaction, statement.statementId);
  if (!comparison) return undefined;
  return [
    expectedOf(comparison, statement),
    await postedOf(transaction, comparison, statement),
    invoicedOf(comparison, statement),
    deviationOf(comparison),
  ];
}

async function readComparison(
  transaction: Queryable,
  statementId: string,
): Promise<ComparisonOfRun | undefined> {
  const [comparison] = await transaction.query<ComparisonOfRun>(
    `select forecast_amount::text as expected, forecast_source as source, expected.amount::text as "expectedNow",
       posted_amount::text as posted, invoiced_amount::text as invoiced, comparison.deviation_amount::text as deviation,
       comparison.deviation_percent::text as percent, threshold.deviation_amount::text as "limitAmount",
       threshold.deviation_percent::text as "limitPercent", accounts[1] as first, accounts[2] as last,
       general[1] as "generalAccount", excluded
     from billing.comparison
     join billing.statement using (statement_id)
     left join contracts.review_threshold as threshold on threshold.version_id = contract_version_id
     left join lateral billing.expected_revenue(statement.site_id, service_month) as expected on true
     cross join lateral (
       select billing.fact_of_run(run_id, 'revenue-accounts') as accounts,
         billing.fact_of_run(run_id, 'general-revenue-account') as general,
         billing.fact_of_run(run_id, 'excluded-entities') as excluded) as facts
     where statement_id = $1`,
    [statementId],
  );
  return comparison;
}

function expectedOf(comparison: ComparisonOfRun, { site, month }: StatementDetail): ExplainedFigure {
  const { expected, source, expectedNow } = comparison;
  const formula =
    source === null
      ? `Neither a forecast nor a budget said what internal revenue to expect of ${site} in ${month}.`
      : `Internal revenue of ${site} in ${month} by the ${source}, as it was when the statement was generated.`;
  const now: readonly ExplainedInput[] =
    expectedNow === null || expectedNow === expected
      ? []
      : [inputOf('What is expected now', expectedNow, { kind: 'now', what: 'forecast, else budget' })];
  return { figure: 'expected', amount: expected, formula, inputs: now, hidden: [] };
}

async function postedOf(
  transaction: Queryable,
  { posted, first, last, excluded }: ComparisonOfRun,
  { site, month, runId }: StatementDetail,
): Promise<ExplainedFigure> {
  const without = excluded.length === 0 ? '' : `, entities ${excluded.join(', ')} left out`;
  const formula = `Balances of accounts ${first} to ${last} in the ledger of ${month}${without}, with the sign turned.`;
  const figure = { figure: 'posted', amount: posted, formula } as const;
  const object = 'profit-and-loss';
  if (!(await maySupport(transaction, site, object)))
    return { ...figure, inputs: [], hidden: [{ object, inputs: 1 }] };
  const rows = await transaction.query<FactRow>(
    `select 'warehouse.ledger_balance' as fact, to_char(period_month, 'YYYY-MM') as "on",
       concat_ws(' · ', account_id, account_description, 'entity ' || entity) as what, (-amount)::text as value,
       ledger.batch_id as "batchId", file_name as file, source_line as line
     from billing.balances_read($1, $2::date, ($2::date + interval '1 month')::date, $3) as ledger
     left join sources.batch on batch.batch_id = ledger.batch_id
     where account_id between $4 and $5 and entity <> all ($6::text[])
     order by account_id, entity, line`,
    [site, `${month}-01`, runId, first, last, excluded],
  );
  const balances = inputOf('Balances, sign turned', posted, { kind: 'facts', question: 'ledger' }, { rows });
  return { ...figure, inputs: [balances], hidden: [] };
}

function invoicedOf(comparison: ComparisonOfRun, { invoices }: StatementDetail): ExplainedFigure {
  const { first, last, generalAccount, invoiced } = comparison;
  const accountOf = (code: string): string => (code === '' ? generalAccount : code);
  const lines = invoices
    .flatMap((invoice) => invoice.lines)
    .filter(({ code }) => accountOf(code) >= first && accountOf(code) <= last);
  return {
    figure: 'invoiced',
    amount: invoiced,
    formula: `Lines of the statement with an account from ${first} to ${last}.`,
    inputs: lines.map(({ lineId, title, code, amount }) =>
      inputOf(title, amount, { kind: 'line', path: lineId, what: accountOf(code) }),
    ),
    hidden: [],
  };
}

function deviationOf(comparison: ComparisonOfRun): ExplainedFigure {
  const { expected, posted, invoiced, deviation, percent, limitAmount, limitPercent } = comparison;
  const limits =
    limitAmount === null || limitPercent === null
      ? []
      : [
          inputOf('Review limit', limitAmount, { kind: 'terms', path: 'review limits' }),
          inputOf(
            'Review limit',
            limitPercent,
            { kind: 'terms', path: 'review limits' },
            { unit: 'percent' },
          ),
        ];
  const calculated = { kind: 'calculated' };
  return {
    figure: 'deviation',
    amount: expected === null ? null : deviation,
    formula:
      'Expected less posted and invoiced together, without its sign. The approval team reviews the statement when ' +
      'it is above both limits of the contract.',
    inputs: [
      ...(expected === null ? [] : [inputOf('Expected', expected, calculated)]),
      inputOf('Posted', posted, calculated),
      inputOf('Invoiced', invoiced, calculated),
      inputOf('Deviation of the expected', percent, calculated, { unit: 'percent' }),
      ...limits,
    ],
    hidden: [],
  };
}

function inputOf(
  name: string,
  value: string,
  origin: ExplainedInput['origin'],
  { rows = [], unit = 'money' }: { readonly rows?: readonly FactRow[]; readonly unit?: string } = {},
): ExplainedInput {
  return { name, value, unit, origin, rows };
}
