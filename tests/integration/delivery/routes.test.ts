import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Route } from '../../../src/delivery/http/server.ts';
import { openHouse, people, routesOfHouse, verdict } from './house.ts';

const { fay, sek } = people;
const house = await openHouse({ residents: [fay, sek] });
const key = await house.keyOf(fay.userId, ['intake:write']);

const allRoutes = await routesOfHouse(house);

/** Asks a route by its path, with something in place of each of its parameters. */
function ask({ method, path }: Route, headers: Record<string, string> = {}): Promise<Response> {
  const address = `${house.url}${path.replaceAll(/:\w+/g, 'x')}`;
  return fetch(address, { method, headers, redirect: 'manual' });
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

test('nothing but health, the sign-in and the files of the app is public', () => {
  const shown = allRoutes.map(({ method, path, access }) => `${access} ${method} ${path}`);
  assert.deepEqual(shown.filter((each) => each.startsWith('public') && !each.includes('HEAD')).sort(), [
    // Scripts, styles and fonts of a release, the same for everybody: a browser may keep them, and they hold no data.
    'public GET /assets/:name',
    'public GET /health',
    'public GET /health/components',
    'public GET /health/live',
    'public GET /health/ready',
    'public GET /sign-in',
    'public GET /sign-in/callback',
  ]);
  assert.ok(shown.length >= 20, shown.join('\n'));
});

test('every other route answers 401 to nobody, to a token that is none, and to a cookie that is none', async () => {
  const closed = allRoutes.filter(({ access }) => access !== 'public');
  assert.ok(closed.length >= 14);
  for (const route of closed) {
    const name = `${route.method} ${route.path}`;
    const nobody = await ask(route);
    assert.equal(nobody.status, 401, name);
    assert.match(nobody.headers.get('www-authenticate') ?? '', /^Bearer/, name);
    if (route.method !== 'HEAD') assert.equal(await verdict(nobody), '401 SECURITY_SIGN_IN_NEEDED', name);
  }
  for (const headers of [
    bearer('dbk_of-nobody'),
    { cookie: 'daybook=dbs_of-nobody' },
    { authorization: 'Basic eDp5' },
  ])
    for (const route of closed.filter(({ method }) => method !== 'HEAD').slice(0, 10))
      assert.match(await verdict(await ask(route, headers)), /^401 SECURITY_(TOKEN_UNKNOWN|SIGN_IN_NEEDED)$/);
});

test('every route that needs a sign-in or another scope answers 403 to a key without', async () => {
  const others = allRoutes.filter(({ access }) => !['public', 'signed in', 'intake:write'].includes(access));
  assert.ok(others.length >= 10);
  for (const route of others)
    assert.equal((await ask(route, bearer(key))).status, 403, `${route.method} ${route.path}`);
});

test('metrics are told as OpenMetrics to who may read them, requests by their route', async () => {
  assert.equal((await fetch(`${house.url}/metrics`, { headers: bearer(key) })).status, 403);
  const watcher = bearer(await house.keyOf(sek.userId, ['data:read']));
  const answer = await fetch(`${house.url}/metrics`, { headers: watcher });
  assert.deepEqual(
    [answer.status, answer.headers.get('content-type')],
    [200, 'application/openmetrics-text; version=1.0.0; charset=utf-8'],
  );
  const text = await answer.text();
  assert.match(
    text,
    /^daybook_delivery_requests_total\{method="GET",route="\/sites\/:site",status="403"\} [1-9]/m,
  );
  assert.match(text, /^daybook_platform_pool_ratio\{pool="requests"\} [01]/m);
  assert.match(text, /^daybook_platform_unread_metrics 0$/m);
  assert.match(text, /\n# EOF\n$/);
});

test('where there is nothing the answer is 404, and 401 to nobody', async () => {
  assert.equal(await verdict(await fetch(`${house.url}/admin`)), '401 SECURITY_SIGN_IN_NEEDED');
  assert.equal(
    await verdict(await fetch(`${house.url}/admin`, { headers: bearer(key) })),
    '404 HTTP_NOT_FOUND',
  );
  assert.equal(
    await verdict(await fetch(`${house.url}/me`, { method: 'PUT', headers: bearer(key) })),
    '404 HTTP_NOT_FOUND',
  );
});

test('every answer tells the browser what it may do, whatever it is an answer to', async () => {
  const answers = [
    await fetch(`${house.url}/health`),
    await fetch(`${house.url}/me`),
    await fetch(`${house.url}/me`, { headers: bearer(key) }),
    await fetch(`${house.url}/nowhere`, { headers: bearer(key) }),
    await fetch(`${house.url}/sign-in`, { redirect: 'manual' }),
    await fetch(`${house.url}/sign-in/callback?error=access_denied`),
  ];
  for (const { headers, url } of answers) {
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/, url);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.deepEqual(
      ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cache-control'].map((name) =>
        headers.get(name),
      ),
      ['nosniff', 'DENY', 'same-origin', 'no-store'],
      url,
    );
    assert.match(headers.get('permissions-policy') ?? '', /geolocation=\(\)/);
    // Plain HTTP: a browser would not believe it, and over a tunnel it would lock people out.
    assert.equal(headers.get('strict-transport-security'), null);
    for (const name of ['requests', 'seconds', 'concurrency'])
      assert.match(headers.get(`x-ratelimit-remaining-${name}`) ?? '', /^\d+$/, url);
  }
  const broken = await fetch(`${house.url}/%ff`);
  assert.deepEqual([broken.status, broken.headers.get('x-frame-options')], [400, 'DENY']);
});

test('every answer bears the number of its request, the given one if it is plain', async () => {
  const asked = (id: string): Promise<Response> =>
    fetch(`${house.url}/me`, { headers: { 'x-request-id': id } });
  assert.equal((await asked('run-7:step.2')).headers.get('x-request-id'), 'run-7:step.2');
  for (const odd of ['a b', '<script>', 'x'.repeat(101)])
    assert.match((await asked(odd)).headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
});

test('the number of a request and its reason stand in the trail', async () => {
  const refused = await fetch(`${house.url}/intake/chart_of_account`, {
    method: 'POST',
    body: 'MAIN_ACCOUNT\n',
    headers: { ...bearer(key), 'x-request-id': 'seen-in-the-trail', 'x-daybook-reason': 'month end' },
  });
  assert.equal(await verdict(refused), '403 SECURITY_FORBIDDEN');
  await house.database.query('select audit.chain(10000)');
  const entries = await house.database.query<{ kind: string; reason: string; person: string }>(
    // The first use of the keys, whoever makes it, keeps their fingerprint.
    `select kind, reason, person_id as person from audit.entry
     where request_id = 'seen-in-the-trail' and relation is distinct from 'security.key_fingerprint'`,
  );
  assert.deepEqual(entries, [{ kind: 'refusal', reason: 'month end', person: house.personId(fay.userId) }]);
});

test('a body or an address without measure is refused', async () => {
  const long = await fetch(`${house.url}/me?x=${'x'.repeat(9_000)}`, { headers: bearer(key) });
  assert.equal(await verdict(long), '414 HTTP_URL_TOO_LONG');
  const large = await fetch(`${house.url}/sign-out`, {
    method: 'POST',
    body: 'x'.repeat(1_048_577),
    headers: { ...bearer(key), 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.equal(await verdict(large), '413 HTTP_BODY_TOO_LARGE');
  const header = await fetch(`${house.url}/me`, { headers: { 'x-much': 'x'.repeat(60_000) } });
  assert.equal(header.status, 431);
});

test('a request that says the same parameter twice is refused', async () => {
  const reads = await house.keyOf(fay.userId, ['questions:read']);
  const twice = await fetch(`${house.url}/ask/pnl?site=0170&site=0829&month=2025-03`, {
    headers: bearer(reads),
  });
  assert.equal(await verdict(twice), '400 HTTP_REQUEST_INVALID');
  for (const path of ['/me?a=1&a=2', '/sign-in?step-up=1&step-up=0', '/health?x=1&x=1'])
    assert.equal(
      await verdict(await fetch(`${house.url}${path}`, { headers: bearer(reads), redirect: 'manual' })),
      '400 HTTP_REQUEST_INVALID',
      path,
    );
  const unknown = await fetch(`${house.url}/ask/shoe-sizes`, { headers: bearer(reads) });
  assert.equal(await verdict(unknown), '404 WAREHOUSE_QUESTION_UNKNOWN');
});

test('a stranger to HTTP gets an error, not a crash', async () => {
  const { hostname, port } = new URL(house.url);
  const socket = connect({ host: hostname, port: Number.parseInt(port, 10) });
  socket.write('HELO daybook\r\n\r\n');
  const answer = await new Promise<string>((resolve) =>
    socket.once('data', (chunk) => resolve(chunk.toString())),
  );
  assert.match(answer, /^HTTP\/1.1 400 /);
  assert.match(answer, /content-security-policy: .*HTTP_REQUEST_INVALID/s);
  socket.destroy();
  assert.equal((await fetch(`${house.url}/health`)).status, 200);
});
