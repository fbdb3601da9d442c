import type { Page } from 'playwright-core';

/** A screen that is looked at, and as whom. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly userId: string;
  /** What is done there before looking. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Every screen of the app: each is checked for accessibility in light and dark, and photographed on demand. */
export const screens: readonly Screen[] = [
  { name: 'home-district', path: '/', userId: 'dora.district@demo.invalid' },
  { name: 'home-biller', path: '/', userId: 'bea.billing@demo.invalid' },
  { name: 'sites', path: '/sites', userId: 'bea.billing@demo.invalid' },
  { name: 'site-general', path: '/sites/0170', userId: 'bea.billing@demo.invalid' },
  { name: 'site-statements', path: '/sites/0170?tab=statements', userId: 'bea.billing@demo.invalid' },
  { name: 'site-profit-and-loss', path: '/sites/0170?tab=profitAndLoss', userId: 'fay.finance@demo.invalid' },
  { name: 'statements', path: '/statements', userId: 'bea.billing@demo.invalid' },
  {
    name: 'statement-beside',
    path: '/statements',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('row').nth(1).click();
      await page.locator('article').waitFor();
    },
  },
  { name: 'statement', path: '/statements/1', userId: 'bea.billing@demo.invalid' },
  { name: 'no-page', path: '/sites/0170/nothing', userId: 'bea.billing@demo.invalid' },
];
