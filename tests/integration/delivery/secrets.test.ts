import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { daybook } from '../commands/program.ts';
import { openBrowser } from './browser.ts';
import { freePort, openHouse, people } from './house.ts';

const { fay } = people;
const robot = { userId: 'reporting-robot', roles: ['service:reporting'], isService: true };
const weak = { userId: 'weak@house.invalid', roles: ['financeManager'], amr: ['pwd'] };
const house = await openHouse({ residents: [fay, robot, weak], env: { DAYBOOK_LOG_LEVEL: 'debug' } });
const databaseUrl = house.database.addressWithPassword();
const ownersPassword = new URL(databaseUrl).password;

/** Everything that nobody but its owner may read, by what it is. */
const secrets = new Map<string, string>([
  ['password of the owner', ownersPassword],
  ['password of the service', createHmac('sha256', ownersPassword).update('daybook service').digest('hex')],
  ['client secret', house.issuer.clientSecret],
  ['secret of a service', house.issuer.serviceSecrets.get(robot.userId) ?? ''],
]);

function assertKept(text: string, where: string): void {
  for (const [what, secret] of secrets) {
    assert.ok(secret.length > 10, what);
    assert.ok(!text.includes(secret), `the ${what} is in ${where}`);
  }
}

interface LogLine {
  readonly kind: string;
  readonly request: string;
  readonly [field: string]: unknown;
}

async function logText(): Promise<string> {
  const folder = join(house.folder, 'logs');
  const names = await readdir(folder);
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
}

test('the log has a line for each request and command, and nothing that somebody sent', async () => {
  const planted = 'Quendolin.Vierthaler+planted@house.invalid';
  const secret = 'hunter2-planted-9f8e7d6c5b4a';
  const session = openBrowser(house.url);
  await session.signIn(fay.userId);
  const cookie = `daybook=${session.cookie('daybook') ?? ''}`;
  const word = encodeURIComponent(planted);
  const headers = {
    cookie,
    origin: house.url,
    'sec-fetch-site': 'same-origin',
    'user-agent': `${planted} ${secret}`,
    referer: `${house.url}/${secret}`,
    'x-daybook-reason': `${planted} ${secret}`,
    'x-forwarded-for': secret,
  };
  const send = async (number: string, path: string, body?: string, more = {}): Promise<void> => {
    const answer = await fetch(`${house.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...headers,
        'x-request-id': number,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body }),
    });
    await answer.text();
    if (number.startsWith('planted-')) assert.equal(answer.headers.get('x-request-id'), number);
    else assert.notEqual(answer.headers.get('x-request-id'), number);
  };
  const json = JSON.stringify({ name: planted, password: secret, label: planted });
  await send('planted-1', `/sites/${word}?password=${secret}`);
  await send('planted-2', `/odata/sites?$filter=site_name eq '${word}' and ${secret} eq 1`);
  await send('planted-3', '/keys', json);
  await send('planted-4', '/sites/0170/contacts', `{"mail": "${planted}", ${secret}`);
  await send('planted-5', `/intake/${word}?file=${word}.csv&password=${secret}`, json);
  await send('planted-6', `/nowhere/${word}/${secret}`);
  await send('planted-7', '/me', undefined, { cookie: '', authorization: `Bearer ${secret}` });
  await send('planted-8', '/me');
  await send(planted, '/me');
  await send(`dbk_${secret}`, '/me');
  const commands = [
    ['ask', 'pnl', '--site', planted, '--month', '2025-03', '--as', fay.userId, '--reason', secret],
    ['ask', 'pnl', '--site', '0170', '--month', '2025-03', '--as', planted],
    ['load', join(house.folder, planted, `${secret}.csv`), '--as', fay.userId],
    ['whoami', '--as', fay.userId],
  ];
  const env = { DATABASE_URL: databaseUrl, DAYBOOK_DATA: house.folder, DAYBOOK_LOG_LEVEL: 'debug' };
  for (const command of commands) await daybook(command, { env });

  const text = await logText();
  for (const value of [planted, word, secret, 'Quendolin', fay.userId])
    assert.ok(!text.includes(value), value);
  assertKept(text, 'the log');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);
  const requests = lines.filter(({ request }) => request.startsWith('planted-'));
  assert.deepEqual(
    requests
      .filter(({ kind }) => kind === 'request')
      .map(({ request, method, route, status, refusal }) =>
        [request, method, route, status, refusal].join(' '),
      ),
    [
      'planted-1 GET /sites/:site 400 HTTP_REQUEST_INVALID',
      'planted-2 GET /odata/* 400 ODATA_INVALID',
      'planted-3 POST /keys 400 HTTP_REQUEST_INVALID',
      'planted-4 POST /sites/:site/contacts 400 HTTP_REQUEST_INVALID',
      'planted-5 POST /intake/:feed 400 HTTP_REQUEST_INVALID',
      'planted-6 GET none 404 HTTP_NOT_FOUND',
      'planted-7 GET /me 401 SECURITY_TOKEN_UNKNOWN',
      'planted-8 GET /me 200 ',
    ],
  );
  const person = house.personId(fay.userId);
  assert.ok(requests.some((line) => line['person'] === person));
  const ended = lines.filter(({ kind }) => kind === 'command');
  assert.deepEqual(
    ended.map(({ command, options, exit, person: who }) => [command, options, exit, who === person]),
    [
      ['ask pnl', ['--as', '--reason', '--site', '--month'], 1, true],
      ['ask pnl', ['--as', '--site', '--month'], 1, false],
      ['load', ['--as'], 1, true],
      ['whoami', ['--as'], 0, true],
    ],
  );
  for (const { exit, refusal } of ended) if (exit === 1) assert.match(String(refusal), /^[A-Z_]+$/);
});

test('whatever goes wrong at the sign-in or with tokens, no secret is in an answer or printed', async () => {
  const answers: string[] = [];
  const ask = async (path: string, token: string): Promise<void> => {
    const answer = await fetch(`${house.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    answers.push(await answer.text(), JSON.stringify([...answer.headers]));
  };
  const key = await house.keyOf(fay.userId, ['questions:read']);
  secrets.set('key', key);
  const browser = openBrowser(house.url);
  await browser.signIn(fay.userId);
  const session = browser.cookie('daybook') ?? '';
  secrets.set('session', session);
  for (const refused of [weak.userId, 'nobody@house.invalid'])
    answers.push(await (await openBrowser(house.url).signIn(refused)).text());
  answers.push(await (await browser.ask(`/sign-in/callback?code=${session}&state=${key}`)).text());
  answers.push(await (await browser.ask(`/sign-in/callback?error=${session}`)).text());
  const granted = await fetch(`${house.issuer.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: robot.userId,
      scope: 'questions:read',
      client_secret: house.issuer.serviceSecrets.get(robot.userId) ?? '',
    }),
  });
  const { access_token } = (await granted.json()) as { access_token: string };
  secrets.set('token of a service', access_token);
  for (const token of [key, session, access_token]) {
    for (const path of ['/me', '/ask/shoe-sizes', '/nowhere', '/intake/x', '/sessions', '/'])
      await ask(path, token);
    await ask('/me', `${token}x`);
  }
  // A bug inside: the program prints where it happened.
  await house.database.execute('drop function security.check_token(text) cascade');
  await ask('/me', key);
  assert.match(answers.at(-2) ?? '', /HTTP_FAILED/);
  assert.match(
    house.printed(),
    /security\.check_token\(unknown.*does not exist|function security.check_token/,
  );
  assertKept(answers.join('\n'), 'an answer');
  assertKept(house.printed(), 'what the program printed');
  const log = await logText();
  assert.match(log, /"kind":"fault".*"code":"42883","at":\["/, 'the log says where it happened');
  assertKept(log, 'the log');
});

test('an address of a database that cannot be used is told without its password', async () => {
  const broken = [
    databaseUrl.replace(ownersPassword, `${ownersPassword}x`),
    databaseUrl.replace(/:\d+\//, `:${await freePort()}/`),
    databaseUrl.replace('127.0.0.1', 'db.example.invalid'),
    databaseUrl.replace('postgres', 'mysql'),
    `${databaseUrl}?sslmode=verify-full`,
    `${databaseUrl}?password=${ownersPassword}&sslmode=none-such`,
  ];
  const port = await freePort();
  for (const [at, DATABASE_URL] of broken.entries()) {
    for (const command of [['start', '--no-sample', '--port', port], ['doctor']]) {
      const said = await daybook(command, {
        env: { DATABASE_URL, DAYBOOK_DATA: house.folder, DATABASE_SERVICE_URL: DATABASE_URL },
      });
      assert.equal(said.code, 1, `address ${String(at)}: ${said.err}${said.out}`);
      assertKept(
        `${said.out}${said.err}`,
        `what \`daybook ${command[0] ?? ''}\` says of address ${String(at)}`,
      );
    }
  }
});
