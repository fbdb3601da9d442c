import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { daybook } from '../commands/program.ts';
import { openBrowser } from './browser.ts';
import { freePort, openHouse, people } from './house.ts';

const { fay } = people;
const robot = { userId: 'reporting-robot', roles: ['service:reporting'], isService: true };
const weak = { userId: 'weak@house.invalid', roles: ['financeManager'], amr: ['pwd'] };
const house = await openHouse({ residents: [fay, robot, weak] });
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
