import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../src/platform/database/index.ts';
import type { Client } from './client.ts';
import { askNames, namesIn, type History } from './workload.ts';

/** Holds what there is at the end against what clients were told. */
export async function judge(database: Database, client: Client, history: History): Promise<void> {
  assert.deepEqual(history.faults.slice(0, 5), []);
  const names = namesIn(await askNames(client));
  assert.ok(names);
  const present = new Set(names);
  assert.deepEqual(
    history.appended.filter((name) => !present.has(name)),
    [],
    'confirmed and lost',
  );
  assert.equal(names.length, present.size, 'made twice');
  assert.deepEqual(
    [...history.read].filter((name) => !present.has(name)),
    [],
    'read and lost',
  );
  const changes = await database.query<{ change: string }>(
    'select change_id::text as change from forecasting.change',
  );
  const kept = new Set(changes.map(({ change }) => change));
  assert.deepEqual(
    history.transferred.filter((change) => !kept.has(change)),
    [],
    'moved and lost',
  );
}

/** Every month that was posted is in the books once and in the outbox once, and no other. */
export async function judgePostings(database: Database, outbox: string, history: History): Promise<void> {
  const rows = await database.query<{ month: string; document: string; content: string }>(
    `select to_char(service_month, 'YYYY-MM') as month, document_number as document, debit::text as content
     from billing.unit_batch join billing.unit_posting using (service_month)`,
  );
  const inBooks = rows.map(({ month }) => month);
  assert.equal(new Set(inBooks).size, inBooks.length, 'posted twice');
  const { posting } = history;
  const expected = [...history.posted].sort();
  assert.deepEqual(
    inBooks.filter((month) => month !== posting || history.posted.has(month)).sort(),
    expected,
  );
  const files = await readdir(join(outbox, 'ledger'));
  for (const ending of ['csv', 'xml']) {
    const inOutbox = files.filter((name) => name.endsWith(`.${ending}`)).map(monthOfFile);
    assert.deepEqual(
      inOutbox.filter((month) => month !== posting || history.posted.has(month)).sort(),
      expected,
    );
  }
  for (const { document, content } of rows) {
    const text = await readFile(join(outbox, 'ledger', `${document}-unit-journal.csv`), 'utf8');
    assert.ok(text.includes(`,${content},`), `${document} went out with other figures`);
  }
}

function monthOfFile(name: string): string {
  const [, year = '', month = ''] = /^UNIT(\d{4})(\d\d)-1-/.exec(name) ?? [];
  return `${year}-${month}`;
}
