import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { fieldText, RecordScanner } from '../../src/sources/reading/scan-records.ts';

interface Scanned {
  readonly fields: readonly string[];
  readonly line: number;
}

/** The records of CSV text that arrives in chunks which end at the given bytes. */
function scan(bytes: Buffer, cuts: readonly number[]): Scanned[] {
  const found: Scanned[] = [];
  const scanner = new RecordScanner((record) => {
    const fields = Array.from({ length: record.fieldCount }, (_, field) => fieldText(record, field));
    found.push({ fields, line: record.line });
  });
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    assert.equal(scanner.push(Buffer.from(bytes.subarray(from, end))), null);
    from = end;
  }
  assert.equal(scanner.end(), null);
  return found;
}

const field = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é', '💰', ''), maxLength: 8 }),
);

/** One record as a program writes it: quoted where it must be, and sometimes where it need not. */
const record = fc
  .array(fc.tuple(field, fc.boolean()), { minLength: 1, maxLength: 6 })
  .map((fields) =>
    fields
      .map(([text, isQuoted]) =>
        isQuoted || /[",\r\n]/.test(text) || fields.length === 1 ? `"${text.replaceAll('"', '""')}"` : text,
      )
      .join(','),
  );

const file = fc
  .tuple(fc.array(record, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(
    ([records, newline, isEnded]) => records.join(newline) + (isEnded && records.length > 0 ? newline : ''),
  );

test('the scanner and csv-parse read the same records out of the same file, however it is cut into chunks', () => {
  fc.assert(
    fc.property(file, fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
      const expected = parse(text, {
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\n', '\r\n'],
      });
      assert.deepEqual(
        scan(Buffer.from(text), cuts).map(({ fields }) => fields),
        expected,
      );
    }),
    { numRuns: 500, verbose: true },
  );
});

test('a chunk may end after any byte: inside a quote, a character, a line end', () => {
  const text = 'a,"b ""c""\r\n","é💰"\r\n\n"",x,\n1,2,"3"';
  const bytes = Buffer.from(text);
  const whole = scan(bytes, []);
  assert.deepEqual(
    whole.map(({ fields }) => fields.length),
    [3, 3, 3],
  );
  for (let cut = 1; cut < bytes.length; cut += 1) {
    assert.deepEqual(scan(bytes, [cut]), whole, `cut at ${String(cut)}`);
    for (let second = cut + 1; second < bytes.length; second += 1)
      assert.deepEqual(scan(bytes, [cut, second]), whole);
  }
});

test('the line of a record is one more than the line ends before it', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), (records) => {
      let line = 1;
      const lines = records.map((text) => {
        const begins = line;
        line += text.split('\n').length;
        return begins;
      });
      assert.deepEqual(
        scan(Buffer.from(records.join('\n')), []).map((found) => found.line),
        lines,
      );
    }),
    { numRuns: 300, verbose: true },
  );
});
