import { createHash } from 'node:crypto';
import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { OperatorProfile } from '../operator.ts';

/** Where documents go out; a folder, or whatever takes it further. */
export interface Outbox {
  /** Keeps a document under its digest before it goes out, so that it still can after a crash. */
  readonly keep?: (document: Omit<Attachment, 'fileName'>) => Promise<void>;
  /** Keeps a document under its digest, and hands it out under a name. */
  readonly hand: (document: HandedDocument) => Promise<void>;
  /** A document that was handed out before, by its digest; null when it is gone. */
  readonly kept: (sha256: string) => Promise<Buffer | null>;
  /** Where the ledger has a web service: its namespace, and whether documents are handed over to it. */
  readonly service?: { readonly namespace: string; readonly isCalled: boolean } | null;
}

/** For whom documents are made, and where they go out. */
export interface Going {
  readonly operator: OperatorProfile;
  readonly outbox: Outbox;
}

export interface HandedDocument {
  readonly kind: 'mail' | 'ledger';
  readonly name: string;
  readonly content: Buffer;
  readonly sha256: string;
  /** Documents that go out with it. */
  readonly attachments?: readonly Attachment[];
  /** Beside the document, for what takes it further. */
  readonly envelope: Readonly<Record<string, unknown>>;
}

/** A document by its name and digest, under which the outbox keeps it. */
export type StoredDocument = Readonly<{ fileName: string; sha256: string }>;
export type Attachment = StoredDocument & { readonly content: Buffer };

/** A mail as it went out: its document, and the supporting reports attached to it. */
export type Mailing = StoredDocument &
  Readonly<{ recipients: string; subject: string; attachments: readonly StoredDocument[] }>;

/** SHA-256 in hexadecimal, under which a document is kept. */
export function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What went out of a statement at first, by the name of its document; nothing of one that was not sent. */
export async function keptMailings(database: Queryable, statementId: string): Promise<Mailing[]> {
  return database.query<Mailing>(
    `select distinct on (file_name) recipients, subject, file_name as "fileName", sha256, attachments
     from billing.mailing where statement_id = $1 and state <> 'withdrawn' order by file_name, mailing_id`,
    [statementId],
  );
}

/** A document as it went out. Refuses with BILLING_DOCUMENT_GONE, also when its bytes are others. */
export async function keptIn(outbox: Outbox, { fileName, sha256 }: StoredDocument): Promise<Buffer> {
  const content = await outbox.kept(sha256);
  if (content === null || digestOf(content) !== sha256)
    throw refusal('BILLING_DOCUMENT_GONE', { file: fileName, sha256 });
  return content;
}
