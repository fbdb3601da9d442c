// node tests/run.ts tests/browser/app.browser.ts: real journeys in a real browser, on one server with a small sample,
// each as the role that makes them. Not part of `npm test` until they are quick.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChromium, noChromium } from './chromium.ts';
import { openDemo } from './demo.ts';
import { everyScreen } from './every-screen.ts';
import { forecastJourneys } from './forecast-journeys.ts';
import { frameJourneys } from './frame-journeys.ts';
import { pnlJourneys } from './pnl-journeys.ts';
import { siteJourneys } from './site-journeys.ts';

const chromium = findChromium();
if (chromium === null)
  test(noChromium, (context) => {
    context.diagnostic(noChromium);
    assert.equal(findChromium(), null);
  });
else {
  const demo = await openDemo(chromium);
  frameJourneys(demo);
  siteJourneys(demo);
  forecastJourneys(demo);
  pnlJourneys(demo);
  everyScreen(demo);
}
