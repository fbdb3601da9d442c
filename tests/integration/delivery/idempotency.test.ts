import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimKey, freeKey, keepAnswer, leaveUnclear } from '../../../src/platform/security/index.ts';
import { openHouse, people, verdict } from './house.ts';

const { fay } = people;
const data = { userId: 'dana@house.invalid', roles: ['systemAdmin'] };
const house = await openHouse({ residents: [fay, data] });
const token = await house.keyOf(data.userId, ['data:read', 'data:write']);
const { database } = house;

function setFact(key: string | null, values: readonly string[], reason = 'as agreed'): Promise<Response> {
  return fetch(`${house.url}/operator-facts/holidays`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-daybook-reason': reason,
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify({ values }),
  });
}

const changes = async (): Promise<string> => {
  const [row] = await database.query<{ count: string }>(
    `select count(*) as count from platform.operator_fact where fact = 'holidays'`,
  );
  return row?.count ?? '';
};

test('a request that is repeated with its key gets the same answer, and is done once', async () => {
  const first = await setFact('k-1', ['2025-07-04']);
  assert.equal(first.status, 200);
  assert.equal(first.headers.get('idempotency-replayed'), null);
  const answer = (await first.json()) as unknown;
  const count = await changes();
  const again = await setFact('k-1', ['2025-07-04']);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual([again.status, await again.json()], [200, answer]);
  assert.equal(await changes(), count);
});

test('a key is of one request: another body or reason with it is refused', async () => {
  assert.equal(await verdict(await setFact('k-1', ['2025-12-25'])), '422 HTTP_KEY_REUSED');
  assert.equal(await verdict(await setFact('k-1', ['2025-07-04'], 'another')), '422 HTTP_KEY_REUSED');
  assert.equal(await verdict(await setFact('two words', ['2025-07-04'])), '400 HTTP_REQUEST_INVALID');
});

test('a refused request leaves its key free', async () => {
  assert.equal(await verdict(await setFact('k-2', ['no day'])), '422 OPERATOR_FACT_INVALID');
  assert.equal((await setFact('k-2', ['2025-12-25'])).status, 200);
});

const rules = { hours: 24, workSeconds: 75 };
const asked = (key: string, request = 'a') => ({
  personId: house.personId(data.userId),
  route: 'POST /planted',
  key: Buffer.from(key),
  request: Buffer.from(request),
});
const code = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error as { code: string }).code,
  );

test('of many that come at once, by whatever server, one is new and the others wait', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => code(claimKey(database, asked('at-once'), rules))),
  );
  assert.deepEqual(outcomes.toSorted(), [...Array<string>(19).fill('HTTP_KEY_BUSY'), 'none']);
});

test('what a server began and did not end is not done again by itself', async () => {
  const claim = await claimKey(database, asked('died'), rules);
  await database.query(
    `update platform.kept_answer set begun_at = now() - interval '80 seconds' where kept_answer_id = $1`,
    [claim.keptAnswerId],
  );
  assert.equal(await code(claimKey(database, asked('died'), rules)), 'HTTP_KEY_UNCLEAR');
  const failed = await claimKey(database, asked('failed'), rules);
  await leaveUnclear(database, failed.keptAnswerId ?? '');
  assert.equal(await code(claimKey(database, asked('failed'), rules)), 'HTTP_KEY_UNCLEAR');
});

test('a secret is shown once, a freed key is new, and answers are gone after a day', async () => {
  const secret = await claimKey(database, asked('secret'), rules);
  await keepAnswer(database, secret.keptAnswerId ?? '', { status: 201, answer: null });
  assert.equal(await code(claimKey(database, asked('secret'), rules)), 'HTTP_ANSWER_SHOWN_ONCE');
  const free = await claimKey(database, asked('free'), rules);
  await freeKey(database, free.keptAnswerId ?? '');
  assert.equal(await code(claimKey(database, asked('free', 'b'), rules)), 'none');
  await database.query(
    `update platform.kept_answer set begun_at = now() - interval '25 hours' where route = 'POST /planted'`,
  );
  assert.equal(await code(claimKey(database, asked('secret'), rules)), 'none');
});
