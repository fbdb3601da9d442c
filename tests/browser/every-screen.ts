import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { violationsOn } from './accessibility.ts';
import { open } from './chromium.ts';
import type { Demo } from './demo.ts';
import { screens, type Screen } from './screens.ts';

/** Every screen, in light and dark: no violation of accessibility, no fault, nothing that the policy refuses. */
export function everyScreen(demo: Demo): void {
  // Each waits for the server and the browser in turn: some at a time leave neither idle.
  suite('every screen', { concurrency: 3 }, () => {
    for (const screen of screens) lookAt(demo, screen);
  });
}

/** What is drawn is looked at cell by cell: a lower window shows the same kinds of cells, fewer times. */
const look = { width: 1440, height: 640 } as const;

function lookAt(demo: Demo, { name, path, userId, act }: Screen): void {
  test(`screen ${name} has no violation of WCAG 2.1 AA, in light and dark, and no fault`, async () => {
    const context = await demo.as(userId.split('@')[0] ?? '');
    const faults: string[] = [];
    const page = await open(context, path, look, faults);
    await act?.(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await inColors(page, colorScheme);
      // What is not about colors is the same in both.
      const rules = colorScheme === 'light' ? undefined : ['color-contrast'];
      assert.deepEqual(await violationsOn(page, rules), [], `${name} in ${colorScheme}`);
    }
    assert.deepEqual(faults, [], name);
    await page.close();
  });
}

/** Waits until the page is drawn in the colors that the device prefers now, and none is still on its way there. */
async function inColors(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const isOnItsWay = (one) => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime);
    const settle = () => {
      if (document.getAnimations().some(isOnItsWay)) requestAnimationFrame(settle);
      else resolve();
    };
    const look = () => {
      if (document.documentElement.style.colorScheme !== '${colorScheme}') requestAnimationFrame(look);
      else requestAnimationFrame(() => requestAnimationFrame(() => settle()));
    };
    look();
  })`);
}
