import type { Queryable } from '../../platform/database/index.ts';
import { feeds } from '../catalogue.ts';

/** A source, and those of its feeds whose newest file was not loaded. */
export interface SourceState {
  readonly source: string;
  readonly failedFeeds: readonly string[];
}

/** Every source with its feeds whose newest attempt failed or was refused. Asks as the owner, for its health. */
export async function checkFeeds(database: Queryable): Promise<SourceState[]> {
  const failed = await database.query<{ feed: string }>(
    `select feed from (
       select distinct on (feed) feed, state from sources.batch
       where state not in ('tried', 'replaced', 'receiving') order by feed, batch_id desc) as newest
     where state in ('refused', 'failed')`,
  );
  const isFailed = new Set(failed.map(({ feed }) => feed));
  return [...Map.groupBy(feeds, ({ source }) => source)].map(([source, ofSource]) => ({
    source,
    failedFeeds: ofSource.flatMap(({ name }) => (isFailed.has(name) ? [name] : [])),
  }));
}
