import { Buffer } from 'node:buffer';
import { headerOf } from '../csv-file.ts';
import { feedOf, LISTS, rowOf } from '../operator/lists.ts';
import type { FeedOfFacts, GoodRows } from './good-rows.ts';
import { writeBelow } from '../../../kernel/inside-folder.ts';
import { fieldsOf, type PlantedFault } from './planted-file.ts';

/** Writes files that are wrong as a whole. Those that are loaded all the same speak of a month of their own. */
export function plantFileFaults(out: string, folder: string, good: GoodRows): PlantedFault[] {
  const place: Place = { out, folder, good };
  return [
    missingColumn(place),
    unknownColumn(place),
    tooManyFailing(place),
    emptyFile(place),
    notUtf8(place),
    unterminatedQuote(place),
    manifestDisagrees(place),
    monthShrinks(place),
    unmappedAccount(place),
  ];
}

interface Place {
  readonly out: string;
  readonly folder: string;
  readonly good: GoodRows;
}

/** Rows of a file that is refused or warned of. */
const SOME_ROWS = 40;
/** Months after the bad rows, which may reach that many months ahead. */
const MANIFEST_MONTH = 8;
const SHRINKING_MONTH = 9;

type Verdict = Pick<PlantedFault, 'kind' | 'column' | 'value' | 'expected'>;

function put(
  place: Place,
  name: string,
  what: string,
  content: string | Uint8Array,
): Pick<PlantedFault, 'file' | 'feed'> {
  const file = `${place.folder}/${feedOf(name).source}/${name}_${what}.csv`;
  writeBelow(place.out, file, content);
  return { file, feed: name };
}

function told(where: Pick<PlantedFault, 'file' | 'feed'>, verdict: Verdict): PlantedFault {
  return { ...where, line: null, ...verdict };
}

function textOf(name: FeedOfFacts, rows: readonly string[]): string {
  return [headerOf(feedOf(name)), ...rows, ''].join('\n');
}

function missingColumn(place: Place): PlantedFault {
  const rows = place.good
    .rows('payroll_summary', SOME_ROWS)
    .map((row) => fieldsOf(row).slice(0, -1).join(','));
  const header = headerOf(feedOf('payroll_summary')).replace(',TOTAL_DOLLARS', '');
  const where = put(place, 'payroll_summary', 'missing-column', [header, ...rows, ''].join('\n'));
  return told(where, { kind: 'missing column', column: 'TOTAL_DOLLARS', value: '', expected: 'refused' });
}

function unknownColumn(place: Place): PlantedFault {
  const rows = place.good.rows('payroll_summary', SOME_ROWS).map((row) => `${row},10`);
  const header = `${headerOf(feedOf('payroll_summary'))},SHOE_SIZE`;
  const where = put(place, 'payroll_summary', 'unknown-column', [header, ...rows, ''].join('\n'));
  return told(where, { kind: 'unknown column', column: 'SHOE_SIZE', value: '', expected: 'refused' });
}

function tooManyFailing(place: Place): PlantedFault {
  const name = 'revenue_datamart_daily';
  const value = feedOf(name).columns.findIndex(({ header }) => header === 'VALUE');
  const rows = place.good.rows(name, SOME_ROWS).map((row, index) => {
    const fields = fieldsOf(row);
    if (index % 6 === 1) fields[value] = 'pending';
    return fields.join(',');
  });
  const where = put(place, name, 'too-many-failing', textOf(name, rows));
  return told(where, {
    kind: 'too many failing rows',
    column: 'VALUE',
    value: 'pending',
    expected: 'refused',
  });
}

function emptyFile(place: Place): PlantedFault {
  const where = put(place, 'budget_datatab_pr', 'empty', '');
  return told(where, { kind: 'empty file', column: null, value: '', expected: 'refused' });
}

function notUtf8(place: Place): PlantedFault {
  const rows = place.good.rows('account_summary', SOME_ROWS);
  const text = textOf('account_summary', rows).replace('Overtime', 'Café');
  const where = put(place, 'account_summary', 'not-utf8', Buffer.from(text, 'latin1'));
  return told(where, { kind: 'not UTF-8', column: null, value: 'Caf\\xE9', expected: 'refused' });
}

function unterminatedQuote(place: Place): PlantedFault {
  const rows = place.good.rows('account_summary', SOME_ROWS);
  // The last quote of the file closes the last description; without it the rest of the file is inside the quotes.
  const text = textOf('account_summary', rows).replace(/"(?=[^"]*$)/, '');
  const where = put(place, 'account_summary', 'unterminated-quote', text);
  return told(where, {
    kind: 'unterminated quote',
    column: 'MAIN_ACCOUNT_DESC',
    value: '',
    expected: 'refused',
  });
}

function manifestDisagrees(place: Place): PlantedFault {
  const rows = place.good.rows('account_summary', 1, MANIFEST_MONTH);
  const where = put(place, 'account_summary', 'manifest-disagrees', textOf('account_summary', rows));
  const asOf = place.good.month(MANIFEST_MONTH).days.at(-1)?.date;
  const promised = { rows: rows.length + 1, sums: { BALANCE: '1.00000' }, as_of: asOf };
  writeBelow(place.out, `${where.file}.manifest.json`, `${JSON.stringify(promised, null, 2)}\n`);
  return told(where, {
    kind: 'manifest disagrees',
    column: 'BALANCE',
    value: `${promised.rows} rows`,
    expected: 'warning',
  });
}

/** Two files of one site and month, the second of which has lost most of its rows. */
function monthShrinks(place: Place): PlantedFault {
  const rows = place.good.rows('account_summary', 1, SHRINKING_MONTH);
  put(place, 'account_summary', 'month-1-whole', textOf('account_summary', rows));
  const rest = rows.slice(0, Math.floor(rows.length / 2));
  const where = put(place, 'account_summary', 'month-2-shrunk', textOf('account_summary', rest));
  return told(where, {
    kind: 'month shrinks',
    column: null,
    value: `${rest.length} of ${rows.length} rows`,
    expected: 'warning',
  });
}

/** The chart as it was sent last, with an expense account more that counts on no line of the P&L. */
function unmappedAccount(place: Place): PlantedFault {
  const { operator, month } = place.good;
  const chart = LISTS.find(({ feed }) => feed.name === 'chart_of_account');
  if (chart === undefined) throw new Error('The chart is one of the lists');
  const rows = [...chart.rows(operator, month(0))].map((fields) => rowOf(chart.feed, fields));
  rows.push(rowOf(chart.feed, { MAIN_ACCOUNT: '7999', ACCOUNT_NAME: 'Suspense', CATEGORY: 'Expense' }));
  const text = [headerOf(chart.feed), ...rows, ''].join('\n');
  const where = put(place, 'chart_of_account', 'unmapped-account', text);
  return {
    ...where,
    line: rows.length + 1,
    column: 'IS_SUMMARY_CATEGORY',
    value: '',
    kind: 'unmapped account',
    expected: 'warning',
  };
}
