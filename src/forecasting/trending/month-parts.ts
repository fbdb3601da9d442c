import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { partsOf, type CellPart, type InputObject } from '../explanation/cell-parts.ts';
import { atOnce, type PnlOptions } from '../pnl/calculate-pnl.ts';
import { calculateYear, type MonthResult } from '../pnl/calculate-year.ts';
import { openMonthFigureOf } from '../pnl/expected-rows.ts';
import { reasonOf, type FailedSite } from '../pnl/failures.ts';
import { gatherYear, type VersionRequest } from '../pnl/gather-years.ts';
import { versionsAsked } from '../pnl/preview-sums.ts';
import { formulaOf, kindOf, storedLines, type StoredLine } from '../pnl/rows.ts';
import type { SiteYear } from '../pnl/site-year.ts';

/** Where a part of a trend comes from; `hidden` is what the reader may not see apart. */
export type PartOrigin = CellPart['from'] | 'hidden';

/** A row of a month of one site: what its trend is made of, and by which rule. */
export interface LineParts {
  readonly line: StoredLine;
  readonly parts: ReadonlyMap<PartOrigin, Decimal>;
  readonly rule: string;
}

/** A month of one site. */
export interface SiteMonth extends Pick<MonthResult, 'state' | 'revenueTo' | 'payrollTo'> {
  readonly site: string;
  readonly lines: readonly LineParts[];
}

/** Months of sites, and the sites of which it could not be worked out. */
export interface MonthsOfSites {
  readonly months: readonly SiteMonth[];
  readonly failed: readonly FailedSite[];
}

/** Whether what an object of the matrix covers may be seen at a site. */
export type MaySee = (object: InputObject, site: string) => boolean;

const zero = decimal('0');
const closedRule = 'Sum of the ledger for the category of the row';

/**
 * What the trend of a month is made of at each site: actual to date, forecast, budget, contract and what is calculated;
 * the parts of a row sum to its trend. Nothing is saved. As the owner; ask for the right to see the P&L before, and say
 * what else may be seen.
 */
export async function monthParts(
  owner: Queryable,
  request: Pick<PnlOptions, 'sites' | 'version' | 'asOf'> & { readonly month: Month },
  maySee: MaySee,
): Promise<MonthsOfSites> {
  const { month, version, sites, asOf } = request;
  const year = Number.parseInt(month, 10);
  const versions = await versionsAsked(owner, { year, sites, version });
  const months: SiteMonth[] = [];
  const failed: FailedSite[] = [];
  for (let at = 0; at < versions.length; at += atOnce) {
    const part = versions.slice(at, at + atOnce);
    const done = await partTogether(owner, part, { year, month, asOf }, maySee);
    months.push(...done.months);
    failed.push(...done.failed);
  }
  return { months, failed };
}

type MonthRequest = Pick<PnlOptions, 'year' | 'asOf'> & { readonly month: Month };

/** Some sites together; where one of them stands in the way, each separately. */
async function partTogether(
  owner: Queryable,
  versions: readonly VersionRequest[],
  part: MonthRequest,
  maySee: MaySee,
): Promise<MonthsOfSites> {
  try {
    const years = await gatherYear(owner, versions, part);
    return { months: years.flatMap((site) => monthOf(site, part.month, maySee)), failed: [] };
  } catch (error) {
    const [[only], reason] = [versions, reasonOf(error)];
    if (reason === null || only === undefined) throw error;
    if (versions.length === 1) return { months: [], failed: [{ site: only.site, reason }] };
    const done: MonthsOfSites[] = [];
    for (const one of versions) done.push(await partTogether(owner, [one], part, maySee));
    return { months: done.flatMap((one) => one.months), failed: done.flatMap((one) => one.failed) };
  }
}

function monthOf(site: SiteYear, month: Month, maySee: MaySee): SiteMonth[] {
  const result = calculateYear(site).find((one) => one.month === month);
  const inputs = site.months.find((one) => one.month === month);
  if (result === undefined || inputs === undefined) return [];
  const { state, revenueTo, payrollTo } = result;
  const lines = storedLines.map((line): LineParts => {
    const parts = new Map<PartOrigin, Decimal>();
    for (const { from, value, object } of amountsOf(line, result, { site, inputs })) {
      const origin = maySee(object, site.site) ? from : 'hidden';
      parts.set(origin, (parts.get(origin) ?? zero).plus(value));
    }
    return { line, parts, rule: ruleOf(line, state, site) };
  });
  return [{ site: site.site, state, revenueTo, payrollTo, lines }];
}

/** Rows that follow payroll have inputs, not parts: they are calculated as one. */
function amountsOf(
  line: StoredLine,
  result: MonthResult,
  inputs: Parameters<typeof partsOf>[2],
): readonly CellPart[] {
  const isOfPayroll = kindOf(line) === 'of payroll' && result.state !== 'closed';
  if (!isOfPayroll) return partsOf(line, result, inputs);
  const value = result.cells.find((cell) => cell.line === line)?.trend ?? zero;
  return [{ name: line, value, from: 'calculated', object: 'profit-and-loss' }];
}

function ruleOf(line: StoredLine, state: MonthResult['state'], site: SiteYear): string {
  if (state === 'closed') return closedRule;
  if (state === 'open' && (line === 'pteb' || line === 'insurance')) {
    const figure = openMonthFigureOf(site, line);
    if (figure !== 'computed') return `The ${figure} until the month is booked, as set by the operator`;
  }
  return formulaOf(line);
}
