import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules of WCAG 2.1 A and AA, and what axe calls good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What Fluent puts at the ends of a trapped focus to catch the Tab key: it is no part of what is read. */
const sentinels = '[data-tabster-dummy]';

/** The content of a page, with what is open beside or above it. */
const ownPart = '#content, [role=complementary], [role=dialog]';

/**
 * What axe finds on a page as it stands, a line for each place: by all rules, or on the part that differs from screen
 * to screen by those that are named.
 */
export async function violationsOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Otherwise each look opens a window of its own, which takes as long as the look: our pages have no frames.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).exclude(sentinels);
  const chosen =
    rules === undefined ? builder.withTags(tags) : builder.include(ownPart).withRules([...rules]);
  const { violations } = await chosen.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 240)}`));
}
