import { setTimeout } from 'node:timers/promises';
import { refusal } from '../../../kernel/errors.ts';
import { serverAddresses } from '../../configuration.ts';
import { encryptedAddress } from '../encrypted-address.ts';
import { causeOf, probeServer, withoutSecrets } from '../probe-server.ts';
import { isAway, stateOf } from '../sqlstate.ts';
import { findPrimary, type Primary, type ServerRefusal } from './find-primary.ts';
import { oneServer, SeveralServers, type Servers } from './servers.ts';

/** Questions to all servers, and milliseconds between them: a cluster that fails over takes writes again in seconds. */
const mostQuestions = 10;
const pauseMilliseconds = 1_000;

/**
 * The servers of an address; of several the one that takes writes is found. Throws `DATABASE_UNENCRYPTED`,
 * `DATABASE_TOO_OLD` or `DATABASE_UNREACHABLE`, which says of each server why it is not the one.
 */
export async function openServers(address: string): Promise<Servers> {
  const urls = serverAddresses(address).map((one) => encryptedAddress(one, withoutSecrets(one)));
  const [only = address] = urls;
  if (urls.length === 1) {
    await probeServer(only, withoutSecrets(only));
    return oneServer(only);
  }
  const primary = await findFirst(address, urls);
  await probeServer(primary.url, withoutSecrets(primary.url));
  return new SeveralServers(address, urls, primary);
}

async function findFirst(address: string, urls: readonly string[]): Promise<Primary> {
  for (let question = 1; ; question += 1) {
    const primary = await findPrimary(urls);
    if ('url' in primary) return primary;
    // A login that is refused, or a database that is not there, is not cured by waiting.
    const final = primary.refusals.find(({ cause }) => stateOf(cause) !== null && !isAway(cause));
    if (final !== undefined || question >= mostQuestions) {
      const why = primary.refusals.map(whyNot).join('; ');
      const refused = refusal('DATABASE_UNREACHABLE', { where: withoutSecrets(address), cause: why });
      throw Object.assign(refused, { cause: final?.cause });
    }
    await setTimeout(pauseMilliseconds);
  }
}

function whyNot({ url, cause, isStandby }: ServerRefusal): string {
  return `${new URL(url).host}: ${isStandby ? 'it is a standby' : (causeOf(cause) ?? 'it fails')}`;
}
