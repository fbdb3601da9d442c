// node tests/browser/screenshots.ts [--url http://127.0.0.1:8080] [--only sites]: a picture of every screen of a trial
// that is running, light and dark, on a desk, a tablet and a phone, into the folder `screenshots`; and what axe finds.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { violationsOn } from './accessibility.ts';
import { inColors, launch, open, settled, signIn } from './chromium.ts';
import { findChromium, noChromium } from './find-chromium.ts';
import { screens, type Screen } from './screens.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

const folder = join(import.meta.dirname, '../../screenshots');

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    only: { type: 'string', default: '' },
  },
});

const program = findChromium();
if (program === null) throw new Error(noChromium);
const browser = await launch(program);
await mkdir(folder, { recursive: true });
const chosen = screens.filter(({ name }) => name.includes(values.only));
for (const userId of new Set(chosen.map((screen) => screen.userId))) {
  const context = await signIn(browser, { url: values.url, userId });
  for (const screen of chosen.filter((each) => each.userId === userId)) await photograph(context, screen);
  await context.close();
}
await browser.close();
console.log(`Screenshots are in ${folder}.`);

/** In every size and color, on one page: it is drawn anew as when somebody drags a window, or turns the lights off. */
async function photograph(context: BrowserContext, { name, path, act }: Screen): Promise<void> {
  const page = await open(context, path);
  await act?.(page);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await inColors(page, colorScheme);
      await settled(page);
      for (const violation of await violationsOn(page))
        console.log(`${name}, ${String(size.width)}, ${colorScheme}: ${violation}`);
      await page.screenshot({ path: join(folder, `${name}-${String(size.width)}-${colorScheme}.png`) });
    }
  }
  // With what was typed and opened there; the next screen starts anew.
  await page.close();
}
