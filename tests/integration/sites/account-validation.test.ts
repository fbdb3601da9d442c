import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { validateWhenDue } from '../../../src/billing/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { openSiteHouse } from './site-house.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
const house = await openSiteHouse(database);
const { done, json, refused, run } = house;
await database.execute(
  `insert into warehouse.site (site_id, is_listed) values ('9901', true) on conflict do nothing;
   insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line) values
     ('9901', '2024-01-01', 'Station Hotel', '02-02-4402-', 1, 1), ('0170', '2024-01-01', 'Harbor Hotel', null, 1, 1)`,
);
await done('bea', 'bill', '--month', '2025-05', '--site', '170');

interface Validated {
  readonly run: Readonly<Record<'kind', string>> &
    Readonly<Record<'accounts' | 'checked' | 'missing' | 'inactive' | 'invalid' | 'resolved', number>>;
  readonly findings: readonly {
    readonly site: string;
    readonly account: string;
    readonly account_string: string | null;
    readonly status: string;
    readonly reason: string;
    readonly hint: string | null;
  }[];
}

async function validate(...words: readonly string[]): Promise<Validated> {
  const said = await run('fay', 'accounts', 'validate', ...words, '--json');
  const validated = JSON.parse(said.out) as Validated;
  assert.equal(said.code, validated.findings.length === 0 ? 0 : 1, said.err);
  return validated;
}

/** Accounts of the ledger, as a file of the ledger would bring them at a moment. */
async function ledger(accounts: Readonly<Record<string, string>>, at: string): Promise<void> {
  await database.query(
    `with brought as (
       insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, state)
       values ('great-plains', 'gl_accounts', 'gl_accounts.csv', '', 0, 'test', $2::timestamptz, 'loaded')
       returning batch_id)
     insert into warehouse.gl_account (account_number, company_database, status, batch_id, source_line)
     select account.key, '', account.value, batch_id, 2 from brought, jsonb_each_text($1) as account
     on conflict (account_number, company_database)
       do update set status = excluded.status, batch_id = excluded.batch_id`,
    [JSON.stringify(accounts), at],
  );
}

test('an account that postings name is missing, inactive, invalid or valid, the missing one with a hint', async () => {
  assert.equal(await refused('amos', 'accounts', 'validate'), 'SECURITY_FORBIDDEN');
  const first = await validate('--full');
  const named = [
    ...new Set(first.findings.flatMap(({ site, account }) => (site === '9901' ? [account] : []))),
  ];
  assert.ok(named.length >= 2, JSON.stringify(first.findings));
  assert.ok(
    first.findings.some(({ site, status }) => site === '0170' && status === 'Invalid'),
    'no GL string',
  );
  const [missing = '', ...others] = named.toSorted();
  const [inactive = ''] = others;
  const string = (account: string): string => `02-02-4402-${account}-9901`;
  await database.execute(
    `insert into warehouse.account (account_id, account_name, batch_id, source_line)
     select code, 'Account ' || code, 1, 1 from unnest($1::text[]) as code on conflict do nothing`,
    [named],
  );
  await ledger(
    {
      ...Object.fromEntries(
        others.map((account) => [string(account), account === inactive ? 'INACTIVE' : 'ACTIVE']),
      ),
      // One sign differs from the one that is missing.
      [`02-02-4403-${missing}-9901`]: 'ACTIVE',
    },
    '2026-06-01 06:00Z',
  );
  const full = await validate('--full');
  const station = full.findings.filter(({ site }) => site === '9901');
  assert.deepEqual(
    station.map(({ account, status, hint }) => [account, status, hint]),
    [
      [missing, 'Missing', `02-02-4403-${missing}-9901`],
      [inactive, 'Inactive', null],
    ],
  );
  assert.deepEqual([full.run.kind, full.run.checked === full.run.accounts], ['full', true]);
});

test('another look takes what was at fault, new or changed; what was put right is resolved', async () => {
  const before = await validate();
  assert.equal(before.run.kind, 'delta');
  assert.equal(before.run.checked, before.findings.length, 'only those at fault are looked up again');
  const broken = before.findings.filter(({ site }) => site === '9901');
  await ledger(
    Object.fromEntries(broken.map(({ account_string }) => [account_string ?? '', 'ACTIVE'])),
    '2099-01-01 06:00Z',
  );
  const after = await validate();
  assert.deepEqual(
    after.findings.filter(({ site }) => site === '9901'),
    [],
  );
  assert.equal(after.run.resolved, broken.length);
  await done('bea', 'sites', 'set', '9901', 'gl-string=02-02-4499-', '--reason', 'wrong in the list');
  const moved = await validate();
  assert.ok(moved.findings.some(({ account_string }) => account_string?.startsWith('02-02-4499-') === true));
});

test('what is not valid goes to Excel, runs are kept, and a server runs them when they are due', async () => {
  const file = join(house.folder, 'accounts.xlsx');
  assert.equal((await run('fay', 'accounts', 'validate', '--xlsx', file)).code, 1);
  assert.equal((await readFile(file)).subarray(0, 2).toString(), 'PK');
  const runs = await json<{ kind: string; started_by: string }[]>('fay', 'accounts', 'validate', '--runs');
  assert.deepEqual(runs.map(({ kind }) => kind).toSorted(), [
    'delta',
    'delta',
    'delta',
    'delta',
    'full',
    'full',
  ]);
  assert.equal(await validateWhenDue(database, '2026-06-02'), null, 'both were run today');
  await database.execute(`update billing.account_run set started_at = now() - interval '2 days'`);
  assert.equal((await validateWhenDue(database, '2026-06-02'))?.kind, 'delta');
  await database.execute(`update billing.account_run set started_at = now() - interval '8 days'`);
  assert.equal((await validateWhenDue(database, '2026-06-02'))?.kind, 'full');
});
