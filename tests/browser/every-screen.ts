import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsOn } from './accessibility.ts';
import { open } from './chromium.ts';
import type { Demo } from './demo.ts';
import { screens } from './screens.ts';

/** Every screen, in light and dark: no violation of accessibility, no fault, nothing that the policy refuses. */
export function everyScreen(demo: Demo): void {
  for (const { name, path, userId, act } of screens)
    test(`screen ${name} has no violation of WCAG 2.1 AA, in light and dark, and no fault`, async () => {
      const context = await demo.as(userId.split('@')[0] ?? '');
      const faults: string[] = [];
      const page = await open(context, path, {}, faults);
      await act?.(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForFunction(`document.documentElement.style.colorScheme === '${colorScheme}'`);
        await page.evaluate(
          'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
        );
        assert.deepEqual(await violationsOn(page), [], `${name} in ${colorScheme}`);
      }
      assert.deepEqual(faults, [], name);
      await page.close();
    });
}
