import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openHouse, people, verdict } from './house.ts';

const dana = { userId: 'dana@house.invalid', roles: ['billingAdmin'] };
const house = await openHouse({ residents: [people.fay, dana] });
const { database } = house;
const token = await house.keyOf(dana.userId, ['data:read', 'data:write']);
const ofFay = await house.keyOf(people.fay.userId, ['data:read', 'data:write']);

interface KeyedCall {
  readonly reason?: string;
  readonly bearer?: string;
  readonly server?: string;
}

/** Sets the companies of the operator, with a key; `key-1` stands for one that is long enough. */
function setCompanies(
  key: string | null,
  values: readonly string[],
  asked: KeyedCall = {},
): Promise<Response> {
  const { reason = 'as agreed', bearer = token, server = house.url } = asked;
  return fetch(`${server}/operator-facts/companies`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      'x-daybook-reason': reason,
      ...(key === null ? {} : { 'idempotency-key': key.padEnd(16, '.') }),
    },
    body: JSON.stringify({ values }),
  });
}

interface Counted {
  readonly changes: number;
  readonly begun: number;
  readonly answers: number;
}

/** Rows that the work writes, requests in progress, and all that is kept of requests. */
async function counted(): Promise<Counted> {
  const [row] = await database.query<Counted>(
    `select (select count(*)::integer from platform.operator_fact) as changes,
       (select count(*)::integer from delivery.kept_answer where state = 'in progress') as begun,
       (select count(*)::integer from delivery.kept_answer) as answers`,
  );
  return row ?? assert.fail();
}
const changes = async (): Promise<number> => (await counted()).changes;

test('a request that is repeated with its key gets the same answer, and is done once', async () => {
  const first = await setCompanies('key-1', ['07 ENC']);
  const text = await first.text();
  assert.deepEqual([first.status, first.headers.get('idempotency-replayed')], [200, null], text);
  await setCompanies(null, ['07 ENC', '08 ENC']);
  const before = await changes();
  const again = await setCompanies('key-1', ['07 ENC']);
  assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [200, 'true']);
  assert.equal(await again.text(), text, 'as it was, whatever was changed since');
  assert.equal(await changes(), before);
});

test('a key belongs to one request of one person', async () => {
  assert.equal(await verdict(await setCompanies('key-1', ['09 ENC'])), '422 HTTP_KEY_REUSED');
  assert.equal(
    await verdict(await setCompanies('key-1', ['07 ENC'], { reason: 'another' })),
    '422 HTTP_KEY_REUSED',
  );
  assert.equal(await verdict(await setCompanies('two words of it', ['07 ENC'])), '400 HTTP_REQUEST_INVALID');
  const ofAnother = await setCompanies('key-1', ['09 ENC'], { bearer: ofFay });
  assert.equal(await verdict(ofAnother), '403 SECURITY_FORBIDDEN', 'the key of another says nothing');
});

test('a refused request leaves its key free', async () => {
  assert.equal(await verdict(await setCompanies('key-2', [''])), '422 OPERATOR_FACT_INVALID');
  const corrected = await setCompanies('key-2', ['10 ENC']);
  assert.deepEqual([corrected.status, corrected.headers.get('idempotency-replayed')], [200, null]);
});

/** Holds the table back in which the work writes, for as long as `meanwhile` lasts. */
async function heldBack<T>(meanwhile: () => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    await transaction.execute('lock table platform.operator_fact in exclusive mode');
    return meanwhile();
  });
}

async function untilBegun(): Promise<void> {
  while ((await counted()).begun === 0) await sleep(20);
}

test('of many that come at once one is done, the others are told to wait, then answered alike', async () => {
  const before = await changes();
  const [first, others] = await heldBack(async () => {
    const begun = setCompanies('key-3', ['11 ENC']);
    await untilBegun();
    const late = await Promise.all(Array.from({ length: 12 }, () => setCompanies('key-3', ['11 ENC'])));
    return [[begun], late] as const;
  });
  for (const other of others) {
    assert.equal(other.headers.get('retry-after'), '2');
    assert.equal(await verdict(other), '409 HTTP_KEY_BUSY');
  }
  const answer = await first[0];
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  const repeats = await Promise.all(Array.from({ length: 12 }, () => setCompanies('key-3', ['11 ENC'])));
  for (const repeat of repeats) assert.equal(await repeat.text(), text);
  assert.equal((await changes()) - before, 1);
});

test('what a server that was killed had begun is not done again by itself', async () => {
  const before = await changes();
  const lost = await heldBack(async () => {
    const begun = setCompanies('key-4', ['12 ENC']).catch((error: unknown) => error);
    await untilBegun();
    await house.kill();
    return begun;
  });
  assert.ok(lost instanceof Error, 'nobody answers');
  await house.startAgain();
  const soon = await setCompanies('key-4', ['12 ENC']);
  assert.equal(await verdict(soon), '409 HTTP_KEY_BUSY', 'another server might be at it');
  await database.execute(
    `update delivery.kept_answer set begun_at = now() - interval '2 minutes' where state = 'in progress'`,
  );
  assert.equal(await verdict(await setCompanies('key-4', ['12 ENC'])), '409 HTTP_KEY_UNCLEAR');
  assert.equal(await changes(), before, 'it was not done, nor half of it');
  assert.equal((await setCompanies('key-5', ['12 ENC'])).status, 200);
});

test('the database cannot read what it keeps, and gives it up after a day', async () => {
  const rows = await database.query<{ row: string; sealed: Buffer }>(
    `select kept_answer::text as row, sealed from delivery.kept_answer where sealed is not null`,
  );
  assert.ok(rows.length >= 4);
  for (const { row, sealed } of rows) {
    assert.doesNotMatch(row, /key-\d/);
    assert.doesNotMatch(sealed.toString('latin1'), /ENC|companies|dana/);
  }
  await database.execute(`update delivery.kept_answer set begun_at = now() - interval '25 hours'`);
  const fresh = await setCompanies('key-1', ['07 ENC']);
  assert.deepEqual([fresh.status, fresh.headers.get('idempotency-replayed')], [200, null]);
  assert.equal((await counted()).answers, 1);
});
