import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { remindWhenDue } from '../../../src/forecasting/index.ts';
import { linesLike } from '../../../src/forecasting/proforma/proforma.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import { addPerson, assignRole, setDemoDay, type Place } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { openBooks } from '../warehouse/questions-facts.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
await setDemoDay(database, '2025-07-15');
const source = { batch_id: await books.batch('sites.csv'), source_line: 2 };
const sites = ['0170', '0829'] as const;
const version = { valid_from_on: '2024-01-01', site_name: 'House', district: 'South', ...source };
await books.list(
  'site_version',
  sites.map((site_id) => ({ site_id, ...version })),
);
// Other expense of 30,000 a month, and revenue of 50,000: a front line contribution of 20,000.
const budgeted = sites.flatMap((site_id) =>
  ['2025-08-01', '2025-09-01'].flatMap((period_month) =>
    Object.entries({ '4790': '-50000', '7045': '30000' }).map(([account_id, amount]) => {
      return { site_id, period_month, account_id, amount };
    }),
  ),
);
await books.facts('warehouse.budget', await books.batch('budget.csv'), budgeted);
await database.execute(
  `insert into security.site_place (site_id, district) values ('0170', 'South'), ('0829', 'South')`,
);
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const south: Place = { kind: 'district', name: 'South' };
for (const [userId, role, place] of [
  ['amos', 'accountManager', { kind: 'site', name: '0170' }],
  ['nan', 'accountManager', { kind: 'site', name: '0829' }],
  ['dora', 'districtManager', south],
  ['fay', 'financeManager', undefined],
  ['ada', 'siteAdmin', undefined],
] as const) {
  const person = { userId: `${userId}@house.invalid`, displayName: null, origin: 'mapping' } as const;
  await assignRole(database, await addPerson(database, person), { role, place, reason: 'test' });
}

const here = (as: string, ...words: string[]): Promise<Said> =>
  daybookHere([...words, '--as', `${as}@house.invalid`], { env });
const run = (as: string, ...words: string[]): Promise<Said> => here(as, 'forecast', ...words);
const today = ['--today', '2025-07-15'];

async function answer<T>(as: string, ...words: string[]): Promise<T> {
  const said = await run(as, ...words, '--json');
  assert.equal(said.code, 0, said.err);
  return JSON.parse(said.out) as T;
}

test('a forecast far from its budget is for the district manager to approve, and says in which months', async () => {
  const set = ['set', '--site', '170', '--set', 'other-expense.7045@2025-08=35000.01', ...today];
  assert.equal((await run('amos', ...set)).code, 0);
  const submit = ['submit', '--site', '0170', '--month', '2025-08'];
  const { submission, deviations, reviewers } = await answer<{
    submission: string;
    deviations: string[];
    reviewers: string[];
  }>('amos', ...submit);
  assert.deepEqual(deviations, ['2025-08: FLC 14999.99, budget 20000.00 (-5000.01, -25.0 %)']);
  assert.deepEqual(reviewers, ['dora@house.invalid']);
  const listed = await run('fay', 'calendar', '--month', '2025-08', '--csv');
  assert.match(listed.out, /^0170,submitted,.*,"?2025-08: FLC 14999\.99, budget 20000\.00/m);
  const refused = await run('fay', 'approve', submission);
  assert.match(
    refused.err,
    /FORECASTING_REVIEW_NEEDED: Submission \d+ of site 0170 deviates .* 2025-08: FLC 14999\.99[^]*dora@house/,
  );
  const approved = await run('dora', 'approve', submission);
  assert.equal(approved.code, 0, approved.err);
});

test('exactly at the limits everybody who approves may, and the operator moves them', async () => {
  const set = ['set', '--site', '170', '--set', 'other-expense.7045@2025-08=35000', ...today];
  assert.equal((await run('amos', ...set)).code, 0);
  const submit = ['submit', '--site', '0170', '--month', '2025-08'];
  const first = await answer<{ submission: string; deviations: string[] }>('amos', ...submit);
  assert.deepEqual(first.deviations, []);
  await database.execute(
    `insert into platform.operator_fact (fact, set_values, reason, set_at, set_by)
     values ('forecast-review-percentage', '{20}', 'tried', now(), 'test')`,
  );
  const second = await answer<{ submission: string; deviations: string[] }>('amos', ...submit);
  assert.equal(second.deviations.length, 1);
  assert.match((await run('fay', 'approve', second.submission)).err, /FORECASTING_REVIEW_NEEDED/);
  const rejected = await run('fay', 'reject', second.submission, '--reason', 'too dear');
  assert.equal(rejected.code, 0, rejected.err);
});

test('managers who have not submitted are reminded on the days of the operator, each with one mail, once', async () => {
  const remind = ['remind', '--month', '2025-09', '--today', '2025-08-26'];
  assert.match((await run('amos', ...remind, '--dry-run')).err, /SECURITY_FORBIDDEN/);
  const tried = await run('dora', ...remind, '--dry-run');
  assert.match(tried.out, /^amos@house\.invalid +amos@house\.invalid +0170 \(not started\)/m, tried.err);
  assert.match(tried.err, /due by 2025-08-29\. A dry run: 2 people would be reminded\./);
  assert.equal((await run('amos', 'submit', '--site', '0170', '--month', '2025-09')).code, 0);
  const going: string[] = [];
  const day = (on: string): ReturnType<typeof remindWhenDue> =>
    remindWhenDue(database, { today: on, timeZone: 'America/New_York' }, (letter) => {
      going.push(`${letter.recipients}: ${letter.subject}`);
      return Promise.resolve(letter.recipients);
    });
  assert.equal(await day('2025-08-25'), null, 'four days before are no day of the operator');
  assert.deepEqual(await day('2025-08-26'), [
    { user: 'nan@house.invalid', recipients: 'nan@house.invalid', sites: ['0829'] },
  ]);
  assert.deepEqual(await day('2025-08-26'), [], 'once a day');
  const byHand = await run('dora', ...remind);
  assert.match(byHand.err, /0 mails sent/, 'nor by hand');
  assert.equal((await day('2025-08-30'))?.length, 1);
  assert.deepEqual(going, [
    'nan@house.invalid: Forecasts of 2025-09 due 2025-08-29',
    'nan@house.invalid: Forecasts of 2025-09 late since 2025-08-29',
  ]);
  const sent = await run('dora', ...remind.slice(0, 3), '--today', '2025-08-27');
  assert.equal(sent.code, 0, sent.err);
  const outbox = join(folder, 'outbox', 'mail');
  const names = (await readdir(outbox)).filter((name) => name.endsWith('-forecasts-2025-09-due.csv'));
  assert.equal(names.length, 1);
  assert.equal(
    await readFile(join(outbox, names[0] ?? ''), 'utf8'),
    'site,state,submit by\n0829,not started,2025-08-29\n',
  );
});

test('events come by hand and by file, for a site or a territory, and are named with the figures', async () => {
  await here('ada', 'sites', 'territories', 'add', 'Coast');
  for (const site of sites)
    await here('ada', 'sites', 'territories', 'assign', site, '--to', 'Coast', '--from', '2025-01-01');
  const add = ['events', 'add', '--kind', 'game', '--title', 'Derby', '--from', '2025-08-09'];
  const [own, other] = [await run('amos', ...add, '--site', '170', '--effect', '20'), 'SECURITY_FORBIDDEN'];
  assert.match(own.err, /Event \d+ was entered at 0170\./);
  assert.match((await run('amos', ...add, '--site', '170', '--effect', '20')).err, /already exists/);
  assert.match((await run('amos', ...add, '--site', '829')).err, new RegExp(other));
  assert.match((await run('amos', ...add, '--territory', 'Coast')).err, new RegExp(other));
  assert.match((await run('dora', ...add, '--territory', 'Nowhere')).err, /FORECASTING_EVENT_NOWHERE/);
  const turned = [...add.map((word) => (word === 'Derby' ? 'Derby \u202e51' : word)), '--site', '170'];
  assert.match((await run('amos', ...turned)).err, /FORECASTING_EVENT_INVALID.*control character/);
  const header = 'SITE,TERRITORY,KIND,TITLE,FROM,TO,EFFECT_PERCENT,NOTE';
  const [wrong = '', right = ''] = await writeFiles(folder, {
    'wrong.csv': `${header}\n9999,,game,Cup,2025-08-01,,,\n170,,dance,Ball,2025-08-01,,,\n`,
    'right.csv': `${header}\n,Coast,closure,Flood works,2025-09-01,2025-09-03,-100,road closed\n`,
  });
  const faulty = await run('dora', 'events', 'import', wrong, '--dry-run');
  assert.match(faulty.out, /2 +SITE: .*9999/);
  assert.match(faulty.out, /3 +The event “Ball” cannot be entered: its kind is one of game/);
  assert.match((await run('dora', 'events', 'import', wrong)).err, /SITES_TABLE_INVALID/);
  assert.match((await run('dora', 'events', 'import', right, '--dry-run')).err, /nothing was saved/);
  assert.equal((await run('dora', 'events', 'import', right)).code, 0);
  const listed = await answer<{ site: string; title: string; territory: string | null }[]>(
    'nan',
    ...['events', 'list', '--from', '2025-08-01'],
  );
  assert.deepEqual(
    listed.map(({ site, title, territory }) => [site, title, territory]),
    [['0829', 'Flood works', 'Coast']],
    'of the own site alone',
  );
  const comparison = await run('amos', 'compare', '--site', '170', '--month', '2025-08', ...today);
  assert.match(comparison.err, /Events: game “Derby”, 2025-08-09, expected \+20 %\./);
  const words = ['pnl', '--site', '170', '--year', '2025', '--view', 'variance', '--as-of', '2025-07-15'];
  assert.match(
    (await here('amos', ...words)).err,
    /Derby.*closure “Flood works”, 2025-09-01 to 2025-09-03, expected -100 %/,
  );
  const cell = ['explain', 'cell', '--site', '170', '--month', '2025-08', '--line', 'other-expense'];
  assert.match((await here('amos', ...cell)).out, /Events: game “Derby”/);
  const [event] = await database.query<{ id: string }>(
    `select event_id::text as id from forecasting.event where title = 'Derby'`,
  );
  assert.match((await run('nan', 'events', 'end', event?.id ?? '')).err, /SECURITY_FORBIDDEN/);
  assert.match((await run('amos', 'events', 'end', event?.id ?? '')).err, /was withdrawn at 0170/);
  assert.match((await run('amos', 'events', 'end', event?.id ?? '')).err, /FORECASTING_EVENT_UNKNOWN/);
});

test('a slip in the site number is told; it does not read as a site without entries', async () => {
  const cell = ['explain', 'cell', '--site', '7777', '--month', '2025-08', '--line', 'other-expense'];
  assert.match((await here('fay', ...cell)).err, /WAREHOUSE_SITE_UNKNOWN.* 7777/);
  assert.match(
    (await run('fay', 'get', '--site', '7777', '--month', '2025-08')).err,
    /WAREHOUSE_SITE_UNKNOWN/,
  );
});

test('a site without a budget says so everywhere, and a proforma stands for it once somebody approved it', async () => {
  const pnl = ['pnl', '--site', '829', '--year', '2026', '--as-of', '2025-07-15'];
  const calendar = await run('nan', 'calendar', '--month', '2026-01');
  assert.match(calendar.err, /Site 0829 has no budget in 2026: nothing to compare with/);
  const [file = '', wrong = ''] = await writeFiles(folder, {
    'proforma.csv': 'MONTH,ACCOUNT,AMOUNT\n2026-03,4790,-900.00\n2026-03,7045,100.5\n',
    'wrong.csv': 'MONTH,ACCOUNT,AMOUNT\n2025-03,4790,-900\n2026-03,0001,1\n2026-03,7045,x\n2026-03,7045,1\n',
  });
  const enter = ['proforma', 'enter', '--site', '829', '--year', '2026'];
  assert.match((await run('amos', ...enter, file)).err, /SECURITY_FORBIDDEN/);
  assert.match(
    (await run('nan', ...enter, wrong)).err,
    /PROFORMA_INVALID: .* 2025-03 4790: not a month of 2026; 2026-03 0001: no such account; .*“x” is not an amount/,
  );
  assert.match((await run('nan', ...enter, file, '--dry-run')).err, /nothing was saved/);
  assert.match(
    (await run('nan', ...['proforma', 'enter', '--site', '829', '--year', '2025'], file)).err,
    /FORECASTING_PROFORMA_BUDGETED/,
  );
  const { proforma } = await answer<{ proforma: string }>('nan', ...enter, file);
  assert.equal(
    (await run('nan', 'set', '--site', '829', '--set', 'other-expense.7045@2026-03=120', ...today)).code,
    0,
  );
  const waiting = await here('nan', ...pnl);
  assert.match(waiting.err, /No budget for site 0829 in 2026: a proforma awaits approval/);
  assert.match((await run('nan', 'proforma', 'approve', proforma)).err, /SECURITY_FORBIDDEN/);
  const approved = await run('dora', 'proforma', 'approve', proforma);
  assert.match(approved.err, /Proforma \d+ of site 0829, 2026, is approved: 2 amounts of proforma\.csv/);
  assert.match((await run('dora', 'proforma', 'approve', proforma)).err, /FORECASTING_PROFORMA_DECIDED/);
  const shown = await here('nan', ...pnl, '--json');
  const { rows, notices } = JSON.parse(shown.out) as {
    rows: { row: string; cells: { month: string; budget: string | null }[] }[];
    notices: { kind: string }[];
  };
  assert.deepEqual(
    notices.map(({ kind }) => kind),
    ['proforma'],
  );
  assert.match(JSON.stringify(rows), /"budget":"?100\.5/);
  assert.match(
    (await here('nan', ...pnl)).err,
    /Proforma: site 0829 has no budget in 2026; .* approved proforma\./,
  );
  await books.facts('warehouse.budget', await books.batch('budget_2026.csv'), [
    { site_id: '0829', period_month: '2026-03-01', account_id: '7045', amount: '90' },
  ]);
  assert.doesNotMatch(
    (await run('nan', 'calendar', '--month', '2026-01')).err,
    /Proforma|Site 0829 has no budget|No budget for site 0829/,
  );
});

test('a comment on a row stands until somebody who saw it replaces it, and its history stays', async () => {
  const at = ['--site', '170', '--month', '2025-08', '--line', 'other-expense'];
  const set = (as: string, text: string, ...more: string[]): Promise<Said> =>
    run(as, 'comments', 'set', ...at, ...more, text);
  assert.match((await set('nan', 'no')).err, /SECURITY_FORBIDDEN/);
  assert.equal((await set('amos', 'Linen was bought for two months.')).code, 0);
  assert.match(
    (await set('dora', 'Linen.')).err,
    /FORECASTING_COMMENT_SINCE: .* in 2025-08 is not the one you saw: \d+ by amos@house\.invalid: “Linen was bought/,
  );
  const [first] = await answer<{ comment: string }[]>('amos', 'comments', 'list', '--site', '170');
  assert.equal((await set('dora', 'Linen and towels.', '--seen', first?.comment ?? '')).code, 0);
  const words = ['pnl', '--site', '170', '--year', '2025', '--view', 'variance', '--as-of', '2025-07-15'];
  assert.match(
    (await here('amos', ...words)).err,
    /Comment on other-expense, site 0170, 2025-08, by dora@house\.invalid: Linen and towels\./,
  );
  const cell = ['explain', 'cell', '--site', '170', '--month', '2025-08', '--line', 'other-expense'];
  assert.match((await here('fay', ...cell)).out, /Comment of dora@house\.invalid, .*: Linen and towels\./);
  const history = await answer<{ says: string; ended_by: string | null }[]>(
    'amos',
    ...['comments', 'list', '--site', '170', '--history'],
  );
  assert.deepEqual(
    history.map(({ says, ended_by: endedBy }) => [says, endedBy]),
    [
      ['Linen was bought for two months.', 'dora@house.invalid'],
      ['Linen and towels.', null],
    ],
  );
});

test('a proforma like another site has no month before the site opens or after it closes', async () => {
  const like = { site: '0829', like: '0170', year: 2025, percent: decimal('80') };
  const months = async (): Promise<string[]> => [
    ...new Set((await linesLike(database, like)).map(({ month }) => month)),
  ];
  assert.deepEqual(await months(), ['2025-08', '2025-09']);
  const opens = (days: string): Promise<unknown> =>
    database.execute(`update warehouse.site_version set ${days} where site_id = '0829'`);
  await opens(`opened_on = '2025-09-10'`);
  assert.deepEqual(await months(), ['2025-09']);
  await opens(`opened_on = null, closed_on = '2025-08-20'`);
  assert.deepEqual(await months(), ['2025-08']);
});
