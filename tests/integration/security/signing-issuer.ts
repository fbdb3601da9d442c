import { once } from 'node:events';
import { createServer } from 'node:http';
import { after } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer that signs whatever a test wants, which a real one would not. */
export interface SigningIssuer {
  readonly issuer: string;
  /** Its public key as it publishes it. */
  readonly key: object;
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  /** What it answers when a code is exchanged; a refusal by its code, as the protocol has it, when it is a text. */
  answerWith: (claims: Readonly<Record<string, unknown>> | string) => void;
  /** Signs from now on with its own key, or with one that it does not publish. */
  signWith: (whose: 'its own' | 'a foreign one') => void;
  /** What it tells of the person when it is asked. */
  tell: (claims: Readonly<Record<string, unknown>>) => void;
}

/** Runs until the tests of the file that calls this at its top level are done. */
export async function startSigningIssuer(): Promise<SigningIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const foreign = await generateKeyPair('RS256');
  let signsAs = privateKey;
  const sign: SigningIssuer['sign'] = (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(signsAs);
  let wanted: Readonly<Record<string, unknown>> | string = 'server_error';
  let told: Readonly<Record<string, unknown>> = { sub: 'subject-7' };
  const answers: Readonly<Record<string, () => Promise<object>>> = {
    '/keys': () => Promise.resolve({ keys: [key] }),
    '/token': async () =>
      typeof wanted === 'string'
        ? { error: wanted, error_description: '<script>' }
        : { access_token: 'of-no-use', token_type: 'Bearer', id_token: await sign(wanted) },
    '/userinfo': () => Promise.resolve(told),
  };
  const server = createServer((request, response) => {
    void (async () => {
      const answer = answers[request.url ?? '']?.() ?? Promise.resolve(metadata());
      const isRefused = request.url === '/token' && typeof wanted === 'string';
      response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(await answer));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  if (typeof place !== 'object' || place === null) throw new Error('no port');
  const issuer = `http://127.0.0.1:${String(place.port)}`;
  const metadata = (): object => ({
    issuer,
    jwks_uri: `${issuer}/keys`,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    issuer,
    key,
    sign,
    answerWith: (claims) => {
      wanted = claims;
    },
    signWith: (whose) => {
      signsAs = whose === 'its own' ? privateKey : foreign.privateKey;
    },
    tell: (claims) => {
      told = claims;
    },
  };
}
