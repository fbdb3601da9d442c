import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CycleSite } from '../../../src/forecasting/index.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { decideSubmission, submitForecast } from '../../../src/forecasting/versions/submissions.ts';
import { cycleDays } from '../../../src/forecasting/cycle/cycle-days.ts';
import { readCalendar } from '../../../src/forecasting/cycle/read-calendar.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  type Place,
} from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const sites = ['0170', '0555', '0829', '0901', '0902'];
await books.list('site', [
  ...['0555', '0901'].map((site_id) => ({ site_id, is_listed: true, first_seen_at: '2024-01-01' })),
  { site_id: '0902', is_listed: false, first_seen_at: '2024-01-01' },
]);
await books.list('site_version', [
  {
    site_id: '0901',
    site_name: 'Closed',
    valid_from_on: '2025-01-01',
    closed_on: '2025-05-31',
    batch_id: 1,
    source_line: 1,
  },
]);
await database.execute(
  `insert into security.site_place (site_id, district) values ('0170', 'South'), ('0555', 'South')`,
);
for (const [userId, role, place] of [
  ['amos', 'accountManager', { kind: 'site', name: '0170' }],
  ['dora', 'districtManager', { kind: 'district', name: 'South' }],
] as const satisfies (readonly [string, string, Place])[])
  await assignRole(database, await addPerson(database, { userId, displayName: null, origin: 'mapping' }), {
    role,
    place,
    reason: 'test',
  });

const cycle = cycleDays('2025-07', []);

async function enter(site: string, on: string): Promise<void> {
  await database.transaction(async (transaction) => {
    const value = decimal('45');
    const entry = {
      area: 'statistics',
      period: '2025-07-10',
      item: '',
      measure: 'valet-daily',
      value,
    } as const;
    const saving = { site, year: 2025, version: 'working', entries: [entry], today: '2025-06-01' };
    const who = { action: 'set', savedBy: 'amos', reason: null, seen: null } as const;
    const { changeId } = await saveEntries(transaction, { ...saving, ...who });
    await transaction.execute(
      'update forecasting.change set changed_at = $2::timestamptz where change_id = $1',
      [...[changeId, on]],
    );
  });
}

const submit = (site: string): Promise<{ submission: string }> =>
  database.transaction((transaction) =>
    submitForecast(transaction, { site, year: 2025, month: '2025-07', submittedBy: 'amos', reason: null }),
  );

const decide = (submission: string, state: 'approved' | 'rejected'): Promise<unknown> =>
  database.transaction((transaction) =>
    decideSubmission(transaction, submission, { state, decidedBy: 'dora', reason: 'as discussed' }),
  );

async function calendar(as: string | null, today: string): Promise<CycleSite[]> {
  const asked = { cycle, holidays: [], year: 2025, today, timeZone: 'America/New_York' };
  if (as === null) return readCalendar(database, sites, asked);
  const caller = await actAs(database, await personNamed(database, as));
  return caller.transaction((transaction) => readCalendar(transaction, sites, asked));
}

const told = (found: readonly CycleSite[]): (string | null)[][] =>
  found.map(({ site, state, late, by }) => [site, state, late, by]);

test('the calendar says of every open site where it stands, by whom, and what is late', async () => {
  // 0170 was entered the evening before the cycle opened in New York, 0829 after it.
  await enter('0170', '2025-05-31T03:59:00Z');
  await enter('0829', '2025-05-31T04:00:00Z');
  assert.deepEqual(told(await calendar(null, '2025-06-27')), [
    ['0170', 'not started', null, null],
    ['0555', 'not started', null, null],
    ['0829', 'entered', null, 'amos'],
  ]);
  assert.deepEqual(
    (await calendar(null, '2025-06-28')).map(({ late }) => late),
    ['to submit', 'to submit', 'to submit'],
  );
  const { submission } = await submit('0170');
  await decide(submission, 'rejected');
  await submit('0829');
  assert.deepEqual(told(await calendar(null, '2025-07-02')), [
    ['0170', 'rejected', 'to submit', 'amos'],
    ['0555', 'not started', 'to submit', null],
    ['0829', 'submitted', null, 'amos'],
  ]);
  assert.equal((await calendar(null, '2025-07-03'))[2]?.late, 'to decide');
});

test('what was recorded without approval stays late', async () => {
  await database.execute("select forecasting.record_cycle('2025-07-01', 2025, 'daybook')");
  const found = await calendar(null, '2025-07-03');
  assert.deepEqual(
    found.map(({ late, record }) => [late, record]),
    [
      ['to submit', '2025-07 (recorded)'],
      ['to submit', null],
      ['to decide', '2025-07 (recorded)'],
    ],
  );
});

test('whoever asks sees their own sites only', async () => {
  assert.deepEqual(
    (await calendar('dora', '2025-06-27')).map(({ site }) => site),
    ['0170', '0555'],
  );
  assert.deepEqual(told(await calendar('amos', '2025-06-27')), [['0170', 'rejected', null, 'amos']]);
});

test('an approved forecast is the one of record, and a newer one that waits makes nothing late', async () => {
  const { submission } = await submit('0170');
  await decide(submission, 'approved');
  await submit('0170');
  const [own] = await calendar('amos', '2025-07-31');
  assert.deepEqual([own?.state, own?.late, own?.record], ['submitted', null, '2025-07 #2']);
});
