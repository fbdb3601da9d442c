import type { DataParts } from '../../delivery/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import {
  discardHeldRecords,
  exportHeldRecords,
  exportRecords,
  feeds,
  listHeldRecords,
  listLoads,
  readCorrections,
  readFreshness,
  readHeldRecord,
  readLoad,
  replayHeldRecords,
  stagingTable,
} from '../../sources/index.ts';
import { intakeOf } from '../command.ts';
import { shownLoad, takenFile } from '../load-results.ts';

/** What the routes of loads and of the quarantine do: the use cases of the commands. */
export function dataPartsOf(configuration: Configuration): DataParts {
  return {
    feeds: feeds.map((feed) => ({
      source: feed.source,
      name: feed.name,
      title: feed.title,
      staging: `sources.${stagingTable(feed)}`,
    })),
    listLoads: async (principal, filter) => (await listLoads(principal, filter)).map(shownLoad),
    readLoad: async (principal, batchId) => shownLoad(await readLoad(principal, batchId)),
    readFreshness: (principal) => readFreshness(principal, systemClock),
    listHeld: listHeldRecords,
    readHeld: readHeldRecord,
    exportHeld: async (principal, filter) => exportRecords(await exportHeldRecords(principal, filter)),
    replayHeld: async (principal, { ids, corrections, corrected }) => {
      const all = new Map(
        corrected === undefined ? [] : readCorrections(Buffer.from(corrected), 'the corrected export'),
      );
      for (const [id, values] of corrections) all.set(id, { ...all.get(id), ...values });
      const intake = intakeOf({ ...principal, configuration, isQuiet: true });
      const replay = { ids: [...new Set([...ids, ...all.keys()])], corrections: all };
      const { each, results } = await replayHeldRecords(principal, intake, replay);
      return { each, results: results.map(takenFile) };
    },
    discardHeld: discardHeldRecords,
  };
}
