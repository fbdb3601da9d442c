import type { Configuration } from '../../platform/configuration.ts';
import type { Database } from '../../platform/database/index.ts';
import { signingKeyOf, type Signing } from '../../platform/security/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { headsFileOf, signingKeyFileOf } from '../command.ts';

/** How commands sign the trail: with the key of the data folder, appending to a file of heads. */
export async function signingFor(
  database: Database,
  configuration: Configuration,
  file = headsFileOf(configuration),
): Promise<Signing> {
  const key = await signingKeyOf(database, signingKeyFileOf(configuration));
  return { key, clock: systemClock, file };
}
