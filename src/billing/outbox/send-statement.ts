import { refusal } from '../../kernel/errors.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import {
  makeReports,
  reportsDueOf,
  type MadeReport,
  type ReportFailure,
} from '../documents/supporting-reports.ts';
import { letterheadOf, type OperatorProfile } from '../operator.ts';
import { changeState, requirePossible, type Acting } from '../statements/act-on-statement.ts';
import { readStatement, type StatementDetail, type StatementInvoice } from '../statements/read-statements.ts';
import { named, recipientsOf, subjectOf, textOf } from './mail-words.ts';
import {
  digestOf,
  keptIn,
  keptMailings,
  type Attachment,
  type Going,
  type HandedDocument,
  type KeptDocument,
  type Mailing,
} from './outbox.ts';
import { fileNameOf, renderStatement } from './statement-documents.ts';
import { addressesIn, billToOf, routesOf, type BillTo, type GroupRoute } from './routes.ts';

/** What was sent, and the reports that should have gone with it and could not be made. */
export interface Sending {
  readonly mailings: readonly Mailing[];
  readonly failures: readonly ReportFailure[];
}

/** The comparison is made again at sending: what is posted or expected may be another since (billing.md 4.6). */
async function requireExpected(transaction: Connection, { statementId }: Acting): Promise<void> {
  const [now] = await transaction.query<
    Record<'expected' | 'posted' | 'invoiced' | 'deviation' | 'percent', string>
  >(
    `select round(expected, 2)::text as expected, round(actual - invoiced_amount, 2)::text as posted,
       invoiced_amount::text as invoiced, round(deviation, 2)::text as deviation,
       coalesce(now_known.deviation_percent::text, '-') as percent
     from billing.deviation_now($1) as now_known cross join billing.comparison
     where statement_id = $1 and is_beyond and not is_approved`,
    [statementId],
  );
  if (now !== undefined) throw refusal('BILLING_DEVIATION_UNAPPROVED', { statement: statementId, ...now });
}

async function statementOf(database: Connection, statementId: string): Promise<StatementDetail> {
  const found = await readStatement(database, statementId);
  if (!found) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  return found;
}

/**
 * Sends an approved statement: one mail for each set of recipients with their invoices as a document, kept as it went
 * out; the supporting reports go with the mail to the contacts of the site (billing.md 4.10). A report that cannot be
 * made is handed back with its reason and stops nothing (4.11). In the name of the person; ask for the right to send
 * before. Refuses with BILLING_RECIPIENTS_MISSING, BILLING_DEVIATION_UNAPPROVED and what `changeState` refuses; then
 * nothing is sent.
 */
export async function sendStatement(
  database: Database,
  acting: Acting,
  { operator, outbox }: Going,
): Promise<Sending> {
  return database.transaction(async (transaction) => {
    await changeState(transaction, acting, 'send');
    await requireExpected(transaction, acting);
    const statement = await statementOf(transaction, acting.statementId);
    const billTo = await billToOf(transaction, acting.statementId);
    const routes = await routesOf(transaction, billTo.versionId);
    const letterhead = letterheadOf(operator, billTo.glString);
    const ofSite = recipientsOf(addressesIn(billTo.siteRecipients), operator);
    const mailings: Mailing[] = [];
    const failures: ReportFailure[] = [];
    for (const [recipients, invoices] of byRecipients(statement, { billTo, routes, operator })) {
      const content = await renderStatement(statement, invoices, { billTo, operator, isDraft: false });
      const made =
        recipients === ofSite
          ? await makeReports(transaction, statement, letterhead)
          : { reports: [], failures: [] };
      const attachments = made.reports.map(attached);
      const mailing = {
        ...{ recipients, subject: subjectOf(statement, operator), fileName: fileNameOf(invoices) },
        ...{ sha256: digestOf(content), attachments: attachments.map(withoutContent) },
      };
      await keep(transaction, acting, { statement, mailing });
      await outbox.hand(handed(mailing, textOf(statement, operator), { content, attachments }));
      mailings.push(mailing);
      failures.push(...made.failures);
    }
    if (!mailings.some(({ recipients }) => recipients === ofSite))
      for (const kind of await reportsDueOf(transaction, statement.statementId))
        failures.push({ kind, reason: 'no mail goes to the contacts of the site' });
    return { mailings, failures };
  });
}

function attached({ name, content }: MadeReport): Attachment {
  return { fileName: name, sha256: digestOf(content), content };
}

function withoutContent({ fileName, sha256 }: Attachment): KeptDocument {
  return { fileName, sha256 };
}

/** Invoices with the same recipients share one mail (billing.md 4.10); nobody to send to fails the whole statement. */
function byRecipients(
  statement: StatementDetail,
  going: {
    readonly billTo: BillTo;
    readonly routes: ReadonlyMap<number, GroupRoute>;
    readonly operator: OperatorProfile;
  },
): Map<string, StatementInvoice[]> {
  return Map.groupBy(statement.invoices, ({ group, number }) => {
    const own = addressesIn(going.routes.get(group)?.recipients ?? null);
    const theirs = own.length > 0 ? own : addressesIn(going.billTo.siteRecipients);
    const recipients = recipientsOf(theirs, going.operator);
    if (recipients === '')
      throw refusal('BILLING_RECIPIENTS_MISSING', { invoice: number, site: statement.site });
    return recipients;
  });
}

function handed(
  mailing: Mailing,
  text: string,
  documents: { readonly content: Buffer; readonly attachments: readonly Attachment[] },
): HandedDocument {
  const { fileName: name, sha256 } = mailing;
  return { kind: 'mail', name, sha256, ...documents, envelope: { ...mailing, text } };
}

async function keep(
  transaction: Connection,
  { statementId, actor }: Acting,
  { statement, mailing }: { readonly statement: StatementDetail; readonly mailing: Mailing },
): Promise<void> {
  await transaction.execute(
    `insert into billing.mailing (
       statement_id, site_id, recipients, subject, file_name, sha256, attachments, sent_at, sent_by)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, now(), $8)`,
    [
      ...[statementId, statement.site, mailing.recipients, mailing.subject],
      ...[mailing.fileName, mailing.sha256, JSON.stringify(mailing.attachments), actor],
    ],
  );
}

/**
 * Sends a statement again: the documents of the first time, byte for byte, to the recipients of the first time unless
 * the operator replaces them now; its state stays (billing.md 4.7). Refuses with BILLING_ACTION_REFUSED and
 * BILLING_DOCUMENT_GONE.
 */
export async function resendStatement(
  database: Database,
  { statementId, actor }: Pick<Acting, 'statementId' | 'actor'>,
  { operator, outbox }: Going,
): Promise<Mailing[]> {
  return database.transaction(async (transaction) => {
    const statement = await statementOf(transaction, statementId);
    requirePossible(statement, 'resend');
    const sent = await keptMailings(transaction, statementId);
    const again = sent.map((mailing) => sentAgain(mailing, operator));
    for (const mailing of again) {
      const content = await keptIn(outbox, mailing);
      const attachments: Attachment[] = [];
      for (const document of mailing.attachments)
        attachments.push({ ...document, content: await keptIn(outbox, document) });
      await keep(transaction, { statementId, actor, seenChange: null, reason: null }, { statement, mailing });
      await outbox.hand(handed(mailing, textOf(statement, operator), { content, attachments }));
    }
    return again;
  });
}

/** A copy of production sends what it finds to its own recipients, under its own name (billing.md 4.10). */
function sentAgain(mailing: Mailing, operator: OperatorProfile): Mailing {
  const { recipients, subject } = mailing;
  return {
    ...mailing,
    recipients: recipientsOf([recipients], operator),
    subject: named(subject, operator),
  };
}
