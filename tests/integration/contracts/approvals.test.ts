import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill } from '../../../src/billing/index.ts';
import {
  approveWaiting,
  contractsInForce,
  importContracts,
  keptClauses,
  waitingChanges,
  type WaitingChange,
} from '../../../src/contracts/index.ts';
import { approveChange, rejectChange } from '../../../src/contracts/approval/decide-change.ts';
import { approvalTiers, setApprovalTier } from '../../../src/contracts/approval/tiers.ts';
import { addClause, endClause } from '../../../src/contracts/clauses/agree-clause.ts';
import { toText } from '../../../src/kernel/decimal.ts';
import type { Refusal } from '../../../src/kernel/errors.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { cloneDatabase } from '../../database.ts';
import { member, openBillingFixture } from '../billing/billing-fixture.ts';
import { exportFile } from './given-exports.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
);
const bea = await member(database, 'bea', 'billingAdmin');
const bill1 = await member(database, 'bill', 'billingManager');
const cora = await member(database, 'cora', 'corporateConsumer');

type Member = typeof bea;

const waits = async (): Promise<WaitingChange[]> => waitingChanges(database);
const approve = ({ database: as, userId }: Member, id: string, isTakeOver = false): Promise<Refusal | null> =>
  approveChange(as, { id, decidedBy: userId, reason: null, isTakeOver });
const taken = (as: Database, ...files: Parameters<typeof importContracts>[1]) =>
  importContracts(as, files, { from: '2030-06', isStrict: false, importedBy: 'bea' });

/** Sites with their totals of a dry run of June, and with what they would be once everything waiting is approved. */
async function june(): Promise<{ now: string[]; once: string[]; blocked: string[] }> {
  const run = await bill(database, {
    month: '2030-06',
    sites: ['9901'],
    isDryRun: true,
    startedBy: 'bea',
    proceedReason: 'trial',
  });
  const totals = (statements: typeof run.statements): string[] =>
    statements.map(({ computed }) => `${computed.site} ${toText(computed.total, 2)}`);
  return {
    now: totals(run.statements),
    once: totals(run.preview?.statements ?? []),
    blocked: run.blocked.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
  };
}

await database.execute(
  `insert into warehouse.site (site_id, is_listed) values ('9901', true) on conflict do nothing`,
);
const fee = (
  amount: string,
  more: readonly [string, string] = ['"billingType": "Arrears"', '"billingType": "Arrears"'],
) => exportFile('fixed-fee', ['"fee": 18432.75', `"fee": ${amount}`], more);

test('a version that changes what is billed waits; a purchase order does not', async () => {
  const before = await june();
  assert.deepEqual(before.once, []);
  const [dearer] = await taken(bea.database, fee('20000.00'));
  assert.deepEqual([dearer?.outcome, dearer?.isWaiting], ['imported', true]);
  const waiting = await june();
  assert.deepEqual(waiting.now, before.now);
  assert.notDeepEqual(waiting.once, before.now);
  const [change] = await waits();
  assert.deepEqual(
    [change?.says, change?.site, change?.askedBy, change?.isTakeOver, change?.from],
    ['version 2', '9901', 'bea', false, '2030-06'],
  );
  assert.equal(await approve(cora, change?.id ?? ''), null);
  assert.deepEqual((await june()).now, waiting.once);
  const [ordered] = await taken(
    bea.database,
    fee('20000.00', ['"purchaseOrder": "PO-EXAMPLE-1"', '"purchaseOrder": "PO-77"']),
  );
  assert.deepEqual([ordered?.outcome, ordered?.isWaiting], ['imported', false]);
  const [contract] = await contractsInForce(database, { month: '2030-06', sites: ['9901'] });
  assert.deepEqual([contract?.number, contract?.purchaseOrder], [3, 'PO-77']);
});

test('whoever entered a change does not approve it, and the attempt is recorded', async () => {
  const both = await member(database, 'both', 'contractAdmin');
  await database.execute(
    `insert into security.privilege (object, action, role, scope)
     values ('contract', 'approve', 'contractAdmin', 'all')`,
  );
  await importContracts(both.database, [fee('21000.00')], {
    from: '2030-07',
    isStrict: false,
    importedBy: both.userId,
  });
  const [change] = await waits();
  assert.equal((await approve(both, change?.id ?? ''))?.code, 'SECURITY_CONFLICT');
  const attempts = await database.query<{ attempted: string }>(
    `select attempted from security.attempted_conflict where conflicts_with = 'edit-contract'`,
  );
  assert.deepEqual(attempts, [{ attempted: 'approve-contract' }]);
  await assert.rejects(
    database.execute(`update contracts.version set state = 'active' where version_id = $1`, [
      change?.versionId ?? '',
    ]),
    { code: '23514' },
  );
  await assert.rejects(
    database.execute(
      `update contracts.approval set decision = 'approved', decided_at = now(), decided_by = asked_by
       where approval_id = $1`,
      [change?.id ?? ''],
    ),
    { code: '23514' },
  );
});

test('a role below the tier does not approve; approvers reject, and others take back their own', async () => {
  const [change] = await waits();
  assert.equal((await approve(bill1, change?.id ?? ''))?.code, 'CONTRACTS_CHANGE_ABOVE_ROLE');
  const rejection = { id: change?.id ?? '', decidedBy: 'bill', reason: 'another amount was agreed' };
  assert.equal(
    (await rejectChange(bill1.database, { ...rejection, isOwnOnly: true }))?.code,
    'CONTRACTS_CHANGE_OF_OTHERS',
  );
  assert.equal(await rejectChange(bill1.database, { ...rejection, isOwnOnly: false }), null);
  assert.equal((await approve(cora, change?.id ?? ''))?.code, 'CONTRACTS_CHANGE_DECIDED');
  assert.deepEqual(await waits(), []);
});

test('what was rejected may be entered again; a version overtaken by a newer one is not approved', async () => {
  const [again] = await taken(bea.database, fee('21000.00'));
  assert.deepEqual([again?.outcome, again?.isWaiting], ['imported', true]);
  const [same] = await taken(bea.database, fee('21000.00'));
  assert.equal(same?.outcome, 'unchanged');
  const [back] = await taken(
    bea.database,
    fee('20000.00', ['"purchaseOrder": "PO-EXAMPLE-1"', '"purchaseOrder": "PO-78"']),
  );
  assert.equal(back?.isWaiting, false);
  const [change] = await waits();
  assert.equal((await approve(cora, change?.id ?? ''))?.code, 'CONTRACTS_CHANGE_OVERTAKEN');
  await rejectChange(bea.database, {
    id: change?.id ?? '',
    decidedBy: 'bea',
    reason: 'old',
    isOwnOnly: true,
  });
});

test('a clause and its end count once they are approved; a cap of one person caps nothing', async () => {
  const clause = { site: '9901', kind: 'cap', from: '2030-06', through: null, reason: 'letter' } as const;
  const given = { component: 'fixed-fee', amount: '1,000' };
  const before = await june();
  const clauseId = await addClause(bea.database, { ...clause, given }, 'bea');
  assert.deepEqual(await june(), { ...before, once: ['9901 1000.00'] });
  await assert.rejects(addClause(bea.database, { ...clause, given }, 'bea'), {
    code: 'CONTRACTS_CLAUSE_OVERLAPS',
  });
  const [added] = await waits();
  assert.equal((await approve(bea, added?.id ?? ''))?.code, 'SECURITY_CONFLICT');
  assert.equal(await approve(cora, added?.id ?? ''), null);
  assert.deepEqual((await june()).now, ['9901 1000.00']);
  await endClause(bea.database, { site: '9901', clauseId, through: null, endedBy: 'bea' });
  await assert.rejects(
    endClause(bea.database, { site: '9901', clauseId, through: '2030-08', endedBy: 'bea' }),
    {
      code: 'CONTRACTS_CLAUSE_CHANGES',
    },
  );
  assert.deepEqual(await june(), { now: ['9901 1000.00'], once: before.now, blocked: [] });
  await assert.rejects(
    database.execute(
      `update contracts.clause set superseded_at = now(), superseded_by = 'bea' where clause_id = $1`,
      [clauseId],
    ),
    { code: '23514' },
  );
  const [withdrawn] = await waits();
  assert.equal(await approve(cora, withdrawn?.id ?? ''), null);
  assert.deepEqual(await june(), before);
  assert.deepEqual(await keptClauses(database, { month: '2030-06', sites: ['9901'] }), []);
});

test('first versions of contracts are approved at once by one named person; until then nothing is billed', async () => {
  const files = ['8801', '8802'].map((site, at) =>
    exportFile(
      'fixed-fee',
      ['"siteNumber": "9901"', `"siteNumber": "${site}"`],
      ['-4000-8000-0000000001', `-4000-8000-00000088${String(at)}1`],
    ),
  );
  await taken(bea.database, ...files, fee('90000.00'));
  const run = await bill(database, {
    month: '2030-06',
    sites: ['8801'],
    isDryRun: true,
    startedBy: 'bea',
  });
  assert.deepEqual(
    run.blocked.map(({ site, reasons }) => `${site} ${reasons[0]?.code ?? ''}`),
    ['8801 BILLING_CONTRACT_WAITS'],
  );
  const decided = await approveWaiting(bill1.database, {
    isTakeOver: true,
    decidedBy: 'bill',
    reason: 'take-over',
  });
  assert.deepEqual(
    decided.map(({ change, refusal }) => [change.site, refusal]),
    [
      ['8801', null],
      ['8802', null],
    ],
  );
  const [left] = await waits();
  assert.equal(left?.site, '9901');
  const rows = await database.query(
    `select distinct decided_by, reason from contracts.approval where is_take_over and site_id like '88%'`,
  );
  assert.deepEqual(rows, [{ decided_by: 'bill', reason: 'take-over' }]);
});

test('the tiers are settings: who approves follows from what the contract comes to in a year', async () => {
  const [change] = await waits();
  assert.deepEqual([change?.yearlyValue, change?.roles], ['1163586.00', ['corporateConsumer']]);
  await assert.rejects(setApprovalTier(database, { tier: '2', fromValue: '300000' }, 'syl'), {
    code: 'CONTRACTS_TIER_INVALID',
  });
  // The change also brings a rate to more than four times what it was, which is a matter of its own.
  await database.execute(
    `insert into platform.operator_fact (fact, set_values, reason, set_at, set_by)
     select fact, '{1000}', 'tried', now(), 'test'
     from unnest(array['increase-for-a-second-person', 'increase-for-a-vice-president']) as fact`,
  );
  for (const [tier, fromValue] of [
    ['4', '9000000'],
    ['3', '8000000'],
    ['2', '7000000'],
  ] as const)
    await setApprovalTier(database, { tier, fromValue }, 'syl');
  assert.deepEqual(
    (await approvalTiers(database)).map(({ fromValue }) => fromValue),
    ['0', '7000000', '8000000', '9000000'],
  );
  assert.equal(await approve(bill1, change?.id ?? ''), null);
});
