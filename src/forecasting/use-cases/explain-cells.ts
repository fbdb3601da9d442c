import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { requireSite } from '../../warehouse/index.ts';
import { readComments, type VarianceComment } from '../comments/comments.ts';
import { eventsOfMonth, type SiteEvent } from '../events/events.ts';
import { explainCell, shownLineOf, type ExplainedCell } from '../explanation/explain-cell.ts';
import { untouchedVersion } from '../pnl/gather-years.ts';
import { readVersion } from '../versions/version.ts';

/** Which cell of the P&L is explained. */
export interface CellRequest {
  readonly site: string;
  readonly month: Month;
  /** Row, as the P&L names it. */
  readonly line: string;
  readonly version: string;
  /** Date used as today, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Who bills, in titles of lines. */
  readonly operator: string;
}

/** An explained cell, and what was going on at the site in its month. */
export interface ExplainedCellOfSite extends ExplainedCell {
  readonly events: readonly SiteEvent[];
  /** What people say of the row. */
  readonly comments: readonly VarianceComment[];
}

/**
 * How a cell of the P&L was calculated, limited to what the principal may see. Refuses with PNL_CELL_UNKNOWN and
 * WAREHOUSE_SITE_UNKNOWN.
 */
export async function explainPnlCell(
  { caller, database }: Principal,
  { site, month, line: row, version: name, asOf, operator }: CellRequest,
): Promise<ExplainedCellOfSite> {
  const line = shownLineOf(row);
  const unknown = refusal('PNL_CELL_UNKNOWN', { site, month, line: row });
  if (line === null) throw unknown;
  await requireRight(caller, { object: 'profit-and-loss', action: 'read', site });
  await requireSite(database, site);
  const year = Number.parseInt(month, 10);
  const version = await readVersion(database, { site, year, version: name });
  // A site that nobody forecasts yet follows its budget.
  const versionId = version?.versionId ?? (name === 'working' ? untouchedVersion : null);
  if (versionId === null) throw unknown;
  const cell = await explainCell(
    { owner: database, asCaller: (read) => caller.transaction(read) },
    { site, versionId },
    { year, asOf, month, line, operator },
  );
  if (cell === null) throw unknown;
  const isReadable = await holdsRight(caller, { object: 'forecast', action: 'read', site });
  const events = isReadable
    ? await caller.transaction((transaction) => eventsOfMonth(transaction, site, month))
    : [];
  const comments = await caller.transaction((transaction) =>
    readComments(transaction, { sites: [site], from: month, to: month }),
  );
  return { ...cell, events, comments: comments.filter((one) => one.line === row) };
}
