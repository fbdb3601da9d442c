import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openHouse, people, verdict } from './house.ts';

const { amos, fay } = people;
const deliverer = { userId: 'gp-export', roles: ['service:intake'], isService: true };
const house = await openHouse({
  residents: [amos, fay, deliverer],
  env: { DAYBOOK_LIMIT_REQUESTS: '40', DAYBOOK_LIMIT_SECONDS: '2', DAYBOOK_LIMIT_CONCURRENT: '2' },
});

const me = (token?: string): Promise<Response> =>
  fetch(`${house.url}/me`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

/** An upload that goes on until it is told to end. */
function slowUpload(token: string): { finish: () => void; answer: Promise<Response> } {
  let finish = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      stream.enqueue(new TextEncoder().encode('MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY\n'));
      finish = () => {
        stream.enqueue(new TextEncoder().encode('6000,Wages,PAYROLL\n'));
        stream.close();
      };
    },
  });
  const init = {
    method: 'POST',
    body,
    duplex: 'half' as const,
    headers: { authorization: `Bearer ${token}` },
  };
  return { finish: () => finish(), answer: fetch(`${house.url}/intake/chart_of_account`, init) };
}

test('so many requests at once, and so many seconds of work, then 429 with the time to wait', async () => {
  const key = await house.keyOf(deliverer.userId, ['intake:write']);
  const uploads = [slowUpload(key), slowUpload(key)];
  await sleep(1_200);
  const third = await me(key);
  assert.deepEqual(
    [third.headers.get('retry-after'), third.headers.get('x-ratelimit-remaining-concurrency')],
    ['1', '0'],
  );
  assert.match(
    await third.text(),
    /SECURITY_LIMIT_REACHED.*gp-export reached the limit of 2 requests at once/,
  );
  for (const { finish, answer } of uploads) {
    finish();
    assert.equal((await answer).status, 200);
  }
  const spent = await me(key);
  const wait = Number.parseInt(spent.headers.get('retry-after') ?? '', 10);
  assert.ok(wait > 800 && wait <= 900, String(wait));
  assert.equal(spent.headers.get('x-ratelimit-remaining-seconds'), '0');
  assert.match(await spent.text(), /2 seconds of work in 15 minutes/);
});

test('a caller who hangs up in the middle makes room for the next', async () => {
  const key = await house.keyOf(amos.userId, ['intake:write']);
  for (let round = 0; round < 3; round += 1) {
    const leaving = new AbortController();
    const asked = [0, 1].map(() =>
      fetch(`${house.url}/intake/chart_of_account`, {
        method: 'POST',
        body: new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('MAIN_')) }),
        duplex: 'half',
        signal: leaving.signal,
        headers: { authorization: `Bearer ${key}` },
      }),
    );
    await sleep(150);
    leaving.abort();
    assert.deepEqual(
      (await Promise.allSettled(asked)).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await sleep(50);
  }
  const answer = await me(key);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('x-ratelimit-remaining-concurrency'), '1');
});

test('so many requests in a window, counted for each person', async () => {
  const key = await house.keyOf(fay.userId, ['questions:read']);
  for (let asked = 1; asked <= 40; asked += 1) {
    const answer = await me(key);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('x-ratelimit-remaining-requests'), String(40 - asked));
  }
  const refused = await me(key);
  assert.ok(Number.parseInt(refused.headers.get('retry-after') ?? '', 10) > 800);
  assert.match(await refused.text(), /fay@house.invalid reached the limit of 40 requests in 15 minutes/);
  const ofData = await fetch(`${house.url}/api/data/v9.2/sites`, {
    headers: { authorization: `Bearer ${key}` },
  });
  assert.equal(ofData.status, 429);
  assert.ok(Number.parseInt(ofData.headers.get('retry-after') ?? '', 10) > 800);
  assert.equal(ofData.headers.get('x-ms-ratelimit-burst-remaining-xrm-requests'), '0');
  // Another key of the same person is the same person.
  assert.equal((await me(await house.keyOf(fay.userId, ['questions:read']))).status, 429);
  assert.equal((await me(await house.keyOf(amos.userId, ['questions:read']))).status, 200);
});

test('who guesses tokens is stopped after thirty, and whoever holds a good one is not', async () => {
  const good = await house.keyOf(amos.userId, ['questions:read']);
  const verdicts = new Map<string, number>();
  for (let tried = 0; tried < 33; tried += 1) {
    const told = await verdict(await me(`dbk_guess-number-${String(tried)}`));
    verdicts.set(told, (verdicts.get(told) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(verdicts), {
    '401 SECURITY_TOKEN_UNKNOWN': 30,
    '429 SECURITY_LIMIT_REACHED': 3,
  });
  assert.equal((await me(good)).status, 200);
  await house.database.query('select audit.chain(10000)');
  const [failed] = await house.database.query<{ count: number }>(
    `select count(*)::integer as count from audit.entry where kind = 'sign-in failed'`,
  );
  assert.equal(failed?.count, 30);
});

test('an address that asks without a token is counted too', async () => {
  const verdicts: string[] = [];
  for (let asked = 0; asked < 10; asked += 1) verdicts.push(await verdict(await me()));
  assert.equal(verdicts[0], '401 SECURITY_SIGN_IN_NEEDED');
  assert.equal(verdicts.at(-1), '429 SECURITY_LIMIT_REACHED');
  assert.equal((await fetch(`${house.url}/sign-in`, { redirect: 'manual' })).status, 429);
  // What watches the server from the same address must not take it for dead.
  for (let asked = 0; asked < 60; asked += 1) assert.equal((await fetch(`${house.url}/health`)).status, 200);
});

test('no address gives itself another by a header of proxies', async () => {
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip'])
    for (const value of ['203.0.113.7', 'for=203.0.113.7', '127.0.0.1, 203.0.113.7']) {
      const headers = { [name]: value, 'x-forwarded-proto': 'https' };
      const answer = await fetch(`${house.url}/sign-in`, { redirect: 'manual', headers });
      assert.equal(answer.status, 429, `${name}: ${value}`);
    }
});

/** Sends the head of a request and never the body that it promises; what came back and after how many seconds. */
async function withoutBody(head: readonly string[]): Promise<{ said: string; seconds: number }> {
  const { hostname, port } = new URL(house.url);
  const socket = connect({ host: hostname, port: Number.parseInt(port, 10) });
  const began = performance.now();
  socket.write(`${head.join('\r\n')}\r\nhost: x\r\ncontent-length: 900\r\n\r\n{`);
  const dripping = setInterval(() => socket.write(' '), 500);
  let said = '';
  socket.on('data', (chunk) => (said += chunk.toString()));
  await new Promise((closed) => socket.once('close', closed).once('error', () => undefined));
  clearInterval(dripping);
  return { said, seconds: (performance.now() - began) / 1_000 };
}

test('nobody holds a connection by sending a body slowly, refused or not', async () => {
  const key = await house.keyOf(deliverer.userId, ['intake:write']);
  const json = 'content-type: application/x-www-form-urlencoded';
  const [unknown, intake, known] = await Promise.all([
    withoutBody(['POST /keys HTTP/1.1', 'authorization: Bearer dbk_nobody']),
    withoutBody(['POST /intake/chart_of_account HTTP/1.1', 'authorization: Bearer dbk_nobody']),
    withoutBody(['POST /sign-out HTTP/1.1', json, `authorization: Bearer ${key}`]),
  ]);
  for (const refused of [unknown, intake]) {
    assert.match(refused.said, /^HTTP\/1\.1 (401|429) /);
    assert.match(refused.said, /connection: close/i);
    assert.ok(refused.seconds < 8, String(refused.seconds));
  }
  assert.match(known.said, /^HTTP\/1\.1 (408|429) /);
  assert.ok(known.seconds < 30, String(known.seconds));
});
