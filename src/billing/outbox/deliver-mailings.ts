import { Refusal } from '../../kernel/errors.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import { keptIn, type Attachment, type StoredDocument, type Mailing, type Outbox } from './outbox.ts';

/** A mailing that may still go out, by its number. */
export interface OpenMailing {
  readonly mailingId: string;
}

/** Mailings to hand out, their words, and documents by digest that were just drawn; the outbox keeps the others. */
export interface Open {
  readonly mailings: readonly OpenMailing[];
  readonly text: string;
  readonly documents: ReadonlyMap<string, Buffer>;
}

/** The outcome of one mail: whom it reached, and why it did not reach the others. */
export interface Delivery {
  readonly mailing: Mailing;
  /** Null when it reached everyone. */
  readonly problem: Error | null;
  /** Whether it reached anyone. */
  readonly wasTaken: boolean;
}

/** The mailings of a statement that did not reach everyone yet. */
export async function openMailings(transaction: Connection, statementId: string): Promise<OpenMailing[]> {
  return transaction.query<OpenMailing>(
    `select mailing_id as "mailingId" from billing.mailing
     where statement_id = $1 and state in ('waiting', 'partly sent', 'refused') order by mailing_id`,
    [statementId],
  );
}

/**
 * Hands mails out, each in a transaction of its own that keeps its outcome: one that is refused stops no other,
 * and nobody gets a mail twice. What someone else is handing out, or has handed out meanwhile, is left out.
 */
export async function deliverMailings(database: Database, open: Open, outbox: Outbox): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const { mailingId } of open.mailings) {
    const delivery = await database.transaction((transaction) =>
      deliver(transaction, mailingId, { open, outbox }),
    );
    if (delivery !== null) deliveries.push(delivery);
  }
  return deliveries;
}

type Row = Mailing & { readonly refused: string | null };

async function deliver(
  transaction: Connection,
  mailingId: string,
  { open, outbox }: { readonly open: Open; readonly outbox: Outbox },
): Promise<Delivery | null> {
  const [row] = await transaction.query<Row>(
    `select recipients, subject, file_name as "fileName", sha256, attachments, refused_recipients as refused
     from billing.mailing
     where mailing_id = $1 and state in ('waiting', 'partly sent', 'refused') for update skip locked`,
    [mailingId],
  );
  if (!row) return null;
  const { refused, ...whole } = row;
  const mailing: Mailing = refused === null ? whole : { ...whole, recipients: refused };
  try {
    const contentOf = async (document: StoredDocument): Promise<Buffer> =>
      open.documents.get(document.sha256) ?? keptIn(outbox, document);
    const content = await contentOf(mailing);
    const attachments: Attachment[] = [];
    for (const document of mailing.attachments)
      attachments.push({ ...document, content: await contentOf(document) });
    const { fileName: name, sha256 } = mailing;
    const envelope = { ...mailing, text: open.text };
    await outbox.hand({ kind: 'mail', name, sha256, content, attachments, envelope });
  } catch (cause) {
    const problem = cause instanceof Error ? cause : new Error('the mail could not be handed out', { cause });
    const unreached = unreachedIn(problem);
    await note(transaction, mailingId, {
      state: unreached === null && refused === null ? 'refused' : 'partly sent',
      refused: unreached ?? refused,
      answer: problem.message,
    });
    return { mailing, problem, wasTaken: unreached !== null };
  }
  await note(transaction, mailingId, { state: 'sent', refused: null, answer: null });
  return { mailing, problem: null, wasTaken: true };
}

/** Recipients that the server refused while it took others; null when it took nothing. */
function unreachedIn(problem: Error): string | null {
  return problem instanceof Refusal && problem.code === 'BILLING_RECIPIENTS_REFUSED'
    ? String(problem.parameters['recipients'])
    : null;
}

async function note(
  transaction: Connection,
  mailingId: string,
  now: { readonly state: string; readonly refused: string | null; readonly answer: string | null },
): Promise<void> {
  await transaction.execute(
    `update billing.mailing set state = $2, refused_recipients = $3, answer = $4, sent_at = now()
     where mailing_id = $1`,
    [mailingId, now.state, now.refused, now.answer],
  );
}
