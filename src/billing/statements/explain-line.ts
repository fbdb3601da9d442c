import type { Queryable } from '../../platform/database/index.ts';
import type { Caller } from '../../platform/security/index.ts';

/** A line of a statement with everything that went into it. */
export interface ExplainedLine {
  readonly lineId: string;
  readonly site: string;
  readonly month: string;
  readonly invoice: string;
  readonly component: string;
  readonly title: string;
  readonly amount: string;
  readonly formula: string;
  /**
   * Version of the contract whose terms it used, and the file of the export that its terms came with, escalated or
   * not; null for whoever may not see exports.
   */
  readonly contractVersion: number;
  readonly contractFile: string | null;
  readonly inputs: readonly ExplainedInput[];
  /** Inputs that are left out, by what one would have to be allowed to read. */
  readonly hidden: readonly { readonly object: SupportObject; readonly inputs: number }[];
}

export interface ExplainedInput {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly origin: Readonly<{ kind: string; path?: string; question?: string; what?: string }>;
  /** Rows of the warehouse behind the value; empty when it stands elsewhere. */
  readonly rows: readonly FactRow[];
}

export interface FactRow {
  readonly fact: string;
  readonly on: string;
  readonly what: string;
  readonly value: string | null;
  readonly batchId: string;
  readonly file: string | null;
  readonly line: number;
}

/** Whose rows stand behind a value, by the question that the calculation asked. */
const objectOfQuestion = {
  revenue: 'revenue',
  'occupied-rooms': 'revenue',
  labor: 'labor',
  ledger: 'profit-and-loss',
} as const;

export type SupportObject = (typeof objectOfQuestion)[keyof typeof objectOfQuestion];

function objectOf({ origin }: Pick<ExplainedInput, 'origin'>): SupportObject | null {
  const entry = Object.entries(objectOfQuestion).find(([question]) => question === origin.question);
  return origin.kind === 'facts' ? (entry?.[1] ?? null) : null;
}

/**
 * How a line came about, down to file and line of the source: the rows that the run read, also when they were replaced
 * since. Undefined when the caller may not see it. Everything is read in the transaction of the caller; the rows of
 * facts by the right to them or to `statement-support`, and inputs whose rows the caller may not read are left out and
 * counted in `hidden`.
 */
export async function explainLine(caller: Caller, lineId: string): Promise<ExplainedLine | undefined> {
  return caller.transaction(async (transaction) => {
    const line = await readLine(transaction, lineId);
    return line && explained(transaction, line);
  });
}

async function explained(transaction: Queryable, line: ReadLine): Promise<ExplainedLine> {
  const inputs: ExplainedInput[] = [];
  const hidden = new Map<SupportObject, number>();
  for (const input of line.inputs) {
    const object = objectOf(input);
    if (object === null || (await maySupport(transaction, line.site, object)))
      inputs.push({ ...input, rows: await rowsBehind(transaction, line, input) });
    else hidden.set(object, (hidden.get(object) ?? 0) + 1);
  }
  return {
    lineId: line.lineId,
    site: line.site,
    month: line.month,
    invoice: line.invoice,
    component: line.component,
    title: line.title,
    amount: line.amount,
    formula: line.formula,
    contractVersion: line.contractVersion,
    contractFile: line.contractFile,
    inputs,
    hidden: [...hidden].map(([object, count]) => ({ object, inputs: count })),
  };
}

/** A line as it is kept, with the run that calculated it: the rows behind it are those that the run read. */
type ReadLine = Omit<ExplainedLine, 'inputs' | 'hidden'> & {
  runId: string;
  inputs: Omit<ExplainedInput, 'rows'>[];
};

async function readLine(database: Queryable, lineId: string): Promise<ReadLine | undefined> {
  if (!/^\d{1,18}$/.test(lineId)) return undefined;
  const [line] = await database.query<Omit<ReadLine, 'inputs' | 'hidden'>>(
    `select line_id as "lineId", line.site_id as site, to_char(service_month, 'YYYY-MM') as month,
       invoice.number as invoice, component, line.title, line.amount::text as amount, formula,
       terms.number as "contractVersion", run_id as "runId", (
         select file_name from contracts.version as brought
         join contracts.received_export using (export_id)
         where brought.contract_id = terms.contract_id and brought.number <= terms.number
         order by brought.number desc limit 1) as "contractFile"
     from billing.statement_line as line
     join billing.invoice using (invoice_id)
     join billing.statement on statement.statement_id = line.statement_id
     join contracts.version as terms on terms.version_id = contract_version_id
     where line_id = $1`,
    [lineId],
  );
  if (!line) return undefined;
  const inputs = await database.query<Omit<ExplainedInput, 'rows'>>(
    `select name, value::text as value, unit, origin from billing.line_input where line_id = $1 order by position`,
    [lineId],
  );
  return { ...line, inputs };
}

/** Whether the caller sees rows of an object behind statements of a site; asked in the caller's transaction. */
export async function maySupport(
  transaction: Queryable,
  site: string,
  object: SupportObject,
): Promise<boolean> {
  const [answer] = await transaction.query<{ may: boolean }>('select billing.may_support($1, $2) as may', [
    site,
    object,
  ]);
  return answer?.may === true;
}

async function rowsBehind(
  database: Queryable,
  { site, runId }: Pick<ReadLine, 'site' | 'runId'>,
  { origin }: Omit<ExplainedInput, 'rows'>,
): Promise<FactRow[]> {
  if (origin.kind !== 'facts') return [];
  return database.query<FactRow>(
    `select fact, "on", what, rows.value::text as value, rows.batch_id as "batchId", file_name as file,
       source_line as line
     from billing.fact_rows($1, $2, $3::jsonb -> 'parameters', $4) as rows
     left join sources.batch on batch.batch_id = rows.batch_id`,
    [site, origin.question ?? '', JSON.stringify(origin), runId],
  );
}
