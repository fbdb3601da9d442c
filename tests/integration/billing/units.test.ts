import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neutralOperator, type OperatorProfile, type Outbox } from '../../../src/billing/index.ts';
import {
  acknowledgePosting,
  reconcilePostings,
  repeatPosting,
} from '../../../src/billing/outbox/ledger-answers.ts';
import { postUnits } from '../../../src/billing/outbox/post-units.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { cloneDatabase } from '../../database.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
await database.execute(`delete from warehouse.revenue_detail where site_id = '0829'`);
await database.execute(
  `insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0170', '2024-01-01', 'Harbor Hotel', '02-02-4401-', 1, 1)`,
);
const bea = await member(database, 'bea', 'billingAdmin');
const fay = await member(database, 'fay', 'accountManager', { kind: 'site', name: '0170' });

interface Handed {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  readonly envelope: Readonly<Record<string, unknown>>;
}
let handed: Handed[] = [];
const outbox: Outbox = {
  hand: ({ kind, name, content, envelope }) => {
    handed.push({ kind, name, text: content.toString(), envelope });
    return Promise.resolve();
  },
  kept: () => Promise.resolve(null),
};
const operator: OperatorProfile = {
  ...neutralOperator,
  mail: { ...neutralOperator.mail, environment: 'TEST' },
  ledger: { ...neutralOperator.ledger, reportTo: ['ledger@house.invalid', 'chief@house.invalid'] },
};

const post = (
  more: { isDryRun?: boolean; profile?: OperatorProfile; into?: Outbox } = {},
): ReturnType<typeof postUnits> => {
  const { isDryRun = false, profile = operator, into = outbox } = more;
  return postUnits(
    bea.database,
    { month: may, actor: bea.userId, isDryRun },
    { operator: profile, outbox: into },
  );
};

/** Mails that went out since the last look, and what else. */
const lookAt = (): { mails: Handed[]; files: string[] } => {
  const since = handed;
  handed = [];
  return {
    mails: since.filter(({ kind }) => kind === 'mail'),
    files: since.filter(({ kind }) => kind === 'ledger').map(({ name }) => name),
  };
};

const standing = async (): Promise<[units: string[], outcomes: string[]]> => {
  const { postings, units } = await reconcilePostings(database, may);
  return [
    postings.map(({ documentNumber, state, answer }) => `${documentNumber} ${state} ${answer ?? '-'}`),
    units.map(({ outcome, items, problems }) => `${outcome} ${String(problems)}/${String(items)}`),
  ];
};

const refusedWith = (answer: unknown, code: string): void =>
  assert.ok(answer instanceof Refusal && answer.code === code, String(answer));

test('accounts that are not ready are mailed with their list, the attempt stays, and nothing is posted', async () => {
  refusedWith(await post({ isDryRun: true }), 'BILLING_UNIT_ACCOUNTS_NOT_READY');
  assert.deepEqual(
    [lookAt(), await standing()],
    [{ mails: [], files: [] }, [[], []]],
    'a trial tells nobody',
  );
  refusedWith(await post(), 'BILLING_UNIT_ACCOUNTS_NOT_READY');
  const { mails, files } = lookAt();
  assert.deepEqual(files, []);
  const [mail] = mails;
  assert.equal(mail?.name, 'UNIT202505-not-ready.csv');
  assert.equal(mail.envelope['recipients'], 'ledger@house.invalid;chief@house.invalid');
  assert.equal(mail.envelope['subject'], '[TEST] - Unit accounts of 2025-05: not ready');
  assert.match(
    String(mail.envelope['text']),
    /2025-05 were not posted: 3 of 3 .* post units --month 2025-05/,
  );
  assert.match(mail.text, /^0170,9414,02-02-4401-9414-0170,777.00,the ledger does not list it$/m);
  assert.deepEqual(await standing(), [[], ['not ready 3/3']]);
});

test('a mail that is not taken leaves the month unposted', async () => {
  await database.execute(
    `insert into warehouse.gl_account (account_number, company_database, status, batch_id, source_line)
     select '02-02-4401-' || code || '-0170', 'TOWNE', 'ACTIVE', 1, 1
     from unnest('{9411,9414,9416}'::text[]) as code`,
  );
  const broken: Outbox = {
    ...outbox,
    hand: (document) => (document.kind === 'mail' ? Promise.reject(new Error('no')) : outbox.hand(document)),
  };
  await assert.rejects(post({ into: broken }), /no/);
  assert.deepEqual([lookAt().files, await standing()], [[], [[], ['not ready 3/3']]]);
});

test('what is posted is mailed and waits for the answer of the ledger', async () => {
  assert.ok(Array.isArray(await post()));
  const { mails, files } = lookAt();
  assert.deepEqual(files, ['UNIT202505-1-unit-journal.csv', 'UNIT202505-1-unit-journal.xml']);
  assert.match(
    String(mails[0]?.envelope['text']),
    /2025-05 were sent to the outbox for the ledger: 3 accounts/,
  );
  assert.match(mails[0]?.text ?? '', /^UNIT202505-1,202505STATISTICS,TOWNE,3,121777.00,0.00,unit-journal/m);
  assert.deepEqual(await standing(), [['UNIT202505-1 pending -'], ['posted 0/3', 'not ready 3/3']]);
  await assert.rejects(post(), { code: 'BILLING_UNITS_POSTED' });
});

test('a document that the ledger did not take is told and goes out again until it is taken', async () => {
  const key = 'unit-journal/UNIT202505-1/1/original';
  const answer = (isFailed: boolean, said: string): Promise<void> =>
    acknowledgePosting(
      bea.database,
      { key, isFailed, answer: said, actor: bea.userId },
      { operator, outbox },
    );
  await answer(true, 'period closed');
  const { mails } = lookAt();
  assert.match(String(mails[0]?.envelope['text']), /refused 1 of 1 documents .* 2025-05/);
  assert.match(mails[0]?.text ?? '', /,failed,period closed,unit-journal/);
  assert.deepEqual((await standing())[0], ['UNIT202505-1 failed period closed']);
  await repeatPosting(bea.database, key, outbox);
  assert.deepEqual(lookAt().files, ['UNIT202505-1-unit-journal.csv', 'UNIT202505-1-unit-journal.xml']);
  assert.deepEqual((await standing())[0], ['UNIT202505-1 pending -']);
  await answer(false, 'success');
  assert.match(
    String(lookAt().mails[0]?.envelope['text']),
    /accepted all 1 documents of the unit accounts of 2025-05/,
  );
  assert.deepEqual(await standing(), [
    ['UNIT202505-1 acknowledged success'],
    ['acknowledged 0/1', 'failed 1/1', 'posted 0/3', 'not ready 3/3'],
  ]);
  await assert.rejects(answer(true, 'late'), { code: 'BILLING_POSTING_UNKNOWN' });
});

test('whoever may not see postings sees none of the unit accounts', async () => {
  const seen = await bea.caller.transaction((transaction) => reconcilePostings(transaction, may));
  assert.deepEqual([seen.postings.length, seen.units.length], [1, 4]);
  await assert.rejects(fay.caller.transaction((transaction) => reconcilePostings(transaction, may)));
});

test('without anybody to tell, nobody is, and the outcome is kept', async () => {
  await database.execute('delete from billing.unit_posting');
  await database.execute('delete from billing.unit_batch');
  assert.ok(Array.isArray(await post({ profile: neutralOperator })));
  assert.deepEqual(lookAt().mails, []);
  const [newest] = (await reconcilePostings(database, may)).units;
  assert.deepEqual([newest?.outcome, newest?.recipients], ['posted', null]);
});

test('rooms and spaces of open sites are units where accounts are named; who closed long ago is left out', async () => {
  const units = async (): Promise<string[]> =>
    (
      await database.query<{ unit: string }>(
        `select site || ' ' || account || ' ' || trim_scale(value) as unit from billing.unit_values('2025-05-01')
         where account not like '941%' order by 1`,
      )
    ).map(({ unit }) => unit);
  await database.execute(
    `update warehouse.site_version set rooms_available = 120, parking_spaces = 80 where site_id = '0170';
     insert into warehouse.site_version
       (site_id, valid_from_on, site_name, rooms_available, parking_spaces, closed_on, batch_id, source_line)
     values ('0829', '2024-01-01', 'Station Hotel', 200, 90, '2025-04-30', 1, 1)`,
  );
  assert.deepEqual(await units(), [], 'off until accounts are named');
  await database.execute(
    `insert into platform.operator_fact (fact, set_values, reason, set_at, set_by)
     values ('rooms-unit-accounts', '{9441}', 'test', now(), 'bea'),
       ('spaces-unit-accounts', '{9442}', 'test', now(), 'bea')`,
  );
  assert.deepEqual(await units(), ['0170 9441 120', '0170 9442 80']);
  const posted = async (): Promise<number> =>
    (await database.query(`select from billing.unit_values('2025-05-01') where site = '0170'`)).length;
  assert.equal(await posted(), 5);
  await database.execute(`update warehouse.site_version set closed_on = '2024-03-31' where site_id = '0170'`);
  assert.deepEqual(await database.query(`select * from billing.units_left_out('2025-05-01')`), [
    { site: '0170', closedOn: '2024-03-31' },
  ]);
  assert.equal(await posted(), 0);
});
