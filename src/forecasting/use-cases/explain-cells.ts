import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { explainCell, shownLineOf, type ExplainedCell } from '../explanation/explain-cell.ts';
import { untouchedVersion } from '../pnl/gather-years.ts';
import { readVersion } from '../versions/version.ts';

/** Which cell of the P&L is explained. */
export interface AskedCell {
  readonly site: string;
  readonly month: Month;
  /** Row, as the P&L names it. */
  readonly line: string;
  readonly version: string;
  /** What counts as today, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Who bills, in titles of lines. */
  readonly operator: string;
}

/** How a cell of the P&L was calculated, as far as the principal may see it. Refuses with PNL_CELL_UNKNOWN. */
export async function explainPnlCell(
  { caller, database }: Principal,
  { site, month, line: row, version: name, asOf, operator }: AskedCell,
): Promise<ExplainedCell> {
  const line = shownLineOf(row);
  const unknown = refusal('PNL_CELL_UNKNOWN', { site, month, line: row });
  if (line === null) throw unknown;
  await requireRight(caller, { object: 'profit-and-loss', action: 'read', site });
  const year = Number.parseInt(month, 10);
  const version = await readVersion(database, { site, year, version: name });
  // A site that nobody forecasts yet follows its budget.
  const versionId = version?.versionId ?? (name === 'working' ? untouchedVersion : null);
  if (versionId === null) throw unknown;
  const cell = await caller.transaction((transaction) =>
    explainCell(
      { owner: database, caller: transaction },
      { site, versionId },
      { year, asOf, month, line, operator },
    ),
  );
  if (cell === null) throw unknown;
  return cell;
}
