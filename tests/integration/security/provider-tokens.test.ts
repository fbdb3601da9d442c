import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { generateKeyPair, SignJWT } from 'jose';
import { clockAt } from '../../clock-at.ts';
import { Provider } from '../../../src/platform/security/index.ts';
import { startSigningIssuer } from './signing-issuer.ts';

const { issuer, key, sign } = await startSigningIssuer();
const stranger = await generateKeyPair('RS256');

const now = '2025-03-01T08:00:00Z';
const seconds = Date.parse(now) / 1_000;
const settings = {
  issuer,
  boundAs: issuer,
  clientId: 'daybook',
  clientSecret: 'secret',
  audience: 'api://daybook',

  userClaims: ['email'],
  strongClasses: [],
  redirectUri: 'http://127.0.0.1/sign-in/callback',
  clock: clockAt(now),
};
const provider = new Provider(settings);

/** Of a token that is let in. */
const claims = {
  iss: issuer,
  aud: 'api://daybook',
  sub: 'subject-7',
  client_id: 'Robot',
  scope: 'questions:read other',
  iat: seconds,
  exp: seconds + 600,
};

/** A token that would be let in, but for what a test changes; a claim that is undefined is left out. */
function token(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return sign({ ...claims, ...changes });
}

test('the token of a service names client, subject, scopes and end', async () => {
  assert.deepEqual(await provider.serviceOf(await token()), {
    client: 'robot',
    subject: 'subject-7',
    scopes: ['questions:read', 'other'],
    endsAtSeconds: seconds + 600,
  });
  const ofEntra = await provider.serviceOf(
    await token({ client_id: undefined, azp: 'App', scope: undefined, roles: ['intake:write'] }),
  );
  assert.deepEqual([ofEntra?.client, ofEntra?.scopes], ['app', ['intake:write']]);
});

test('what is over, for somebody else, from somebody else or signed by somebody else opens nothing', async () => {
  const wrong = [
    await token({ exp: seconds - 31 }),
    await token({ exp: undefined }),
    await token({ nbf: seconds + 60 }),
    await token({ aud: 'daybook-of-another' }),
    await token({ iss: 'https://elsewhere.invalid' }),
    await token({ sub: undefined }),
    await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(stranger.privateKey),
    await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(Buffer.from(JSON.stringify(key))),
    'a.b.c',
    'dbk_no-token',
    '',
  ];
  for (const [at, each] of wrong.entries())
    assert.equal(await provider.serviceOf(each), null, `token ${String(at)}`);
});

test('a token that was made while a person signed in does not pass for the service that asked for it', async () => {
  for (const claim of [
    { nonce: 'n' },
    { auth_time: seconds },
    { sid: 's' },
    { scp: 'questions:read' },
    { amr: ['mfa'] },
  ])
    assert.equal(await provider.serviceOf(await token(claim)), null, JSON.stringify(claim));
  assert.equal(await provider.serviceOf(await token({ scope: 'openid questions:read' })), null);
});

test('a provider that does not answer is named, and asked again the next time', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const gone = closed.address();
  assert.ok(typeof gone === 'object' && gone !== null);
  closed.close();
  await once(closed, 'close');
  const away = new Provider({ ...settings, issuer: `http://127.0.0.1:${String(gone.port)}` });
  for (let tried = 0; tried < 2; tried += 1)
    await assert.rejects(away.begin(false), {
      code: 'SECURITY_PROVIDER_UNREACHABLE',
      message: `The identity provider ${away.settings.issuer} did not give a valid answer: nothing listens there.`,
    });
});

test('a class of sign-in that stands for a second factor is asked for, a step-up asks for a fresh one', async () => {
  const strict = new Provider({ ...settings, strongClasses: ['c1', 'urn:gold'] });
  const { url, flow } = await strict.begin(true);
  const asked = new URL(url).searchParams;
  assert.equal(asked.get('acr_values'), 'c1 urn:gold');
  assert.deepEqual(JSON.parse(asked.get('claims') ?? ''), {
    id_token: { acrs: { essential: true, value: 'c1' } },
  });
  assert.deepEqual([asked.get('prompt'), asked.get('max_age')], ['login', '0']);
  assert.deepEqual([asked.get('state'), asked.get('nonce')], [flow.state, flow.nonce]);
  assert.equal(asked.get('code_challenge_method'), 'S256');
  const plain = new URL((await provider.begin(false)).url).searchParams;
  assert.deepEqual([plain.get('prompt'), plain.get('acr_values')], [null, null]);
});
