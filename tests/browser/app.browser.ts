// node tests/run.ts tests/browser/app.browser.ts: real journeys in a real browser, on one server with a small sample,
// each as the role that makes them.
import { describe } from 'node:test';
import { administrationJourneys, rightsJourney } from './administration-journeys.ts';
import { contractJourneys } from './contract-journeys.ts';
import { contractSettingJourneys } from './contract-setting-journeys.ts';
import { dataJourneys } from './data-journeys.ts';
import { openDemo } from './demo.ts';
import { everyScreen } from './every-screen.ts';
import { findChromium, noChromium } from './find-chromium.ts';
import { forecastJourneys } from './forecast-journeys.ts';
import { frameJourneys } from './frame-journeys.ts';
import { pnlJourneys } from './pnl-journeys.ts';
import { siteJourneys } from './site-journeys.ts';
import { statementJourneys } from './statement-journeys.ts';

const chromium = findChromium();
if (chromium === null) throw new Error(noChromium);
// Two at the same time, as the machine has cores for: each with windows of its own, since only one page of a window is
// drawn at a time.
const one = await openDemo(chromium);
const other = one.beside();
describe('journeys', { concurrency: 2 }, () => {
  describe('of billing and forecasting', { concurrency: 1 }, () => {
    frameJourneys(one);
    siteJourneys(one);
    forecastJourneys(one);
    contractJourneys(one);
    contractSettingJourneys(one);
    statementJourneys(one);
  });
  describe('of data, administration and reading', { concurrency: 1 }, () => {
    dataJourneys(other);
    administrationJourneys(other);
    pnlJourneys(other);
  });
});
rightsJourney(other);
everyScreen([one, other]);
