import { inGroups } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { takenUpAgain, type Connection, type Database } from '../../platform/database/index.ts';
import {
  makeReports,
  reportsDueOf,
  type BuiltReport,
  type ReportFailure,
} from '../documents/supporting-reports.ts';
import { letterheadOf, type OperatorProfile } from '../operator.ts';
import { changeState, lockStatement, requirePossible, type Acting } from '../statements/act-on-statement.ts';
import { readStatement, type StatementDetail, type StatementInvoice } from '../statements/read-statements.ts';
import { deliverMailings, openMailings, type Open, type OpenMailing } from './deliver-mailings.ts';
import { named, recipientsOf, subjectOf, textOf } from './mail-words.ts';
import {
  digestOf,
  keptIn,
  keptMailings,
  type Attachment,
  type Going,
  type StoredDocument,
  type Mailing,
} from './outbox.ts';
import { fileNameOf, renderStatement } from './statement-documents.ts';
import { addressesIn, billToOf, routesOf, type BillTo, type GroupRoute } from './routes.ts';

/** What was sent, and the reports that should have gone with it and could not be made. */
export interface Sending {
  readonly mailings: readonly Mailing[];
  readonly failures: readonly ReportFailure[];
  /** Whom no mail reached, and why; the statement is sent to the others. */
  readonly refused: readonly { readonly recipients: string; readonly reason: string }[];
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
  if (now === undefined) return;
  throw refusal('BILLING_DEVIATION_UNAPPROVED', {
    statement: statementId,
    expected: inGroups(now.expected),
    posted: inGroups(now.posted),
    invoiced: inGroups(now.invoiced),
    deviation: inGroups(now.deviation),
    percent: now.percent,
  });
}

async function statementOf(database: Connection, statementId: string): Promise<StatementDetail> {
  const statement = await readStatement(database, statementId);
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  return statement;
}

/**
 * Sends an approved statement: one mail for each set of recipients with their invoices as a document, kept as it went
 * out; the supporting reports go with the mail to the contacts of the site (billing.md 4.10). A report that cannot be
 * made is handed back with its reason and stops nothing (4.11). Each mail goes out for itself: what the server refuses
 * is handed back, and sending again writes to those only who got nothing. In the name of the person; ask for the right
 * to send before. Refuses with BILLING_RECIPIENTS_MISSING, BILLING_DEVIATION_UNAPPROVED, what `changeState` refuses and
 * with what the mail server said when it took no mail at all; then nothing counts as sent.
 */
export async function sendStatement(database: Database, acting: Acting, going: Going): Promise<Sending> {
  const { failures, ...open } = await database.transaction(
    (transaction) => prepare(transaction, acting, going),
    takenUpAgain,
  );
  const deliveries = await deliverMailings(database, open, going.outbox);
  const problems = deliveries.flatMap(({ mailing: { recipients }, problem }) =>
    problem === null ? [] : [{ recipients, problem }],
  );
  const [first] = problems;
  if (first !== undefined && !deliveries.some(({ wasTaken }) => wasTaken)) {
    await database.transaction((transaction) => takeSendingBack(transaction, acting), takenUpAgain);
    throw first.problem;
  }
  const mailings = deliveries.filter(({ wasTaken }) => wasTaken).map(({ mailing }) => mailing);
  const refused = problems.map(({ recipients, problem }) => ({
    recipients,
    reason: problem.message,
  }));
  return { mailings, failures, refused };
}

interface Prepared extends Open {
  readonly failures: readonly ReportFailure[];
}

/** Of a statement that was sent the mails that did not reach everyone go out again. */
async function prepare(transaction: Connection, acting: Acting, going: Going): Promise<Prepared> {
  const { statementId } = acting;
  await lockStatement(transaction, statementId);
  const before = await statementOf(transaction, statementId);
  const text = textOf(before, going.operator);
  const left = before.state === 'Sent' ? await openMailings(transaction, statementId) : [];
  if (left.length > 0) return { text, mailings: left, documents: new Map(), failures: [] };
  await changeState(transaction, acting, 'send');
  await requireExpected(transaction, acting);
  const drawn = await drawMailings(transaction, acting, going);
  return { text, ...drawn, mailings: await openMailings(transaction, statementId) };
}

/** Keeps the documents of a statement and a mailing for each set of recipients, which then waits to go out. */
async function drawMailings(
  transaction: Connection,
  acting: Acting,
  { operator, outbox }: Going,
): Promise<Omit<Prepared, 'text' | 'mailings'>> {
  const statement = await statementOf(transaction, acting.statementId);
  const billTo = await billToOf(transaction, acting.statementId);
  const routes = await routesOf(transaction, billTo.versionId);
  const ofSite = recipientsOf(addressesIn(billTo.siteRecipients), operator);
  const byAddress = byRecipients(statement, { billTo, routes, operator });
  const failures: ReportFailure[] = [];
  const documents = new Map<string, Buffer>();
  for (const [recipients, invoices] of byAddress) {
    const content = await renderStatement(statement, invoices, { billTo, operator, isDraft: false });
    const hoursReports =
      recipients === ofSite
        ? await makeReports(transaction, statement, letterheadOf(operator, billTo.glString))
        : { reports: [], failures: [] };
    const attachments = hoursReports.reports.map(attached);
    const sha256 = digestOf(content);
    for (const document of [{ sha256, content }, ...attachments]) {
      documents.set(document.sha256, document.content);
      await outbox.keep?.(document);
    }
    const subject = subjectOf(statement, operator);
    const fileName = fileNameOf(invoices);
    const mailing = { recipients, subject, fileName, sha256, attachments: attachments.map(withoutContent) };
    await keep(transaction, acting, { site: statement.site, mailing });
    failures.push(...hoursReports.failures);
  }
  if (!byAddress.has(ofSite))
    for (const kind of await reportsDueOf(transaction, statement.statementId))
      failures.push({ kind, reason: 'no mail goes to the contacts of the site' });
  return { documents, failures };
}

/** A statement of which nobody got a mail is not sent; unless it was posted meanwhile, it is again what it was. */
async function takeSendingBack(transaction: Connection, { statementId, actor }: Acting): Promise<void> {
  await lockStatement(transaction, statementId);
  const [unsentStatement] = await transaction.query(
    `select from billing.statement where statement_id = $1 and state = 'Sent' and not is_posted and not exists (
       select from billing.mailing where mailing.statement_id = statement.statement_id
         and mailing.state in ('sent', 'partly sent', 'waiting'))`,
    [statementId],
  );
  if (!unsentStatement) return;
  await transaction.execute(
    `update billing.mailing set state = 'withdrawn' where statement_id = $1 and state = 'refused'`,
    [statementId],
  );
  const reason = 'the mail server accepted no mail';
  await changeState(transaction, { statementId, actor, seenChange: null, reason }, 'not-taken');
}

function attached({ name, content }: BuiltReport): Attachment {
  return { fileName: name, sha256: digestOf(content), content };
}

function withoutContent({ fileName, sha256 }: Attachment): StoredDocument {
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

/** The number of the mailing, which waits to go out. */
async function keep(
  transaction: Connection,
  { statementId, actor }: Pick<Acting, 'statementId' | 'actor'>,
  { site, mailing }: { readonly site: string; readonly mailing: Mailing },
): Promise<OpenMailing[]> {
  return transaction.query<OpenMailing>(
    `insert into billing.mailing (
       statement_id, site_id, recipients, subject, file_name, sha256, attachments, state, sent_at, sent_by)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, 'waiting', now(), $8) returning mailing_id as "mailingId"`,
    [
      ...[statementId, site, mailing.recipients, mailing.subject],
      ...[mailing.fileName, mailing.sha256, JSON.stringify(mailing.attachments), actor],
    ],
  );
}

/**
 * Sends a statement again: the documents of the first time, byte for byte, to the recipients of the first time unless
 * the operator replaces them now; its state stays (billing.md 4.7). Refuses with BILLING_ACTION_REFUSED and
 * BILLING_DOCUMENT_GONE, and with what the mail server did not take once every mail was tried.
 */
export async function resendStatement(
  database: Database,
  acting: Pick<Acting, 'statementId' | 'actor'>,
  going: Going,
): Promise<Mailing[]> {
  const { operator, outbox } = going;
  const open = await database.transaction(async (transaction): Promise<Open> => {
    const statement = await statementOf(transaction, acting.statementId);
    requirePossible(statement, 'resend');
    const again: OpenMailing[] = [];
    for (const mailing of await keptMailings(transaction, acting.statementId)) {
      for (const document of [mailing, ...mailing.attachments]) await keptIn(outbox, document);
      again.push(
        ...(await keep(transaction, acting, { site: statement.site, mailing: sentAgain(mailing, operator) })),
      );
    }
    return { text: textOf(statement, operator), mailings: again, documents: new Map() };
  }, takenUpAgain);
  const deliveries = await deliverMailings(database, open, outbox);
  for (const { problem } of deliveries) if (problem !== null) throw problem;
  return deliveries.map(({ mailing }) => mailing);
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
