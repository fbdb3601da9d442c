import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bill,
  markSite,
  neutralOperator,
  type OperatorProfile,
  type Outbox,
} from '../../../src/billing/index.ts';
import {
  acknowledgePosting,
  reconcilePostings,
  repeatPosting,
} from '../../../src/billing/outbox/ledger-answers.ts';
import { postStatement } from '../../../src/billing/outbox/post-statement.ts';
import { reviseStatement } from '../../../src/billing/outbox/revise-statement.ts';
import { resendStatement, sendStatement } from '../../../src/billing/outbox/send-statement.ts';
import { documentsOf } from '../../../src/billing/outbox/statement-documents.ts';
import { listStatements } from '../../../src/billing/statements/read-statements.ts';
import { addAdHocLine } from '../../../src/billing/statements/ad-hoc-lines.ts';
import { Refusal, refusal } from '../../../src/kernel/errors.ts';
import { cloneDatabase } from '../../database.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
const bea = await member(database, 'bea', 'billingAdmin');
const rita = await member(database, 'rita', 'billingAdmin');
await bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId });

const handed: { name: string; sha256: string; recipients: unknown; attachments: unknown }[] = [];
const kept = new Map<string, Buffer>();
const outbox: Outbox = {
  keep: ({ sha256, content }) => {
    kept.set(sha256, content);
    return Promise.resolve();
  },
  hand: ({ name, sha256, content, attachments = [], envelope }) => {
    handed.push({ name, sha256, recipients: envelope['recipients'], attachments });
    for (const document of [{ sha256, content }, ...attachments]) kept.set(document.sha256, document.content);
    return Promise.resolve();
  },
  kept: (sha256) => Promise.resolve(kept.get(sha256) ?? null),
};

const going = { operator: neutralOperator, outbox };

async function statementAt(site: string): Promise<{ statementId: string; state: string }> {
  const [found] = await listStatements(database, { sites: [site] });
  return { statementId: found?.statementId ?? '', state: found?.state ?? '' };
}

const send = async (site: string): ReturnType<typeof sendStatement> => {
  const { statementId } = await statementAt(site);
  const acting = { statementId, seenChange: null, actor: bea.userId, reason: null };
  return sendStatement(bea.database, acting, going);
};

test('a statement without anybody to send to is not sent, and says so', async () => {
  await assert.rejects(send('0170'), { code: 'BILLING_RECIPIENTS_MISSING' });
  assert.equal((await statementAt('0170')).state, 'Ready To Send');
  assert.deepEqual(handed, []);
});

test('the comparison is made again at sending: what nobody approved goes to the approval team first', async () => {
  const expect = (amount: string): Promise<number> =>
    database.execute(
      `insert into warehouse.forecast (site_id, period_month, line, amount, run_id)
       values ('0170', '2025-05-01', 'internal-revenue', $1, 1)
       on conflict (site_id, period_month, line) do update set amount = excluded.amount`,
      [amount],
    );
  const again = (): ReturnType<typeof bill> =>
    bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId, sites: ['0170'] });
  await expect('1000');
  await assert.rejects(send('0170'), {
    code: 'BILLING_DEVIATION_UNAPPROVED',
    message: /from the expected 1,000\.00: the ledger has 0\.00 and [0-9,.]+ is invoiced/,
  });
  assert.equal((await statementAt('0170')).state, 'Ready To Send');
  await again();
  assert.equal((await statementAt('0170')).state, 'Approval Team');
  const { statementId } = await statementAt('0170');
  assert.deepEqual(
    await database.query('select forecast_source from billing.comparison where statement_id = $1', [
      statementId,
    ]),
    [{ forecast_source: 'forecast' }],
  );
  const [made] = await database.query<{ invoiced: string }>(
    'select invoiced_amount as invoiced from billing.comparison where statement_id = $1',
    [statementId],
  );
  await expect(made?.invoiced ?? '');
  await again();
  assert.equal((await statementAt('0170')).state, 'Ready To Send');
});

test('a statement goes to the contacts of its site, and is sent then', async () => {
  await database.execute(
    `insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
     values ('0170', 'payables@hotel.invalid; nobody; desk@hotel.invalid', 1, 1)`,
  );
  const { mailings, failures } = await send('0170');
  const [mailing, ...more] = mailings;
  assert.deepEqual([more, failures], [[], []]);
  assert.deepEqual(
    [mailing?.recipients, mailing?.fileName, mailing?.subject],
    [
      'payables@hotel.invalid;desk@hotel.invalid',
      '0170-202505-01-01_Invoice.pdf',
      '0170 Daybook Parking Invoice',
    ],
  );
  assert.deepEqual(
    mailing?.attachments.map(({ fileName }) => fileName),
    ['tax', 'mix-of-sales', 'parking-department', 'validation'].map((kind) => `0170-202505-v1_${kind}.pdf`),
    'the reports that the contract switches on',
  );
  assert.equal((await statementAt('0170')).state, 'Sent');
  await assert.rejects(send('0170'), { code: 'BILLING_ACTION_REFUSED' });
});

test('sent again it is the same, byte for byte, and so is its document, whatever has changed since', async () => {
  const { statementId } = await statementAt('0170');
  await resendStatement(bea.database, { statementId, actor: bea.userId }, going);
  const [first, second, ...more] = handed;
  assert.deepEqual([first, more.length], [second, 0]);
  const operator = { ...neutralOperator, name: 'Another Name', contact: 'new@house.invalid' };
  const documentsNow = (of: string): ReturnType<typeof documentsOf> =>
    database.transaction((transaction) => documentsOf(transaction, of, { operator, outbox }));
  const [now, ...others] = await documentsNow(statementId);
  assert.deepEqual([others, now?.wasSent], [[], true]);
  assert.ok(kept.get(first?.sha256 ?? '')?.equals(now?.content ?? Buffer.from('')));
  const [draft] = await documentsNow((await statementAt('0829')).statementId);
  assert.deepEqual([draft?.wasSent, draft?.content.includes('Draft of Invoice')], [false, true]);
  kept.set(first?.sha256 ?? '', Buffer.from('other bytes'));
  await assert.rejects(documentsNow(statementId), { code: 'BILLING_DOCUMENT_GONE' });
  kept.clear();
  await assert.rejects(resendStatement(bea.database, { statementId, actor: bea.userId }, going), {
    code: 'BILLING_DOCUMENT_GONE',
  });
});

test('what was sent is not made anew', async () => {
  const run = await bill(bea.database, {
    month: may,
    isDryRun: false,
    startedBy: bea.userId,
    sites: ['0170'],
  });
  assert.deepEqual(
    run.blocked.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
    ['BILLING_ALREADY_SENT'],
  );
});

const post = async (site: string, operator = neutralOperator): ReturnType<typeof postStatement> => {
  const { statementId } = await statementAt(site);
  return postStatement(bea.database, { statementId, actor: bea.userId }, { operator, outbox });
};

/** Debits less credits of what the ledger took or may take of a site, by account. */
async function takenInLedger(site: string): Promise<{ account: string; left: string }[]> {
  return database.query(
    `select account, trim_scale(sum(r.debit - r.credit))::text as left
     from billing.posting, jsonb_to_recordset(content -> 'rows') as r (account text, debit numeric, credit numeric)
     where site_id = $1 and state not in ('withdrawn', 'failed')
     group by account having sum(r.debit - r.credit) <> 0 order by account`,
    [site],
  );
}

test('only what was sent is posted, once, to the accounts of the site', async () => {
  await database.execute(
    `insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
     values ('0170', '2024-01-01', 'Harbor Hotel', '02-02-4401-', 1, 1),
       ('0829', '2024-01-01', 'Station Hotel', '02-02-4402-', 1, 1)`,
  );
  await assert.rejects(post('0829'), { code: 'BILLING_NOT_SENT' });
  const posted = await post('0170');
  assert.deepEqual(
    posted.map(({ kind, documentNumber, debit, credit }) => [kind, documentNumber, debit, credit]),
    [
      // 8,330.00 of tax collected by the client and 1,650.00 on 20,000.00 that the operator deposited.
      ['receivables', '01702025050101', '60605.13', '60605.13'],
      ['tax-journal', '0170202505TAX01', '9980.00', '9980.00'],
    ],
  );
  assert.deepEqual(await post('0170'), []);
});

/** Bea posted; somebody else takes back what she did. */
async function reviseAs(
  who: typeof bea,
  { statementId, reason = 'counted twice' }: { readonly statementId: string; readonly reason?: string },
  more: Partial<Parameters<typeof reviseStatement>[2]> = {},
): Promise<Exclude<Awaited<ReturnType<typeof reviseStatement>>, Refusal>> {
  const acting = { statementId, seenChange: null, actor: who.userId, reason };
  const made = await reviseStatement(who.database, acting, { outbox, operator: 'Daybook Parking', ...more });
  return made instanceof Refusal ? assert.fail(made) : made;
}

const revise = (statementId: string): ReturnType<typeof reviseAs> => reviseAs(rita, { statementId });

const answer = (said: { key: string; isFailed: boolean; answer: string }): Promise<void> =>
  acknowledgePosting(bea.database, { ...said, actor: bea.userId }, going);

test('the report tells what waits for an answer and what was not posted', async () => {
  const before = await reconcilePostings(database, may);
  assert.deepEqual(
    before.postings.map(({ state }) => state),
    ['pending', 'pending'],
  );
  assert.deepEqual(before.unposted, []);
  const key = before.postings[0]?.key ?? '';
  await answer({ key, isFailed: true, answer: 'account closed' });
  const taken = handed.length;
  await repeatPosting(bea.database, key, outbox);
  const again = handed.slice(taken);
  assert.deepEqual(
    again.map(({ name, sha256 }) => [name, handed.filter((one) => one.sha256 === sha256).length]),
    ['csv', 'xml'].map((ending) => [`01702025050101-receivables.${ending}`, 2]),
    'the same, byte for byte',
  );
  const [waiting] = (await reconcilePostings(database, may)).postings;
  assert.deepEqual([waiting?.state, waiting?.answer], ['pending', null]);
  await answer({ key, isFailed: false, answer: 'success' });
  await assert.rejects(answer({ key, isFailed: true, answer: 'late' }), { code: 'BILLING_POSTING_UNKNOWN' });
  await assert.rejects(repeatPosting(bea.database, key, outbox), { code: 'BILLING_POSTING_UNKNOWN' });
});

test('what the ledger has not answered is not taken back', async () => {
  const { statementId } = await statementAt('0170');
  await assert.rejects(revise(statementId), { code: 'BILLING_LEDGER_UNANSWERED' });
  assert.equal((await statementAt('0170')).state, 'Sent');
  await answer({ key: 'tax-journal/0170202505TAX01/1/original', isFailed: false, answer: 'success' });
});

test('a revision takes back everything that was posted, and its next version stands', async () => {
  const { statementId } = await statementAt('0170');
  const { run, reversals } = await revise(statementId);
  assert.deepEqual(
    run.statements.map(({ version, computed }) => [version, computed.invoices[0]?.number]),
    [[2, '0170-202505-01-02']],
  );
  assert.equal(reversals.length, 2);
  assert.deepEqual(await takenInLedger('0170'), []);
  const versions = await listStatements(database, { sites: ['0170'] });
  assert.deepEqual(
    versions.map(({ version, state }) => `${String(version)} ${state}`),
    ['2 Ready To Send'],
  );
  const every = await listStatements(database, { sites: ['0170'], isEveryVersion: true });
  assert.deepEqual(
    every
      .map(({ version, state, isStanding }) => `${String(version)} ${state} ${String(isStanding)}`)
      .slice(0, 2),
    ['2 Ready To Send true', '1 Revised false'],
  );
  await assert.rejects(revise(statementId), { code: 'BILLING_ACTION_REFUSED' });
});

test('a version that was revised counts nowhere, and is neither posted nor sent again', async () => {
  const [older] = await listStatements(database, { sites: ['0170'], states: ['Revised'] });
  const statementId = older?.statementId ?? '';
  const acting = { statementId, actor: bea.userId };
  await assert.rejects(postStatement(bea.database, acting, going), { code: 'BILLING_NOT_SENT' });
  await assert.rejects(resendStatement(bea.database, acting, going), { code: 'BILLING_ACTION_REFUSED' });
  assert.deepEqual((await reconcilePostings(database, may)).unposted, []);
  const [counted] = await database.query<Record<string, string>>(
    `select (select total from billing.count_statements()) as summary,
       (select sum(total)::text from billing.statement where is_standing) as standing,
       (select sum(total)::text from api.statement) as statements,
       (select sum(amount)::text from api.invoice) as invoices,
       (select sum(amount)::text from api.statement_line) as lines,
       (select count(*)::text from api.statement_version where site_id = '0170' and state = 'Revised') as revised`,
  );
  const { revised, ...sums } = counted ?? {};
  assert.deepEqual([new Set(Object.values(sums)).size, revised], [1, '1'], JSON.stringify(sums));
});

test('the next version is posted once what the ledger has of the old one is taken back', async () => {
  const reversal = 'receivables/01702025050101/1/reversal';
  await answer({ key: reversal, isFailed: true, answer: 'period closed' });
  await send('0170');
  await assert.rejects(post('0170'), { code: 'BILLING_REVERSAL_OPEN' });
  await repeatPosting(bea.database, reversal, outbox);
  await answer({ key: reversal, isFailed: false, answer: 'success' });
  await post('0170');
  assert.deepEqual(
    (await reconcilePostings(database, may)).postings
      .filter(({ site }) => site === '0170')
      .map(({ documentNumber, kind, state }) => `${documentNumber} ${kind} ${state}`),
    [
      '01702025050101 receivables reversed',
      '0170202505TAX01 tax-journal reversed',
      '01702025050101 reversal of receivables acknowledged',
      '0170202505TAX01 reversal of tax-journal pending',
      '01702025050102 receivables pending',
      '0170202505TAX02 tax-journal pending',
    ],
  );
});

test('a site and month has one original in the ledger that was not taken back, whoever writes it', async () => {
  const [older] = await listStatements(database, { sites: ['0170'], states: ['Revised'] });
  await assert.rejects(
    database.execute(
      `update billing.posting set state = 'acknowledged' where statement_id = $1 and not is_reversal`,
      [older?.statementId ?? ''],
    ),
    /statement_is_posted_once/,
  );
});

test('what the ledger refused is withdrawn by a revision, and nothing of it is reversed', async () => {
  const { statementId } = await statementAt('0170');
  await answer({ key: 'receivables/01702025050102/2/original', isFailed: true, answer: 'account closed' });
  await answer({ key: 'tax-journal/0170202505TAX02/2/original', isFailed: false, answer: 'success' });
  // Below the limit of the operator whoever posted may reverse.
  const { reversals } = await reviseAs(bea, { statementId }, { secondPersonFrom: '1000000.00' });
  assert.deepEqual(
    reversals.map(({ documentNumber, kind }) => `${documentNumber} ${kind}`),
    ['0170202505TAX02 reversal of tax-journal'],
  );
  assert.deepEqual(await takenInLedger('0170'), []);
  await assert.rejects(repeatPosting(bea.database, 'receivables/01702025050102/2/original', outbox), {
    code: 'BILLING_POSTING_UNKNOWN',
  });
});

test('a report that cannot be made does not hold up the statement, and is told with its reason', async () => {
  await database.execute(
    `insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
     values ('0829', 'payables@station.invalid', 1, 1)`,
  );
  await database.execute('alter function billing.mix_of_sales(bigint) rename to mix_of_sales_gone');
  const { mailings, failures } = await send('0829');
  assert.deepEqual(
    failures.map(({ kind }) => kind),
    ['mix-of-sales'],
  );
  assert.match(failures[0]?.reason ?? '', /mix_of_sales/);
  assert.deepEqual(
    mailings[0]?.attachments.map(({ fileName }) => fileName),
    ['labor-distribution', 'other-expenses', 'validation'].map((kind) => `0829-202505-v1_${kind}.pdf`),
  );
  assert.equal((await statementAt('0829')).state, 'Sent');
});

const copyOfProduction: OperatorProfile = {
  ...neutralOperator,
  mail: { environment: 'TEST', dailyRevenueTo: [], recipients: ['tests@house.invalid'], specialText: null },
  ledger: {
    ...neutralOperator.ledger,
    companyName: 'TEST',
    vendors: { default: null, sites: { '0829': 'V0829' } },
  },
};

test('a copy of production sends again to its own recipients, under its own name', async () => {
  const { statementId } = await statementAt('0829');
  const acting = { statementId, actor: bea.userId };
  const [mailing] = await resendStatement(bea.database, acting, { operator: copyOfProduction, outbox });
  assert.deepEqual(
    [mailing?.recipients, mailing?.subject, handed.at(-1)?.recipients],
    ['tests@house.invalid', '[TEST] - 0829 Daybook Parking Invoice', 'tests@house.invalid'],
  );
});

test('an invoice below 0 goes to the vendor that the operator names, in the company it names', async () => {
  const { statementId } = await statementAt('0829');
  await addAdHocLine(bea.database, {
    site: '0829',
    month: may,
    kind: 'MiscellaneousItem',
    title: 'Credit',
    description: null,
    code: undefined,
    amount: '-900000.00',
    group: 1,
    addedBy: bea.userId,
  });
  const acting = { statementId, seenChange: null, actor: bea.userId, reason: 'credit' };
  await reviseAs(bea, acting, { secondPersonFrom: null });
  const { statementId: next } = await statementAt('0829');
  await database.execute(`update billing.statement set state = 'Ready To Send' where statement_id = $1`, [
    next,
  ]);
  const sent = await sendStatement(
    bea.database,
    { ...acting, statementId: next },
    { operator: copyOfProduction, outbox },
  );
  assert.deepEqual(
    sent.mailings.map(({ recipients, subject }) => [recipients, subject]),
    [['tests@house.invalid', '[TEST] - 0829 Daybook Parking Invoice (Revised)']],
  );
  await assert.rejects(post('0829'), { code: 'BILLING_VENDOR_MISSING' });
  await post('0829', copyOfProduction);
  const [posted] = await database.query<{ vendor: string; company: string }>(
    `select content ->> 'vendorId' as vendor, content ->> 'company' as company
     from billing.posting where site_id = '0829' and kind = 'payables'`,
  );
  assert.deepEqual(posted, { vendor: 'V0829', company: 'TEST' });
});

/** An outbox whose mail server refuses whole mails or single recipients, by what their addresses begin with. */
const mailed: string[] = [];
const picky = (refusedAll: RegExp, refusedOne: RegExp = /^never/): Outbox => ({
  ...outbox,
  hand: (document) => {
    const recipients = String(document.envelope['recipients']).split(';');
    if (recipients.every((one) => refusedAll.test(one)))
      return Promise.reject(
        refusal('BILLING_MAIL_REFUSED', { host: 'mail', file: document.name, code: '550' }),
      );
    const left = recipients.filter((one) => refusedOne.test(one));
    mailed.push(...recipients.filter((one) => !refusedOne.test(one)));
    const parameters = { file: document.name, recipients: left.join(';') };
    return left.length > 0
      ? Promise.reject(refusal('BILLING_RECIPIENTS_REFUSED', parameters))
      : outbox.hand(document);
  },
});

test('each mail goes out for itself: nobody gets one twice, and who got none gets it later', async () => {
  await database.execute(
    `update warehouse.customer_contact set email_recipient = 'desk@hotel.invalid;gone@hotel.invalid'
     where site_id = '0170'`,
  );
  await bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId, sites: ['0170'] });
  const { statementId } = await statementAt('0170');
  const acting = { statementId, seenChange: null, actor: bea.userId, reason: null };
  const sendBy = (by: Outbox): ReturnType<typeof sendStatement> =>
    sendStatement(bea.database, acting, { operator: neutralOperator, outbox: by });
  await assert.rejects(sendBy(picky(/./)), { code: 'BILLING_MAIL_REFUSED' });
  assert.equal((await statementAt('0170')).state, 'Ready To Send', 'nobody got anything');
  const partly = await sendBy(picky(/^nobody/, /^gone/));
  assert.deepEqual([partly.refused.length, (await statementAt('0170')).state], [1, 'Sent']);
  const again = await sendBy(picky(/^nobody/));
  assert.deepEqual(
    again.mailings.map(({ recipients }) => recipients),
    ['gone@hotel.invalid'],
  );
  assert.deepEqual(mailed, ['desk@hotel.invalid', 'gone@hotel.invalid']);
  await assert.rejects(sendBy(outbox), { code: 'BILLING_ACTION_REFUSED' });
  assert.deepEqual(
    await database.query('select state from billing.mailing where statement_id = $1 order by mailing_id', [
      statementId,
    ]),
    [{ state: 'withdrawn' }, { state: 'sent' }],
  );
});

test('a site that is marked as not ready is not revised, unless somebody goes on with a reason', async () => {
  const mark = { site: '0170', month: may, isReady: false, note: null, markedBy: bea.userId };
  await markSite(database, mark);
  const { statementId } = await statementAt('0170');
  const { run, statementId: none } = await revise(statementId);
  assert.deepEqual(
    [run.blocked.flatMap(({ reasons }) => reasons.map(({ code }) => code)), none],
    [['BILLING_SITE_NOT_READY'], null],
  );
  assert.deepEqual(await statementAt('0170'), { statementId, state: 'Sent' });
  const anyway = { proceedReason: 'agreed by phone' };
  const revised = await reviseAs(rita, { statementId, reason: 'rooms follow' }, anyway);
  assert.equal(revised.statementId, (await statementAt('0170')).statementId);
});
