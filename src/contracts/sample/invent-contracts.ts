import type { Queryable } from '../../platform/database/index.ts';
import type { ExportFile } from '../exports/export-file.ts';
import { sampleExports } from './sample-exports.ts';
import type { SampleSite } from './sample-site.ts';

/** Exports of invented contracts for the sites that the warehouse knows; the same seed gives the same bytes. */
export async function inventContracts(database: Queryable, seed: number): Promise<ExportFile[]> {
  const sites = await database.query<SampleSite>(
    'select site, name, has_rooms as "hasRooms", jobs, budget from contracts.sample_sites()',
  );
  return sampleExports(sites, seed);
}
