import { named, recipientsOf } from './mail-words.ts';
import { digestOf, type Going } from './outbox.ts';

/** A mail that is no statement: some words, and a file with what they are about. */
export interface PlainLetter {
  readonly recipients: string;
  readonly subject: string;
  readonly text: string;
  readonly fileName: string;
  readonly content: Buffer;
}

/**
 * Hands out a letter as other mails go out: under the name of the environment, and to those who get its mails where the
 * operator says so (billing.md 4.10). Hands back to whom it went.
 */
export async function sendPlainLetter({ operator, outbox }: Going, letter: PlainLetter): Promise<string> {
  const { fileName, content, text } = letter;
  const recipients = recipientsOf([letter.recipients], operator);
  const sha256 = digestOf(content);
  const subject = named(letter.subject, operator);
  const envelope = { recipients, subject, fileName, sha256, attachments: [], text };
  await outbox.hand({ kind: 'mail', name: fileName, content, sha256, envelope });
  return recipients;
}
