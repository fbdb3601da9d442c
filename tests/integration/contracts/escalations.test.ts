import assert from 'node:assert/strict';
import { addApprovedClause, importApproved } from './approved-contracts.ts';
import { test } from 'node:test';
import { contractsInForce, dueIncreases, exportedTermsOf } from '../../../src/contracts/index.ts';
import { applyEscalations } from '../../../src/contracts/escalation/apply-escalations.ts';
import {
  approveIndexValue,
  enterIndexValue,
  listIndexValues,
} from '../../../src/contracts/escalation/index-values.ts';
import { decideReading, enterReading } from '../../../src/contracts/escalation/escalator-readings.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { exportFile } from './given-exports.ts';

const database = await cloneDatabase();
const begun = ['"startDate": "2030-02-01T00:00:00"', '"startDate": "2024-02-01T00:00:00"'] as const;
await importApproved(database, [exportFile('per-labor-hour', begun)], {
  from: '2025-01',
  isStrict: false,
  importedBy: 'tester',
});

const escalateIn = (month: Month, isPreview = false): ReturnType<typeof applyEscalations> =>
  applyEscalations(database, { month, isPreview, appliedBy: 'tester' });

async function feeIn(month: Month): Promise<string | undefined> {
  const [contract] = await contractsInForce(database, { month });
  const [terms] = await exportedTermsOf(database, [contract?.versionId ?? '0']);
  return terms?.original.fixedFee.serviceRates[0]?.fee.text;
}

test('a preview changes nothing, applying makes a version from the month on, and twice is once', async () => {
  assert.equal((await escalateIn('2025-03', true)).length, 1);
  assert.equal(await feeIn('2025-03'), '2750.25');
  assert.equal((await escalateIn('2025-03')).length, 1);
  assert.deepEqual([await feeIn('2025-02'), await feeIn('2025-03')], ['2750.25', '2860.26']);
  assert.deepEqual(await escalateIn('2025-03'), []);
});

test('the next year compounds on the year before, and other months change nothing', async () => {
  assert.deepEqual(await escalateIn('2025-08'), []);
  await escalateIn('2026-03');
  assert.equal(await feeIn('2026-03'), '2974.67');
  const versions = await database.query<{ origin: string; number: number }>(
    'select origin, number from contracts.version order by number',
  );
  assert.deepEqual(versions, [
    { origin: 'import', number: 1 },
    { origin: 'escalation', number: 2 },
    { origin: 'escalation', number: 3 },
  ]);
});

test('a contract whose index is missing waits and stops no other; once it is approved the rates escalate', async () => {
  await importApproved(database, [exportFile('other'), exportFile('management-agreement')], {
    from: '2025-01',
    isStrict: false,
    importedBy: 'tester',
  });
  for (const [site, component] of [
    ['9904', 'management-fee'],
    ['9905', 'occupied-room'],
  ] as const) {
    const given = { component, 'escalates-in': '3', percent: '3', ...(site === '9904' ? eci : {}) };
    const clause = {
      site,
      kind: 'escalation',
      from: '2027-01',
      through: null,
      reason: 'letter',
      given,
    } as const;
    await addApprovedClause(database, clause, 'tester');
  }
  const told = async (isPreview: boolean): Promise<string[]> =>
    (await escalateIn('2027-03', isPreview))
      .filter(({ site }) => site !== '9902')
      .map(({ site, rates, waitsFor }) =>
        [site, rates.length, ...waitsFor.map((one) => one.message)].join(' '),
      )
      .toSorted();
  const waiting =
    '9904 0 The rates of site 9904 are due to change in 2027-03 by ECI 2026, which is not entered and approved.';
  assert.deepEqual(await told(false), [waiting, '9905 1']);
  await enterIndexValue(database, { index: 'ECI', period: '2026', percent: '3.6' }, 'ida');
  assert.deepEqual(await told(true), [waiting], 'it does not count before it is approved');
  assert.equal(await approveIndexValue(database, { index: 'ECI', period: '2026' }, 'iris'), null);
  assert.deepEqual(await told(false), ['9904 1']);
  assert.deepEqual(await told(false), []);
  const [contract] = await contractsInForce(database, { month: '2027-03', sites: ['9904'] });
  const [terms] = await exportedTermsOf(database, [contract?.versionId ?? '0']);
  assert.equal(terms?.original.managementAgreement.ManagementFees[0]?.fixedFeeAmount?.text, '2430.11');
});

test('what nobody applied stays due, each year once, and every year becomes a version of its own', async () => {
  const due = (await escalateIn('2029-12', true)).find(({ site }) => site === '9902');
  const fees = due?.rates.filter(({ path }) => path.startsWith('fixedFee'));
  assert.deepEqual(
    fees?.map(({ month, from, to }) => `${month} ${from.toString()} ${to.toString()}`),
    ['2028-03 3093.66 3217.41', '2029-03 3217.41 3346.11'],
  );
  const groups = (await dueIncreases(database, '2029-12')).map(
    ({ month, sites, waitsFor }) => `${month} ${sites.join(' ')} ${waitsFor ?? 'is applied'}`,
  );
  assert.deepEqual(groups, [
    '2028-03 9902 9905 is applied',
    '2028-03 9904 ECI 2027',
    '2029-03 9902 9905 is applied',
  ]);
  await escalateIn('2029-12');
  assert.deepEqual(
    [await feeAt9902('2028-02'), await feeAt9902('2028-03'), await feeAt9902('2029-12')],
    ['3093.66', '3217.41', '3346.11'],
  );
  const again = await importApproved(database, [exportFile('per-labor-hour', begun)], {
    from: '2029-01',
    isStrict: false,
    importedBy: 'tester',
  });
  assert.equal(again[0]?.outcome, 'unchanged', 'the same export does not take back what escalated since');
});

async function feeAt9902(month: Month): Promise<string | undefined> {
  const [contract] = await contractsInForce(database, { month, sites: ['9902'] });
  const [terms] = await exportedTermsOf(database, [contract?.versionId ?? '0']);
  return terms?.original.fixedFee.serviceRates[0]?.fee.text;
}

const eci = { index: 'ECI', combine: 'max' };

test('a corrected value waits for approval again, the same one does not, and what was escalated stays', async () => {
  const value = { index: 'ECI', period: '2026' };
  await enterIndexValue(database, { ...value, percent: '3.60' }, 'iris');
  const approvals = async (): Promise<(string | null)[]> =>
    (await listIndexValues(database)).map(({ percent, approvedBy }) => `${percent} ${approvedBy ?? 'open'}`);
  assert.deepEqual(await approvals(), ['3.6 iris']);
  await enterIndexValue(database, { ...value, percent: '-0.5' }, 'iris');
  assert.deepEqual(await approvals(), ['-0.5 open']);
  await assert.rejects(approveIndexValue(database, value, 'iris'), /second_person/);
  assert.deepEqual(await escalateIn('2027-03'), []);
  for (const wrong of [
    ['PPI', '2026', '3'],
    ['CPI', '2026-13', '3'],
    ['CPI', '2026', '3,6'],
    ['CPI', '2026', '99'],
  ] as const) {
    const [index, period, percent] = wrong;
    await assert.rejects(enterIndexValue(database, { index, period, percent }, 'ida'), {
      code: 'CONTRACTS_INDEX_INVALID',
    });
  }
  const unknown = approveIndexValue(database, { index: 'CPI', period: '2026' }, 'ida');
  await assert.rejects(unknown, { code: 'CONTRACTS_INDEX_UNKNOWN' });
});

test('escalators are read by billing day from a month on, once a second person agrees', async () => {
  const escalator = `"payrollTaxesEscalatorEnable": true, "payrollTaxesEscalatorMonth": "March",
    "payrollTaxesEscalatorType": "Percentage", "payrollTaxesEscalatorvalue": 5, "payrollTaxesPercentage": 25`;
  const taxed = exportFile(
    'management-agreement',
    ['"siteNumber": "9904"', '"siteNumber": "9914"'],
    ['00000000-0000-4000-8000', '00000000-0000-4000-9914'],
    ['"payrollTaxesPercentage": 31.25', escalator],
  );
  await importApproved(database, [taxed], { from: '2028-06', isStrict: false, importedBy: 'tester' });
  const months = async (through: Month): Promise<string[]> =>
    (await escalateIn(through, true))
      .flatMap(({ site, rates }) => (site === '9914' ? rates : []))
      .filter(({ path, month }) => path.endsWith('payrollTaxesPercentage') && month > '2028-12')
      .map(({ month }) => month);
  const reason = 'as in the old system';
  await assert.rejects(enterReading(database, { reading: 'billing-day', from: '2029-03', reason }, 'ida'), {
    code: 'CONTRACTS_READING_LATE',
    message: /already been applied through 2029-03\./,
  });
  await assert.rejects(enterReading(database, { reading: 'weekly', from: '2030-01', reason }, 'ida'), {
    code: 'CONTRACTS_READING_INVALID',
  });
  const id = await enterReading(database, { reading: 'billing-day', from: '2030-01', reason }, 'ida');
  assert.deepEqual(
    await months('2030-04'),
    ['2029-03', '2030-03'],
    'it does not count before it is approved',
  );
  await assert.rejects(decideReading(database, { id, decision: 'approved' }, 'ida'), /second_person/);
  assert.equal(await decideReading(database, { id, decision: 'approved' }, 'iris'), null);
  assert.deepEqual(await months('2031-03'), ['2029-03', '2030-02', '2031-02']);
  await escalateIn('2030-02');
  const [contract] = await contractsInForce(database, { month: '2030-02', sites: ['9914'] });
  assert.deepEqual([contract?.fromMonth, await months('2031-01')], ['2030-02', []], 'applied once');
  await assert.rejects(decideReading(database, { id, decision: 'rejected' }, 'iris'), {
    code: 'CONTRACTS_READING_UNKNOWN',
  });
});
