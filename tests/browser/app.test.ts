// Real journeys in a real browser, on one server with a small sample, each as the role that makes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChromium, noChromium } from './chromium.ts';
import { openDemo } from './demo.ts';
import { everyScreen } from './every-screen.ts';
import { frameJourneys } from './frame-journeys.ts';
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
  everyScreen(demo);
}
