import { refusal } from '../../kernel/errors.ts';
import { cellText, readCells, sheetsOf, type WorkbookLimits } from '../../platform/workbooks/index.ts';
import { workbookBytes, workbookLimits } from './workbook.ts';

/** What a site says of the month of its workbook: that it may be billed or not, and what the reviewer should know. */
export interface Submission {
  readonly isReady: boolean;
  /** At most 2,000 characters; null without one. */
  readonly note: string | null;
}

const SHEET = 'Submission';
const columns = ['STATUS', 'COMMENT'] as const;
const longestComment = 2_000;

/** Statuses of the old document library and of its readiness records (operations.md 4.1), in any case. */
const statuses: ReadonlyMap<string, boolean | null> = new Map([
  ['SUBMIT FOR INVOICING', true],
  ['SUBMITTED', true],
  ['READY FOR INVOICE', true],
  ['READY', true],
  ['COMPLETE', true],
  ['COMPLETED', true],
  ['REJECTED', false],
  ['NOT READY', false],
  ['DRAFT', null],
  ['', null],
]);

/**
 * Reads the sheet Submission: column names, and below them one row. Null where the workbook has no such sheet or says
 * nothing of its month, as one that is saved every day. Refuses with SOURCES_WORKBOOK_STATUS and as `readWorkbook`.
 */
export async function readSubmission(
  source: Uint8Array | string,
  limits: WorkbookLimits = workbookLimits,
): Promise<Submission | null> {
  const content = await workbookBytes(source, limits);
  const sheets = await sheetsOf(content, limits);
  if (!sheets.some(({ name }) => name.trim().toLowerCase() === SHEET.toLowerCase())) return null;
  const { rows } = await readCells(content, SHEET, limits);
  const [header, ...others] = rows
    .map((cells) => cells.map((cell) => cellText(cell).trim()))
    .filter((cells) => cells.some((text) => text !== ''));
  if (header === undefined || others.length === 0) return null;
  const names = header.map((name) => name.toUpperCase());
  if (!names.includes('STATUS')) throw unclear('it has no column STATUS');
  if (others.length > 1) throw unclear(`it has ${String(others.length)} rows below the column names`);
  const [status = '', comment = ''] = columns.map((name) => others[0]?.[names.indexOf(name)] ?? '');
  const isReady = statuses.get(status.toUpperCase().replaceAll(/\s+/g, ' '));
  if (isReady === undefined) throw unclear(`"${status}" is no status`);
  if (comment.length > longestComment) throw unclear('its comment has more than 2,000 characters');
  return isReady === null ? null : { isReady, note: comment === '' ? null : comment };
}

function unclear(problem: string): Error {
  const choices = [...statuses.keys()].filter((name) => name !== '').join(', ');
  return refusal('SOURCES_WORKBOOK_STATUS', { problem, statuses: choices });
}
