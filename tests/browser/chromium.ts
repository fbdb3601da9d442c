import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

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
  await leave(page);
  return context;
}

/** Follows a link of a page that opens the sign-in in a new tab, and signs in there. */
export async function signInBeside(context: BrowserContext, link: Locator, userId: string): Promise<void> {
  const opened = context.waitForEvent('page');
  await link.click();
  const tab = await opened;
  await tab.locator(`button:has-text("${userId}")`).click();
  await settled(tab);
  await tab.close();
}

/** Pages that nobody works in, by whose windows they are. */
const resting = new WeakMap<BrowserContext, Page[]>();

/**
 * Leaves a page for whoever opens the next one of the same person: to start the app anew took seven times as long as to
 * go to another page of it, as a link does. A page with a dialog is closed.
 */
export async function leave(page: Page): Promise<void> {
  for (const event of ['pageerror', 'console', 'dialog']) page.removeAllListeners(event);
  if ((await page.getByRole('dialog').count()) > 0) return page.close();
  resting.set(page.context(), [...(resting.get(page.context()) ?? []), page]);
}

/** A page of the app, opened and settled; what it says of faults is added to `faults`. */
export async function open(
  context: BrowserContext,
  path: string,
  look: Partial<Look> = {},
  faults: string[] = [],
): Promise<Page> {
  const { width = 1440, height = 900, colorScheme = 'light' } = look;
  const left = resting.get(context)?.pop();
  const page = left ?? (await context.newPage());
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (said) => {
    // That the machine has another network than before says nothing of the app, which asks again.
    if (said.type() === 'error' && !said.text().includes('ERR_NETWORK_CHANGED')) faults.push(said.text());
  });
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  if (left === undefined) {
    await page.goto(path);
    await settled(page);
  } else {
    // Of several pages in a window only the one in front is drawn, and what waits for frames waits.
    await page.bringToFront();
    await follow(page, path);
  }
  return page;
}

/**
 * Goes to a page as a link does, without loading the app anew. The page before stays in sight while the next one is
 * drawn, which on a busy machine takes longer than a calm moment: its title has to be gone first.
 */
export async function follow(page: Page, path: string): Promise<void> {
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

/** Has the device prefer these colors, and waits until the page is drawn in them and none is still on its way there. */
export async function inColors(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
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
