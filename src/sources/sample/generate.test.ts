import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { decimal, sum, toText, truncate, type Decimal } from '../../kernel/decimal.ts';
import { addMonths, monthsBetween, type Month } from '../../kernel/month.ts';
import { Refusal } from '../../kernel/errors.ts';
import { feeds } from '../catalogue.ts';
import { readWorkbook } from '../revenue/index.ts';
import { generateSample, type SampleOptions, type SampleSummary } from './index.ts';

type Row = Record<string, string>;

const OPTIONS: Omit<SampleOptions, 'out'> = {
  sites: 12,
  from: '2024-08',
  months: 9,
  seed: 1,
  withFaults: false,
};
const LAST: Month = addMonths(OPTIONS.from, OPTIONS.months - 1);

let folder: string;
let out: string;
let summary: SampleSummary;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sample-'));
  out = join(folder, 'operator');
  summary = await generateSample({ ...OPTIONS, out });
});
after(() => {
  rmSync(folder, { recursive: true });
});

/** Paths below the folder, sorted: the order in which they arrive. */
function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
}

function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const parsed = new Map<string, Row[]>();

/** The rows of a file, which is read once. */
function rowsIn(path: string): Row[] {
  const parsedRows = parsed.get(path);
  if (parsedRows !== undefined) return parsedRows;
  const rows = parse<Row>(textOf(path), { columns: true, bom: true });
  parsed.set(path, rows);
  return rows;
}

function feedFiles(root: string, feed: string): string[] {
  return filesOf(root)
    .filter((name) => basename(name).startsWith(`${feed}_`) && /\.csv(\.gz)?$/.test(name))
    .filter((name) => feedNameOf(name) === feed);
}

function feedNameOf(file: string): string {
  return basename(file).replace(/_\d{4}.*$/, '');
}

function rowsOf(root: string, feed: string): Row[] {
  return feedFiles(root, feed).flatMap((name) => rowsIn(join(root, name)));
}

const documentedRowsByFeed = new Map<string, readonly Row[]>();

/** Rows of the two documented sites in deliveries that may hold a documented figure; all rows of lists. Read once. */
function documentedRows(root: string, feed: string): readonly Row[] {
  const earlierRows = documentedRowsByFeed.get(`${root} ${feed}`);
  if (earlierRows !== undefined) return earlierRows;
  const files = feedFiles(root, feed).filter((name) => /chart|budget|2024-09|2024-10|2025-0[2-5]/.test(name));
  const rows = files
    .flatMap((name) => rowsIn(join(root, name)))
    .filter((row) => SITE_COLUMNS.every((column) => ['0170', '0829', undefined].includes(row[column])));
  documentedRowsByFeed.set(`${root} ${feed}`, rows);
  return rows;
}

const SITE_COLUMNS = ['SITE', 'COST_CENTER', 'WORK_LOCATION', 'LOCATION_EXTERNAL_ID'];

function total(rows: readonly Row[], column: string): Decimal {
  return sum(rows.map((row) => decimal(row[column]!)));
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const name of filesOf(root)) hash.update(name).update(readFileSync(join(root, name)));
  return hash.digest('hex');
}

async function generated(name: string, options: Partial<SampleOptions>): Promise<string> {
  const place = join(folder, name);
  await generateSample({ ...OPTIONS, ...options, out: place });
  return place;
}

describe('the figures that documents give', () => {
  const summaryCategories = [
    ['Q-01', 'budget_final', 'EXTERNAL REVENUE', '1250357.92000'],
    ['Q-02', 'budget_final', 'INTERNAL REVENUE', '-279663.89000'],
    ['Q-03', 'budget_final', 'PAYROLL', '82246.00000'],
    ['Q-04', 'budget_final', 'CLAIMS', '0.00000'],
    ['Q-05', 'budget_final', 'PARKING RENTS', '0.00000'],
    ['Q-06', 'budget_final', 'OTHER EXPENSE', '33029.99000'],
    ['Q-07', 'budget_final', 'PTEB', '10857.28000'],
    ['Q-08', 'budget_final', 'INSURANCE', '5114.93000'],
    ['Q-09', 'account_summary', 'EXTERNAL REVENUE', '1258925.10000'],
    ['Q-10', 'account_summary', 'INTERNAL REVENUE', '-308022.41000'],
    ['Q-11', 'account_summary', 'PAYROLL', '82330.62001'],
    ['Q-12', 'account_summary', 'CLAIMS', null],
    ['Q-13', 'account_summary', 'PARKING RENTS', null],
    ['Q-14', 'account_summary', 'OTHER EXPENSE', '42600.37000'],
    ['Q-15', 'account_summary', 'PTEB', '10980.61000'],
    ['Q-16', 'account_summary', 'INSURANCE', '5143.74000'],
  ] as const;

  // The third has none of the documented months within its period, the second another operator.
  const samples: readonly (readonly [string, Partial<SampleOptions>])[] = [
    ['with the documented months in its period', {}],
    ['with another seed', { seed: 4711, sites: 3 }],
    ['with a period elsewhere', { sites: 2, from: '2026-11', months: 2 }],
    ['with a period that begins in between', { sites: 5, from: '2024-12', months: 3, seed: 2 }],
  ];
  for (const [title, options] of samples) {
    describe(title, () => {
      let root: string;
      before(async () => {
        root =
          title === 'with the documented months in its period'
            ? out
            : await generated(title.replaceAll(' ', '-'), options);
      });

      for (const [id, feed, category, expected] of summaryCategories) {
        test(`${id}: ${category} of 0170 in March 2025 in ${feed} is ${expected ?? 'NULL'}`, () => {
          const accounts = new Set(
            documentedRows(root, 'chart_of_account')
              .filter((account) => account['IS_SUMMARY_CATEGORY'] === category)
              .map((account) => account['MAIN_ACCOUNT']),
          );
          const rows = ledgerRows(root, feed, '0170', '202503').filter((row) =>
            accounts.has(row['MAIN_ACCOUNT']),
          );
          assert.equal(rows.length === 0 ? null : toText(total(rows, 'BALANCE'), 5), expected);
        });
      }

      test('Q-19: net external revenue of 0829 in April 2025, whatever its flag and category', () => {
        const rows = documentedRows(root, 'revenue_daily_detail').filter(
          (row) => row['SITE'] === '0829' && row['DATE']!.startsWith('2025-04'),
        );
        assert.equal(toText(total(rows, 'NETEXTERNALREVENUE'), 2), '36070.00');
        const validations = rows.filter((row) => row['DEPOSIT_FLAG'] === 'V');
        const hours = rows.filter((row) => row['REVENUE_CATEGORY'] === 'Per Man Hour');
        assert.ok(
          total(validations, 'NETEXTERNALREVENUE').gt('0') && total(hours, 'NETEXTERNALREVENUE').gt('0'),
        );
      });

      test('Q-20 to Q-22: hours, dollars and Regular rate of GSC at 0170 in March 2025', () => {
        const rows = documentedRows(root, 'payroll_summary').filter(
          (row) =>
            row['WORK_LOCATION'] === '0170' && row['TITLE'] === 'GSC' && row['DATE']!.startsWith('2025-03'),
        );
        assert.equal(toText(total(rows, 'TOTAL_HOURS'), 2), '407.69');
        assert.equal(toText(total(rows, 'TOTAL_DOLLARS'), 2), '4912.90');
        const regular = rows.filter((row) => row['PAY_TYPE'] === 'Regular');
        const rate = truncate(total(regular, 'TOTAL_DOLLARS').div(total(regular, 'TOTAL_HOURS')), 6);
        assert.equal(toText(rate, 6), '11.994453');
        assert.ok(regular.length > 20, 'the figure is spread over the days of the month');
      });

      test('Q-23 to Q-25: attendants scheduled at 0170 on day 108 of 2025, deleted shifts aside', () => {
        const ofDay = (row: Row): boolean =>
          row['LOCATION_EXTERNAL_ID'] === '0170' &&
          row['WORK_ROLE'] === 'GSA' &&
          row['YEAR'] === '2025' &&
          row['DAY_OF_THE_YEAR'] === '108';
        const shifts = documentedRows(root, 'shift_entity').filter(ofDay);
        const remaining = shifts.filter((row) => row['DELETED'] === 'No');
        assert.equal(toText(total(remaining, 'REGULAR_MINUTES').div(decimal('60')), 0), '80');
        assert.equal(toText(total(remaining, 'OVERTIME_MINUTES'), 0), '0');
        assert.equal(toText(total(remaining, 'DOUBLE_OVERTIME_MINUTES'), 0), '0');
        assert.ok(shifts.length > remaining.length, 'a deleted shift would change the figure');
        assert.equal(
          toText(total(documentedRows(root, 'schedule_cost_entity').filter(ofDay), 'SCHEDULE_COST'), 2),
          '742.50',
        );
      });

      test('Q-26 and Q-27: valet daily revenue and vehicles in the budget of 0170 for February 2025', () => {
        const rows = ledgerRows(root, 'budget_final', '0170', '202502');
        const of = (account: string): string =>
          toText(
            total(
              rows.filter((row) => row['MAIN_ACCOUNT'] === account),
              'BALANCE',
            ),
            5,
          );
        assert.deepEqual([of('9411'), of('9510')], ['28054.08000', '573.00000']);
      });

      test('X-01: valet overnight revenue and vehicles of 0170 in March 2025', () => {
        const rows = documentedRows(root, 'revenue_daily_detail').filter(
          (row) =>
            row['SITE'] === '0170' &&
            row['DATE']!.startsWith('2025-03') &&
            ['VO1', 'VO2', 'VO3'].includes(row['REVENUE_CODE']!),
        );
        assert.equal(toText(total(rows, 'NETEXTERNALREVENUE'), 2), '333442.76');
        assert.equal(toText(total(rows, 'VEHICLECOUNT'), 0), '6507');
      });

      test('X-02 and X-04: billable expenses, payroll and PTEB of 0170 in September 2024', () => {
        const rows = ledgerRows(root, 'account_summary', '0170', '202409');
        const of = (accounts: string): string => {
          const chosen = rows.filter((row) => accounts.split(' ').includes(row['MAIN_ACCOUNT']!));
          assert.ok(chosen.length >= accounts.split(' ').length, 'spread over all of the accounts');
          return toText(total(chosen, 'BALANCE'), 2);
        };
        assert.equal(of('7000 7010 7011 7017 7018 7019 7040 7045 7050 7055'), '16725.08');
        assert.equal(of('6002 6015 6016 6017 6019 6030 6100 6110 6115'), '7328.18');
        assert.equal(of('6200 6399 6500'), '10496.15');
      });

      test('the books of 0170 agree with its revenue reports', () => {
        const booked = ledgerRows(root, 'account_summary', '0170', '202503').filter(
          (row) => row['MAIN_ACCOUNT'] === '9410',
        );
        const reported = documentedRows(root, 'revenue_daily_detail').filter(
          (row) => row['SITE'] === '0170' && row['DATE']!.startsWith('2025-03'),
        );
        assert.equal(toText(total(booked, 'BALANCE'), 2), toText(total(reported, 'NETEXTERNALREVENUE'), 2));
      });
    });
  }
});

function ledgerRows(root: string, feed: string, site: string, period: string): Row[] {
  return documentedRows(root, feed).filter((row) => row['COST_CENTER'] === site && row['PERIOD'] === period);
}

describe('the same options', () => {
  const small = { sites: 5, from: '2024-08', months: 3, withFaults: true } as const;

  test('give the same bytes, and another seed gives others', async () => {
    const first = hashOf(await generated('once', small));
    assert.equal(hashOf(await generated('twice', small)), first);
    assert.notEqual(hashOf(await generated('other', { ...small, seed: 2 })), first);
  });

  test('give a month the same facts whatever came before it', async () => {
    const long = await generated('long', small);
    const short = await generated('short', { ...small, from: '2024-10', months: 1 });
    for (const file of [
      'great-plains/account_summary',
      'legion/shift_entity',
      'revenue/revenue_daily_detail',
    ]) {
      const name = join('2024-10', `${file}_2024-10.csv`);
      assert.equal(textOf(join(short, name)), textOf(join(long, name)), file);
    }
  });
});

describe('the files', () => {
  test('carry the columns of their declaration, and there is one of every feed', () => {
    const seen = new Set<string>();
    for (const name of filesOf(out).filter((file) => /\.csv(\.gz)?$/.test(file))) {
      const feed = feeds.find((each) => each.name === feedNameOf(name));
      assert.ok(feed, `${name} belongs to a feed`);
      seen.add(feed.name);
      const [header = ''] = textOf(join(out, name)).replace('\uFEFF', '').split(/\r?\n/, 1);
      assert.equal(header, feed.columns.map((column) => column.header).join(','), name);
      assert.equal(name.split('/')[1], feed.source);
    }
    assert.deepEqual([...seen, 'revenue_workbook'].sort(), feeds.map((feed) => feed.name).sort());
  });

  test('are counted in the summary', () => {
    for (const feed of feeds.filter(({ name }) => name !== 'revenue_workbook')) {
      assert.equal(summary.rows[feed.name], rowsOf(out, feed.name).length, feed.name);
    }
    assert.equal(summary.files, filesOf(out).filter((name) => !name.endsWith('.json')).length);
  });

  test('repeat no key', () => {
    for (const feed of feeds.filter(({ name }) => name !== 'revenue_workbook')) {
      const headers = feed.key.flatMap((key) =>
        feed.derived?.column === key
          ? feed.derived.from
          : feed.columns.filter(({ column }) => column === key).map(({ header }) => header),
      );
      assert.ok(headers.length >= feed.key.length, `${feed.name} is keyed by its columns`);
      for (const name of feedFiles(out, feed.name)) {
        const rows = rowsIn(join(out, name));
        const keys = new Set(rows.map((row) => headers.map((header) => row[header]).join('|')));
        assert.equal(keys.size, rows.length, name);
      }
    }
  });

  test('plan the two weeks after the newest month, and no other days ahead', () => {
    const ahead = filesOf(out).filter((name) => name.includes('_ahead'));
    assert.equal(ahead.length, 2);
    const shifts = ahead.find((name) => name.includes('shift_entity')) ?? '';
    const next = addMonths(LAST, 1);
    assert.equal(shifts, `${LAST}/legion/shift_entity_${next}_ahead.csv`);
    const days = new Set(rowsIn(join(out, shifts)).map((row) => row['START_DATE']!.slice(0, 10)));
    assert.deepEqual(
      [...days].sort(),
      Array.from({ length: 14 }, (_, at) => `${next}-${String(at + 1).padStart(2, '0')}`),
    );
  });

  test('are dressed as sources dress theirs', () => {
    assert.match(textOf(join(out, '2024-08/legion/schedule_cost_entity_2024-08.csv')), /\r\n/);
    assert.ok(textOf(join(out, '2024-08/workday/workday_job_codes_2024-08.csv')).startsWith('\uFEFF'));
    assert.ok(filesOf(out).includes('2024-08/legion/timesheet_entity_2024-08.csv.gz'));
    const sites = rowsOf(out, 'master_non_financial');
    assert.ok(sites.some((row) => row['STREET_ADDRESS']!.includes('\n')));
    assert.ok(rowsOf(out, 'workday_site_managers').every((row) => /^\d{4} +$/.test(row['SITE']!)));
  });

  test('state their rows and sums in manifests', () => {
    for (const feed of ['account_summary', 'budget_final', 'master_non_financial']) {
      const files = feedFiles(out, feed);
      assert.ok(files.length > 0);
      for (const name of files) {
        const manifest = JSON.parse(textOf(join(out, `${name}.manifest.json`))) as Manifest;
        const rows = rowsIn(join(out, name));
        assert.equal(manifest.rows, rows.length);
        for (const [column, stated] of Object.entries(manifest.sums)) {
          assert.equal(stated, toText(total(rows, column), 5), `${name} ${column}`);
        }
        if (feed !== 'master_non_financial') assert.deepEqual(Object.keys(manifest.sums), ['BALANCE']);
        assert.match(manifest.as_of, /^\d{4}-\d{2}-\d{2}$/);
      }
    }
  });
});

interface Manifest {
  readonly rows: number;
  readonly sums: Record<string, string>;
  readonly as_of: string;
}

describe('the deliveries', () => {
  test('come once a month', () => {
    const folders = new Set(filesOf(out).map((name) => name.split('/')[0]));
    assert.deepEqual([...folders], monthsBetween(OPTIONS.from, LAST));
  });

  test('replace a site and month only as a correction, a month later, and never a documented one', () => {
    const first = new Map<string, string>();
    let corrections = 0;
    for (const name of feedFiles(out, 'account_summary')) {
      const slices = new Set(
        rowsIn(join(out, name)).map((row) => `${row['COST_CENTER']!} ${row['PERIOD']!}`),
      );
      for (const slice of slices) {
        const earlier = first.get(slice);
        if (earlier === undefined) {
          first.set(slice, name);
          assert.ok(!name.includes('corrected'), `${name} corrects what was never delivered`);
          continue;
        }
        corrections += 1;
        assert.ok(name.includes('corrected') && name > earlier);
        assert.doesNotMatch(slice, /^(0170|0829) (202409|202502|202503|202504)$/);
      }
    }
    assert.ok(corrections > 3, 'corrections exist');
  });

  test('correct a month so that rows change, go and come', () => {
    const kinds = { changed: 0, gone: 0, come: 0, same: 0 };
    for (const name of feedFiles(out, 'account_summary').filter((file) => file.includes('corrected'))) {
      const corrected = rowsIn(join(out, name));
      const period = corrected[0]!['PERIOD']!;
      const sites = new Set(corrected.map((row) => row['COST_CENTER']));
      const original = feedFiles(out, 'account_summary')
        .filter((file) => !file.includes('corrected'))
        .flatMap((file) => rowsIn(join(out, file)))
        .filter((row) => row['PERIOD'] === period && sites.has(row['COST_CENTER']));
      const keyed = new Map(original.map((row) => [keyOf(row), row['BALANCE']]));
      for (const row of corrected) {
        const balance = keyed.get(keyOf(row));
        if (balance === undefined) kinds.come += 1;
        else if (balance === row['BALANCE']) kinds.same += 1;
        else kinds.changed += 1;
        keyed.delete(keyOf(row));
      }
      kinds.gone += keyed.size;
    }
    assert.ok(kinds.changed > 0 && kinds.gone > 0 && kinds.come > 0);
    assert.ok(kinds.same > kinds.changed, 'most rows are as they were');
  });

  test('name no site before the list that holds it, and no account that is not in the chart', () => {
    const accounts = new Set(rowsOf(out, 'chart_of_account').map((row) => row['MAIN_ACCOUNT']));
    const sites = new Set<string>();
    for (const month of monthsBetween(OPTIONS.from, LAST)) {
      const names = filesOf(out).filter((name) => name.startsWith(month));
      const list = names.find((name) => name.endsWith('.csv') && feedNameOf(name) === 'master_non_financial');
      for (const row of list === undefined ? [] : rowsIn(join(out, list))) sites.add(row['SITE']!);
      for (const name of names.filter((file) => /budget_final|account_summary|shift_entity/.test(file))) {
        if (name.endsWith('.json')) continue;
        for (const row of rowsIn(join(out, name))) {
          assert.ok(sites.has(row['COST_CENTER'] ?? row['LOCATION_EXTERNAL_ID']!), name);
          if (row['MAIN_ACCOUNT'] !== undefined)
            assert.ok(accounts.has(row['MAIN_ACCOUNT']), row['MAIN_ACCOUNT']);
        }
      }
    }
    assert.equal(sites.size, OPTIONS.sites);
  });

  test('tell a change of district manager with the list of its month', () => {
    const managers = feedFiles(out, 'master_non_financial').map((name) => {
      const row = rowsIn(join(out, name)).find((site) => site['SITE'] === '0170');
      return [name.slice(0, 7), row!['DM']!] as const;
    });
    const inMonth = (month: string): string => managers.filter(([from]) => from <= month).at(-1)![1];
    assert.notEqual(inMonth('2024-08'), inMonth('2024-09'));
    assert.notEqual(inMonth('2025-02'), inMonth('2025-03'));
    assert.equal(inMonth('2025-03'), inMonth('2025-04'));
  });

  test('show sites that open and close within the period', () => {
    const sites = rowsIn(join(out, feedFiles(out, 'master_non_financial').at(-1)!));
    const opened = sites.find((row) => row['FIRST_WORKED_DATE']! >= `${OPTIONS.from}-01`);
    const closed = sites.find((row) => row['LAST_WORKED_DATE'] !== '');
    assert.ok(opened && closed);
    for (const row of rowsOf(out, 'revenue_daily_detail')) {
      if (row['SITE'] === opened['SITE']) assert.ok(row['DATE']! >= opened['FIRST_WORKED_DATE']!);
      if (row['SITE'] === closed['SITE']) assert.ok(row['DATE']! <= closed['LAST_WORKED_DATE']!);
    }
  });

  test('bring the workbook of two sites in place of their rows of the long form', async () => {
    const workbooks = filesOf(out).filter((name) => name.endsWith('.xlsm'));
    const sites = new Set(workbooks.map((name) => basename(name).slice(2, 6)));
    assert.equal(sites.size, 2);
    assert.ok(workbooks.length > 2 * OPTIONS.months, 'a correction brings the workbook again');
    assert.ok(rowsOf(out, 'revenue_datamart_daily').every((row) => !sites.has(row['SITE']!)));
    const [name = ''] = workbooks;
    const rows = await readWorkbook(join(out, name));
    assert.ok(rows.length > 60);
    assert.deepEqual(
      rows.filter((row) => row.site !== basename(name).slice(2, 6) || !row.date.startsWith('2024-08')),
      [],
    );
  });
});

function keyOf(row: Row): string {
  return ['COST_CENTER', 'MAIN_ACCOUNT', 'ENTITY', 'ACCOUNT_INDEX'].map((header) => row[header]).join('|');
}

describe('the folder', () => {
  test('is refused while it holds files, and left alone', async () => {
    const count = filesOf(out).length;
    await assert.rejects(generateSample({ ...OPTIONS, out }), (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(error.code, 'SOURCES_SAMPLE_FOLDER_IN_USE');
      return true;
    });
    assert.equal(filesOf(out).length, count);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.unfinished')),
      [],
    );
  });

  for (const wrong of [{ sites: 1 }, { sites: 9001 }, { months: 0 }, { seed: -1 }, { seed: 0.5 }]) {
    test(`is not begun with ${JSON.stringify(wrong)}`, async () => {
      const place = join(folder, 'never');
      await assert.rejects(generateSample({ ...OPTIONS, ...wrong, out: place }), {
        code: 'SOURCES_SAMPLE_OPTION',
      });
      assert.ok(!readdirSync(folder).some((name) => name.startsWith(relative(folder, place))));
    });
  }
});
