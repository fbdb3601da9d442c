import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bill,
  neutralOperator,
  reconcileWithLedger,
  type ReconciledAccount,
} from '../../../src/billing/index.ts';
import { acknowledgePosting } from '../../../src/billing/outbox/ledger-answers.ts';
import { postStatement } from '../../../src/billing/outbox/post-statement.ts';
import { listStatements } from '../../../src/billing/statements/read-statements.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Principal } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { may, member, openBillingFixture, type Member } from './billing-fixture.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await database.execute(
  `insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0170', '2024-01-01', 'Harbor Hotel', '02-02-4401-', 1, 1)`,
);
await database.execute(
  `insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line)
   select code, code, 'INTERNAL REVENUE', 1, 1 from unnest('{4790,4791,4795}'::text[]) as code on conflict do nothing`,
);
const bea = await member(database, 'bea', 'billingAdmin');
const bill2 = await member(database, 'bill', 'billingManager');
await bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId });
await database.execute(`update billing.statement set state = 'Sent'`);
const [statement] = await listStatements(database, { sites: ['0170'] });
const going = {
  operator: neutralOperator,
  outbox: { hand: () => Promise.resolve(), kept: () => Promise.resolve(null) },
};

const principalOf = ({ caller, database: own, userId }: Member): Principal =>
  ({ caller, database: own, person: { userId }, reason: null }) as unknown as Principal;
const reconciled = async (): Promise<ReconciledAccount[]> => {
  const asked = { month: may, site: '0170', isExport: false };
  return [...(await reconcileWithLedger(principalOf(bea), asked)).accounts];
};
const told = async (account: string): Promise<string> => {
  const row = (await reconciled()).find((one) => one.account === account);
  return row === undefined ? 'nothing' : `${row.finding}: ${row.explanation ?? '-'}`;
};
const books4790 = (amount: string | null, entity = '02', index = 1): Promise<unknown> =>
  amount === null
    ? database.execute(`delete from warehouse.ledger_balance where site_id = '0170' and entity = $1`, [
        entity,
      ])
    : books.facts('warehouse.ledger_balance', '1', [
        {
          site_id: '0170',
          period_month: '2025-05-01',
          account_id: '4790',
          entity,
          account_index: index,
          amount,
        },
      ]);

test('what was posted agrees with the ledger to a cent, and a difference is named with what explains it', async () => {
  assert.deepEqual(await reconciled(), [], 'nothing was posted and nothing is booked');
  const postings = await postStatement(
    bea.database,
    { statementId: statement?.statementId ?? '', actor: 'bea' },
    going,
  );
  assert.equal(await told('4790'), 'not loaded: the ledger of this month is not loaded');
  const [row] = (await reconciled()).filter(({ account }) => account === '4790');
  const amount = row?.waiting ?? '';
  assert.match(amount, /^-\d+\.\d\d$/, 'revenue is below 0, as in the ledger');
  assert.deepEqual(
    [row?.posted, row?.documents],
    [
      '0',
      postings
        .map(({ key }) => key)
        .sort()
        .join(', '),
    ],
  );
  await books4790(amount);
  assert.equal(await told('4790'), 'differs: the ledger has what still waits for its answer');
  for (const { key } of postings)
    await acknowledgePosting(bea.database, { key, isFailed: false, answer: 'ok', actor: 'bea' }, going);
  assert.equal(await told('4790'), 'agrees: -');
  await books4790(null);
  await books4790(`${amount.slice(0, -2)}00`, '02', 2);
  await books4790(amount, '06');
  assert.match(
    await told('4790'),
    /^(agrees: -|differs: the ledger has other entries besides the documents)$/,
  );
  await books4790(null);
  assert.equal(await told('4790'), 'differs: the rest is in an entity that is left out');
  await books4790(null, '06');
  await books4790(amount);
  await books4790(amount, '02', 2);
  assert.equal(await told('4790'), 'differs: the ledger has it twice');
  await books4790('-1.00', '02', 3);
  assert.equal(await told('4790'), 'differs: the ledger has other entries besides the documents');
});

test('who may not read the P&L reads no balances this way, and SQL clients see what the command says', async () => {
  await assert.rejects(reconcileWithLedger(principalOf(bill2), { month: may, isExport: false }), {
    code: 'SECURITY_FORBIDDEN',
  });
  const rows = await bea.caller.transaction((transaction) =>
    transaction.query<{ account: string; difference: string }>(
      `select account_id as account, difference from api.posting_reconciliation where site_id = '0170'`,
    ),
  );
  const [shown] = (await reconciled()).filter(({ account }) => account === '4790');
  const read = rows.find(({ account }) => account === '4790');
  assert.equal(decimal(read?.difference ?? '').eq(decimal(shown?.difference ?? '')), true);
});
