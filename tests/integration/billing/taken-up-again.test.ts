import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill, listNotBilled, neutralOperator, type Outbox } from '../../../src/billing/index.ts';
import {
  acknowledgePosting,
  reconcilePostings,
  repeatPosting,
} from '../../../src/billing/outbox/ledger-answers.ts';
import { postStatement } from '../../../src/billing/outbox/post-statement.ts';
import { reviseStatement } from '../../../src/billing/outbox/revise-statement.ts';
import { resendStatement, sendStatement } from '../../../src/billing/outbox/send-statement.ts';
import { billWithLine } from '../../../src/billing/run/bill-anew.ts';
import { listStatements } from '../../../src/billing/statements/read-statements.ts';
import { importContracts, waitingChanges } from '../../../src/contracts/index.ts';
import { applyEscalations } from '../../../src/contracts/escalation/apply-escalations.ts';
import { approveChange, rejectChange } from '../../../src/contracts/approval/decide-change.ts';
import { setApprovalTier } from '../../../src/contracts/approval/tiers.ts';
import { addClause, endClause } from '../../../src/contracts/clauses/agree-clause.ts';
import { approveIndexValue, enterIndexValue } from '../../../src/contracts/escalation/index-values.ts';
import { cloneDatabase } from '../../database.ts';
import { importApproved } from '../contracts/approved-contracts.ts';
import { exportFile } from '../contracts/given-exports.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
await database.execute(
  `insert into warehouse.site (site_id, is_listed) values ('9901', true);
   insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
   values ('0829', 'payables@house.invalid', 1, 1);
   insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0829', '2024-01-01', 'Station Hotel', '02-02-4402-', 1, 1)`,
);
const bea = await member(database, 'bea', 'billingAdmin');
const cora = await member(database, 'cora', 'corporateConsumer');

test('a statement that the database does not keep is listed with its reason, and stops no other', async () => {
  await database.execute(
    `alter table billing.statement add constraint planted check (site_id <> '0829') not valid`,
  );
  const run = await bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId });
  assert.deepEqual(
    run.statements.map(({ contract }) => contract.site),
    ['0170'],
  );
  const codes = run.blocked.flatMap(({ site, reasons }) => reasons.map(({ code }) => `${site} ${code}`));
  assert.deepEqual(codes.toSorted(), ['0829 BILLING_NOT_KEPT', '9901 BILLING_NOTHING_TO_BILL']);
  const kept = await listStatements(database, { month: may });
  assert.deepEqual(
    kept.map(({ site }) => site),
    ['0170'],
    'what was kept is what the run says',
  );
  const reasons = await listNotBilled(database);
  assert.match(JSON.stringify(reasons), /statement of site 0829 .*planted/);
  await database.execute('alter table billing.statement drop constraint planted');
});

const kept = new Map<string, Buffer>();
const outbox: Outbox = {
  keep: ({ sha256, content }) => {
    kept.set(sha256, content);
    return Promise.resolve();
  },
  hand: ({ sha256, content, attachments = [] }) => {
    for (const document of [{ sha256, content }, ...attachments]) kept.set(document.sha256, document.content);
    return Promise.resolve();
  },
  kept: (sha256) => Promise.resolve(kept.get(sha256) ?? null),
};
const going = { operator: neutralOperator, outbox };
const acting = async (): Promise<{
  statementId: string;
  seenChange: null;
  actor: string;
  reason: string;
}> => {
  const [found] = await listStatements(database, { sites: ['0829'] });
  return { statementId: found?.statementId ?? '', seenChange: null, actor: bea.userId, reason: 'test' };
};
const firstKey = async (): Promise<string> => (await reconcilePostings(database, may)).postings[0]?.key ?? '';
const change = async (): Promise<string> => (await waitingChanges(database))[0]?.id ?? '';
const decision = async () => ({ id: await change(), decidedBy: cora.userId, reason: 'test' });
const cap = {
  site: '9901',
  kind: 'cap',
  from: '2030-06',
  through: null,
  reason: 'letter',
  given: { component: 'fixed-fee', amount: '1,000' },
} as const;
const line = {
  kind: 'MiscellaneousItem',
  title: 'Holiday decoration',
  description: null,
  code: undefined,
  amount: '250',
  group: 1,
} as const;
let clause = '';
const raised = exportFile('fixed-fee', ['"fee": 18432.75', '"fee": 20000.00']);
const index = { index: 'ECI', period: '2026' } as const;

/** What people do, in an order in which each is possible, with the table that loses the first attempt. */
const verbs: readonly (readonly [verb: string, table: string, act: () => Promise<unknown>])[] = [
  ['bill', 'billing.statement', () => bill(bea.database, { month: may, isDryRun: false, startedBy: 'bea' })],
  [
    ...(['add a line', 'billing.statement'] as const),
    async () => billWithLine(bea.database, await acting(), { change: { add: line } }),
  ],
  ['send', 'billing.mailing', async () => sendStatement(bea.database, await acting(), going)],
  ['resend', 'billing.mailing', async () => resendStatement(bea.database, await acting(), going)],
  ['post', 'billing.posting', async () => postStatement(bea.database, await acting(), going)],
  [
    ...(['refuse', 'billing.posting'] as const),
    async () => acknowledgePosting(bea.database, { key: await firstKey(), ...failed }, going),
  ],
  ['repeat', 'billing.posting', async () => repeatPosting(bea.database, await firstKey(), outbox)],
  [
    ...(['acknowledge', 'billing.posting'] as const),
    async () => acknowledgePosting(bea.database, { key: await firstKey(), ...taken }, going),
  ],
  [
    ...(['revise', 'billing.statement'] as const),
    async () =>
      reviseStatement(cora.database, await acting(), { outbox, operator: 'Daybook', proceedReason: 'test' }),
  ],
  [
    ...(['import', 'contracts.version'] as const),
    () => importContracts(bea.database, [raised], { from: '2030-06', isStrict: false, importedBy: 'bea' }),
  ],
  [
    ...(['approve a version', 'contracts.approval'] as const),
    async () => approveChange(cora.database, { ...(await decision()), isTakeOver: false }),
  ],
  [
    ...(['add a clause', 'contracts.clause'] as const),
    async () => (clause = await addClause(bea.database, cap, 'bea')),
  ],
  [
    ...(['approve a clause', 'contracts.clause'] as const),
    async () => approveChange(cora.database, { ...(await decision()), isTakeOver: false }),
  ],
  [
    ...(['end a clause', 'contracts.approval'] as const),
    () => endClause(bea.database, { site: '9901', clauseId: clause, through: '2030-08', endedBy: 'bea' }),
  ],
  [
    ...(['reject', 'contracts.approval'] as const),
    async () => rejectChange(cora.database, { ...(await decision()), isOwnOnly: false }),
  ],
  [
    ...(['enter an index', 'contracts.index_value'] as const),
    () => enterIndexValue(bea.database, { ...index, percent: '3' }, 'bea'),
  ],
  [
    ...(['approve an index', 'contracts.index_value'] as const),
    () => approveIndexValue(cora.database, index, 'cora'),
  ],
  [
    ...(['apply increases', 'contracts.version'] as const),
    () => applyEscalations(bea.database, { month: '2032-12', isPreview: false, appliedBy: 'bea' }),
  ],
  [
    ...(['set a tier', 'contracts.approval_tier'] as const),
    () => setApprovalTier(bea.database, { tier: '2', fromValue: '60000' }, 'bea'),
  ],
];
const failed = { isFailed: true, answer: 'no such account', actor: 'bea' } as const;
const taken = { isFailed: false, answer: 'taken', actor: 'bea' } as const;

test('whatever loses against another transaction is taken up again, and done once', async () => {
  await database.execute(
    `create sequence public.lost;
     create function public.lose_once() returns trigger language plpgsql as $$
     begin
       if nextval('public.lost') = 1 then
         raise exception 'could not serialize access' using errcode = tg_argv[0];
       end if;
       return null;
     end $$`,
  );
  await importApproved(database, [exportFile('fixed-fee')], {
    from: may,
    isStrict: false,
    importedBy: 'tester',
  });
  for (const [at, [verb, table, act]] of verbs.entries()) {
    const state = at % 2 === 0 ? '40001' : '40P01';
    await database.execute(
      `alter sequence public.lost restart;
       create trigger lose_once before insert or update on ${table}
       for each statement execute function public.lose_once('${state}')`,
    );
    const answer = await act().catch((error: unknown) => assert.fail(`${verb}: ${String(error)}`));
    if (/approve|reject/.test(verb)) assert.equal(answer, null, verb);
    const [lost] = await database.query<{ times: string }>(
      'select last_value::text as times from public.lost',
    );
    assert.ok(Number(lost?.times) > 1, `${verb} met the trigger of ${table} twice`);
    await database.execute(`drop trigger lose_once on ${table}`);
  }
  const { postings } = await reconcilePostings(database, may);
  const originals = postings.filter(({ kind }) => !kind.startsWith('reversal'));
  assert.equal(new Set(originals.map(({ key }) => key)).size, originals.length);
  const [versions] = await database.query<{ count: string }>(
    `select count(*)::text as count from contracts.version where site_id = '9901' and origin = 'import'`,
  );
  assert.equal(versions?.count, '2');
});
