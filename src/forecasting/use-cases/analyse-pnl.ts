import { roundHalfAway, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import type { Accuracy, AccuracyGrouping } from '../back-test/accuracy.ts';
import {
  backTest,
  calculateRecords,
  testAccuracy,
  type BackTest,
  type BackTested,
  type BackTestOptions,
} from '../back-test/back-test.ts';
import type { Errors } from '../back-test/measures.ts';
import { readBridge, versionsOfEnds, type Bridge, type BridgeOptions } from '../bridge/read-bridge.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';
import { previewChange, type ChangedRow } from '../pnl/preview-change.ts';
import { withDrivers, type Driver } from '../pnl/what-if.ts';
import { readVersion, type VersionName } from '../versions/version.ts';

/** Which P&L would change, and how. */
export interface WhatIfRequest extends VersionName {
  readonly drivers: readonly Driver[];
  /** Date used as today, `YYYY-MM-DD`; drivers move its month and later ones. */
  readonly asOf: string;
}

/**
 * The P&L of a site as it is and as it would be with other drivers; nothing is saved. Refuses with PNL_YEAR_PAST and
 * PNL_VERSION_UNKNOWN.
 */
export async function previewWhatIf(
  { caller, database }: Principal,
  { site, year, version: name, drivers, asOf }: WhatIfRequest,
): Promise<ChangedRow[]> {
  await requireRight(caller, { object: 'forecast', action: 'read', site });
  await requireRight(caller, { object: 'profit-and-loss', action: 'read', site });
  const current = asOf.slice(0, 4);
  if (String(year) < current) throw refusal('PNL_YEAR_PAST', { site, year: String(year), asOf, current });
  const version = await readVersion(database, { site, year, version: name });
  if (version === null) throw refusal('PNL_VERSION_UNKNOWN', { version: name, year: String(year) });
  const siteVersion = { site, versionId: version.versionId };
  return previewChange(database, siteVersion, { year, asOf }, (inputs) => withDrivers(inputs, drivers));
}

/** Which columns of the P&L are bridged, and of which sites. */
export interface BridgeRequest extends Pick<BridgeOptions, 'year' | 'from' | 'to' | 'asOf' | 'ends'> {
  readonly sites: SiteFilter;
}

/** A bridge, and its sites. */
export interface BridgeOfSites extends Bridge {
  readonly sites: readonly string[];
}

/** Why two columns of the P&L of sites differ. Refuses with PNL_NO_SITES and PNL_NOTHING_TO_BRIDGE. */
export async function bridgePnl(
  { caller, database }: Principal,
  { sites: filter, ...bridging }: BridgeRequest,
): Promise<BridgeOfSites> {
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const sites = await chosenSites(caller, filter, ['profit-and-loss', 'forecast']);
  const versions = await caller.transaction((transaction) => versionsOfEnds(transaction, sites, bridging));
  const bridge = await readBridge(database, sites, versions, bridging);
  if (bridge.steps.length === 0) throw nothingToBridge(bridge, bridging);
  return { sites, ...bridge };
}

function nothingToBridge({ leftOut }: Bridge, { from, to }: Pick<BridgeOptions, 'from' | 'to'>): Error {
  const [first] = leftOut;
  const where = first === undefined ? '' : `: site ${first.site} ${first.month ?? ''} ${first.reason}`;
  return refusal('PNL_NOTHING_TO_BRIDGE', { from, to, where: where.replaceAll('  ', ' ') });
}

/** Which months of which sites are tested. */
export interface BackTestRequest extends BackTestOptions {
  readonly sites: SiteFilter;
  /** The operator's own day, `YYYY-MM-DD`: what is kept of a forecast of record is not of the day that is asked for. */
  readonly today: string;
}

/**
 * How accurate forecasts of record were, errors in eight places; those whose P&L was never calculated are calculated
 * first. Refuses with PNL_NO_SITES and PNL_NOTHING_TO_TEST.
 */
export async function backTestForecasts(
  { caller, database, person }: Principal,
  { sites: filter, today, ...testing }: BackTestRequest,
): Promise<BackTest> {
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const sites = await chosenSites(caller, filter, ['profit-and-loss', 'forecast']);
  await calculateRecords(database, sites, { ...testing, asOf: today }, person.userId);
  const tested = await caller.transaction((transaction) => backTest(transaction, sites, testing));
  if (tested.results.length === 0) throw nothingToTest(tested, testing);
  return { ...tested, results: tested.results.map(inEightPlaces) };
}

/** More places than eight are no figures. */
function inEightPlaces(tested: BackTested): BackTested {
  const rounded = (value: Decimal): Decimal => roundHalfAway(value, 8);
  const { forecast, seasonalNaive, budget } = tested.errors;
  const errorsOf = (errors: Errors | null): Errors | null =>
    errors && {
      mae: rounded(errors.mae),
      wape: errors.wape && rounded(errors.wape),
      bias: errors.bias && rounded(errors.bias),
    };
  return {
    ...tested,
    actual: rounded(tested.actual),
    errors: {
      forecast: errorsOf(forecast),
      seasonalNaive: errorsOf(seasonalNaive),
      budget: errorsOf(budget),
    },
  };
}

function nothingToTest({ leftOut }: BackTest, { from, to }: Pick<BackTestOptions, 'from' | 'to'>): Error {
  const [first] = leftOut;
  const where = first === undefined ? '' : `: site ${first.site} has ${first.reason}`;
  return refusal('PNL_NOTHING_TO_TEST', { from, to, where });
}

/** How accurate forecasts of record were, for which months and sites. */
export interface AccuracyRequest extends BackTestRequest {
  readonly by: AccuracyGrouping;
}

/**
 * How many closed months of sites were forecast within the operator's percentages of what happened. Refuses as
 * `backTestForecasts` does.
 */
export async function measureAccuracy(
  { caller, database, person }: Principal,
  { sites: filter, today, by, ...testing }: AccuracyRequest,
): Promise<{ readonly bands: readonly Decimal[]; readonly groups: readonly Accuracy[] }> {
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const sites = await chosenSites(caller, filter, ['profit-and-loss', 'forecast']);
  await calculateRecords(database, sites, { ...testing, asOf: today }, person.userId);
  const { forecastAccuracyBands: bands } = await readFacts(database);
  const groups = await caller.transaction((transaction) =>
    testAccuracy(transaction, sites, { ...testing, by, bands }),
  );
  if (groups.length === 0) throw nothingToTest({ results: [], leftOut: [] }, testing);
  return { bands, groups };
}
