import { decimal, roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { signCounts, similarity, similarityAtMost } from '../../kernel/similarity.ts';
import type { SiteRecord } from './read-sites.ts';

/** What is compared of a site. */
type Compared = Pick<SiteRecord, 'site' | 'name' | 'streetAddress' | 'city' | 'zip'>;

/** Two sites that may be one customer entered twice. */
export interface SimilarSites {
  readonly site: string;
  readonly name: string | null;
  readonly other: string;
  readonly otherName: string | null;
  /** How much of name and address is alike, in percent with one decimal. */
  readonly percent: string;
  readonly isSameAddress: boolean;
}

/**
 * Pairs of sites whose name and address are alike from `from` percent, or that have the same street address and postal
 * code (operations.md 7: duplicate customer); most alike first. Case, punctuation and spaces do not count.
 */
export function similarSites(sites: readonly Compared[], from: Decimal): SimilarSites[] {
  const texts = sites.map((site) => ({ site, ...plainTexts(site) }));
  const pairs = texts.flatMap((one, at) =>
    texts.slice(at + 1).flatMap((other) => {
      const isSameAddress = one.address !== '' && one.address === other.address;
      if (!isSameAddress && from.gt(String(similarityAtMost(one.counts, other.counts)))) return [];
      const percent = decimal(String(similarity(one.whole, other.whole)));
      return isSameAddress || percent.gte(from)
        ? [{ one: one.site, other: other.site, percent, isSameAddress }]
        : [];
    }),
  );
  return pairs
    .toSorted((first, second) => second.percent.cmp(first.percent))
    .map(({ one, other, percent, isSameAddress }) => ({
      site: one.site,
      name: one.name,
      other: other.site,
      otherName: other.name,
      percent: toText(roundHalfAway(percent, 1), 1),
      isSameAddress,
    }));
}

function plainTexts({ name, streetAddress, city, zip }: Compared): {
  whole: string;
  counts: Uint16Array;
  address: string;
} {
  const plain = (text: string | null): string => (text ?? '').toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const street = plain(streetAddress);
  const whole = `${plain(name)} ${street} ${plain(city)} ${plain(zip)}`;
  return { whole, counts: signCounts(whole), address: street === '' ? '' : `${street} ${plain(zip)}` };
}
