import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Rules of WCAG 2.1 A and AA, and what axe calls good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What Fluent puts at the ends of a trapped focus to catch the Tab key: it is no part of what is read. */
const sentinels = '[data-tabster-dummy]';

/** The content of a page, with what is open beside or above it. */
const ownPart = '#content, [role=complementary], [role=dialog]';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * What axe finds on a page as it stands, a line for each place: by all rules, or on the part that differs from screen
 * to screen by those that are named. It is brought to a page once: that took twice as long as the look itself.
 */
export async function violationsOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  const context = { exclude: [[sentinels]], ...(rules === undefined ? {} : { include: [[ownPart]] }) };
  const runOnly = rules === undefined ? { type: 'tag', values: tags } : { type: 'rule', values: rules };
  const options = { runOnly, resultTypes: ['violations'] };
  const violations: readonly Violation[] = await page.evaluate(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 240)}`));
}
