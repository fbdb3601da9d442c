import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { openContractHouse } from './contract-house.ts';

type Limits = { site: string; amount: string; percent: string }[];

const house = await openContractHouse(await cloneDatabase());
const { json, refused, run, approve } = house;
const limits = async (...words: string[]): Promise<string[]> =>
  (await json<Limits>('bea', 'contracts', 'thresholds', 'list', ...words)).map((one) =>
    [one.site, one.amount, one.percent].join(' '),
  );
const set = (...words: string[]) => json<unknown[]>('bea', 'contracts', 'thresholds', 'set', ...words);

test('limits of a site change once a second person approved them; a dry run keeps nothing', async () => {
  assert.deepEqual(await limits(), ['0170 2500 10', '0829 2500 10', '9901 2500 10']);
  await set('--site', '0170', '--amount', '4000', '--dry-run');
  assert.deepEqual(await limits('--site', '0170'), ['0170 2500 10']);
  await set('--site', '0170', '--amount', '4000');
  assert.deepEqual(await limits('--site', '0170'), ['0170 2500 10']);
  await approve();
  assert.deepEqual(await limits('--site', '0170'), ['0170 4000 10']);
});

test('a file changes the sites that it names, each for itself, and says what is refused', async () => {
  const file = join(house.folder, 'limits.csv');
  await writeFile(file, 'SITE,AMOUNT,PERCENT\n0829,,12.5\n9901,3000,101\n0170,4000,\n');
  const said = await run('bea', 'contracts', 'thresholds', 'set', '--file', file);
  assert.equal(said.code, 1);
  assert.match(said.out, /0829 +Review limit in percent: 10 % → 12\.5 %/);
  assert.match(said.err, /9901[\s\S]*101 is not a percentage/);
  assert.match(said.err, /0170[\s\S]*CONTRACTS_EDIT_UNCHANGED/);
  await approve();
  assert.deepEqual(await limits(), ['0170 4000 10', '0829 2500 12.5', '9901 2500 10']);
});

test('a site that a file names twice, and one without a contract, are told and not changed', async () => {
  const file = join(house.folder, 'twice.csv');
  await writeFile(file, 'SITE,AMOUNT,PERCENT\n0829,5000,\n0829,6000,\n');
  assert.match(
    (await run('bea', 'contracts', 'thresholds', 'set', '--file', file)).err,
    /CONTRACTS_LIMITS_TWICE.* site 0829 /,
  );
  assert.deepEqual(await limits('--site', '0829'), ['0829 2500 12.5']);
  const unknown = ['contracts', 'thresholds', 'set', '--site', '7777', '--amount', '$5,000'] as const;
  assert.match((await run('bea', ...unknown)).err, /CONTRACTS_SITE_WITHOUT_CONTRACT.* site 7777 /);
  for (const slip of ['5,00', '5.000,00'])
    assert.match(
      (await run('bea', ...unknown.slice(0, 6), slip)).err,
      /argument '.*' is invalid\. dollars, such as 2500/,
    );
});

test('who may not see limits neither lists nor sets them, and sites have to be chosen', async () => {
  const forbidden = await refused('cleo', 'contracts', 'thresholds', 'list');
  assert.equal(forbidden.code, 'SECURITY_FORBIDDEN');
  const setting = await refused('bill', 'contracts', 'thresholds', 'set', '--site', '0170', '--amount', '1');
  assert.equal(setting.code, 'SECURITY_FORBIDDEN');
  const compared = async (who: string): Promise<string> =>
    (await run(who, 'contracts', 'diff', '0170', '1', '2')).err;
  assert.match(
    await compared('cleo'),
    /^0 differences .*\nReview limits are left out: you may not see them\.$/m,
  );
  assert.match(await compared('bea'), /^1 difference between versions 1 and 2\.\n$/m);
  assert.match((await run('bea', 'contracts', 'thresholds', 'set', '--amount', '1')).err, /choose sites/);
});

test('customers are told of an increase 60 to 90 days before it, in a list and a letter', async () => {
  const notices = () =>
    json<{ site: string; from: string; rates: { what: string; percent: string; path: string }[] }[]>(
      ...(['cleo', 'contracts', 'notices', '--out', join(house.folder, 'letters')] as const),
    );
  assert.deepEqual(await notices(), []);
  await json(
    ...(['cleo', 'contracts', 'edit', '9901'] as const),
    ...['month-of-the-yearly-increment=September', 'fixed-fee[4700].first-day=2025-01-01'],
  );
  await approve();
  const [notice, ...others] = await notices();
  assert.deepEqual([notice?.site, notice?.from, others.length], ['9901', '2025-09', 0]);
  assert.deepEqual(
    notice?.rates.map(({ what, percent }) => `${what} ${percent}`),
    ['Valet Services: fee a month 3.00'],
  );
  const letter = await readFile(join(house.folder, 'letters', '9901-2025-09.txt'), 'utf8');
  assert.match(
    letter,
    /Site 9901: rates from 2025-09[\s\S]*Valet Services: fee a month: \$18,432\.75 until then, \$18,985\.73 from/,
  );
});
