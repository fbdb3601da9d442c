import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { violationsOn } from './accessibility.ts';
import { follow, inColors, leave, open } from './chromium.ts';
import type { Demo } from './demo.ts';
import { screens, type Screen } from './screens.ts';

/** What is drawn is looked at cell by cell: a lower window shows the same kinds of cells, fewer times. */
const look = { width: 1440, height: 640 } as const;

/** The narrowest window that everything fits into: that of a page of 1280 at 400 %. */
const narrow = { width: 320, height: look.height } as const;

/** Screens that one goes through at a time: whoever has most of them does not keep the other waiting. */
const screensAtATime = 8;

/** Every screen, in light and dark: no violation of accessibility, no fault, nothing that the policy refuses. */
export function everyScreen(demos: readonly Demo[]): void {
  test(
    'no screen has a violation of WCAG 2.1 AA, in light and dark, or a fault',
    { concurrency: demos.length },
    async (t) => {
      const people = [...Map.groupBy(screens, (screen) => screen.userId.split('@')[0] ?? '')];
      const parts = people.flatMap(([person, some]) =>
        Array.from({ length: Math.ceil(some.length / screensAtATime) }, (_, at) => ({
          person,
          some: some.slice(at * screensAtATime, (at + 1) * screensAtATime),
        })),
      );
      assert.ok(parts.length > demos.length, 'hardly a screen was looked at');
      const lookThrough = async (demo: Demo): Promise<void> => {
        for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
          const { person, some } = part;
          await t.test(`none of ${person}: ${some[0]?.name ?? ''} …`, async () =>
            lookAtAll(await demo.as(person), some),
          );
        }
      };
      await Promise.all(demos.map(lookThrough));
    },
  );
}

async function lookAtAll(context: BrowserContext, some: readonly Screen[]): Promise<void> {
  const faults: string[] = [];
  const page = await open(context, '/', look, faults);
  // What was typed on a screen is left there.
  page.on('dialog', (dialog) => void dialog.accept());
  for (const screen of some) {
    await lookAt(page, screen);
    assert.deepEqual(faults, [], screen.name);
    // What lies below a dialog cannot be worked with.
    const dialog = page.getByRole('dialog');
    if ((await dialog.count()) > 0) {
      // Esc leaves a dialog into which something was typed open.
      const leaving = dialog.getByRole('button', { name: /^(Cancel|Close)$/ });
      if ((await leaving.count()) > 0) await leaving.first().click();
      else await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  }
  await leave(page);
}

async function lookAt(page: Page, { name, path, act }: Screen): Promise<void> {
  await follow(page, path);
  await act?.(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await inColors(page, colorScheme);
    // What is not about colors is the same in both.
    const rules = colorScheme === 'light' ? undefined : ['color-contrast'];
    assert.deepEqual(await violationsOn(page, rules), [], `${name} in ${colorScheme}`);
  }
  // A narrow window takes as long as both colors: what is opened above a page has the least room.
  if (act === undefined) return;
  await resize(page, narrow);
  assert.deepEqual(await cutOff(page), [], `${name} at ${String(narrow.width)} pixels`);
  await resize(page, look);
}

/** Makes the window another one, and waits until the page is drawn for it, with what slides in. */
async function resize(page: Page, size: { readonly width: number; readonly height: number }): Promise<void> {
  await page.setViewportSize(size);
  const scheme: 'light' | 'dark' = await page.evaluate(`document.documentElement.style.colorScheme`);
  await inColors(page, scheme);
}

/** What stands beyond the edge of a window that does not scroll sideways, where nobody can reach it. */
async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth;
    const isReached = (one) => {
      for (let box = one.parentElement; box !== null; box = box.parentElement) if (scrolls(box)) return true;
      return false;
    };
    const isOut = (one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 1 && (right > innerWidth + 1 || left < -1) && !isReached(one);
    };
    const out = [...document.querySelectorAll('button, a, input, select, textarea, h1, h2, nav span')].filter(isOut);
    return out.map((one) => one.outerHTML.slice(0, 160));
  })()`);
}
