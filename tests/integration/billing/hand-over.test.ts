import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { bill, handOverPostings, neutralOperator, type Going } from '../../../src/billing/index.ts';
import {
  acknowledgePosting,
  reconcilePostings,
  repeatPosting,
} from '../../../src/billing/outbox/ledger-answers.ts';
import { postStatement } from '../../../src/billing/outbox/post-statement.ts';
import { reviseStatement } from '../../../src/billing/outbox/revise-statement.ts';
import { listStatements } from '../../../src/billing/statements/read-statements.ts';
import { systemClock, type Clock } from '../../../src/kernel/clock.ts';
import type { Principal } from '../../../src/platform/security/index.ts';
import {
  discardHeldAnswer,
  listHeldAnswers,
  readAnswers,
  type AnswersRead,
} from '../../../src/billing/ledger/answer-files.ts';
import { answerFile, answerPaths } from '../../../src/commands/postings/answer-file.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { cloneDatabase } from '../../database.ts';
import { may, member, openBillingFixture, type Member } from './billing-fixture.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
await database.execute(
  `insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0170', '2024-01-01', 'Harbor Hotel', '02-02-4401-', 1, 1),
     ('0829', '2024-01-01', 'Station Hotel', '22-01-4402-', 1, 1)`,
);
const bea = await member(database, 'bea', 'billingAdmin');
const rita = await member(database, 'rita', 'billingAdmin');
const amos = await member(database, 'amos', 'accountManager', { kind: 'site', name: '0170' });
await bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId });
await database.execute(`update billing.statement set state = 'Sent'`);

/** The other end of the wire: answers as a test says, and keeps what it was sent. */
type Answering = (request: IncomingMessage, response: ServerResponse) => void;
interface Call {
  readonly soapAction: string;
  readonly authorization: string;
  readonly document: string;
}
let answer: Answering;
let calls: Call[] = [];
const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });
const documentIn = (body: string): string => {
  const read = parser.parse(body) as { Envelope: { Body: { RunMapDataTable: { xml: string } } } };
  return (
    /<(?:DocumentNumber|REFRENCE|DESCRIPTION)>([^<]*)/.exec(read.Envelope.Body.RunMapDataTable.xml)?.[1] ?? ''
  );
};
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { soapaction = '', authorization = '' } = request.headers;
    calls.push({
      soapAction: String(soapaction),
      authorization,
      document: documentIn(Buffer.concat(parts).toString()),
    });
    answer(request, response);
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
after(() => {
  server.closeAllConnections();
  server.close();
});
const portOf = ({ address }: { address: () => unknown }): string => {
  const place = address() as { port: number } | null;
  return String(place?.port);
};
const port = portOf({ address: () => server.address() });
/** A port that nobody listens at. */
const unused = createServer().listen(0, '127.0.0.1');
await once(unused, 'listening');
const closedPort = portOf({ address: () => unused.address() });
unused.close();

const saying =
  (status: number, body: string): Answering =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  };
const soap = (inner: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inner}</s:Body></s:Envelope>`;
const success = soap('<R><RunMapDataTableResult>Success</RunMapDataTableResult></R>');
const busy = soap('<s:Fault><faultcode>s:Server</faultcode><faultstring>restarting</faultstring></s:Fault>');

const mails: { subject: unknown; to: unknown; text: string }[] = [];
const files: string[] = [];
let isMailTaken = true;
const going: Going = {
  operator: { ...neutralOperator, ledger: { ...neutralOperator.ledger, errorTo: ['gl@house.invalid'] } },
  outbox: {
    hand: ({ kind, name, content, envelope }) => {
      if (kind === 'mail' && !isMailTaken) return Promise.reject(new Error('no mail server'));
      if (kind === 'mail')
        mails.push({ subject: envelope['subject'], to: envelope['recipients'], text: content.toString() });
      else files.push(name);
      return Promise.resolve();
    },
    keep: () => Promise.resolve(),
    kept: () => Promise.resolve(null),
    service: { namespace: 'http://tempuri.org/', isCalled: true },
  },
};

/** A clock that only waiting moves: nothing in these tests waits. */
let waited: number[] = [];
let now = systemClock.now();
const clock: Clock = { now: () => now };
const service = { url: `http://gl:pass%3Aword@127.0.0.1:${port}/map`, authorization: null, patience: 20_000 };
const handOver = (
  person: Member = bea,
  more: Partial<typeof service> = {},
): ReturnType<typeof handOverPostings> =>
  handOverPostings(
    {
      caller: person.caller,
      database: person.database,
      person: { userId: person.userId },
    } as unknown as Principal,
    going,
    {
      service: { ...service, ...more },
      clock,
      wait: (seconds) => {
        waited.push(seconds);
        now = new Date(now.getTime() + (seconds + 1) * 1000);
        return Promise.resolve();
      },
    },
  );

async function standing(): Promise<Record<string, string>> {
  const { postings } = await reconcilePostings(database, may);
  return Object.fromEntries(postings.map(({ key, state, answer: said }) => [key, `${state} ${said ?? '-'}`]));
}
const statementAt = async (site: string): Promise<string> =>
  (await listStatements(database, { sites: [site] }))[0]?.statementId ?? '';
const post = async (site: string): Promise<string> => {
  const posted = await postStatement(
    bea.database,
    { statementId: await statementAt(site), actor: 'bea' },
    going,
  );
  return posted[0]?.key ?? '';
};
beforeEach(() => {
  [calls, waited] = [[], []];
  now = systemClock.now();
});

let harbor = '';
let station = '';

test('documents are posted as files, as calls of the service too, and wait to be handed over', async () => {
  harbor = await post('0170');
  assert.deepEqual(
    files.filter((name) => name.includes('receivables')),
    ['csv', 'xml', 'soap.xml'].map((ending) => `01702025050101-receivables.${ending}`),
  );
  assert.deepEqual(calls, []);
  assert.equal((await standing())[harbor], 'pending -');
  await assert.rejects(handOver(amos), { code: 'SECURITY_FORBIDDEN' });
});

test('out of reach it is tried four times, 30 seconds apart; then the document failed and is mailed', async () => {
  answer = saying(500, busy);
  const attempts = await handOver();
  assert.deepEqual(
    attempts
      .filter(({ key }) => key === harbor)
      .map(({ attempt, outcome, isLast }) => [attempt, outcome, isLast]),
    [
      [1, 'not reached', false],
      [2, 'not reached', false],
      [3, 'not reached', false],
      [4, 'not reached', true],
    ],
  );
  assert.ok(waited.length >= 3 && waited.every((seconds) => seconds === 30), waited.join());
  assert.equal((await standing())[harbor], 'failed fault s:Server: restarting');
  assert.deepEqual(
    mails.map(({ to, subject }) => [to, subject]),
    [
      [
        'gl@house.invalid',
        `Ledger: ${String(new Set(attempts.map(({ key }) => key)).size)} documents not accepted`,
      ],
    ],
  );
  assert.match(
    mails[0]?.text ?? '',
    new RegExp(`^${harbor},0170,.*,not reached,fault s:Server: restarting$`, 'm'),
  );
  assert.deepEqual(await handOver(), [], 'nothing follows by itself');
  assert.equal(mails.length, 1, 'the mail goes out once');
});

test('submitted again it is tried anew; what was taken is acknowledged and never goes out again', async () => {
  for (const key of Object.keys(await standing())) await repeatPosting(bea.database, key, going.outbox);
  let count = 0;
  answer = (request, response) => {
    count += 1;
    saying(count === 1 ? 503 : 200, count === 1 ? '' : success)(request, response);
  };
  await handOver();
  assert.equal((await standing())[harbor], 'acknowledged RunMapDataTableResult Success');
  const [first] = calls;
  assert.deepEqual(
    [first?.soapAction, first?.authorization],
    ['"http://tempuri.org/RunMapDataTable"', `Basic ${Buffer.from('gl:pass:word').toString('base64')}`],
  );
  calls = [];
  await handOver();
  await post('0170');
  await handOver();
  assert.deepEqual(calls, []);
  await assert.rejects(repeatPosting(bea.database, harbor, going.outbox), {
    code: 'BILLING_POSTING_UNKNOWN',
  });
});

test('refused lines fail at once, in the words of the service, and are not tried again', async () => {
  station = await post('0829');
  answer = saying(
    200,
    soap(
      '<R><ErrorCount>1</ErrorCount><Status>Success</Status><Errors>line 2: account 4791 is inactive</Errors></R>',
    ),
  );
  await handOver();
  assert.deepEqual([calls.length, waited], [1, []]);
  assert.match((await standing())[station] ?? '', /^failed .*line 2: account 4791 is inactive/);
});

test('no answer, half of one and malformed XML are unclear: somebody asks the ledger first', async () => {
  const silence: Answering = () => undefined;
  const ways: readonly (readonly [Answering, RegExp])[] = [
    [silence, /no answer within 0.3 seconds/],
    [
      (_request, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write(success.slice(0, 40), () => response.destroy());
      },
      /the connection failed/,
    ],
    [saying(200, success.replace('</s:Body>', '')), /HTTP 200/],
    [saying(502, 'Bad gateway'), /HTTP 502: Bad gateway/],
  ];
  for (const [way, said] of ways) {
    await repeatPosting(bea.database, station, going.outbox);
    [answer, calls] = [way, []];
    await handOver(bea, way === silence ? { patience: 300 } : {});
    assert.equal(calls.length, 1);
    const state = (await standing())[station] ?? '';
    assert.match(state, /^unclear /);
    assert.match(state, said);
    answer = saying(200, success);
    assert.deepEqual(await handOver(), []);
    await assert.rejects(
      repeatPosting(bea.database, station, going.outbox),
      /it is unknown whether the ledger accepted it/,
    );
    const acting = {
      statementId: await statementAt('0829'),
      seenChange: null,
      actor: rita.userId,
      reason: null,
    };
    await assert.rejects(
      reviseStatement(
        rita.database,
        { ...acting, reason: 'wrong' },
        { outbox: going.outbox, operator: 'Daybook Parking' },
      ),
      {
        code: 'BILLING_LEDGER_UNANSWERED',
      },
    );
    const looked = { key: station, isFailed: true, answer: 'it is not there', actor: rita.userId };
    await acknowledgePosting(rita.database, looked, going);
  }
  assert.match(mails.at(-1)?.text ?? '', /,unclear,HTTP 502/);
});

test('nobody listening is a failure, and without a mail server the outcome is kept all the same', async () => {
  await repeatPosting(bea.database, station, going.outbox);
  isMailTaken = false;
  await assert.rejects(handOver(bea, { url: `http://127.0.0.1:${closedPort}/map` }), /no mail server/);
  assert.equal((await standing())[station], 'failed the connection failed (ECONNREFUSED)');
  isMailTaken = true;
  const before = mails.length;
  assert.deepEqual(await handOver(), []);
  assert.match(mails[before]?.text ?? '', /ECONNREFUSED/, 'the mail is tried again');
});

test('an attempt that a crash broke off is unclear', async () => {
  await repeatPosting(bea.database, station, going.outbox);
  await database.execute(
    `insert into billing.posting_attempt (idempotency_key, site_id, request_sha256, started_at, started_by)
     values ($1, '0829', 'digest', now(), 'bea')`,
    [station],
  );
  answer = saying(200, success);
  await handOver();
  assert.deepEqual(calls, []);
  assert.equal((await standing())[station], 'unclear Daybook stopped before the answer arrived');
  await acknowledgePosting(
    rita.database,
    { key: station, isFailed: false, answer: 'it is in batch 1', actor: rita.userId },
    going,
  );
});

test('two do not hand over at once, and every attempt is recorded with its request and its reply', async () => {
  await database.withAdvisoryLock('daybook.hand-over', () =>
    assert.rejects(handOver(), { code: 'BILLING_HANDOVER_RUNS' }),
  );
  const attempts = await database.query<{ outcome: string; status: number | null }>(
    'select outcome, status from billing.attempts_of($1::date) where key = $2',
    [`${may}-01`, station],
  );
  assert.deepEqual(
    attempts.map(({ outcome, status }) => `${outcome} ${String(status)}`),
    [
      'refused 200',
      ...['unclear null', 'unclear null', 'unclear 200', 'unclear 502'],
      ...['not reached null', 'not reached null', 'not reached null', 'not reached null'],
      'unclear null',
    ],
  );
});

test('a revision goes out after its reversal was taken', async () => {
  const acting = {
    statementId: await statementAt('0170'),
    seenChange: null,
    actor: rita.userId,
    reason: 'wrong rate',
  };
  await reviseStatement(rita.database, acting, { outbox: going.outbox, operator: 'Daybook Parking' });
  await database.execute(
    `update billing.statement set state = 'Sent' where site_id = '0170' and is_standing`,
  );
  await post('0170');
  answer = saying(200, success);
  await handOver();
  const states = await standing();
  const [reversal, replacement] = [
    'receivables/01702025050101/1/reversal',
    'receivables/01702025050102/2/original',
  ];
  assert.match(states[reversal] ?? '', /^acknowledged/);
  assert.match(states[replacement] ?? '', /^acknowledged/);
  const order = calls.map(({ document }) => document);
  assert.ok(order.indexOf('01702025050101') < order.indexOf('01702025050102'), order.join(' '));
});

const read = async (name: string, ...lines: string[]): Promise<AnswersRead> => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), ['key,document,batch,result,answer', ...lines, ''].join('\n'));
  const [path = ''] = await answerPaths([folder]);
  const isTrial = name.startsWith('trial');
  return readAnswers(bea.database, await answerFile(path), { actor: bea.userId, isTrial, going });
};

test('answers come as files: each is recorded once; what cannot be is held back with its reason', async () => {
  await database.execute(
    `update billing.posting set state = 'pending', answer = null, to_service_since = null where idempotency_key = $1`,
    [station],
  );
  const [good, bad] = [`${station},,,taken,batch 12`, 'receivables/x/1/original,,,taken,'];
  const trial = await read('trial.csv', good, bad);
  assert.deepEqual([trial.recorded, trial.held.length], [1, 1]);
  assert.match((await standing())[station] ?? '', /^pending/, 'a trial records nothing');
  const first = await read(
    'batch.csv',
    ...[good, good, bad, `${station},,other batch,taken,`, ',01702025050101,,taken,', `${station},,,maybe,`],
    ...[`${station},,,refused,`, ',,,taken,', `${harbor},,,refused,period closed`],
  );
  assert.deepEqual([first.answers, first.recorded, first.unchanged], [9, 1, 1]);
  assert.deepEqual(
    first.held.map(({ line, message }) => `${String(line)} ${message}`),
    [
      '4 nothing was posted under receivables/x/1/original',
      `5 ${station} was posted in batch 202505POWERBILL2025-05-31, not in other batch`,
      '6 01702025050101 matches several documents; give the key',
      '7 its result maybe is neither taken nor refused',
      '8 it was refused without an answer saying why',
      '9 it has neither a key nor a document',
      '10 it was reversed',
    ],
  );
  assert.equal((await standing())[station], 'acknowledged batch 12');
  const again = await read('batch.csv', good);
  assert.deepEqual([again.wasRead, again.unchanged], [false, 1]);
  assert.deepEqual(
    await listHeldAnswers(database),
    [],
    'a newer file of the same name replaces what was held',
  );
  assert.equal((await read('batch.csv', good)).wasRead, true);
});

test('a file that is no table of answers is held back as a whole, and discarded with a reason', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'broken.csv'), 'anything,else\n1,2\n');
  const file = await answerFile(join(folder, 'broken.csv'));
  await readAnswers(bea.database, file, { actor: bea.userId, isTrial: false, going });
  const [row, ...more] = await listHeldAnswers(database);
  assert.deepEqual([row?.file, row?.line, more], ['broken.csv', 1, []]);
  assert.match(row?.message ?? '', /result/);
  const decision = { decidedBy: bea.userId, reason: 'not meant for us' };
  await discardHeldAnswer(bea.database, row?.number ?? '', decision);
  await assert.rejects(discardHeldAnswer(bea.database, row?.number ?? '', decision), {
    code: 'BILLING_ANSWER_NOT_HELD',
  });
});
