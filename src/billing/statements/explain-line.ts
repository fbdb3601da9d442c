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

/**
 * How a line came about, down to file and line of the source: the rows that the run read, also when they were replaced
 * since. Undefined when the caller may not see it. The rows of
 * facts belong to the explanation and name no people, so that whoever works on the statement sees them too: they are
 * read as the owner. Ask for a right to the figures of the site before.
 */
export async function explainLine(
  { caller, owner }: { readonly caller: Caller; readonly owner: Queryable },
  lineId: string,
): Promise<ExplainedLine | undefined> {
  const line = await caller.transaction((transaction) => readLine(transaction, lineId));
  if (!line) return undefined;
  const inputs: ExplainedInput[] = [];
  for (const input of line.inputs) inputs.push({ ...input, rows: await rowsBehind(owner, line, input) });
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
  };
}

/** A line as it is kept, with the run that calculated it: the rows behind it are those that the run read. */
type ReadLine = Omit<ExplainedLine, 'inputs'> & { runId: string; inputs: Omit<ExplainedInput, 'rows'>[] };

async function readLine(database: Queryable, lineId: string): Promise<ReadLine | undefined> {
  if (!/^\d{1,18}$/.test(lineId)) return undefined;
  const [line] = await database.query<Omit<ReadLine, 'inputs'>>(
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
