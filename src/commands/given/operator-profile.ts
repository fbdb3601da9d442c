import { existsSync, readFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { logoCheck, neutralOperator, operatorIn, type OperatorProfile } from '../../billing/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Configuration } from '../../platform/configuration.ts';

/** What the operator says of itself in `operator.json` of the data folder, without logos; neutral without one. */
export async function operatorOf(configuration: Pick<Configuration, 'dataDir'>): Promise<OperatorProfile> {
  return profileIn(configuration, () => null);
}

/** As `operatorOf`, with logos, for what is printed. Refuses with BILLING_LOGO_UNREADABLE too. */
export async function printedOperatorOf(
  configuration: Pick<Configuration, 'dataDir'>,
): Promise<OperatorProfile> {
  const isLogo = await logoCheck();
  return profileIn(configuration, (name) => logoIn(join(configuration.dataDir, name), isLogo));
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

function logoIn(file: string, isLogo: (content: Buffer) => boolean): Buffer {
  if (!existsSync(file)) throw refusal('BILLING_LOGO_UNREADABLE', { file, problem: 'it does not exist' });
  const content = readFileSync(file);
  if (!isLogo(content))
    throw refusal('BILLING_LOGO_UNREADABLE', { file, problem: 'it is neither a PNG nor a JPEG' });
  return content;
}
