import type { Right } from '../../platform/security/index.ts';
import { feedNamed } from '../catalogue.ts';

/**
 * Rights of which one is enough to load a file: of every feed, or what the feed says in addition (operations.md 1.3);
 * `override` lets through what a check refuses. A feed that is not known any more is for those who load every feed.
 */
export function rightsToLoad(
  feed: string,
  fileName: string,
  what: 'load' | 'override' = 'load',
): readonly [Right, ...Right[]] {
  const more = feedNamed(feed)?.loadedBy?.(fileName, what) ?? null;
  // Checks of a report are overridden by those alone who may approve reports (R015).
  if (more !== null && what === 'override') return [more];
  return [{ object: 'source-file', action: 'execute' }, ...(more === null ? [] : [more])];
}
