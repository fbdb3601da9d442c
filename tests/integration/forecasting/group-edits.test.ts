import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignJobs, setJobStatus } from '../../../src/forecasting/jobs/administer-codes.ts';
import { addGroup, readGroups, setGroupStatus } from '../../../src/forecasting/jobs/administer-groups.ts';
import { groupDays } from '../../../src/forecasting/entries/group-days.ts';
import { entriesOfMonth } from '../../../src/forecasting/entries/read-entries.ts';
import { decimal, type Decimal } from '../../../src/kernel/decimal.ts';
import { isObject } from '../../../src/kernel/exact-json.ts';
import { goldenCases, type CaseInputs } from '../../scenarios/golden-case.ts';
import { openJobsFixture } from './jobs-fixture.ts';

const house = await openJobsFixture();
const { database } = house;
const golden = new Map(
  (await goldenCases('forecasting.json')).map((one) => [one.get('id').text, one] as const),
);
const inputsOf = (id: string): CaseInputs => {
  const one = golden.get(id);
  assert.ok(one !== undefined, id);
  return one.get('inputs');
};
const day = '2025-07-20';

async function group(title: string, ...codes: string[]): Promise<void> {
  await database.transaction(async (transaction) => {
    await addGroup(transaction, title);
    if (codes.length > 0) await assignJobs(transaction, codes, title);
  });
}

async function totalOf(site: string, title: string): Promise<string[]> {
  const { entries } = await entriesOfMonth(database, { site, year: 2025, version: 'working' }, '2025-07');
  return groupDays(entries, await readGroups(database))
    .filter((one) => one.group === title && one.day === day)
    .map(({ hours, cost, codes }) => [hours, cost, codes].join(' '));
}

test('PAY-17, PAY-18: hours of a group go to its codes by active employees, equally when there are none', async () => {
  const staff = inputsOf('PAY-17').get('activeEmployees');
  const codes = Object.keys(isObject(staff.json) ? staff.json : {});
  const employees = (code: string): number => Number.parseInt(staff.get(code).amount.toString(), 10);
  await house.site(
    '0117',
    codes.map((code) => ({ code, employees: employees(code), rate: '20' })),
  );
  await house.site(
    '0118',
    codes.map((code) => ({ code, employees: 0, rate: '20' })),
  );
  await group('Valet', ...codes);
  const hours = inputsOf('PAY-17').get('groupHours').amount.toString();
  for (const site of ['0117', '0118']) await house.type(site, { [`group:valet hours ${day}`]: hours });
  assert.deepEqual(await house.rows('0117', day), ['A 30 600 20', 'B 10 200 20', 'C 20 400 20']);
  assert.deepEqual(await house.rows('0118', day), ['A 20 400 20', 'B 20 400 20', 'C 20 400 20']);
  assert.deepEqual(await totalOf('0117', 'Valet'), ['60 1200 3']);
});

test('PAY-19, PAY-21, PAY-22: a group costs its hours at its rate: weighted, or 15 when no code has one', async () => {
  await group('Cashiers', 'K1', 'K2');
  for (const [site, id] of [
    ['0119', 'PAY-19'],
    ['0121', 'PAY-21'],
    ['0122', 'PAY-22'],
  ] as const) {
    const codes = inputsOf(id).get('codes').list;
    await house.site(
      site,
      codes.map((code, at) => ({
        code: `K${String(at + 1)}`,
        employees: Number.parseInt(code.get('activeEmployees').amount.toString(), 10),
        rate: code.get('rate').json === null ? null : code.get('rate').amountIfAny.toString(),
      })),
    );
  }
  await database.transaction((transaction) => assignJobs(transaction, ['K1', 'K2'], 'Cashiers'));
  for (const [site, id, hours] of [
    ['0119', 'PAY-19', '40'],
    ['0121', 'PAY-21', '40'],
    ['0122', 'PAY-22', '70'],
  ] as const) {
    await house.type(site, { [`group:Cashiers hours ${day}`]: hours });
    const rate = golden.get(id)?.get('expected').amount ?? decimal('0');
    assert.deepEqual(await totalOf(site, 'Cashiers'), [`${hours} ${rate.times(hours).toString()} 2`], id);
  }
  assert.deepEqual(await house.rows('0119', day), ['K1 30 600 20', 'K2 10 160 16']);
  await house.type('0119', { [`group:Cashiers cost ${day}`]: '380' });
  assert.deepEqual(await house.rows('0119', day), ['K1 15 300 20', 'K2 5 80 16']);
  await house.type('0119', { [`group:Cashiers hours ${day}`]: '8', [`group:Cashiers cost ${day}`]: '100' });
  assert.deepEqual(await house.rows('0119', day), ['K1 6 75 -', 'K2 2 25 -']);
  await house.type('0119', { [`group:Cashiers hours ${day}`]: null });
  assert.deepEqual(await house.rows('0119', day), ['K1 - - -', 'K2 - - -']);
});

test('PAY-12: a group without a code in use at the site keeps nothing, and says so', async () => {
  await group('Empty');
  await group('Elsewhere');
  await house.site('0112', [{ code: 'D1', employees: 1 }]);
  await house.site('0113', [{ code: 'E1', employees: 1 }]);
  await group('Doors', 'D1');
  await database.transaction((transaction) => assignJobs(transaction, ['E1'], 'Elsewhere'));
  const saved = await house.type('0112', {
    [`group:Empty hours ${day}`]: '10',
    [`group:Elsewhere hours ${day}`]: '10',
    [`group:Doors hours ${day}`]: '10',
  });
  assert.deepEqual(
    saved.withoutJobs.map(({ item }) => item),
    ['group:Empty', 'group:Elsewhere'],
  );
  const rows = await house.rows('0112', day);
  const expected = golden.get('PAY-12')?.get('expected').get('detailRows').amount.toString();
  assert.equal(String(rows.length), expected);
  assert.deepEqual(rows, ['D1 10 150 15']);
});

test('PAY-11: rows of codes are kept, the total of their group never', async () => {
  const details = inputsOf('PAY-11').get('jobCodes').list;
  const names = details.map((one) => one.get('jobCode').text);
  await house.site(
    '0111',
    names.map((code) => ({ code, employees: 1 })),
  );
  await group('Desk', ...names);
  const amount = (one: CaseInputs, name: string): Decimal => one.get(name).amount;
  await house.type(
    '0111',
    Object.fromEntries(
      details.flatMap((one) => [
        [`${one.get('jobCode').text} hours ${day}`, amount(one, 'hours').toString()],
        [`${one.get('jobCode').text} cost ${day}`, amount(one, 'cost').toString()],
      ]),
    ),
  );
  const expected = golden.get('PAY-11')?.get('expected');
  assert.equal(String((await house.rows('0111', day)).length), expected?.get('detailRows').amount.toString());
  assert.deepEqual(await totalOf('0111', 'Desk'), ['100 1500 2']);
});

test('of hours and cost the other follows at the hourly rate, and what is the same changes nothing', async () => {
  await house.site('0130', [{ code: 'S1', employees: 2, rate: '18.5' }]);
  await house.type('0130', { [`S1 hours ${day}`]: '8' });
  assert.deepEqual(await house.rows('0130', day), ['S1 8 148 18.5']);
  await house.type('0130', { [`S1 cost ${day}`]: '185' });
  assert.deepEqual(await house.rows('0130', day), ['S1 10 185 18.5']);
  await house.type('0130', { [`S1 hours ${day}`]: '10', [`S1 rate-per-hour ${day}`]: '20' });
  assert.deepEqual(await house.rows('0130', day), ['S1 10 185 20']);
  assert.equal((await house.type('0130', { [`S1 hours ${day}`]: '10' })).changeId, null);
  await group('Shuttle', 'S1');
  assert.equal((await house.type('0130', { [`group:Shuttle hours ${day}`]: '10' })).changeId, null);
  await house.type('0130', { [`S1 hours ${day}`]: '0' });
  assert.deepEqual(await house.rows('0130', day), ['S1 0 0 18.5']);
  await house.type('0130', { [`S1 hours ${day}`]: null });
  assert.deepEqual(await house.rows('0130', day), ['S1 - - -']);
});

test('in a file, hours that somebody changed bring their cost along, and a cost its hours', async () => {
  await house.site('0133', [{ code: 'T1', employees: 1, rate: '20' }]);
  await house.type('0133', { [`T1 hours ${day}`]: '8' });
  const file = (hours: string, cost: string, rate = '20'): Promise<unknown> =>
    house.type(
      '0133',
      {
        [`T1 hours ${day}`]: hours,
        [`T1 cost ${day}`]: cost,
        [`T1 rate-per-hour ${day}`]: rate,
      },
      'import',
    );
  await file('10', '160');
  assert.deepEqual(await house.rows('0133', day), ['T1 10 200 20']);
  await file('10', '240');
  assert.deepEqual(await house.rows('0133', day), ['T1 12 240 20']);
  await file('11', '250', '22');
  assert.deepEqual(await house.rows('0133', day), ['T1 11 250 22']);
});

test('a code of the group that the site no longer uses gives its hours to the others', async () => {
  await house.site('0131', [
    { code: 'P1', employees: 1 },
    { code: 'P2', employees: 1 },
  ]);
  await group('Porters', 'P1', 'P2');
  await house.type('0131', { [`group:Porters hours ${day}`]: '16' });
  await database.execute(`delete from warehouse.employee_job where site_id = '0131' and job_code = 'P2'`);
  await house.type('0131', { [`group:Porters hours ${day}`]: '20' });
  assert.deepEqual(await house.rows('0131', day), ['P1 20 300 15', 'P2 0 0 -']);
});

test('an unknown or retired group, one out of its limits or in the past, is refused by its own name', async () => {
  await house.site('0132', [{ code: 'Q1', employees: 1 }]);
  await group('Queue', 'Q1');
  const refused = (typed: Record<string, string>, cause: RegExp): Promise<void> =>
    assert.rejects(house.type('0132', typed), cause);
  await refused(
    { [`group:Nobody hours ${day}`]: '8' },
    /payroll\.group:Nobody\.hours@2025-07-20 is not a job group/,
  );
  await refused(
    { [`group:Queue hours ${day}`]: '1501' },
    /group:Queue\.hours@2025-07-20 is not between 0 and 1,500/,
  );
  await refused({ 'group:Queue hours 2025-07-14': '8' }, /group:Queue\.hours@2025-07-14 is in the past/);
  await refused({ [`group:Queue rate-per-hour ${day}`]: '8' }, /gets its hourly rate only from its codes/);
  await refused({ [`group:Queue hours ${day}`]: '8', [`Q1 hours ${day}`]: '8' }, /is given twice/);
  await database.transaction(async (transaction) => {
    await setJobStatus(transaction, ['Q1'], false);
    await setGroupStatus(transaction, 'Queue', false);
  });
  await refused({ [`group:Queue hours ${day}`]: '8' }, /is a retired job group/);
  assert.deepEqual(await house.rows('0132', day), []);
});
