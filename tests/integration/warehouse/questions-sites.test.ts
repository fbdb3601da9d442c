import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, explain, type Answer, type AnswerRow } from '../../../src/warehouse/questions/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from './questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const accessFile = await books.batch('workday_rls_bisecurity.csv');

await books.list('site_access', [
  access('District.One', 'DISTMGR', { cost_center: '0829', site_id: '0170' }),
  access('District.One', 'DISTMGR', { cost_center: '0170', site_id: '0170' }),
  access('District.One', 'DISTMGR', { cost_center: '0300', site_id: '' }),
  access('account.one', 'ACCTMGR', { cost_center: '0829', site_id: '0170' }),
  access('account.one', 'DOO', { cost_center: '0170', site_id: '' }),
  access('clerk.one', 'PAYROLL CLERK', { cost_center: '0170', site_id: '0170' }),
  access('nobody.one', null, { cost_center: '0170', site_id: '0170' }),
  access('empty.one', 'AREAMGR', { cost_center: '0170', site_id: '' }),
]);
const january = await books.batch('master_non_financial_2025-01.csv');
const march = await books.batch('master_non_financial_2025-03.csv');
await books.list('site_version', [
  version(['2025-01-01', '2025-02-15'], 'Harbor House', january),
  version(['2025-02-15', null], 'Harbor Grand', march),
]);
await books.list('site_district_manager', [
  manager(['2025-01-01', '2025-03-10'], 'Manager A', january),
  manager(['2025-03-10', '2025-06-01'], 'Manager B', march),
]);

test('a district manager sees the sites of SITE, an account manager those of COST_CENTER, never both', async () => {
  assert.deepEqual(await rowsOf('site-access', { user: ' DISTRICT.ONE ' }), [
    { site: '0170', role: 'districtManager', job_profile: 'DISTMGR' },
  ]);
  assert.deepEqual(await rowsOf('site-access', { user: 'Account.One' }), [
    { site: '0170', role: 'accountManager', job_profile: 'DOO' },
    { site: '0829', role: 'accountManager', job_profile: 'ACCTMGR' },
  ]);
});

test('who sees no site is told why and whom to ask', async () => {
  const message = async (user: string): Promise<string> => {
    const answer: Answer = await ask(database, 'site-access', { user });
    assert.deepEqual('rows' in answer && answer.rows, []);
    return answer.message ?? '';
  };
  assert.match(
    await message('stranger'),
    /stranger could not be retrieved: .*not list this person.*administrator/,
  );
  assert.match(await message('clerk.one'), /profile PAYROLL CLERK opens no site.*ACCTMGR, AREAMGR.*TRANSMGR/);
  assert.match(await message('nobody.one'), /profile \(none\) opens no site/);
  assert.match(await message('empty.one'), /no row names a site in SITE, the column that counts for AREAMGR/);
});

test('the rows behind an access show which column counted', async () => {
  const { rows } = await explain(database, 'site-access', { user: 'account.one' });
  assert.deepEqual(
    rows.map(({ site, scope, file, line }) => [site, scope, file, line]),
    [
      ['0170', 'COST_CENTER', 'workday_rls_bisecurity.csv', 5],
      ['0829', 'COST_CENTER', 'workday_rls_bisecurity.csv', 5],
    ],
  );
});

test('the history of a site breaks wherever its name or its manager changed', async () => {
  assert.deepEqual((await rowsOf('site-history', { site: '0170' })).map(short), [
    ['2025-01-01', '2025-02-15', 'Harbor House', 'Manager A'],
    ['2025-02-15', '2025-03-10', 'Harbor Grand', 'Manager A'],
    ['2025-03-10', '2025-06-01', 'Harbor Grand', 'Manager B'],
    ['2025-06-01', null, 'Harbor Grand', null],
  ]);
  assert.deepEqual(await rowsOf('site-history', { site: '0829' }), []);
});

test('one day has one answer to who was district manager, also the day of the change', async () => {
  const on = async (day: string): Promise<unknown[]> =>
    (await rowsOf('site-history', { site: '0170', on: day })).map(short);
  assert.deepEqual(await on('2025-03-09'), [['2025-02-15', '2025-03-10', 'Harbor Grand', 'Manager A']]);
  assert.deepEqual(await on('2025-03-10'), [['2025-03-10', '2025-06-01', 'Harbor Grand', 'Manager B']]);
  assert.deepEqual(await on('2025-06-01'), [['2025-06-01', null, 'Harbor Grand', null]]);
  assert.deepEqual(await on('2024-12-31'), []);
  const { rows } = await explain(database, 'site-history', { site: '0170', on: '2025-03-10' });
  assert.deepEqual(
    rows.map(({ fact, file }) => [fact, file]),
    [
      ['warehouse.site_version', 'master_non_financial_2025-03.csv'],
      ['warehouse.site_district_manager', 'master_non_financial_2025-03.csv'],
    ],
  );
});

test('a site that the warehouse does not know is refused, because a slip must not read as no data', async () => {
  const year = { site: '0170,0711,0812', year: '2025' };
  await assert.rejects(ask(database, 'budget-actual-summary', year), {
    code: 'WAREHOUSE_SITE_UNKNOWN',
    message: 'The warehouse has no site 0711, 0812.',
  });
  await assert.rejects(explain(database, 'site-history', { site: '711' }), {
    code: 'WAREHOUSE_SITE_UNKNOWN',
  });
});

test('an unknown question is refused with the names that exist', async () => {
  await assert.rejects(ask(database, 'category-totals', {}), {
    code: 'WAREHOUSE_QUESTION_UNKNOWN',
    next: /category-total, account-total.*site-access/,
  });
});

type Span = readonly [from: string, to: string | null];

function access(user_id: string, job_profile: string | null, sites: Fact): Fact {
  return { user_id, job_profile, ...sites, batch_id: accessFile, source_line: 5 };
}

function version([valid_from_on, valid_to_on]: Span, site_name: string, batch_id: string): Fact {
  return { site_id: '0170', valid_from_on, valid_to_on, site_name, batch_id, source_line: 2 };
}

function manager([valid_from_on, valid_to_on]: Span, district_manager: string, batch_id: string): Fact {
  return { site_id: '0170', valid_from_on, valid_to_on, district_manager, batch_id, source_line: 2 };
}

function short({ valid_from, valid_to, site_name, district_manager }: AnswerRow): unknown[] {
  return [valid_from, valid_to, site_name, district_manager];
}

async function rowsOf(question: string, parameters: Record<string, string>): Promise<readonly AnswerRow[]> {
  const answer = await ask(database, question, parameters);
  return 'rows' in answer ? answer.rows : [];
}
