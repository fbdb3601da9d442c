import { requireAnyRight, type Principal } from '../../platform/security/index.ts';
import { rightsToLoad } from '../intake/rights-to-load.ts';
import type { Intake } from '../intake/taken-in.ts';

/** For whom files are loaded: each file asks for a right of which one is enough. */
export function loadingAs({
  caller,
  database,
  person,
}: Principal): Pick<Intake, 'database' | 'receivedBy' | 'authorize' | 'authorizeOverride'> {
  return {
    database,
    receivedBy: person.userId,
    authorize: (feed, fileName) => requireAnyRight(caller, rightsToLoad(feed.name, fileName)),
    authorizeOverride: (feed, fileName) =>
      requireAnyRight(caller, rightsToLoad(feed.name, fileName, 'override')),
  };
}
