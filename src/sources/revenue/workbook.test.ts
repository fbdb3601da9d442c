import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';

import { strToU8, type Zippable, zipSync } from 'fflate';

import { type ErrorCode, Refusal } from '../../kernel/errors.ts';
import { parseWorkbookName, readWorkbook, workbookLimits } from './workbook.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEADERS = ['SITE', 'DATE', 'REVENUE_CODE', 'REVENUE_CATEGORY', 'VALUE_TYPE', 'VALUE'];

interface Content {
  sheetName?: string;
  workbook?: string;
  strings?: string;
  extra?: Zippable;
}

/** A package as a spreadsheet program writes it, around the given rows. */
function pack(
  rows: string,
  { sheetName = 'Revenue', workbook = '', strings, extra = {} }: Content = {},
): Uint8Array {
  const sheets =
    '<sheets><sheet name="Notes" sheetId="1" r:id="rId7"/>' +
    `<sheet name="${sheetName}" sheetId="2" r:id="rId8"/></sheets>`;
  const relations =
    `<Relationships><Relationship Id="rId7" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Target="/xl/worksheets/sheet2.xml" Type="${OFFICE}/worksheet" Id="rId8"/>` +
    `<Relationship Id="rId9" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
  return zipSync({
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="${OFFICE}">${workbook}${sheets}</workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(relations),
    'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData/></worksheet>'),
    'xl/worksheets/sheet2.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': strToU8(strings) }),
    ...extra,
  });
}

function row(number: number, cells: readonly (string | number | null)[]): string {
  const xml = cells.map((cell, at) => {
    const address = `r="${'ABCDEFGH'.charAt(at)}${number}"`;
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c ${address} s="4"><v>${cell}</v></c>`;
    return `<c ${address} t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${number}" spans="1:6">${xml.join('')}</row>`;
}

const header = row(1, HEADERS);
const lines = (...rows: (string | number | null)[][]): string =>
  header + rows.map((cells, at) => row(at + 2, cells)).join('');
const line = ['0170', 45717, 'SD1', 'VALET', 'Revenue', 1250.75];

async function refused(bytes: Uint8Array, code: ErrorCode, says: RegExp): Promise<void> {
  await assert.rejects(readWorkbook(bytes), (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, says);
    assert.doesNotMatch(error.message + error.next, /\{\w+\}/);
    return true;
  });
}

describe('the name of a workbook', () => {
  test('says site and month', () => {
    assert.deepEqual(parseWorkbookName('100170REV2025 C03.xlsm'), { site: '0170', month: '2025-03' });
    assert.deepEqual(parseWorkbookName('100829REV2024 C12.XLSM'), { site: '0829', month: '2024-12' });
  });

  test('is nothing else', () => {
    const wrong = [
      '100170REV2025C03.xlsm',
      '100170REV2025  C03.xlsm',
      '100170REV2025 C13.xlsm',
      '100170REV2025 C00.xlsm',
      '100170REV2025 C3.xlsm',
      '100170REV2025 C03.xlsx',
      '200170REV2025 C03.xlsm',
      '10170REV2025 C03.xlsm',
      '100170rev2025 C03.xlsm',
      'Copy of 100170REV2025 C03.xlsm',
      '100170REV2025 C03.xlsm.csv',
    ];
    for (const name of wrong) assert.equal(parseWorkbookName(name), null, name);
  });
});

describe('the rows of a workbook', () => {
  test('come with their number in the sheet and six texts', async () => {
    assert.deepEqual(await readWorkbook(pack(lines(line))), [
      {
        row: 2,
        site: '0170',
        date: '2025-03-01',
        revenueCode: 'SD1',
        revenueCategory: 'VALET',
        valueType: 'Revenue',
        value: '1250.75',
      },
    ]);
  });

  test('are found by header in any order and case, with blanks or underscores', async () => {
    const headers = row(1, ['value', ' Value Type', 'revenue category ', 'Revenue_Code', 'Date', 'Site']);
    const [readRow] = await readWorkbook(
      pack(headers + row(2, [-3, 'Vehicles', 'SELF', 'SD2', '2025-03-02', '0829'])),
    );
    assert.deepEqual(Object.values(readRow!), [2, '0829', '2025-03-02', 'SD2', 'SELF', 'Vehicles', '-3']);
  });

  test('keep their numbers where blank rows stand between or above them', async () => {
    const sheet = row(3, HEADERS) + row(4, line) + row(5, [' ', null]) + row(9, line);
    assert.deepEqual(
      (await readWorkbook(pack(sheet))).map((record) => record.row),
      [4, 9],
    );
  });

  test('have a blank as empty text, in date and value too', async () => {
    const [readRow] = await readWorkbook(pack(lines(['0170', null, 'SD1', null, 'Revenue', null])));
    assert.deepEqual(Object.values(readRow!), [2, '0170', '', 'SD1', '', 'Revenue', '']);
  });

  test('keep an impossible date for the type check', async () => {
    const dates = ['31 April', '2025-04-31', 0, 99999999];
    const rows = dates.map((date) => ['0170', date, 'SD1', 'VALET', 'Revenue', 1]);
    const readRows = await readWorkbook(pack(lines(...rows)));
    assert.deepEqual(
      readRows.map(({ date }) => date),
      ['31 April', '2025-04-31', '0', '99999999'],
    );
  });

  test('have the digits of the cell, however they are written', async () => {
    const values = ['0.1', '0.10000000000000001', '1250.75', '999999.99', '1E-7', '-42', '1.2e3', '0'];
    const cells = values.map(
      (value, at) => `<row r="${at + 2}"><c r="F${at + 2}" s="9"><v>${value}</v></c></row>`,
    );
    const readRows = await readWorkbook(pack(header + cells.join('')));
    assert.deepEqual(
      readRows.map(({ value }) => value),
      ['0.1', '0.1', '1250.75', '999999.99', '0.0000001', '-42', '1200', '0'],
    );
  });

  test('have as text what is no figure of a workbook, though a program might read one in it', async () => {
    const values = ['0x10', '0b1', '0o7', '1e400', '-1e400', 'Infinity', 'NaN', '1_000', '1,5'];
    const cells = values.map((value, at) => `<row r="${at + 2}"><c r="F${at + 2}"><v>${value}</v></c></row>`);
    const readRows = await readWorkbook(pack(header + cells.join('')));
    assert.deepEqual(
      readRows.map(({ value }) => value),
      values,
    );
  });

  test('have an error as text and never as a blank', async () => {
    const error =
      '<row r="2"><c r="A2" t="inlineStr"><is><t>0170</t></is></c><c r="F2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>';
    const [readRow] = await readWorkbook(pack(header + error));
    assert.equal(readRow?.value, '#DIV/0!');
  });

  test('have the results of formulas, also of those that give empty text', async () => {
    const cells =
      '<c r="D2" t="str"><f>""</f><v></v></c>' +
      '<c r="E2" t="str"><f>A1&amp;B1</f><v>a&lt;b</v></c><c r="F2"><f t="shared" si="0"/><v>7.5</v></c>';
    const [readRow] = await readWorkbook(pack(`${header}<row r="2">${cells}</row>`));
    assert.deepEqual([readRow?.revenueCategory, readRow?.valueType, readRow?.value], ['', 'a<b', '7.5']);
  });

  test('are read with namespace prefixes, shared text, runs of formats and the 1904 calendar', async () => {
    const strings =
      '<x:sst><x:si><x:r><x:t>VAL</x:t></x:r><x:r><x:rPr/><x:t>ET &amp; more</x:t></x:r></x:si>' +
      '<x:si><x:t>0170</x:t></x:si></x:sst>';
    const cells =
      '<x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r="B2" s="3"><x:v>44255</x:v></x:c>' +
      '<x:c r="D2" t="s"><x:v>0</x:v></x:c>';
    const sheet = `${header}<x:row r="2">${cells}</x:row>`;
    const [readRow] = await readWorkbook(pack(sheet, { strings, workbook: '<workbookPr date1904="1"/>' }));
    assert.deepEqual(Object.values(readRow!), [2, '0170', '2025-03-01', '', 'VALET & more', '', '']);
  });

  test('are unmoved by formats far below and beside them', async () => {
    const far = '<row r="1048576"><c r="A1048576" s="2"/><c r="XFD1048576" s="2"></c></row>';
    assert.equal((await readWorkbook(pack(lines(line) + far))).length, 1);
  });
});

describe('a sheet is refused', () => {
  test('when there is no sheet Revenue, naming those there are', async () => {
    const bytes = pack(header, { sheetName: 'P&amp;L' });
    await refused(bytes, 'SOURCES_WORKBOOK_SHEET_MISSING', /no sheet Revenue; it has Notes, P&L\.$/);
  });

  test('when a column is missing, naming what was found', async () => {
    const bytes = pack(row(1, ['SITE', 'DATE', 'CODE', 'VALUE']));
    await refused(
      bytes,
      'SOURCES_WORKBOOK_COLUMN_MISSING',
      /no column REVENUE_CODE, REVENUE_CATEGORY, VALUE_TYPE; its first row has SITE, DATE, CODE, VALUE\.$/,
    );
    await refused(pack(''), 'SOURCES_WORKBOOK_COLUMN_MISSING', /its first row has nothing\.$/);
  });

  test('when a column is unknown or repeated', async () => {
    await refused(
      pack(row(1, [...HEADERS, 'Tax'])),
      'SOURCES_WORKBOOK_COLUMN_UNKNOWN',
      /has the column Tax;/,
    );
    await refused(
      pack(row(1, [...HEADERS, 'value'])),
      'SOURCES_WORKBOOK_COLUMN_REPEATED',
      /the column VALUE more/,
    );
  });

  test('when a figure stands beside the columns', async () => {
    await refused(pack(lines([...line, null, 12])), 'SOURCES_WORKBOOK_COLUMN_UNKNOWN', /"12" in row 2/);
    const far = '<row r="7"><c r="XFD7"><v>12</v></c></row>';
    await refused(pack(lines(line) + far), 'SOURCES_WORKBOOK_COLUMN_UNKNOWN', /cell XFD7/);
  });

  test('when a formula was never calculated', async () => {
    for (const result of ['', '<v/>', '<v></v>']) {
      const sheet = `${header}<row r="2"><c r="F2"><f>SUM(A1:A9)</f>${result}</c></row>`;
      await refused(pack(sheet), 'SOURCES_WORKBOOK_UNCALCULATED', /Cell F2 /);
    }
  });

  test('when it has too many rows, by count or by a row number', async () => {
    const rows = Array.from({ length: 6 }, () => line);
    const limits = { ...workbookLimits, rows: 5 };
    assert.equal((await readWorkbook(pack(lines(...rows.slice(1))), limits)).length, 5);
    await assert.rejects(readWorkbook(pack(lines(...rows)), limits), {
      code: 'SOURCES_WORKBOOK_TOO_MANY_ROWS',
    });
    const far = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>';
    await refused(
      pack(header + far),
      'SOURCES_WORKBOOK_TOO_MANY_ROWS',
      /row 1048576; the limit is 50000 rows/,
    );
  });
});

describe('a file is refused', () => {
  test('when it is larger than the limit', async () => {
    const limits = { ...workbookLimits, fileBytes: 100 };
    await assert.rejects(readWorkbook(new Uint8Array(101), limits), {
      code: 'SOURCES_WORKBOOK_TOO_LARGE',
      status: 413,
    });
  });

  test('when it is encrypted', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]);
    await refused(compound, 'SOURCES_WORKBOOK_ENCRYPTED', /password/);
    const zip = Buffer.from(pack(lines(line)));
    // Bit 0 of the flags of the first entry of the zip directory.
    const at = zip.indexOf(Buffer.from('504b0102', 'hex')) + 8;
    zip.writeUInt16LE(zip.readUInt16LE(at) | 1, at);
    await refused(zip, 'SOURCES_WORKBOOK_ENCRYPTED', /password/);
  });

  test('when it is cut off, empty, text or another zip file', async () => {
    const whole = pack(lines(line));
    for (const size of [0, 10, 500, whole.length - 30, whole.length - 1]) {
      await refused(whole.subarray(0, size), 'SOURCES_WORKBOOK_UNREADABLE', /cannot be read/);
    }
    await refused(strToU8('SITE,DATE\n0170,2025-03-01\n'), 'SOURCES_WORKBOOK_UNREADABLE', /cannot be read/);
    await refused(
      zipSync({ 'a.txt': strToU8('a') }),
      'SOURCES_WORKBOOK_UNREADABLE',
      /no part xl\/workbook\.xml/,
    );
  });

  test('when a bit of a figure was flipped on the way', async () => {
    const stored = Buffer.from(zipSync({ ...unzipped(lines(line)) }, { level: 0 }));
    stored.write('1350.75', stored.indexOf('1250.75'));
    await refused(stored, 'SOURCES_WORKBOOK_UNREADABLE', /checksum of xl\/worksheets\/sheet2\.xml/);
  });

  test('when its sheet is not well formed', async () => {
    const misshapen = [
      '<row r="1"><c r="A1"><v>1</v>',
      '<row r="1"><!-- --><c r="A1"/></row>',
      '<row r="1"><c><v>1</v></c></row>',
      `<row r="1"><c r="A1" x="${'y'.repeat(200_000)}"/></row>`,
    ];
    for (const rows of misshapen.slice(1))
      await refused(pack(rows), 'SOURCES_WORKBOOK_UNREADABLE', /its sheet/);
    const cut = { 'xl/worksheets/sheet2.xml': strToU8(`<worksheet><sheetData>${misshapen[0]!}`) };
    await refused(pack('', { extra: cut }), 'SOURCES_WORKBOOK_UNREADABLE', /its sheet/);
  });

  test('when a text holds half a sign or none, in the sheet or among the shared texts', async () => {
    for (const sign of ['&#xD800;', '&#xDFFF;', '&#0;', '&#x0;']) {
      const shared = `<sst><si><t>a${sign}</t></si></sst>`;
      const cell = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>';
      await refused(
        pack(lines([`a${sign}`, ...line.slice(1)])),
        'SOURCES_WORKBOOK_UNREADABLE',
        /invalid character/,
      );
      await refused(
        pack(header + cell, { strings: shared }),
        'SOURCES_WORKBOOK_UNREADABLE',
        /invalid character/,
      );
    }
    const cell = '<row r="2"><c r="A2" t="s"><v>0x0</v></c></row>';
    await refused(
      pack(header + cell, { strings: '<sst><si><t>a</t></si></sst>' }),
      'SOURCES_WORKBOOK_UNREADABLE',
      /A2 names no shared text/,
    );
  });

  test('when a cell holds more text than Excel can', async () => {
    const bytes = pack(lines(['x'.repeat(32_768)]));
    await refused(bytes, 'SOURCES_WORKBOOK_UNREADABLE', /too much text/);
  });
});

describe('a zip bomb is refused before it is unpacked', () => {
  const PICTURE = 'xl/media/image1.png';

  /** A package with a picture of `size` zeros, deflated: packed as it is, then declared as what it is. */
  function bomb(size: number): Uint8Array {
    const deflated = deflateRawSync(Buffer.alloc(size), { level: 1 });
    const zip = Buffer.from(pack(lines(line), { extra: { [PICTURE]: [deflated, { level: 0 }] } }));
    const entry = zip.lastIndexOf(PICTURE) - 46;
    zip.writeUInt16LE(8, entry + 10);
    zip.writeUInt32LE(size, entry + 24);
    return zip;
  }

  test('by its size: 300 MB of zeros', async () => {
    const bytes = bomb(300_000_000);
    assert.ok(bytes.length < 5_000_000);
    await refused(bytes, 'SOURCES_WORKBOOK_UNPACKS_TOO_LARGE', /more than 200,000,000 bytes/);
  });

  test('by its growth', async () => {
    await refused(
      bomb(10_000_000),
      'SOURCES_WORKBOOK_UNPACKS_TOO_LARGE',
      /image1\.png would grow more than 100 times/,
    );
  });

  test('by the number of its parts', async () => {
    const extra = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`xl/ctrlProps/${at}.xml`, new Uint8Array()]),
    );
    await refused(
      pack(lines(line), { extra }),
      'SOURCES_WORKBOOK_UNPACKS_TOO_LARGE',
      /more than 1,000 parts/,
    );
  });

  test('by the size of the part to be read', async () => {
    const limits = { ...workbookLimits, partBytes: 500 };
    await assert.rejects(readWorkbook(pack(lines(line)), limits), {
      code: 'SOURCES_WORKBOOK_UNPACKS_TOO_LARGE',
    });
  });

  test('also when it lies about the size of a part', async () => {
    const spaces = strToU8(`<worksheet>${' '.repeat(2_000_000)}</worksheet>`);
    const zip = Buffer.from(pack('', { extra: { 'xl/worksheets/sheet2.xml': spaces } }));
    const directory = zip.indexOf(Buffer.from('504b0102', 'hex'));
    const entry = zip.indexOf('xl/worksheets/sheet2.xml', directory) - 46;
    assert.equal(zip.readUInt32LE(entry + 24), spaces.length);
    zip.writeUInt32LE(1000, entry + 24);
    await refused(zip, 'SOURCES_WORKBOOK_UNREADABLE', /too many bytes in the stream/);
  });
});

function unzipped(rows: string): Zippable {
  return {
    'xl/workbook.xml': strToU8(
      '<workbook><sheets><sheet name="Revenue" sheetId="1" r:id="a"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="a" Target="worksheets/sheet2.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet2.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
  };
}
