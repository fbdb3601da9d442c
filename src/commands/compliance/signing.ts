import type { Configuration } from '../../platform/configuration.ts';
import type { SigningPlace } from '../../platform/security/index.ts';
import { headsFileOf, signingKeyFileOf } from '../command.ts';

/** How commands sign the trail: with the key of the data folder, appending to a file of heads. */
export function signingPlaceOf(
  configuration: Configuration,
  headsFile = headsFileOf(configuration),
): SigningPlace {
  return { keyFile: signingKeyFileOf(configuration), headsFile };
}
