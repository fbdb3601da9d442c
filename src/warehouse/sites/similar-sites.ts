import { similarity } from '../../kernel/similarity.ts';
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
export function similarSites(sites: readonly Compared[], from: number): SimilarSites[] {
  const texts = sites.map((site) => ({ site, ...plainTexts(site) }));
  const pairs = texts.flatMap((one, at) =>
    texts.slice(at + 1).flatMap((other) => {
      const isSameAddress = one.address !== '' && one.address === other.address;
      // Texts whose lengths differ by more cannot be as alike as that.
      const longer = Math.max(one.whole.length, other.whole.length);
      const mayBeAlike = Math.min(one.whole.length, other.whole.length) * 100 >= from * longer;
      if (!isSameAddress && !mayBeAlike) return [];
      const alike = similarity(one.whole, other.whole);
      return isSameAddress || alike >= from
        ? [{ one: one.site, other: other.site, alike, isSameAddress }]
        : [];
    }),
  );
  return pairs
    .toSorted((first, second) => second.alike - first.alike)
    .map(({ one, other, alike, isSameAddress }) => ({
      site: one.site,
      name: one.name,
      other: other.site,
      otherName: other.name,
      percent: alike.toFixed(1),
      isSameAddress,
    }));
}

function plainTexts({ name, streetAddress, city, zip }: Compared): { whole: string; address: string } {
  const plain = (text: string | null): string => (text ?? '').toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const street = plain(streetAddress);
  return {
    whole: `${plain(name)} ${street} ${plain(city)} ${plain(zip)}`,
    address: street === '' ? '' : `${street} ${plain(zip)}`,
  };
}
