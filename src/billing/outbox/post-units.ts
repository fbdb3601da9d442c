import { decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Connection, Database, Queryable } from '../../platform/database/index.ts';
import type { LedgerDocument } from '../journal/ledger-document.ts';
import { unitDocuments } from '../journal/unit-documents.ts';
import type { OperatorProfile } from '../operator.ts';
import { handFiles } from './hand-files.ts';
import type { Outbox } from './send-statement.ts';

/** A statistic of a site for the ledger; `value` is decimal text, `problem` keeps it from being posted. */
export interface UnitAccount {
  readonly site: string;
  readonly account: string;
  readonly accountString: string | null;
  readonly glString: string | null;
  readonly value: string;
  readonly problem: string | null;
}

/** Unit accounts of a month, those with a problem included. Refuses with BILLING_UNITS_MISSING when there are none. */
export async function unitAccountsOf(database: Queryable, month: Month): Promise<UnitAccount[]> {
  const units = await database.query<UnitAccount>(
    `select site, account, "accountString", "glString", value, problem from billing.unit_accounts($1::date)`,
    [firstDay(month)],
  );
  if (units.length === 0) throw refusal('BILLING_UNITS_MISSING', { month });
  return units;
}

/**
 * Posts the unit accounts of a month: all of them or none, once (billing.md 4.9). With `isDryRun` nothing is kept or
 * handed out. In the name of the person; ask for the right to post before. The documents. Refuses with
 * BILLING_UNITS_MISSING, BILLING_UNIT_ACCOUNTS_NOT_READY and BILLING_UNITS_POSTED.
 */
export async function postUnits(
  database: Database,
  asked: { readonly month: Month; readonly actor: string; readonly isDryRun: boolean },
  { operator, outbox }: { readonly operator: OperatorProfile; readonly outbox: Outbox },
): Promise<LedgerDocument[]> {
  const { month, actor, isDryRun } = asked;
  return database.transaction(async (transaction) => {
    await requireUnposted(transaction, month);
    const documents = documentsOf(await unitAccountsOf(transaction, month), month, operator);
    if (isDryRun) return documents;
    await keep(transaction, { month, actor, documents });
    for (const document of documents) await handFiles(document, outbox);
    return documents;
  });
}

async function requireUnposted(transaction: Connection, month: Month): Promise<void> {
  await transaction.execute(`select pg_advisory_xact_lock(hashtextextended('daybook.units ' || $1, 0))`, [
    month,
  ]);
  const [posted] = await transaction.query<{ at: string }>(
    `select to_char(submitted_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as at
     from billing.unit_batch where service_month = $1::date`,
    [firstDay(month)],
  );
  if (posted) throw refusal('BILLING_UNITS_POSTED', { month, at: posted.at });
}

function documentsOf(
  units: readonly UnitAccount[],
  month: Month,
  operator: OperatorProfile,
): LedgerDocument[] {
  const values = units.flatMap(({ accountString, glString, value, problem }) =>
    accountString === null || glString === null || problem !== null
      ? []
      : [{ accountString, glString, value: decimal(value) }],
  );
  const problems = units.length - values.length;
  if (problems > 0)
    throw refusal('BILLING_UNIT_ACCOUNTS_NOT_READY', {
      month,
      count: String(problems),
      all: String(units.length),
    });
  const { statisticsBatch: batchName, companyName: companyNameOverride } = operator.ledger;
  return unitDocuments({ month, values, batchName, companyNameOverride });
}

async function keep(
  transaction: Connection,
  posted: { readonly month: Month; readonly actor: string; readonly documents: readonly LedgerDocument[] },
): Promise<void> {
  const { month, actor, documents } = posted;
  const [batch = null] = documents.map((document) => document.batch);
  await transaction.execute(
    `insert into billing.unit_batch (service_month, batch, row_count, submitted_at, submitted_by)
     values ($1::date, $2, $3, now(), $4)`,
    [firstDay(month), batch, documents.flatMap(({ rows }) => rows).length, actor],
  );
}
