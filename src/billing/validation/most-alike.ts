import { similarity } from '../../kernel/similarity.ts';

/** Percent from which an account is told as one that may be meant. */
const alikeFrom = 90;

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
