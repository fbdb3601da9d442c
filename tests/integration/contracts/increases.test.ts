import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../../src/kernel/decimal.ts';
import { cloneDatabase } from '../../database.ts';
import { openContractHouse } from './contract-house.ts';

interface Increase {
  readonly site: string;
  readonly month: string;
  readonly percent: string;
  readonly is_for_a_vice_president: boolean;
  readonly rejected: { readonly decided_by: string } | null;
}

const house = await openContractHouse(await cloneDatabase());
const { done, json, refused, run, approve } = house;
const increases = (through: string): Promise<Increase[]> =>
  json<Increase[]>('cora', 'contracts', 'increases', 'list', '--month', through);
const rise = async (percent: string, month: string): Promise<void> => {
  const fields = [`yearly-increment=${percent}`, `month-of-the-yearly-increment=${month}`];
  await done('cleo', 'contracts', 'edit', '9901', 'fixed-fee[4700].first-day=2025-01-01', ...fields);
  await approve();
};
const feeIn = async (month: string): Promise<string> => {
  const shown = await done('cleo', 'contracts', 'show', '9901', '--month', month);
  return /Valet[^\n]*?([\d,]+\.\d\d)/.exec(shown)?.[1] ?? shown;
};

test('an increase up to the limit is applied; one above it waits, says so, and the site does not bill', async () => {
  await rise('6', 'August');
  assert.deepEqual(await increases('2025-08'), []);
  await rise('7', 'August');
  const [waiting, ...others] = await increases('2025-08');
  assert.deepEqual(
    [waiting?.site, waiting?.month, waiting?.percent, waiting?.is_for_a_vice_president, others.length],
    ['9901', '2025-08', '7.00', false, 0],
  );
  const due = await run('cleo', 'contracts', 'escalations', '--month', '2025-08', '--apply');
  assert.match(due.err, /9901 are due to rise by up to 7\.00 % in 2025-08, which awaits a second person/);
  assert.equal(await feeIn('2025-08'), '18,432.75');
  const billed = await run('bea', 'bill', '--month', '2025-08', '--site', '9901', '--dry-run', '--json');
  assert.match(billed.out + billed.err, /CONTRACTS_INCREASE_WAITS/);
});

test('who brought the terms does not approve the increase; a second person does, and it is applied', async () => {
  const approving = ['contracts', 'increases', 'approve', '9901', '2025-08'];
  assert.equal((await refused('cleo', ...approving)).code, 'SECURITY_FORBIDDEN');
  assert.equal(
    (await refused('cora', 'contracts', 'increases', 'approve', '9901', '2025-09')).code,
    'CONTRACTS_INCREASE_UNKNOWN',
  );
  assert.equal(
    (await refused('bill', 'contracts', 'increases', 'reject', '9901', '2025-08')).code,
    'CONTRACTS_REASON_MISSING',
  );
  await done('bill', 'contracts', 'increases', 'reject', '9901', '2025-08', '--reason', 'not agreed');
  assert.equal((await increases('2025-08'))[0]?.rejected?.decided_by, 'bill@house.invalid');
  await done('bill', ...approving);
  assert.deepEqual(await increases('2025-08'), []);
  await done('cleo', 'contracts', 'escalations', '--month', '2025-08', '--apply');
  assert.equal(await feeIn('2025-08'), '19,723.04');
});

test('above the higher limit only a regional vice president or above decides; other terms wait anew', async () => {
  const fields = ['yearly-increment=9', 'month-of-the-yearly-increment=September'];
  await done('cleo', 'contracts', 'edit', '9901', '--from', '2025-08', ...fields);
  await approve();
  const [waiting] = await increases('2025-09');
  assert.deepEqual([waiting?.percent, waiting?.is_for_a_vice_president], ['9.00', true]);
  const above = await refused('bill', 'contracts', 'increases', 'approve', '9901', '2025-09');
  assert.equal(above.code, 'CONTRACTS_INCREASE_ABOVE_ROLE');
  await done('cora', 'contracts', 'increases', 'approve', '9901', '2025-09', '--reason', 'as agreed');
  assert.deepEqual(await increases('2025-09'), []);
});

test('a rate that somebody enters is such an increase too: above the limit its tier does not approve it', async () => {
  const fee = ['fixed-fee.4705.fee=6600', '--from', '2025-08'];
  await done('cleo', 'contracts', 'edit', '9901', ...fee);
  const [change] = await json<{ id: string; rate_increase: string; roles: string[] }[]>(
    'cleo',
    'contracts',
    'waiting',
  );
  assert.equal(change?.rate_increase, '7.84');
  assert.ok(change.roles.length > 0);
  await done('cleo', 'contracts', 'withdraw', '9901', '--reason', 'once more');
  await done('cleo', 'contracts', 'edit', '9901', 'fixed-fee.4705.fee=6700', '--from', '2025-08');
  const [more] = await json<{ id: string; rate_increase: string; roles: string[] }[]>(
    'cleo',
    'contracts',
    'waiting',
  );
  assert.equal(more?.rate_increase, '9.48');
  assert.ok(
    !more.roles.includes('billingManager') && !more.roles.includes('districtManager'),
    more.roles.join(),
  );
  assert.equal((await run('bill', 'contracts', 'approve', more.id)).code, 1);
});

test('what the other reading of an escalator would bill stands by site and month, with totals', async () => {
  const fields = ['Enabled=on', 'Month=June', 'Type=Percentage', 'Value=5'];
  const places = fields.map((one) => `management-agreement.managementFeeEscalator${one}`);
  await done('cleo', 'contracts', 'edit', '0829', '--from', '2025-05', ...places);
  await approve();
  const compare = ['contracts', 'escalations', '--month', '2025-06', '--compare'];
  const { months, total } = await json<{
    months: {
      site: string;
      month: string;
      reading: string;
      rates: { now: string; other: string }[];
      reasons: object[];
    }[];
    total: Record<'billed' | 'otherwise' | 'difference', string>;
  }>('cleo', ...compare);
  assert.deepEqual(
    months.map(({ site, month, reading }) => `${site} ${month} ${reading}`),
    ['0829 2025-05 service-month'],
  );
  assert.deepEqual(months[0]?.reasons, []);
  const [fee] = months[0].rates;
  assert.ok(fee);
  const growth = decimal(fee.other).minus(decimal(fee.now));
  const more = decimal(total.otherwise).minus(decimal(total.billed));
  assert.equal(more.toString(), total.difference);
  assert.ok(
    more.gt('0') && more.lt(growth),
    'the fee rises, and the share of the profit that it lowers falls',
  );
  assert.match(await done('cleo', ...compare), /total +[\d,.]+ +[\d,.]+ +[\d,.]+/);
});
