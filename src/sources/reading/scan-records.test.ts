import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldText, recordBytesMax, RecordScanner, type CsvRecord, type ScanFault } from './scan-records.ts';

interface Scanned {
  readonly records: string[][];
  readonly lines: number[];
  readonly malformed: number[];
  readonly fault: ScanFault | null;
}

function scan(...chunks: readonly (string | Buffer)[]): Scanned {
  const records: string[][] = [];
  const lines: number[] = [];
  const malformed: number[] = [];
  const scanner = new RecordScanner((record: CsvRecord) => {
    records.push(Array.from({ length: record.fieldCount }, (_, field) => fieldText(record, field)));
    lines.push(record.line);
    if (record.isMalformed) malformed.push(record.line);
  });
  for (const chunk of chunks) {
    const fault = scanner.push(Buffer.from(chunk));
    if (fault !== null) return { records, lines, malformed, fault };
  }
  return { records, lines, malformed, fault: scanner.end() };
}

test('a record begins on the physical line where its first field stands, whatever line breaks came before', () => {
  const { records, lines } = scan('a,b\n"1\n2",x\n\n"3\r\n4","5\n"\nlast,one');
  assert.deepEqual(records, [
    ['a', 'b'],
    ['1\n2', 'x'],
    ['3\r\n4', '5\n'],
    ['last', 'one'],
  ]);
  assert.deepEqual(lines, [1, 2, 5, 8]);
});

test('a doubled quote inside quotes is one quote; quotes inside an unquoted field are text', () => {
  assert.deepEqual(scan('"a ""b""","""",5" pipe\n').records, [['a "b"', '"', '5" pipe']]);
});

test('text behind a closing quote makes that record malformed and leaves its neighbours alone', () => {
  const { records, malformed, fault } = scan('a,b\n"1"x,2\n3,4\n');
  assert.equal(fault, null);
  assert.deepEqual(malformed, [2]);
  assert.deepEqual(
    [records[0], records[2]],
    [
      ['a', 'b'],
      ['3', '4'],
    ],
  );
});

test('a quote that is never closed is a fault of the file, not a record', () => {
  assert.equal(scan('a,b\n1,"2\n3,4\n').fault, 'unterminated quote');
});

test('a record longer than a megabyte and one with more fields than any feed are faults, not memory', () => {
  assert.equal(scan('a\n"', 'x'.repeat(recordBytesMax + 1)).fault, 'record too long');
  assert.equal(scan(`${','.repeat(300)}\n`).fault, 'too many fields');
});

test('blank lines are no records, a line with only a pair of quotes is one', () => {
  assert.deepEqual(scan('a\n\n\r\n""\n').records, [['a'], ['']]);
});

test('a file without any byte has no record', () => {
  assert.deepEqual(scan(''), { records: [], lines: [], malformed: [], fault: null });
});
