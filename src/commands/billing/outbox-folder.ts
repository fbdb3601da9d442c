import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  sendMail,
  type Going,
  type HandedDocument,
  type LedgerEndpoint,
  type Mail,
  type Outbox,
} from '../../billing/index.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { pathInside, keepInside } from '../../kernel/inside-folder.ts';
import type { Configuration } from '../../platform/configuration.ts';
import { operatorOf, printedOperatorOf } from '../given/operator-profile.ts';

type OutboxSettings = Pick<
  Configuration,
  'dataDir' | 'smtpUrl' | 'mailFrom' | 'ledgerUrl' | 'ledgerNamespace'
>;

/**
 * The outbox as a folder in the data folder: `mail` and `ledger` hold what goes out, each document with its envelope
 * beside it; `kept` holds every document under its digest, so that it can go out again as it was. With a mail server
 * in the configuration mails are also sent; one that it refuses fails the statement.
 */
export function outboxIn({ dataDir, smtpUrl, mailFrom, ledgerUrl, ledgerNamespace }: OutboxSettings): Outbox {
  const folder = join(dataDir, 'outbox');
  /** Sends where there is a mail server; the refusal names recipients whom it did not take among others. */
  const mailed = async (
    envelope: HandedDocument['envelope'],
    documents: Pick<Mail, 'fileName' | 'content' | 'attachments'>,
  ): Promise<Refusal | null> => {
    if (smtpUrl === undefined || mailFrom === undefined) return null;
    const { recipients, subject, text } = envelope as Record<'recipients' | 'subject' | 'text', string>;
    const mail = { recipients, subject, text, ...documents };
    const refused = await sendMail({ url: smtpUrl, from: mailFrom }, mail);
    return refused.length === 0
      ? null
      : refusal('BILLING_RECIPIENTS_REFUSED', { file: documents.fileName, recipients: refused.join(';') });
  };
  return {
    keep: async ({ sha256, content }) => {
      await keepInside(folder, ['kept', sha256], content);
    },
    hand: async ({ kind, name, content, sha256, attachments = [], envelope }) => {
      const documents = [{ fileName: name, sha256, content }, ...attachments];
      for (const { fileName } of documents) pathInside(folder, kind, fileName);
      for (const document of documents) await keepInside(folder, ['kept', document.sha256], document.content);
      // What the mail server refuses altogether leaves nothing in the folder of what went out.
      const unreached =
        kind === 'mail' ? await mailed(envelope, { fileName: name, content, attachments }) : null;
      for (const document of documents) await keepInside(folder, [kind, document.fileName], document.content);
      const text = `${JSON.stringify(envelope, null, 2)}\n`;
      await keepInside(folder, [kind, `${name}.envelope.json`], text);
      if (unreached !== null) throw unreached;
    },
    kept: async (sha256) => readFile(pathInside(folder, 'kept', sha256)).catch(() => null),
    service:
      ledgerNamespace === undefined
        ? null
        : { namespace: ledgerNamespace, isCalled: ledgerUrl !== undefined },
  };
}

/** Milliseconds for the web service of the ledger to answer: a map of 1,000 rows takes a minute. */
const patienceMilliseconds = 120_000;

/** The web service of the ledger; null where none is configured. */
export function ledgerEndpointOf({ ledgerUrl, ledgerAuthorization }: Configuration): LedgerEndpoint | null {
  return ledgerUrl === undefined
    ? null
    : { url: ledgerUrl, authorization: ledgerAuthorization ?? null, patience: patienceMilliseconds };
}

/** With what documents go out: the operator as it names itself, and the outbox. */
export async function goingOf(configuration: Configuration): Promise<Going> {
  return { operator: await operatorOf(configuration), outbox: outboxIn(configuration) };
}

/** As `goingOf`, with logos, for what is printed. */
export async function printedGoingOf(configuration: Configuration): Promise<Going> {
  return { operator: await printedOperatorOf(configuration), outbox: outboxIn(configuration) };
}
