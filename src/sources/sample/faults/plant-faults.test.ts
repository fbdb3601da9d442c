import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { feedNamed } from '../../catalogue.ts';
import { parseWorkbookName, readWorkbook } from '../../revenue/index.ts';
import { generateSample } from '../generate.ts';
import type { PlantedFault } from './planted-file.ts';

const KINDS = [
  'bad period',
  'blank mandatory',
  'day 366 of a common year',
  'duplicate key',
  'empty file',
  'impossible date',
  'manifest disagrees',
  'missing column',
  'month shrinks',
  'not UTF-8',
  'out of range',
  'ragged row',
  'shift ends before it starts',
  'site of five digits',
  'text too long',
  'thousands separator',
  'too many decimals',
  'too many failing rows',
  'transaction sent twice',
  'unknown account',
  'unknown column',
  'unknown site',
  'unmapped account',
  'unterminated quote',
  'value not in list',
  'workbook: date outside month',
  'workbook: duplicate key',
  'workbook: no figures',
  'workbook: site mismatch',
  'workbook: unknown revenue code',
  'workbook: wrong name',
  'wrong number',
];

// Two sites are the hard case: a documented one has to carry the faults, in months that nothing else speaks of.
for (const sites of [2, 5]) {
  describe(`the faults planted beside ${sites} sites`, () => {
    let folder: string;
    let out: string;
    let faults: PlantedFault[];
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'faults-'));
      out = join(folder, 'operator');
      const options = { out, sites, from: '2024-11', months: 2, seed: 3, withFaults: true } as const;
      const { plantedFaults } = await generateSample(options);
      faults = JSON.parse(readFileSync(join(out, 'planted-faults.json'), 'utf8')) as PlantedFault[];
      assert.equal(plantedFaults, faults.length);
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    test('are one of each kind at least, listed once each', () => {
      assert.deepEqual([...new Set(faults.map(({ kind }) => kind))].sort(), KINDS);
      const places = new Set(
        faults.map(({ file, line, column, kind }) => [file, line, column, kind].join('|')),
      );
      assert.equal(places.size, faults.length);
    });

    test('stand on the lines that the list names', () => {
      const inRows = faults.filter(({ file, line }) => file.endsWith('_bad-rows.csv') && line !== null);
      assert.ok(inRows.length > 25);
      for (const fault of inRows) {
        const fields = recordAt(textOf(fault.file), fault.line!);
        const headers = feedNamed(fault.feed)!.columns.map(({ header }) => header);
        if (fault.kind === 'ragged row') {
          assert.equal(`${fields.length} fields`, fault.value);
          assert.notEqual(fields.length, headers.length);
          continue;
        }
        assert.equal(fields.length, headers.length);
        if (fault.column !== null)
          assert.equal(fields[headers.indexOf(fault.column)], fault.value, fault.kind);
      }
    });

    test('repeat a row on both of the lines that the list names', () => {
      for (const kind of ['duplicate key', 'transaction sent twice']) {
        const lines = faults.filter((fault) => fault.kind === kind);
        assert.equal(lines.length, 2, kind);
        assert.equal(new Set(lines.map(({ file }) => file)).size, 1, kind);
        const [first, second] = lines.map(({ file, line }) => recordAt(textOf(file), line!));
        assert.deepEqual(first, second);
      }
    });

    test('are less than a tenth of the rows around them', () => {
      for (const file of new Set(
        faults.map((fault) => fault.file).filter((name) => name.endsWith('_bad-rows.csv')),
      )) {
        const rows = parse(textOf(file), { relax_column_count: true }).length - 1;
        const bad = faults.filter((fault) => fault.file === file).length;
        assert.ok(bad * 10 < rows, `${file}: ${bad} of ${rows}`);
      }
    });

    test('leave every other row of their files as good as new', () => {
      const rows = parse(textOf('zz-faults/revenue/revenue_daily_detail_bad-rows.csv'), {
        relax_column_count: true,
        from_line: 2,
      });
      const bad = faults.filter(({ file }) => file.endsWith('revenue_daily_detail_bad-rows.csv')).length;
      const intact = rows.filter((fields) => fields.length === 11 && /^2025-0[5-9]-\d\d$/.test(fields[1]!));
      assert.ok(intact.length >= rows.length - bad, 'months after everything else');
    });

    test('spoil whole files as the list says', () => {
      const textOfKind = (kind: string): string => textOf(faultOf(kind).file);
      assert.doesNotMatch(textOfKind('missing column'), /TOTAL_DOLLARS/);
      assert.match(textOfKind('unknown column'), /^\S+,SHOE_SIZE\n/);
      assert.equal(textOfKind('empty file'), '');
      assert.throws(() =>
        new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(faultOf('not UTF-8').file)),
      );
      assert.throws(() => parse(textOfKind('unterminated quote')), { code: 'CSV_QUOTE_NOT_CLOSED' });
      const failing = parse<Record<string, string>>(textOfKind('too many failing rows'), { columns: true });
      assert.ok(failing.filter((row) => row['VALUE'] === 'pending').length * 10 > failing.length);
      const chart = recordAt(textOfKind('unmapped account'), faultOf('unmapped account').line!);
      assert.deepEqual(chart, ['7999', 'Suspense', 'Expense', '']);
    });

    test('promise other rows and sums than a file holds, and shrink a month', () => {
      const { file } = faultOf('manifest disagrees');
      const manifest = JSON.parse(textOf(`${file}.manifest.json`)) as { rows: number };
      assert.notEqual(manifest.rows, parse(textOf(file), { columns: true }).length);
      const shrunk = parse(textOf(faultOf('month shrinks').file), { columns: true }).length;
      const whole = parse(textOf('zz-faults/great-plains/account_summary_month-1-whole.csv'), {
        columns: true,
      });
      assert.ok(shrunk * 100 < whole.length * 80);
    });

    test('spoil workbooks in the cell that the list names', async () => {
      const workbooks = faults.filter(({ feed }) => feed === 'revenue_workbook');
      assert.equal(workbooks.length, 6);
      for (const fault of workbooks) {
        const name = parseWorkbookName(fault.file.split('/').at(-1)!);
        assert.equal(name === null, fault.kind === 'workbook: wrong name', fault.file);
        const rows = await readWorkbook(bytesOf(fault.file));
        if (fault.line === null) continue;
        const cell = rows.find(({ row }) => row === fault.line)!;
        const previous = rows.find(({ row }) => row === fault.line! - 1);
        if (fault.kind === 'workbook: duplicate key') {
          const next = rows.find(({ row }) => row === fault.line! + 1);
          assert.deepEqual({ ...next, row: 0 }, { ...cell, row: 0 });
        } else {
          assert.ok(Object.values(cell).includes(fault.value), fault.kind);
          assert.ok(!Object.values(previous ?? {}).includes(fault.value));
        }
      }
      const empty = await readWorkbook(bytesOf(faultOf('workbook: no figures').file));
      assert.ok(empty.length > 0 && empty.every(({ value }) => value === '0'));
    });

    function faultOf(kind: string): PlantedFault {
      const fault = faults.find((each) => each.kind === kind);
      assert.ok(fault, kind);
      return fault;
    }

    function bytesOf(file: string): Buffer {
      return readFileSync(join(out, file));
    }

    function textOf(file: string): string {
      return bytesOf(file).toString('utf8');
    }
  });
}

/** The record that begins on a physical line. */
function recordAt(text: string, line: number): string[] {
  const rest = text
    .split('\n')
    .slice(line - 1)
    .join('\n');
  const [record] = parse(rest, { to: 1, relax_column_count: true });
  assert.ok(record, `line ${line}`);
  return record;
}
