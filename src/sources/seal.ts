import type { Queryable } from '../platform/database/index.ts';
import type { Feed, FeedColumn } from './feed.ts';

/** What the intake asks of the privacy room: pseudonyms for identifiers of people, kept before their rows are. */
export interface Seal {
  /** The pseudonym of an identifier; the same for the same, whatever its case. */
  pseudonymOf(identifier: string): string;
  /** Learns whose identifiers get a pseudonym that stands for nobody, because they were erased. */
  learnErased(database: Queryable): Promise<void>;
  /** Whether a text is a pseudonym already. */
  isPseudonym(text: string): boolean;
  /** Keeps the identifiers that were sealed since, encrypted. */
  keep(database: Queryable): Promise<void>;
}

/**
 * The feed with its identifiers sealed. Records of quarantine that are loaded again hold pseudonyms already, beside
 * values that a person corrected; in a file a pseudonym is an identifier like any other.
 */
export function sealedFeed(feed: Feed, seal: Seal, { isReplay }: { readonly isReplay: boolean }): Feed {
  const sealed = (column: FeedColumn): FeedColumn =>
    column.personal !== 'identifier'
      ? column
      : {
          ...column,
          seal: (value) => (isReplay && seal.isPseudonym(value) ? value : seal.pseudonymOf(value)),
        };
  return { ...feed, columns: feed.columns.map(sealed) };
}
