import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Feed, RecordRuleFault } from '../feed.ts';
import type { Content } from '../reading/content.ts';
import { contentOf } from '../reading/csv-text.ts';
import {
  parseWorkbookName,
  readSubmission,
  readWorkbook,
  type Submission,
  type WorkbookName,
  type WorkbookRow,
} from '../revenue/index.ts';

/** Columns of the content that stands in for a workbook. */
const header = ['SITE', 'DATE', 'REVENUE_CODE', 'REVENUE_CATEGORY', 'VALUE_TYPE', 'VALUE', 'FILE_NAME'];

/** A workbook as the intake takes it in. */
interface WorkbookContent {
  readonly feed: Feed;
  readonly content: Content;
  readonly report: WorkbookName;
  readonly submission: Submission | null;
  readonly faults: readonly Refusal[];
}

/**
 * The rows of a revenue workbook as content, and its feed with the rules that depend on the file's name
 * (operations.md 4.3: R002, R005, X01, X03, X04), which month of which site it is, what the site says of the month, and
 * whether it has no figure (X11). Refuses with SOURCES_WORKBOOK_*.
 */
export async function workbookContent(feed: Feed, content: Content, clock: Clock): Promise<WorkbookContent> {
  const named = parseWorkbookName(content.name);
  if (!named) throw refusal('SOURCES_WORKBOOK_NAME', { file: content.name });
  const currentMonth = clock.now().toISOString().slice(0, 7);
  if (named.month > currentMonth)
    throw refusal('SOURCES_WORKBOOK_MONTH', { file: content.name, month: named.month });
  const rows = await readWorkbook(content.path);
  const faults = rows.some(hasFigure)
    ? []
    : [refusal('SOURCES_WORKBOOK_EMPTY', { file: content.name, month: named.month })];
  const lines = rows.map((row) => ({
    line: row.row,
    fields: [
      row.site,
      row.date,
      row.revenueCode.slice(0, 5),
      row.revenueCategory,
      row.valueType,
      row.value,
      content.name,
    ],
  }));
  return {
    report: named,
    submission: await readSubmission(content.path),
    faults,
    feed: {
      ...feed,
      references: [...feed.references, { column: 'revenue_code', to: 'revenue_code' }],
      checkRecord: (cell) => feed.checkRecord?.(cell) ?? belongsToName(named, cell),
    },
    content: {
      ...contentOf(content.name, header, lines),
      sha256: content.sha256,
      sizeBytes: content.sizeBytes,
    },
  };
}

function hasFigure({ value }: WorkbookRow): boolean {
  return /[1-9]/.test(value);
}

/** A row speaks of the site and the month in the file's name. */
function belongsToName(named: WorkbookName, cell: (header: string) => string): RecordRuleFault | null {
  const site = cell('SITE').padStart(4, '0');
  if (site !== named.site) {
    return {
      header: 'SITE',
      rule: 'site mismatch',
      message: `is not ${named.site}, the site in the file's name`,
    };
  }
  const month = cell('DATE').slice(0, 7);
  if (month !== named.month) {
    return {
      header: 'DATE',
      rule: 'date outside month',
      message: `is not in ${named.month}, the month in the file's name`,
    };
  }
  return null;
}
