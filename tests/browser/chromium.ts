import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Starts it without a window, and without asking anybody on the network but us. */
export async function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** How a window looks. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

/** A person's windows: signed in once on the page of the provider, as people do. */
export async function signIn(
  browser: Browser,
  { url, userId }: { readonly url: string; readonly userId: string },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto('/');
  await page.locator(`button:has-text("${userId}")`).click();
  await settled(page);
  await page.close();
  return context;
}

/** A page of the app, opened and settled; what it says of faults is added to `faults`. */
export async function open(
  context: BrowserContext,
  path: string,
  look: Partial<Look> = {},
  faults: string[] = [],
): Promise<Page> {
  const { width = 1440, height = 900, colorScheme = 'light' } = look;
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (said) => {
    if (said.type() === 'error') faults.push(said.text());
  });
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  await page.goto(path);
  await settled(page);
  return page;
}

/** Frames in a row in which nothing is asked or drawn any more: one question may follow from the answer to another. */
const calmFrames = 6;

/** Waits until a page has its title, and nothing on it is still being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  // Evaluated as a whole: what is waited for bit by bit would be refused by the policy of the page.
  await page.evaluate(`new Promise((resolve) => {
    let calm = 0;
    const look = () => {
      const isLoading = document.querySelector('main[aria-busy=true], [aria-label="Loading"]') !== null;
      calm = isLoading || document.querySelector('main h1') === null ? 0 : calm + 1;
      if (calm > ${String(calmFrames)}) resolve();
      else requestAnimationFrame(look);
    };
    look();
  })`);
}
