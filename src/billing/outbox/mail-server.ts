import { isLoopback } from '../../kernel/loopback.ts';
import { refusal } from '../../kernel/errors.ts';

/** A mail with its document, and others that go with it. */
export interface Mail {
  /** Addresses with semicolons. */
  readonly recipients: string;
  readonly subject: string;
  readonly text: string;
  readonly fileName: string;
  readonly content: Buffer;
  readonly attachments?: readonly { readonly fileName: string; readonly content: Buffer }[];
}

/** Milliseconds for the server to answer; a statement is not sent without its word. */
const patienceMilliseconds = 30_000;

/**
 * How to connect to a mail server: on another machine only over TLS, from the first byte (`smtps`) or after STARTTLS
 * (`smtp`), and never without it.
 */
export function connectionTo(url: string): {
  host: string;
  port: number;
  secure: boolean;
  requireTLS: boolean;
  auth?: { user: string; pass: string };
} {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isImplicit = protocol === 'smtps:';
  return {
    host: hostname,
    port: Number.parseInt(port === '' ? (isImplicit ? '465' : '587') : port, 10),
    secure: isImplicit,
    requireTLS: !isImplicit && !isLoopback(hostname),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

/**
 * Sends a mail and waits until the server took it. The addresses that the server refused while it took others. Refuses
 * with BILLING_MAIL_REFUSED when it took nothing, without the password.
 */
export async function sendMail(
  server: { readonly url: string; readonly from: string },
  { recipients, subject, text, fileName, content, attachments = [] }: Mail,
): Promise<string[]> {
  const connection = connectionTo(server.url);
  const patience = { connectionTimeout: patienceMilliseconds, socketTimeout: patienceMilliseconds };
  // Loaded here only: commands that send nothing start a seventh sooner without it.
  const { default: nodemailer } = await import('nodemailer');
  const transport = nodemailer.createTransport({ ...connection, ...patience });
  try {
    const { rejected } = await transport.sendMail({
      from: server.from,
      to: recipients.split(';'),
      subject,
      text,
      // What a document is, PDF or CSV, follows from its name.
      attachments: [{ fileName, content }, ...attachments].map((document) => ({
        filename: document.fileName,
        content: document.content,
      })),
    });
    return rejected.map(String);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    throw refusal('BILLING_MAIL_REFUSED', { host: connection.host, file: fileName, code });
  } finally {
    transport.close();
  }
}
