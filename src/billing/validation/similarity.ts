/** Percent from which an account is told as one that may be meant. */
const alikeFrom = 90;

/** How much of two texts is alike, in percent: 100 less the signs that differ, of the longer one. */
export function similarity(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  return longer === 0 ? 100 : ((longer - distance(one, other)) * 100) / longer;
}

/** Signs that are put in, left out or replaced to make one of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let from = 1; from <= one.length; from += 1) {
    const next = [from];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (one[from - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Main account and site of a string of the ledger, `…-4790-0170`. */
const mainAccountOf = (account: string): string => account.slice(-9, -5);
const siteOf = (account: string): string => account.slice(-4);

/**
 * For each account string the one of the ledger that is most alike, from 90 %; of those as much alike one with the same
 * main account, since that is seldom what is wrong. Only those of the same site or main account are compared, so that
 * it takes time in proportion to the accounts of a site.
 */
export function mostAlike(strings: readonly string[], listed: readonly string[]): Map<string, string> {
  const bySite = Map.groupBy(listed, siteOf);
  const byAccount = Map.groupBy(listed, mainAccountOf);
  const hints = new Map<string, string>();
  for (const string of strings) {
    // Those with the same main account come first, and the sorting keeps their order.
    const candidates = [
      ...(byAccount.get(mainAccountOf(string)) ?? []).toSorted(),
      ...(bySite.get(siteOf(string)) ?? []).toSorted(),
    ];
    const [best] = candidates
      .map((account) => ({ account, alike: similarity(string, account) }))
      .filter(({ account, alike }) => account !== string && alike >= alikeFrom)
      .toSorted((one, other) => other.alike - one.alike);
    if (best !== undefined) hints.set(string, best.account);
  }
  return hints;
}
