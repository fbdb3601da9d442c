import type { WritableSet } from '../odata/index.ts';
import { billingSets } from './billing.ts';
import { forecastSets } from './forecasts.ts';
import { peopleSets } from './people.ts';
import type { SetParts } from './set-parts.ts';
import { siteSets } from './sites.ts';

export type { SetParts } from './set-parts.ts';

/**
 * The sets of the data service that are written, by entity: what people may write on the command line, by the same use
 * cases. Every other set is read.
 */
export function writableSets(parts: SetParts): ReadonlyMap<string, WritableSet> {
  return new Map(
    Object.entries({
      ...siteSets(parts),
      ...billingSets(parts),
      ...forecastSets(parts),
      ...peopleSets(parts),
    }),
  );
}
