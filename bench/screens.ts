import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { bill } from '../src/billing/index.ts';
import { readWebApp } from '../src/commands/serving/web-app.ts';
import { calculatePnl } from '../src/forecasting/pnl/calculate-pnl.ts';
import type { Month } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { setDemoDay } from '../src/platform/security/index.ts';
import { launch, open, settled, signIn } from '../tests/browser/chromium.ts';
import { findChromium, noChromium } from '../tests/browser/find-chromium.ts';
import { asOf, fillPortfolio, year } from './pnl.ts';
import { siteNumber } from './revenue-file.ts';
import { startProgram } from './start-program.ts';
import { atScale, median, onWorkbench, report } from './workbench.ts';

/** Service month whose statements are listed. */
const billedMonth: Month = `${String(year)}-06`;

/** A screen, and what stands on it once its first figures do. */
interface Screen {
  readonly name: string;
  readonly path: string;
  readonly figures: string;
}

const screens: readonly Screen[] = [
  { name: 'home', path: '/', figures: '[aria-label="My sites"] a[href^="/sites/"]' },
  {
    name: 'statements',
    path: `/statements?period=${billedMonth}`,
    figures: '[role=row][aria-rowindex="2"]',
  },
  {
    name: 'P&L by site',
    path: `/profit-and-loss?period=${String(year)}-07&by=site`,
    figures: '[role=row][aria-level="1"]',
  },
  {
    name: 'forecast editor',
    path: `/forecast/${siteNumber(0)}?month=${String(year)}-08`,
    figures: 'revogr-data[col-type="rgCol"] [role=gridcell]',
  },
];

/** A page that asks for next to nothing. */
const nowhere = '/sites/0000/nothing';

/**
 * (u) bytes of the web app; time to the first figures of screens at 800 sites, opened from another page, against the
 * time of the answers they need; growth of its memory with use. Needs Chromium.
 */
export async function benchScreens(scale: number): Promise<void> {
  await reportBundle();
  const chromium = findChromium();
  if (chromium === null) {
    report(`(u) ${noChromium}`, '0');
    return;
  }
  const sites = atScale(800, scale, 8);
  await onWorkbench(sites, async ({ database, configuration }) => {
    await fillPortfolio(database, sites);
    await calculateAndBill(database, sites);
    await setDemoDay(database, asOf);
    const program = await startProgram(configuration.dataDir);
    const browser = await launch(chromium);
    try {
      const userId = 'audra.auditor@demo.invalid';
      const context = await signIn(browser, { url: program.url, userId });
      for (const screen of screens) await timeScreen(context, screen, atScale(5, scale, 1));
      await growMemory(context, { first: atScale(3, scale, 1), turns: atScale(40, scale, 1) });
    } finally {
      await browser.close();
      await program.stop();
    }
  });
}

async function reportBundle(): Promise<void> {
  const { index, files } = await readWebApp(() => undefined);
  const scripts = [...files].filter(([name]) => name.endsWith('.js'));
  const first = new Set([...index.matchAll(/\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name));
  const kilobytes = (chosen: typeof scripts): string =>
    String(Math.ceil(chosen.reduce((sum, [, { plain }]) => sum + gzipSync(plain).length, 0) / 1_000));
  report(
    '(u) kB of JavaScript before the first page',
    kilobytes(scripts.filter(([name]) => first.has(name))),
  );
  report('(u) kB of JavaScript of all pages', kilobytes(scripts));
}

async function calculateAndBill(database: Database, sites: number): Promise<void> {
  await calculatePnl(database, {
    year,
    asOf,
    sites: Array.from({ length: sites }, (_, at) => siteNumber(at)),
    version: 'working',
    cause: 'command',
    startedBy: 'bench',
  });
  await bill(database, { month: billedMonth, isDryRun: false, startedBy: 'bench' });
}

/** Milliseconds to the first figures of a screen, and those of them in which answers were waited for. */
interface Opened {
  readonly all: number;
  readonly answers: number;
}

async function timeScreen(
  context: BrowserContext,
  { name, path, figures }: Screen,
  rounds: number,
): Promise<void> {
  const times: Opened[] = [];
  // The first time the code of the page is loaded, which a browser keeps.
  for (let round = 0; round <= rounds; round += 1) {
    const page = await open(context, nowhere);
    times.push(await openedIn(page, path, figures));
    await page.close();
  }
  const known = times.slice(1);
  const all = median(known.map((each) => each.all));
  report(`(u) ${name}, first figures`, `${(all / 1_000).toFixed(2)} s`);
  report(`(u) ${name} : its answers`, median(known.map((each) => each.all / each.answers)).toFixed(2));
}

/** Follows a link to a page and waits for its figures; the answers are the time in which any was on its way. */
async function openedIn(page: Page, path: string, figures: string): Promise<Opened> {
  return page.evaluate<Opened>(`new Promise((resolve) => {
    performance.clearResourceTimings();
    const start = performance.now();
    history.pushState({}, '', ${JSON.stringify(path)});
    dispatchEvent(new PopStateEvent('popstate'));
    const waited = (end) => performance.getEntriesByType('resource')
      .filter(({ initiatorType, name }) => initiatorType === 'fetch' && !name.includes('/assets/'))
      .map(({ startTime, responseEnd }) => [startTime, Math.min(responseEnd, end)])
      .sort(([one], [other]) => one - other)
      .reduce(([sum, last], [from, to]) =>
        [sum + Math.max(0, to - Math.max(from, last)), Math.max(last, to)], [0, 0])[0];
    const look = () => {
      if (document.querySelector(${JSON.stringify(figures)}) === null) return requestAnimationFrame(look);
      const end = performance.now();
      resolve({ all: end - start, answers: Math.max(1, waited(end)) });
    };
    look();
  })`);
}

/** Goes from screen to screen as somebody does for an hour, and reports what the memory of the page grew by. */
async function growMemory(
  context: BrowserContext,
  { first, turns }: { readonly first: number; readonly turns: number },
): Promise<void> {
  const page = await open(context, nowhere);
  const devtools = await context.newCDPSession(page);
  const used = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return usedSize;
  };
  const goRound = async (): Promise<void> => {
    for (const { path, figures } of screens) {
      await openedIn(page, path, figures);
      await settled(page);
    }
    await openedIn(page, nowhere, 'main h1');
  };
  // What is loaded once and kept is loaded by then.
  for (let turn = 0; turn < first; turn += 1) await goRound();
  const before = await used();
  for (let turn = 0; turn < turns; turn += 1) await goRound();
  const after = await used();
  report('(u) memory of the page', `${(before / 1_048_576).toFixed(0)} MB`);
  report(
    `(u) grown by ${String(turns * screens.length)} pages`,
    ((100 * (after - before)) / before).toFixed(1),
  );
  await page.close();
}
