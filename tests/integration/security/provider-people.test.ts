import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../src/kernel/clock.ts';
import { Provider } from '../../../src/platform/security/index.ts';
import { startSigningIssuer } from './signing-issuer.ts';

const signing = await startSigningIssuer();
const { issuer } = signing;
const provider = new Provider({
  issuer,
  boundAs: issuer,
  clientId: 'daybook',
  clientSecret: 'secret',
  audience: 'daybook',
  userClaims: ['email', 'preferred_username'],
  strongClasses: [],
  clock: systemClock,
  redirectUri: 'http://127.0.0.1/sign-in/callback',
});
const seconds = (): number => Math.floor(systemClock.now().getTime() / 1_000);

/** Comes back from the provider, which says of the person what `claims` change in a sign-in that is let in. */
async function comeBack(
  claims: Readonly<Record<string, unknown>>,
  { isStepUp = false, ...changed }: { isStepUp?: boolean; state?: string } = {},
): Promise<string | null> {
  const { flow } = await provider.begin(isStepUp);
  const answer: Record<string, unknown> = {
    iss: issuer,
    aud: 'daybook',
    sub: 'subject-7',
    nonce: flow.nonce,
    iat: seconds(),
    exp: seconds() + 600,
    auth_time: seconds(),
    ...claims,
  };
  signing.answerWith(answer);
  const { userId } = await provider.finish(`code=x&state=${changed.state ?? flow.state}`, flow);
  return userId;
}

const isRefused = (coming: Promise<unknown>): Promise<void> =>
  assert.rejects(coming, { code: 'SECURITY_SIGN_IN_FAILED' });

test('a person is named by the e-mail address, or else by the user name', async () => {
  assert.equal(await comeBack({ email: ' Fay@House.invalid ' }), 'fay@house.invalid');
  assert.equal(await comeBack({ preferred_username: 'fay' }), 'fay');
  assert.equal(await comeBack({ email: 'fay@house.invalid', preferred_username: 'x' }), 'fay@house.invalid');
});

test('an address that the provider did not verify names nobody', async () => {
  const claimed = { email: 'cfo@house.invalid', email_verified: false };
  assert.equal(await comeBack(claimed), null);
  assert.equal(await comeBack({ ...claimed, preferred_username: 'mallory' }), 'mallory');
});

test('a provider that tells names only when asked is asked, and believed for the same account only', async () => {
  signing.tell({ sub: 'subject-7', email: 'asked@house.invalid' });
  assert.equal(await comeBack({}), 'asked@house.invalid');
  signing.tell({ sub: 'subject-8', email: 'other@house.invalid' });
  await isRefused(comeBack({}));
  signing.tell({ sub: 'subject-7' });
  assert.equal(await comeBack({}), null);
});

test('an answer that does not belong to what was begun here is refused', async () => {
  const email = 'fay@house.invalid';
  await isRefused(comeBack({ email }, { state: 'of-another-browser' }));
  await isRefused(comeBack({ email, nonce: 'of-another-sign-in' }));
  await isRefused(comeBack({ email, aud: 'another-application' }));
  await isRefused(comeBack({ email, iss: 'https://elsewhere.invalid' }));
  await isRefused(comeBack({ email, exp: seconds() - 60 }));
});

test('an identity that the provider did not sign is refused', async () => {
  signing.signWith('a foreign one');
  await isRefused(comeBack({ email: 'fay@house.invalid' }));
  signing.signWith('its own');
  assert.equal(await comeBack({ email: 'fay@house.invalid' }), 'fay@house.invalid');
});

test('a step-up needs a proof that is younger than the question', async () => {
  const email = 'fay@house.invalid';
  assert.equal(await comeBack({ email }, { isStepUp: true }), email);
  await isRefused(comeBack({ email, auth_time: seconds() - 120 }, { isStepUp: true }));
  await isRefused(comeBack({ email, auth_time: undefined }, { isStepUp: true }));
  // Without a step-up it may be as old as the provider lets it be.
  assert.equal(await comeBack({ email, auth_time: seconds() - 7_200 }), email);
});

test('what the provider refuses is told by its code, never in its words', async () => {
  const { flow } = await provider.begin(false);
  signing.answerWith('invalid_client');
  await assert.rejects(provider.finish(`code=x&state=${flow.state}`, flow), {
    message: 'The sign-in was not completed: the provider answers invalid_client.',
  });
  const query = `error=access_denied&error_description=<script>&state=${flow.state}`;
  await assert.rejects(provider.finish(query, flow), {
    message: 'The sign-in was not completed: the provider answers access_denied.',
  });
  await assert.rejects(provider.finish(`error=<img src=x>&state=${flow.state}`, flow), {
    message: 'The sign-in was not completed: the provider answers ?img?src?x?.',
  });
});
