import { decimal, sum, toText } from '../../kernel/decimal.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import {
  takenUpAgain,
  type Connection,
  type Database,
  type Queryable,
} from '../../platform/database/index.ts';
import { readFacts, type OperatorFacts } from '../../platform/operator/index.ts';
import type { LedgerDocument } from '../journal/ledger-document.ts';
import { unitDocuments } from '../journal/unit-documents.ts';
import type { OperatorProfile } from '../operator.ts';
import { handFiles } from './hand-files.ts';
import type { Going } from './outbox.ts';
import { lockUnits, tellUnits } from './unit-outcome.ts';

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
export async function unitAccountsOf(
  database: Queryable,
  month: Month,
  { mainCompany }: OperatorFacts,
): Promise<UnitAccount[]> {
  const units = await database.query<UnitAccount>(
    `select site, account, "accountString", "glString", value, problem
     from billing.unit_accounts($1::date, $2)`,
    [firstDay(month), mainCompany.name],
  );
  if (units.length === 0) throw refusal('BILLING_UNITS_MISSING', { month });
  return units;
}

/** A site that reported statistics of a month although it closed long before; they are not posted. */
export interface UnitsLeftOut {
  readonly site: string;
  readonly closedOn: string;
}

/** Sites whose statistics of a month are left out. */
export async function unitsLeftOut(database: Queryable, month: Month): Promise<UnitsLeftOut[]> {
  return database.query<UnitsLeftOut>('select site, "closedOn" from billing.units_left_out($1::date)', [
    firstDay(month),
  ]);
}

interface PostingChoice {
  readonly month: Month;
  readonly actor: string;
  readonly isDryRun: boolean;
}

/**
 * Posts the unit accounts of a month: all of them or none, once (billing.md 4.9); each document waits for an answer of
 * the ledger. With `isDryRun` nothing is saved or handed out. In the name of the person; ask for the right to post
 * before. The documents, or BILLING_UNIT_ACCOUNTS_NOT_READY, which is returned so that the attempt stays recorded and
 * those whom `operator.json` names hear of it. Refuses with BILLING_UNITS_MISSING and BILLING_UNITS_POSTED.
 */
export async function postUnits(
  database: Database,
  posting: PostingChoice,
  going: Going,
): Promise<LedgerDocument[] | Refusal> {
  const { month, isDryRun } = posting;
  return database.transaction(async (transaction) => {
    await requireUnposted(transaction, month);
    const facts = await readFacts(transaction);
    const units = await unitAccountsOf(transaction, month, facts);
    const problems = units.filter(({ problem }) => problem !== null);
    if (problems.length > 0) {
      if (!isDryRun) await tellNotReady(transaction, posting, going, { units, problems });
      const counts = { count: String(problems.length), all: String(units.length) };
      return refusal('BILLING_UNIT_ACCOUNTS_NOT_READY', { month, ...counts });
    }
    const documents = documentsOf(units, { month, facts }, going.operator);
    if (!isDryRun) await post(transaction, posting, going, documents);
    return documents;
  }, takenUpAgain);
}

async function requireUnposted(transaction: Connection, month: Month): Promise<void> {
  await lockUnits(transaction, month);
  const [posted] = await transaction.query<{ at: string }>(
    `select to_char(submitted_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as at
     from billing.unit_batch where service_month = $1::date`,
    [firstDay(month)],
  );
  if (posted) throw refusal('BILLING_UNITS_POSTED', { month, at: posted.at });
}

function documentsOf(
  units: readonly UnitAccount[],
  { month, facts }: Readonly<{ month: Month; facts: OperatorFacts }>,
  { ledger }: OperatorProfile,
): LedgerDocument[] {
  const values = units.flatMap(({ accountString, glString, value }) =>
    accountString === null || glString === null ? [] : [{ accountString, glString, value: decimal(value) }],
  );
  const { statisticsBatch: batchName, companyName: companyNameOverride } = ledger;
  return unitDocuments({ month, values, batchName, companyNameOverride, facts });
}

/** Accounts that keep a month from being posted, as a list for people. */
export function problemRows(units: readonly UnitAccount[]): string[][] {
  return [
    ['site', 'account', 'account string', 'value', 'problem'],
    ...units.flatMap(({ site, account, accountString, value, problem }) =>
      problem === null ? [] : [[site, account, accountString ?? '', value, problem]],
    ),
  ];
}

async function tellNotReady(
  transaction: Connection,
  posting: PostingChoice,
  going: Going,
  { units, problems }: Readonly<Record<'units' | 'problems', readonly UnitAccount[]>>,
): Promise<void> {
  const counts = { items: units.length, problems: problems.length };
  await tellUnits(transaction, posting, going, { outcome: 'not ready', ...counts, rows: problemRows(units) });
}

/** Keeps the batch with its documents, tells of it, and hands the documents out; whatever is refused undoes all. */
async function post(
  transaction: Connection,
  posting: PostingChoice,
  going: Going,
  documents: readonly LedgerDocument[],
): Promise<void> {
  const documentRows = documents.map(rowOf);
  const items = documentRows.reduce((all, { row_count: count }) => all + count, 0);
  await transaction.execute(
    `with batch as (
       insert into billing.unit_batch (service_month, batch, row_count, submitted_at, submitted_by)
       values ($1::date, $2, $3, now(), $4) returning service_month)
     insert into billing.unit_posting (idempotency_key, service_month, document_number, batch, company, row_count,
       debit, credit, content, state, to_service_since)
     select idempotency_key, service_month, document_number, batch, company, row_count, debit, credit, content,
       'pending', case when $6 then now() end
     from batch cross join jsonb_to_recordset($5) as d (idempotency_key text, document_number text, batch text,
       company text, row_count integer, debit numeric, credit numeric, content jsonb)`,
    [
      ...[firstDay(posting.month), documentRows[0]?.batch ?? null, items, posting.actor],
      ...[JSON.stringify(documentRows), going.outbox.service?.isCalled === true],
    ],
  );
  await tellUnits(transaction, posting, going, {
    outcome: 'posted',
    items,
    problems: 0,
    rows: [
      ['document', 'batch', 'company', 'accounts', 'debit', 'credit', 'key'],
      ...documentRows.map((one) => [
        ...[one.document_number, one.batch, one.company, String(one.row_count)],
        ...[toText(one.debit, 2), toText(one.credit, 2), one.idempotency_key],
      ]),
    ],
  });
  for (const document of documents) await handFiles(document, going.outbox);
}

function rowOf(document: LedgerDocument) {
  const { idempotencyKey, documentNumber, batch, company, rows } = document;
  return {
    idempotency_key: idempotencyKey,
    document_number: documentNumber,
    batch,
    company,
    row_count: rows.length,
    content: document,
    debit: sum(rows.map(({ debit }) => debit)),
    credit: sum(rows.map(({ credit }) => credit)),
  };
}
