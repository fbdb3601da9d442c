import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill } from '../../../src/billing/index.ts';
import { outdatedStatements } from '../../../src/billing/run/outdated-statements.ts';
import {
  contractsInForce,
  dueIncreases,
  importContracts,
  exportedTermsOf,
  waitingChanges,
  type ExportFile,
  type ImportedExport,
} from '../../../src/contracts/index.ts';
import { appliedFrom, applyEscalations } from '../../../src/contracts/escalation/apply-escalations.ts';
import { endClause } from '../../../src/contracts/clauses/agree-clause.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { addApprovedClause, approveAll, importApproved } from './approved-contracts.ts';
import { exportFile } from './given-exports.ts';

const database = await cloneDatabase();
await database.execute(
  `insert into warehouse.site (site_id, is_listed) values ('9902', true), ('9904', true)`,
);
// Increases of 10 % are what is worked out here, not who agrees to them.
await database.execute(
  `insert into platform.operator_fact (fact, set_values, reason, set_at, set_by)
   values ('increase-for-a-second-person', '{50}', 'tried', now(), 'test'),
     ('increase-for-a-vice-president', '{50}', 'tried', now(), 'test')`,
);
const exported = (fee: string, order = 'PO-1'): ExportFile =>
  exportFile(
    'per-labor-hour',
    ['"startDate": "2030-02-01T00:00:00"', '"startDate": "2024-02-01T00:00:00"'],
    ['"fee": 2750.25', `"fee": ${fee}`],
    ['"purchaseOrder": null', `"purchaseOrder": "${order}"`],
  );
const options = (from: Month) => ({ from, isStrict: false, importedBy: 'tester' });

const apply = async (month: Month): Promise<string[]> =>
  (await applyEscalations(database, { month, isPreview: false, appliedBy: 'tester' })).flatMap(({ rates }) =>
    rates
      .filter(({ path }) => path.startsWith('fixedFee'))
      .map((rate) => `${rate.month} ${rate.to.toString()}`),
  );

const fees = (...months: readonly Month[]): Promise<(string | undefined)[]> => feesAt('9902', ...months);

async function feesAt(site: string, ...months: readonly Month[]): Promise<(string | undefined)[]> {
  const all: (string | undefined)[] = [];
  for (const month of months) {
    const [contract] = await contractsInForce(database, { month, sites: [site] });
    const [terms] = await exportedTermsOf(database, [contract?.versionId ?? '0']);
    const { fixedFee, managementAgreement } = terms?.original ?? {};
    const fee = fixedFee?.serviceRates[0]?.fee ?? managementAgreement?.ManagementFees[0]?.fixedFeeAmount;
    all.push(fee?.value.toString());
  }
  return all;
}

const due = async (): Promise<string[]> =>
  (await dueIncreases(database, '2027-12')).map(({ month }) => month);

const bring = async (file: ExportFile, from: Month): Promise<ImportedExport | undefined> =>
  (await importContracts(database, [file], options(from)))[0];

const anewOf = (taken: ImportedExport | undefined): string[] =>
  (taken?.findings ?? []).filter(({ code }) => code === 'INCREASES_ANEW').map(({ message }) => message);

test('a clause that begins before increases that were applied is in them once it is approved', async () => {
  await importApproved(database, [exportFile('management-agreement')], options('2024-06'));
  const clause = { site: '9904', kind: 'escalation', reason: 'letter' } as const;
  const given = { component: 'management-fee', 'escalates-in': '3' };
  const first = { ...clause, from: '2026-01', through: null, given: { ...given, percent: '10' } } as const;
  const later = await addApprovedClause(database, first, 'tester');
  await apply('2027-12');
  const paid = (): Promise<(string | undefined)[]> =>
    feesAt('9904', '2025-02', '2025-06', '2026-03', '2027-03');
  assert.deepEqual(await paid(), ['2345.67', '2345.67', '2580.24', '2838.26']);
  const added = await addApprovedClause(
    database,
    {
      ...clause,
      from: '2025-01',
      through: '2025-12',
      given: { ...given, 'escalates-in': '6', amount: '100' },
    },
    'tester',
  );
  assert.deepEqual(await due(), ['2025-06', '2026-03', '2027-03']);
  assert.deepEqual(await appliedFrom(database, { site: '9904', month: '2025-01' }), []);
  await apply('2027-12');
  assert.deepEqual(await paid(), ['2345.67', '2445.67', '2690.24', '2959.26']);
  assert.deepEqual(await due(), []);
  const end = { site: '9904', endedBy: 'tester' } as const;
  await endClause(database, { ...end, clauseId: later, through: '2026-12' });
  assert.deepEqual(await paid(), ['2345.67', '2445.67', '2690.24', '2959.26'], 'not before it is approved');
  await approveAll(database);
  assert.deepEqual(await paid(), ['2345.67', '2445.67', '2690.24', '2690.24']);
  await endClause(database, { ...end, clauseId: added, through: null });
  await approveAll(database);
  await apply('2027-12');
  assert.deepEqual(await paid(), ['2345.67', '2345.67', '2580.24', '2580.24']);
});

test('terms brought from an earlier month carry the increases after it, once they are approved', async () => {
  await importApproved(database, [exported('1000.00')], options('2025-01'));
  assert.deepEqual(await apply('2026-12'), ['2025-03 1040', '2026-03 1081.6']);
  const taken = await bring(exported('2000.00'), '2025-02');
  assert.deepEqual([taken?.outcome, taken?.isWaiting], ['imported', true]);
  assert.deepEqual(anewOf(taken), [
    'Increases were applied in 2025-03, 2026-03; once it is approved they are recalculated on these terms.',
  ]);
  assert.deepEqual(await fees('2025-02', '2025-03'), ['1000', '1040']);
  const previewed = await database.transaction((own) =>
    contractsInForce(own, { month: '2026-06', sites: ['9902'], withWaiting: true }),
  );
  assert.deepEqual(
    previewed.map(({ state, fromMonth }) => `${state} ${fromMonth}`),
    ['waiting 2025-02'],
    'a preview is of what would hold',
  );
  await approveAll(database);
  assert.deepEqual(await apply('2026-12'), ['2025-03 2080', '2026-03 2163.2']);
  assert.deepEqual(await fees('2025-01', '2025-02', '2025-03', '2026-03'), [
    '1000',
    '2000',
    '2080',
    '2163.2',
  ]);
  const earlier = await bring(exported('3000.00'), '2025-01');
  assert.deepEqual(
    [earlier?.outcome, earlier?.findings.at(-1)?.code],
    ['rejected', 'VERSION_EARLIER'],
    'what somebody brought is not overtaken',
  );
});

test('increases that were applied while terms waited do not overtake them', async () => {
  const taken = await bring(exported('2500.00'), '2027-02');
  assert.deepEqual(anewOf(taken), []);
  assert.deepEqual(await apply('2027-03'), ['2027-03 2249.73']);
  await approveAll(database);
  assert.deepEqual(await waitingChanges(database), []);
  assert.deepEqual(await fees('2027-02', '2027-03'), ['2500', '2500']);
  assert.deepEqual(await apply('2027-03'), ['2027-03 2600']);
});

test('terms that leave out an increase that is due wait for a second person', async () => {
  const taken = await bring(exported('2600.00', 'PO-2'), '2028-06');
  assert.equal(taken?.isWaiting, true, 'with the increase of 2028-03 it would be 2704');
  assert.deepEqual(await fees('2028-06'), ['2600']);
  await approveAll(database);
  const same = await bring(exported('2600.00', 'PO-3'), '2028-06');
  assert.equal(same?.isWaiting, false, 'an order number alone changes nothing that is billed');
});

test('a statement is outdated when terms changed for its month, and current once it is made anew', async () => {
  const month = '2029-02';
  const billed = {
    month,
    sites: ['9902'],
    startedBy: 'tester',
    proceedReason: 'no hours here',
    isDryRun: false,
  } as const;
  assert.deepEqual((await bill(database, billed)).blocked, []);
  const outdated = async (): Promise<string[]> =>
    (await database.transaction((own) => outdatedStatements(own, { month }, {}))).map(
      ({ site, difference }) => `${site} ${difference ?? ''}`,
    );
  assert.deepEqual(await outdated(), []);
  await importApproved(database, [exported('2700.00')], options('2029-01'));
  assert.deepEqual(await outdated(), ['9902 +100.00']);
  await bill(database, billed);
  assert.deepEqual(await outdated(), []);
  const cap = { site: '9902', kind: 'cap', from: '2029-02', through: null, reason: 'letter' } as const;
  await addApprovedClause(database, { ...cap, given: { component: 'fixed-fee', amount: '2,650' } }, 'tester');
  assert.deepEqual(await outdated(), ['9902 -50.00']);
});
