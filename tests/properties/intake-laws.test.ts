import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { decimal, sum } from '../../src/kernel/decimal.ts';
import { type TakenIn } from '../../src/sources/index.ts';
import { listBatches } from '../../src/sources/intake/list-batches.ts';
import { listQuarantine } from '../../src/sources/intake/quarantine.ts';
import { cloneDatabase } from '../database.ts';
import {
  intakeOn,
  lists,
  load,
  loadOne,
  snapshot,
  temporaryFolder,
  writeFiles,
} from '../scenarios/deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database, { maxFailingPercent: 100 });
const folder = await temporaryFolder();
const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,ACCOUNT_INDEX';

before(async () => {
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
});

/** Begins with an empty ledger: the lists stay, what was loaded into it is forgotten. */
async function forget(): Promise<void> {
  await database.execute(
    `truncate warehouse.ledger_balance, warehouse.ledger_balance_history, sources.quarantine;
     delete from sources.batch_warning;
     delete from sources.batch where feed = 'account_summary'`,
  );
}

let delivered = 0;
async function deliver(rows: readonly string[]): Promise<string> {
  delivered += 1;
  const content = [header, ...rows, ''].join('\n');
  const [path = ''] = await writeFiles(folder, { [`${String(delivered)}/account_summary.csv`]: content });
  return path;
}

const amount = fc
  .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.nat(99_999))
  .map(([whole, fraction]) => `${String(whole)}.${String(fraction).padStart(5, '0')}`);

/** Few sites, months and indexes, so that keys repeat and files overlap. */
const goodRow = fc
  .tuple(
    fc.constantFrom('0170', '0829'),
    fc.constantFrom('202501', '202502'),
    fc.constantFrom('6000', '7045'),
    amount,
    fc.nat(6),
  )
  .map((fields) => fields.join(','));

const badRow = fc.constantFrom(
  ...[
    '0170,202513,6000,1,0',
    '0170,202501,6000,one,0',
    '0170,202501,6000,,1',
    'x,202501,6000,1,0',
    '0170,202501,6000,1',
  ],
  ...[
    '0999,202501,6000,1,0',
    '0170,202501,8888,1,0',
    '0170,202501,6000,1.123456,0',
    '0170,202501,"60"00,1,0',
  ],
);

const anyFile = fc.array(fc.oneof({ weight: 5, arbitrary: goodRow }, badRow), { maxLength: 30 });

const keyOf = (row: string): string => row.split(',').toSpliced(3, 1).join();
/** Rows of which no key stands twice. */
const cleanFile = fc.uniqueArray(goodRow, { selector: keyOf, minLength: 1, maxLength: 20 });

function balances({ rows }: TakenIn, records: number): void {
  assert.equal(rows.received, records);
  assert.equal(rows.received, rows.loaded + rows.unchanged + rows.quarantined);
}

test('whatever a file holds: received = loaded + unchanged + quarantined', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFile, { minLength: 1, maxLength: 3 }), async (files) => {
      await forget();
      for (const rows of files) {
        const result = await loadOne(intake, await deliver(rows));
        balances(result, rows.length);
        const [first] = await listBatches(database, { id: result.batchId ?? '' });
        if (first?.sameAsBatchId !== null) continue;
        const held = await listQuarantine(database, { batch: result.batchId ?? '', all: true });
        assert.equal(held.length, result.rows.quarantined);
        const [counted] = await database.query<{ rows: string }>(
          'select count(*) as rows from warehouse.ledger_balance where batch_id = $1',
          [result.batchId ?? ''],
        );
        assert.equal(counted?.rows, String(result.rows.loaded));
      }
    }),
    { numRuns: 25, verbose: true },
  );
});

test('the control total of a clean file is the exact sum of its amounts, and of the rows it left', async () => {
  await fc.assert(
    fc.asyncProperty(cleanFile, async (rows) => {
      await forget();
      const result = await loadOne(intake, await deliver(rows));
      const expected = sum(rows.map((row) => decimal(row.split(',')[3] ?? '')));
      const [batch] = await listBatches(database, { id: result.batchId ?? '' });
      const total = batch?.controlTotals?.['BALANCE'];
      assert.equal(total?.count, String(rows.length));
      assert.ok(decimal(total.sum ?? '').eq(expected), `${total.sum ?? ''} is not ${expected.toString()}`);
      const [kept] = await database.query<{ total: string }>(
        'select sum(amount) as total from warehouse.ledger_balance',
      );
      assert.ok(decimal(kept?.total ?? '').eq(expected));
    }),
    { numRuns: 20, verbose: true },
  );
});

test('files of different sites and months leave the same, whichever comes first', async () => {
  await fc.assert(
    fc.asyncProperty(cleanFile, fc.boolean(), async (rows, isReversed) => {
      const slices = [...Map.groupBy(rows, (row) => row.slice(0, 11)).values()];
      const paths = await Promise.all(slices.map(deliver));
      const leave = async (order: readonly string[]): Promise<unknown> => {
        await forget();
        for (const path of order) await loadOne(intake, path);
        return snapshot(database, 'values');
      };
      const rotated = [...paths.slice(1), ...paths.slice(0, 1)];
      assert.deepEqual(await leave(isReversed ? paths.toReversed() : rotated), await leave(paths));
    }),
    { numRuns: 12, verbose: true },
  );
});

test('loading the same files again changes nothing, with or without comparing them once more', async () => {
  await fc.assert(
    fc.asyncProperty(cleanFile, cleanFile, async (first, second) => {
      await forget();
      const paths = [await deliver(first), await deliver(second)];
      for (const path of paths) await loadOne(intake, path);
      const left = await snapshot(database, 'exact');
      const sameSlice = second.some((row) => first.some((other) => sliceOf(row) === sliceOf(other)));
      for (const path of paths) {
        const { state } = await loadOne(intake, path);
        // A file of the same slice that came since may have replaced rows of it; then the load says so.
        assert.ok(state === 'unchanged' || (state === 'replaced' && sameSlice && path === paths[0]), state);
      }
      const [, last = ''] = paths;
      assert.equal((await loadOne(intake, last, { again: true })).state, 'unchanged');
      assert.deepEqual(await snapshot(database, 'exact'), left);
    }),
    { numRuns: 12, verbose: true },
  );
});

/** Entries of few accounts and amounts, so that keys and whole rows repeat; a transaction says the same once only. */
const entry = fc
  .tuple(
    fc.constantFrom('0170', '0829'),
    fc.constantFrom('202501', '202502'),
    fc.constantFrom('6000', '7045'),
    fc.constantFrom('10.5', '-10.5', '20', '0.00001'),
    fc.constantFrom('0', '1'),
    fc.constantFrom('', '', '', 'JE1', 'JE2'),
  )
  .map((fields) => fields.join(','));
const entries = fc
  .array(entry, { minLength: 1, maxLength: 25 })
  .map((rows) => rows.filter((row, at) => row.endsWith(',') || rows.indexOf(row) === at));

async function deliverEntries(rows: readonly string[]): Promise<string> {
  delivered += 1;
  const content = [`${header},TRANSACTION_ID`, ...rows, ''].join('\n');
  const [path = ''] = await writeFiles(folder, { [`${String(delivered)}/account_summary.csv`]: content });
  return path;
}

const sliceOf = (row: string): string => row.slice(0, 11);

/** The rows of `rows` that `others` holds no longer once each of them has stood for one. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return rows.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

test('every entry counts: the ledger holds the rows of the newest file of each slice, each of them once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entries, { minLength: 1, maxLength: 4 }), async (files) => {
      await forget();
      let books: string[] = [];
      for (const rows of files) {
        const slices = new Set(rows.map(sliceOf));
        const present = books.filter((row) => slices.has(sliceOf(row)));
        const result = await loadOne(intake, await deliverEntries(rows), { again: true });
        assert.deepEqual(result.rows, {
          received: rows.length,
          loaded: without(rows, present).length,
          unchanged: rows.length - without(rows, present).length,
          superseded: without(present, rows).length,
          quarantined: 0,
        });
        books = [...books.filter((row) => !slices.has(sliceOf(row))), ...rows];
      }
      const kept = await database.query<{ row: string }>(
        `select concat_ws(',', site_id, to_char(period_month, 'YYYYMM'), account_id, trim_scale(amount), account_index,
           transaction_id) as row from warehouse.ledger_balance`,
      );
      assert.deepEqual(kept.map(({ row }) => row).sort(), books.toSorted());
    }),
    { numRuns: 25, verbose: true },
  );
});

test('the order of the entries in a file says nothing: the same rows shuffled are unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(
      entries.chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
      ),
      async ([rows, shuffled]) => {
        await forget();
        await loadOne(intake, await deliverEntries(rows));
        const left = await snapshot(database, 'exact');
        assert.equal(
          (await loadOne(intake, await deliverEntries(shuffled), { again: true })).state,
          'unchanged',
        );
        assert.deepEqual(await snapshot(database, 'exact'), left);
      },
    ),
    { numRuns: 12, verbose: true },
  );
});
