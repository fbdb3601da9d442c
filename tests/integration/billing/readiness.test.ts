import assert from 'node:assert/strict';
import { importApproved } from '../contracts/approved-contracts.ts';
import { test } from 'node:test';
import { bill, markSite, type Marked, type StatementDetail } from '../../../src/billing/index.ts';
import { approveStatement } from '../../../src/billing/statements/act-on-statement.ts';
import { listReadiness } from '../../../src/billing/run/ready-marks.ts';
import { listStatements, readStatement } from '../../../src/billing/statements/read-statements.ts';
import type { BillOptions } from '../../../src/billing/run/run.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { hasState, sqlstate } from '../../../src/platform/database/index.ts';
import { chainTrail, setDemoDay } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { exportFile } from '../contracts/given-exports.ts';
import { may, member, openBillingFixture, type Member } from './billing-fixture.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
// 0829 deviates from its budget by far; 9901 has fixed fees that are billed in advance.
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  { site_id: '0829', period_month: '2025-05-01', account_id: '4790', amount: '-1000.00000' },
]);
await database.execute(
  `insert into warehouse.site (site_id, is_listed) values ('9901', true);
   insert into security.site_place (site_id, district, region)
   values ('0170', 'D1', 'East'), ('0829', 'D2', 'West'), ('9901', 'D2', 'West')`,
);
const advanced = exportFile(
  'fixed-fee',
  ['"billingType": "Arrears"', '"billingType": "Advanced"'],
  ['"startDate": "2030-01-01T00:00:00"', '"startDate": "2025-01-01T00:00:00"'],
);
await importApproved(database, [advanced], { from: may, isStrict: false, importedBy: 'tester' });

await setDemoDay(database, '2025-06-15');
const bea = await member(database, 'bea', 'billingAdmin');
const fay = await member(database, 'fay', 'financeManager');
const ravi = await member(database, 'ravi', 'revenueApprover');
const amos = await member(database, 'amos', 'accountManager', { kind: 'site', name: '0170' });
const dora = await member(database, 'dora', 'districtManager', { kind: 'district', name: 'D2' });
const cleo = await member(database, 'cleo', 'contractAdmin');

const mark = (by: Member, site: string, isReady: boolean, note: string | null = null): Promise<Marked> =>
  by.caller.transaction((own) => markSite(own, { site, month: may, isReady, note, markedBy: by.userId }));

/** Site with state or reasons, as a run says them. */
async function billed(options: Partial<BillOptions> = {}): Promise<string[]> {
  const run = await bill(bea.database, { month: may, isDryRun: true, startedBy: bea.userId, ...options });
  return [
    ...run.statements.map(({ computed, state }) => `${computed.site} ${state}`),
    ...run.blocked.map(({ site, reasons }) => `${site} ${reasons.map(({ code }) => code).join(' ')}`),
  ].sort();
}

async function statementAt(site: string): Promise<StatementDetail> {
  const [found] = await listStatements(database, { sites: [site] });
  const statement = await readStatement(database, found?.statementId ?? '');
  if (!statement) throw new Error(`no statement of ${site}`);
  return statement;
}

const approve = async (by: Member, statement: StatementDetail): Promise<string> => {
  const acting = { statementId: statement.statementId, seenChange: null, actor: by.userId, reason: null };
  const answer = await approveStatement(by.database, acting);
  return answer instanceof Refusal ? answer.code : answer;
};

test('where marks are required, sites wait for their manager; those billed in advance do not', async () => {
  assert.deepEqual(await billed({ readyMarks: 'required' }), [
    '0170 BILLING_READY_MARK_MISSING',
    '0829 BILLING_READY_MARK_MISSING',
    '9901 Ready To Send',
  ]);
  assert.deepEqual(await billed({ readyMarks: 'required', proceedReason: 'the manager is on leave' }), [
    '0170 Ready To Send',
    '0829 Approval Team',
    '9901 Ready To Send',
  ]);
  const [waiting] = (
    await bill(bea.database, {
      month: may,
      sites: ['0170'],
      isDryRun: true,
      startedBy: bea.userId,
      readyMarks: 'required',
    })
  ).blocked.flatMap(({ reasons }) => reasons);
  assert.equal(waiting?.message, 'Site 0170 has not been marked ready for 2025-05.');
  assert.match(waiting.next, /`daybook statements ready 0170 --month 2025-05`/);
});

test('where they are optional, a site without a mark is billed, and one marked as not ready is not', async () => {
  assert.deepEqual(await billed({ sites: ['0170'] }), ['0170 Ready To Send']);
  await mark(amos, '0170', false, 'the rooms of the last week are missing');
  assert.deepEqual(await billed({ sites: ['0170'] }), ['0170 BILLING_SITE_NOT_READY']);
  // The note stands all the same, so whoever goes on without the manager is answered with a review.
  assert.deepEqual(await billed({ sites: ['0170'], proceedReason: 'rooms came by mail' }), [
    '0170 AR Review',
  ]);
  await mark(amos, '0170', true);
  assert.deepEqual(await billed({ sites: ['0170'], readyMarks: 'required' }), ['0170 Ready To Send']);
});

test('an unready site that lacks facts names everything that is missing', async () => {
  assert.deepEqual(await billed({ month: '2025-04', sites: ['0170'], readyMarks: 'required' }), [
    '0170 BILLING_READY_MARK_MISSING BILLING_REVENUE_MISSING',
  ]);
});

test('managers mark the sites that are theirs, and nobody else does: the database refuses', async () => {
  const isDenied = (error: unknown): boolean => hasState(error, sqlstate.insufficientPrivilege);
  await assert.rejects(mark(amos, '0829', true), isDenied);
  await assert.rejects(mark(dora, '0170', true), isDenied);
  for (const other of [bea, fay, ravi, cleo]) await assert.rejects(mark(other, '0170', true), isDenied);
  assert.equal((await mark(dora, '0829', true)).isChanged, true);
});

test('a mark is kept beside those before it; the same once more, or a blank note, changes nothing', async () => {
  assert.equal((await mark(dora, '0829', true)).isChanged, false);
  assert.equal((await mark(dora, '0829', true, '  ')).isChanged, false);
  const kept = await database.query<{ mark: string }>(
    `select site_id || ' ' || is_ready || ' ' || coalesce(note, '-') as mark
     from billing.site_readiness order by readiness_id`,
  );
  assert.deepEqual(
    kept.map((row) => row.mark),
    ['0170 false the rooms of the last week are missing', '0170 true -', '0829 true -'],
  );
});

test('a note leads to AR review, then to the approval team when the limits are passed, by second persons', async () => {
  await mark(dora, '0829', true, 'two extra valets on the 12th');
  await billed({ isDryRun: false, readyMarks: 'required' });
  const noted = await statementAt('0829');
  assert.equal(noted.state, 'AR Review');
  assert.equal(await approve(bea, noted), 'SECURITY_CONFLICT');
  assert.equal(await approve(fay, noted), 'Approval Team');
  assert.equal(await approve(bea, noted), 'SECURITY_CONFLICT');
  assert.equal(await approve(ravi, noted), 'Ready To Send');
});

test('a statement that people act on stays when its note changes; made anew it follows the note', async () => {
  const before = await statementAt('0829');
  const { statement } = await mark(dora, '0829', true, 'three valets, not two');
  assert.deepEqual(statement, { statementId: before.statementId, state: 'Ready To Send' });
  const after = await statementAt('0829');
  assert.deepEqual([after.state, after.changeNumber], [before.state, before.changeNumber]);
  assert.deepEqual(
    after.marks.map(({ note, by, isOfStatement }) => [note, by, isOfStatement]),
    [
      [null, 'dora', false],
      ['two extra valets on the 12th', 'dora', true],
      ['three valets, not two', 'dora', false],
    ],
  );
  await billed({ isDryRun: false });
  const anew = await statementAt('0829');
  assert.deepEqual([anew.state, anew.marks.at(-1)?.isOfStatement], ['AR Review', true]);
  await mark(dora, '0829', true);
  assert.deepEqual(await billed({ sites: ['0829'] }), ['0829 Approval Team'], 'the note is taken back');
});

test('within the limits one approval of AR review is enough', async () => {
  await mark(amos, '0170', true, 'validation rate changed on the 15th');
  await billed({ isDryRun: false, sites: ['0170'] });
  const noted = await statementAt('0170');
  assert.equal(noted.state, 'AR Review');
  const [listed] = await listStatements(database, { sites: ['0170'] });
  assert.equal(listed?.reviewReason, 'Note: validation rate changed on the 15th');
  assert.equal(await approve(ravi, noted), 'Ready To Send');
});

test('a site that is billed in advance is ready whatever its manager says, and no note leads to review', async () => {
  await mark(dora, '9901', false, 'new fee from July');
  assert.deepEqual(await billed({ sites: ['9901'] }), ['9901 Ready To Send']);
});

test('whoever may not see marks reads a statement without them, a manager sees those of his site', async () => {
  const { statementId } = await statementAt('0170');
  const notesFor = (by: Member): Promise<(string | null)[] | undefined> =>
    by.caller.transaction(async (own) =>
      (await readStatement(own, statementId))?.marks.map(({ note }) => note),
    );
  assert.equal((await notesFor(ravi))?.at(-1), 'validation rate changed on the 15th');
  assert.equal((await notesFor(amos))?.at(-1), 'validation rate changed on the 15th');
  assert.deepEqual(await notesFor(cleo), []);
  const listed = await amos.caller.transaction((own) => listReadiness(own, { month: may }));
  assert.deepEqual(
    listed.map(({ site, isReady, markedBy, state }) => [site, isReady, markedBy, state]),
    [['0170', true, 'amos', 'Ready To Send']],
  );
  const all = await bea.caller.transaction((own) => listReadiness(own, { month: '2025-06' }));
  assert.deepEqual(
    all.map(({ site, isReady, state }) => [site, isReady, state]),
    ['0170', '0829', '9901'].map((site) => [site, null, null]),
  );
});

test('marks are in the trail under the name of the manager', async () => {
  await chainTrail(database);
  const seen = await database.query<{ who: string; marks: string }>(
    `select user_id as who, count(*)::text as marks
     from audit.entry join security.person using (person_id)
     where relation = 'billing.site_readiness' and kind = 'insert' group by 1 order by 1`,
  );
  assert.deepEqual(seen, [
    { who: 'amos', marks: '3' },
    { who: 'dora', marks: '5' },
  ]);
});
