import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  neutralOperator,
  operatorIn,
  sendMail,
  type OperatorProfile,
  type Outbox,
} from '../../billing/index.ts';
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
    hand: async ({ kind, name, content, sha256, envelope }) => {
      for (const part of [kind, 'kept']) await mkdir(join(folder, part), { recursive: true });
      await writeFile(pathOf(sha256), content);
      await writeFile(join(folder, kind, name), content);
      await writeFile(join(folder, kind, `${name}.envelope.json`), `${JSON.stringify(envelope, null, 2)}\n`);
      if (kind !== 'mail' || smtpUrl === undefined || mailFrom === undefined) return;
      const { recipients, subject, text } = envelope as Record<'recipients' | 'subject' | 'text', string>;
      await sendMail(
        { url: smtpUrl, from: mailFrom },
        { recipients, subject, text, fileName: name, content },
      );
    },
    kept: (sha256) => readFile(pathOf(sha256)).catch(() => null),
  };
}

/** What the operator says of itself in `operator.json` of the data folder; neutral without one. */
export async function operatorOf({ dataDir }: Pick<Configuration, 'dataDir'>): Promise<OperatorProfile> {
  const file = join(dataDir, 'operator.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? operatorIn(await readFile(file, 'utf8'), file) : neutralOperator;
}
