// node tests/run.ts tests/browser/app.browser.ts: real journeys in a real browser, on one server with a small sample,
// each as the role that makes them.
import { administrationJourneys } from './administration-journeys.ts';
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
const demo = await openDemo(chromium);
frameJourneys(demo);
siteJourneys(demo);
forecastJourneys(demo);
contractJourneys(demo);
contractSettingJourneys(demo);
dataJourneys(demo);
statementJourneys(demo);
administrationJourneys(demo);
pnlJourneys(demo);
everyScreen(demo);
