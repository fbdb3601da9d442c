import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../kernel/errors.ts';
import { feedNamed } from '../catalogue.ts';
import type { Feed } from '../feed.ts';
import type { RecordFault } from './encode-rows.ts';
import { contentOf } from './csv-text.ts';
import { refuseUnlikeTable } from './opening.ts';
import { readRows } from './read-rows.ts';

const ledger = feedNamed('account_summary') ?? assert.fail();
const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE';
const record = '0170,202601,6000,41250.75';

/** What the opening of a file is refused with; null when nothing is wrong with it as a whole. */
function refused(text: string | Buffer, feed: Feed = ledger): Refusal | null {
  try {
    refuseUnlikeTable(Buffer.from(text), { feed, file: 'a.csv' });
    return null;
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
}

const says = (text: string | Buffer): string => {
  const why = refused(text);
  return why ? `${why.code} ${why.message} ${why.next}` : '';
};

test('what is no table of commas is called what it is, with a next step that loses nothing', () => {
  const cases: readonly (readonly [string | Buffer, RegExp])[] = [
    [`\n<HTML><head>`, /OTHER_KIND.*web page.*sign-in/],
    [`<?xml version="1.0"?><rows/>`, /OTHER_KIND.*XML/],
    [`{"error": "expired"}`, /OTHER_KIND.*JSON/],
    [`[{"COST_CENTER": "0170"}]`, /OTHER_KIND.*JSON/],
    [Buffer.from('504b030414000600', 'hex'), /OTHER_KIND.*Excel workbook/],
    [Buffer.from('1f8b0800', 'hex'), /OTHER_KIND.*\.csv\.gz/],
    ['%PDF-1.7', /OTHER_KIND.*PDF/],
    [Buffer.from(`${header}\n${record}\n`, 'utf16le'), /NOT_UTF8.*UTF-16/],
    [`sep=;\n${header.replaceAll(',', ';')}\n`, /SEPARATOR.*semicolons.*decimal point.*Do not replace/],
    [`${header.replaceAll(',', '\t')}\n`, /SEPARATOR.*tabs/],
    [`Ledger of January\n${header.replaceAll(',', '|')}\n`, /SEPARATOR.*vertical bars/],
    [`${header}\r${record}\r${record}\r`, /LINE_ENDS.*CSV UTF-8/],
    [`Trial balance,,,\nRun on 2026-02-01\n\n${header}\n${record}\n`, /LATE.*line 4.*Delete lines 1 to 3/],
    [`sep=,\nTrial balance\n${header}\n${record}\n`, /LATE.*line 3.*Delete lines 1 to 2/],
    [`${record}\n${record}\n`, /ABSENT.*above the first record.*COST_CENTER, PERIOD/],
  ];
  for (const [text, pattern] of cases) assert.match(says(text), pattern, String(text));
});

test('a header that is right, or nearly so, is left to the columns', () => {
  const fine = [
    header,
    `${header},SHOE_SIZE`,
    `"COST_CENTER","PERIOD"`,
    `sep=,\r\n${header}`,
    `,,,\n${header}`,
  ];
  for (const text of [...fine, 'COST CENTER, period ,MAIN_ACCOUNT,DEBIT,CREDIT'])
    assert.equal(refused(`${text}\n${record}\n`), null, text);
});

/** Reads CSV below the header of the ledger; the records that went in, and the faults of the others. */
async function read(lines: readonly string[], columns = header) {
  const faults: RecordFault[] = [];
  const text = [columns, ...lines, ''].join('\n');
  const content = { ...contentOf('a.csv', [], []), text: Buffer.from(text), lines: [] };
  const outcome = await readRows(content, {
    feed: ledger,
    byMonth: false,
    today: '2026-11-28',
    write: () => Promise.resolve(),
    onFault: (fault) => faults.push(fault),
    afterChunk: () => Promise.resolve(),
  });
  return { outcome, faults };
}

test('columns without a name are nothing as long as nothing stands in them', async () => {
  const { outcome, faults } = await read([`${record},,`, `${record},,7`], `${header},,`);
  assert.equal(outcome.records, 2);
  assert.deepEqual(
    faults.map(({ message }) => message),
    ['The record has a value in field 6, which has no column name in the header.'],
  );
});

test('rows without any value are blank lines, the column names again are no record', async () => {
  const { outcome, faults } = await read([record, ',,,', header, '"","",,', ` , ,\t,`, record]);
  assert.deepEqual([outcome.records, outcome.repeatedHeaders, faults.length], [2, 1, 0]);
});

test('a record is a trailer only when it is written as one and is the last', async () => {
  const { outcome, faults } = await read([record, 'TRAILER,1,BALANCE=41250.75']);
  assert.deepEqual([outcome.records, outcome.trailer], [1, { rows: 1, sums: { BALANCE: '41250.75' } }]);
  assert.equal(faults.length, 0);
  const other = await read([record, 'TRAILER,202601,6000,5']);
  assert.deepEqual([other.outcome.records, other.faults.length], [2, 1]);
  await assert.rejects(read([record, 'TRAILER,1,BALANCE=abc']), { code: 'SOURCES_TRAILER_UNREADABLE' });
  await assert.rejects(read(['TRAILER,1', record]), { code: 'SOURCES_TRAILER_UNREADABLE' });
});

test('every unknown and every missing column is named, and the advice keeps the sign and the currency', async () => {
  const unknown = async (columns: string): Promise<string> => {
    const why: unknown = await read([], columns).catch((cause: unknown) => cause);
    assert.ok(why instanceof Refusal);
    return `${why.message} ${why.next}`;
  };
  const sides = await unknown('COST_CENTER,PERIOD,MAIN_ACCOUNT,DEBIT,CREDIT');
  assert.match(sides, /DEBIT, CREDIT; it lacks BALANCE.*BALANCE is debit less credit.*lose the other side/);
  assert.match(await unknown(`${header},CURRENCY`), /US dollars.*CURRENCY says another currency/);
  assert.match(await unknown(`${header},DR_CR`), /make credits negative in BALANCE first/);
  assert.match(
    await unknown(`${header},A,B,C`),
    /does not have: A, B, C\. Leave a column out of the export only when/,
  );
});

test('what a spreadsheet made of codes, figures and periods is named', async () => {
  const columns = `${header},TRANSACTION_ID`;
  const cases: readonly (readonly [string, RegExp])[] = [
    ['0170,202613,6000,1,', /adjustment period after December 2026/],
    ['0170,202600,6000,1,', /opening balances/],
    ['0170,000001,6000,1,', /is before 2000/],
    ['0170,199912,6000,1,', /is before 2000/],
    ['0170,202612,6000,1,', /is after today, 2026-11-28/],
    ['0170,202601,6000,\u22121234.56,', /different dash as its minus sign; write -1234\.56/],
    ['0170,202601,6000,1234.56-,', /trailing minus sign; write -1234\.56/],
    ['0170,202601,6000,"$1,234.56",', /thousands separators; write 1234\.56/],
    ['0170,202601,6000,-$88,', /currency sign or space in it; write -88/],
    ['0170,202601,6000,1,1.00235E+11', /a spreadsheet lost/],
    ['0170,202601,6000,1,#N/A', /is a spreadsheet error/],
    ['0170,202601,6000,1,a\0b', /holds a zero byte/],
  ];
  for (const [line, pattern] of cases) {
    const { faults } = await read([line], columns);
    assert.match(faults[0]?.message ?? '', pattern, line);
    assert.doesNotMatch(JSON.stringify(faults), /\\u0000/);
  }
  assert.deepEqual(
    (await read(['0170\u00A0,202601,6000,1,NULL', '0170,202601,6000,1,"NULL"'], columns)).faults,
    [],
  );
});
