import { existsSync, readFileSync } from 'node:fs';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isLogo,
  neutralOperator,
  operatorIn,
  sendMail,
  type OperatorProfile,
  type Outbox,
} from '../../billing/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Configuration } from '../../platform/configuration.ts';

/**
 * The outbox as a folder in the data folder: `mail` and `ledger` hold what goes out, each document with its envelope
 * beside it; `kept` holds every document under its digest, so that it can go out again as it was. With a mail server
 * in the configuration mails are also sent; one that it refuses fails the statement.
 */
export function outboxIn({
  dataDir,
  smtpUrl,
  mailFrom,
}: Pick<Configuration, 'dataDir' | 'smtpUrl' | 'mailFrom'>): Outbox {
  const folder = join(dataDir, 'outbox');
  const pathOf = (sha256: string): string => join(folder, 'kept', sha256);
  return {
    hand: async ({ kind, name, content, sha256, attachments = [], envelope }) => {
      for (const part of [kind, 'kept']) await mkdir(join(folder, part), { recursive: true });
      for (const document of [{ fileName: name, sha256, content }, ...attachments]) {
        await writeFile(pathOf(document.sha256), document.content);
        await writeFile(join(folder, kind, document.fileName), document.content);
      }
      await writeFile(join(folder, kind, `${name}.envelope.json`), `${JSON.stringify(envelope, null, 2)}\n`);
      if (kind !== 'mail' || smtpUrl === undefined || mailFrom === undefined) return;
      const { recipients, subject, text } = envelope as Record<'recipients' | 'subject' | 'text', string>;
      await sendMail(
        { url: smtpUrl, from: mailFrom },
        { recipients, subject, text, fileName: name, content, attachments },
      );
    },
    kept: (sha256) => readFile(pathOf(sha256)).catch(() => null),
  };
}

/** What the operator says of itself in `operator.json` of the data folder, without logos; neutral without one. */
export async function operatorOf(configuration: Pick<Configuration, 'dataDir'>): Promise<OperatorProfile> {
  return profileIn(configuration, () => null);
}

/** As `operatorOf`, with logos, for what is printed. Refuses with BILLING_LOGO_UNREADABLE too. */
export async function printedOperatorOf(
  configuration: Pick<Configuration, 'dataDir'>,
): Promise<OperatorProfile> {
  return profileIn(configuration, (name) => logoIn(join(configuration.dataDir, name)));
}

async function profileIn(
  { dataDir }: Pick<Configuration, 'dataDir'>,
  logoOf: (name: string) => Buffer | null,
): Promise<OperatorProfile> {
  const file = join(dataDir, 'operator.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? operatorIn(await readFile(file, 'utf8'), file, logoOf) : neutralOperator;
}

function logoIn(file: string): Buffer {
  if (!existsSync(file)) throw refusal('BILLING_LOGO_UNREADABLE', { file, problem: 'it is not there' });
  const content = readFileSync(file);
  if (!isLogo(content))
    throw refusal('BILLING_LOGO_UNREADABLE', { file, problem: 'it is neither a PNG nor a JPEG' });
  return content;
}
