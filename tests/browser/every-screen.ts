import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { violationsOn } from './accessibility.ts';
import { open, settled } from './chromium.ts';
import type { Demo } from './demo.ts';
import { screens, type Screen } from './screens.ts';

/** What is drawn is looked at cell by cell: a lower window shows the same kinds of cells, fewer times. */
const look = { width: 1440, height: 640 } as const;

/** Pages that are looked at at the same time. */
const atOnce = availableParallelism();

/** Screens that one page goes through: whoever has most of them does not keep the others waiting. */
const screensOfPage = 8;

/** Every screen, in light and dark: no violation of accessibility, no fault, nothing that the policy refuses. */
export function everyScreen(demo: Demo): void {
  test(
    'no screen has a violation of WCAG 2.1 AA, in light and dark, or a fault',
    { concurrency: atOnce },
    async (t) => {
      const people = [...Map.groupBy(screens, (screen) => screen.userId.split('@')[0] ?? '')];
      const pages = people.flatMap(([person, some]) =>
        Array.from({ length: Math.ceil(some.length / screensOfPage) }, (_, at) => ({
          person,
          some: some.slice(at * screensOfPage, (at + 1) * screensOfPage),
        })),
      );
      await Promise.all(
        pages.map(({ person, some }) =>
          t.test(`none of ${person}: ${some[0]?.name ?? ''} …`, async () => {
            const faults: string[] = [];
            const page = await open(await demo.as(person), '/', look, faults);
            // What was typed on a screen is left there.
            page.on('dialog', (dialog) => void dialog.accept());
            for (const screen of some) {
              await lookAt(page, screen);
              assert.deepEqual(faults, [], screen.name);
            }
            await page.close();
          }),
        ),
      );
    },
  );
}

async function lookAt(page: Page, { name, path, act }: Screen): Promise<void> {
  await goTo(page, path);
  await act?.(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await inColors(page, colorScheme);
    // What is not about colors is the same in both.
    const rules = colorScheme === 'light' ? undefined : ['color-contrast'];
    assert.deepEqual(await violationsOn(page, rules), [], `${name} in ${colorScheme}`);
  }
}

/**
 * Goes to a page as a link does, without loading the app anew. The page before stays in sight while the next one is
 * drawn, which on a busy machine takes longer than a calm moment: its title has to be gone first.
 */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`(async () => {
    const title = document.querySelector('main h1');
    const from = location.pathname.split('/');
    history.pushState({}, '', ${JSON.stringify(path)});
    dispatchEvent(new PopStateEvent('popstate'));
    const to = location.pathname.split('/');
    const isOtherPage = from[1] !== to[1] || from.length !== to.length;
    while (isOtherPage && title?.isConnected) await new Promise(requestAnimationFrame);
  })()`);
  await settled(page);
}

/** Has the device prefer these colors, and waits until the page is drawn in them and none is still on its way there. */
async function inColors(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
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
