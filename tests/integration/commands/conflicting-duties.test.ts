import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  addPerson,
  assignRole,
  readMatrix,
  setDemoDay,
  type Place,
} from '../../../src/platform/security/index.ts';
import { writeWorkbook } from '../../../src/sources/sample/write-workbook.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { exportText } from '../contracts/given-exports.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West');
   insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
   values ('0829', 'payables@house.invalid', 1, 1);
   insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0829', '2024-01-01', 'Station Hotel', '02-02-4402-', 1, 1);
   insert into warehouse.revenue_code (revenue_code) values ('VD1') on conflict do nothing;
   insert into security.privilege (object, action, role, scope)
   values ('statement-approval', 'approve', 'billingAdmin', 'all'),
     ('contract', 'approve', 'billingAdmin', 'all'), ('forecast', 'approve', 'accountManager', 'own')`,
);
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  { site_id: '0829', period_month: '2025-05-01', account_id: '4790', amount: '-1000.00000' },
]);
await setDemoDay(database, '2026-06-01');
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

const people: readonly (readonly [string, string, Place?])[] = [
  ...(['bea', 'rita', 'tina'] as const).map((who) => [who, 'billingAdmin'] as const),
  ['ravi', 'revenueApprover'],
  ['cora', 'corporateConsumer'],
  ['amos', 'accountManager', { kind: 'site', name: '0170' }],
  ['dora', 'districtManager', { kind: 'district', name: 'D1' }],
  ['ada', 'forecastAdmin'],
  ['fay', 'financeManager'],
  ['sue', 'rssAdmin'],
  ['ren', 'rssAdmin'],
  ['syl', 'systemAdmin'],
];
for (const [who, role, place] of people) {
  const person = { userId: `${who}@house.invalid`, displayName: null, origin: 'mapping' } as const;
  await assignRole(database, await addPerson(database, person), { role, place, reason: 'test' });
}

const run = (as: string, ...words: readonly string[]): Promise<Said> =>
  daybookHere([...words, '--as', `${as}@house.invalid`], { env });

async function done(as: string, ...words: readonly string[]): Promise<string> {
  const said = await run(as, ...words);
  assert.equal(said.code, 0, `${as}: daybook ${words.join(' ')}\n${said.out}${said.err}`);
  return said.out;
}

async function json<T>(as: string, ...words: readonly string[]): Promise<T> {
  return JSON.parse(await done(as, ...words, '--json')) as T;
}

const statement = async (): Promise<string> =>
  (await json<{ statement_id: string }[]>('bea', 'statements', 'list', '--site', '829'))[0]?.statement_id ??
  '';
const billed = (as: string): Promise<string> => done(as, 'bill', '--month', '2025-05', '--site', '829');
const approving = async (): Promise<readonly string[]> => ['statements', 'approve', await statement()];

async function imported(as: string, ...replacements: readonly (readonly [string, string])[]): Promise<void> {
  const text = exportText(
    'management-agreement',
    ['"siteNumber": "9904"', '"siteNumber": "0829"'],
    ...replacements,
  );
  const [path = ''] = await writeFiles(folder, { 'contracts/0829.json': text });
  await done(as, 'contracts', 'import', path, '--from', '2025-05');
}

const july = ['--site', '170', '--year', '2026'] as const;
async function submitted(as: string): Promise<readonly string[]> {
  const { submission } = await json<{ submission: string }>(
    ...([as, 'forecast', 'submit', ...july, '--month', '2026-07'] as const),
  );
  return ['forecast', 'approve', submission];
}
const entered = (as: string, value: string): Promise<string> =>
  done(
    ...([as, 'forecast', 'set', '--site', '170', '--edit', '--confirm'] as const),
    ...['--set', `statistics.valet-daily@2026-07-14=${value}`],
  );

/** The workbook of a month with a figure of so many days. */
async function workbook(days: number): Promise<string> {
  const rows = Array.from({ length: days }, (_none, at) => ({
    site: '0170',
    date: `2025-03-${String(at + 1).padStart(2, '0')}`,
    revenueCode: 'VD1',
    revenueCategory: 'VALET',
    valueType: 'Revenue',
    value: '100',
  }));
  const [path = ''] = await writeFiles(folder, { '100170REV2025 C03.xlsm': writeWorkbook(rows) });
  return path;
}

/** A second duty, as the person who performed the first attempts it, and as somebody else performs it. */
interface Attempt {
  readonly words: readonly string[];
  readonly same: string;
  /** Null where nobody else has anything to do. */
  readonly other: string | null;
}

/** By pair: performs the first duty through the commands, and says who attempts the second. In this order. */
const pairs: Readonly<Record<string, () => Promise<Attempt>>> = {
  'generate-statement × approve-statement': async () => {
    await billed('bea');
    return { words: await approving(), same: 'bea', other: null };
  },
  'edit-statement × approve-statement': async () => {
    const line = ['--title', 'Decoration', '--amount', '250'];
    await done('rita', 'statements', 'adhoc', await statement(), ...line);
    // Made anew by somebody else the line is still there, and still hers.
    await billed('bea');
    return { words: await approving(), same: 'rita', other: null };
  },
  'change-threshold × approve-statement': async () => {
    await imported('tina', ['"deviationAmount": 2500.0', '"deviationAmount": 900.0']);
    await done('cora', 'contracts', 'approve', '--site', '829');
    await billed('bea');
    return { words: await approving(), same: 'tina', other: 'ravi' };
  },
  'post-batch × reverse-posting': async () => {
    const id = await statement();
    await done('bea', 'statements', 'send', id);
    const [posted] = await json<{ key: string }[]>('bea', 'post', 'statements', id);
    await done('bea', 'post', 'acknowledge', posted?.key ?? '', '--answer', 'success');
    return { words: ['statements', 'revise', id, '--reason', 'counted twice'], same: 'bea', other: 'rita' };
  },
  'edit-contract × approve-contract': async () => {
    await imported('tina', ['"fixedFeeAmount": 2345.67', '"fixedFeeAmount": 3000.00']);
    return { words: ['contracts', 'approve', '--site', '829'], same: 'tina', other: 'cora' };
  },
  'enter-forecast × approve-forecast': async () => {
    await entered('amos', '40');
    return { words: await submitted('ada'), same: 'amos', other: 'dora' };
  },
  'override-forecast × approve-forecast': async () => {
    await entered('dora', '44');
    return { words: await submitted('amos'), same: 'dora', other: 'fay' };
  },
  'submit-revenue-report × override-check': async () => {
    await done('sue', 'load', await workbook(28));
    const cut = await workbook(3);
    const { out, err } = await run('sue', 'load', cut);
    assert.match(out + err, /SOURCES_MONTH_SHRINKS/);
    return { words: ['load', cut, '--accept-loss', '--reason', 'closed'], same: 'sue', other: 'ren' };
  },
  'request-access × approve-access': () => {
    const words = [
      'users',
      'grant',
      'syl@house.invalid',
      'dba',
      '--until',
      '2099-01-01',
      '--reason',
      'wanted',
    ];
    return Promise.resolve({ words, same: 'syl', other: null });
  },
};

const { dutyConflicts } = await readMatrix(database);
const kept = dutyConflicts.map(({ firstDuty, secondDuty }) => `${firstDuty} × ${secondDuty}`);

/** A duty as the message says it. */
/** How some refusals read. */
const rules: Readonly<Record<string, RegExp>> = {
  'reverse-posting':
    /whoever posted the documents does not reverse the posting .+\n.+who is billing admin or billing manager\./,
  'approve-contract': /whoever changed the terms of the contract does not approve the change of terms /,
};

for (const pair of Object.keys(pairs))
  test(`${pair}: one person does not perform both, another does, and the attempt is recorded`, async () => {
    const { words, same, other } = (await pairs[pair]?.()) ?? assert.fail(pair);
    const refused = await run(same, ...words);
    const [first = '', second = ''] = pair.split(' × ');
    const said = `${refused.out}${refused.err}`;
    assert.equal(refused.code, 1, said);
    assert.match(
      said,
      /SECURITY_CONFLICT: .*whoever .+ does not .+ \(.+\)\. The attempt .*\.\nNext: Somebody else .+ is .+\./,
    );
    if (second in rules) assert.match(said, rules[second] ?? /^$/);
    for (const duty of [first, second]) assert.ok(!said.includes(duty), `${duty} is no word of people`);
    const attempts = await database.query<{ who: string }>(
      `select user_id as who from security.attempted_conflict join security.person using (person_id)
       where attempted = $1 and conflicts_with = $2`,
      [second, first],
    );
    assert.deepEqual(attempts, [{ who: `${same}@house.invalid` }]);
    if (other !== null) await done(other, ...words);
  });

/** The words of the sources by file: every duty that is performed or asked is written there in quotes. */
async function sourcesOf(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  const read = names.filter((name) => /\.(ts|sql)$/.test(name) && !/conflicts\.ts$|\.test\.ts$/.test(name));
  return Promise.all(read.map((name) => readFile(join(root, name), 'utf8')));
}

/** Pairs without a duty in the sources, or without an attempt above. */
function unasked(wanted: readonly string[], sources: readonly string[]): string[] {
  return wanted.filter(
    (pair) =>
      !(pair in pairs) ||
      pair.split(' × ').some((duty) => !sources.some((text) => text.includes(`'${duty}'`))),
  );
}

test('every pair of the table has a question in the sources and an attempt in this test', async () => {
  const sources = await sourcesOf(join(import.meta.dirname, '..', '..', '..', 'src'));
  assert.ok(kept.length >= 9);
  assert.deepEqual(unasked(kept, sources), []);
  assert.deepEqual(
    Object.keys(pairs).filter((pair) => !kept.includes(pair)),
    [],
  );
  assert.deepEqual(unasked([...kept, 'count-cash × bank-cash'], sources), ['count-cash × bank-cash']);
  const without = sources.map((text) => text.replaceAll("'override-check'", "'nothing'"));
  assert.deepEqual(unasked(kept, without), ['submit-revenue-report × override-check']);
});

test('an operator that takes a pair out of the table lets one person do both', async () => {
  await database.execute(
    `delete from security.duty_conflict where first_duty = 'override-forecast' and second_duty = 'approve-forecast'`,
  );
  await entered('dora', '48');
  await done('dora', ...(await submitted('amos')));
});
