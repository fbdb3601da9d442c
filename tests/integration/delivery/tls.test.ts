import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { cloneDatabase } from '../../database.ts';
import { daybook } from '../commands/program.ts';
import { openBrowser } from './browser.ts';
import { freePort, openHouse, people } from './house.ts';

const { fay } = people;
const house = await openHouse({ residents: [fay], parameters: ['--self-signed'], scheme: 'https' });
const closed = await cloneDatabase();
const ca = await readFile(join(house.folder, 'tls', 'certificate.pem'), 'utf8');
const { hostname, port } = new URL(house.url);
const place = { host: hostname, port: Number.parseInt(port, 10), ca, servername: 'localhost' };

/** As `fetch`, but it knows the certificate of the house. */
async function fetchWithCertificate(address: URL, init: RequestInit): Promise<Response> {
  if (address.protocol === 'http:') return fetch(address, init);
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const asked = request(address, { ca, method: init.method ?? 'GET', headers, agent: false }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.once('end', () => {
        const told = new Headers();
        for (const [name, values] of Object.entries(answer.headersDistinct))
          for (const value of values ?? []) told.append(name, value);
        resolve(new Response(body === '' ? null : body, { status: answer.statusCode ?? 0, headers: told }));
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

test('with a certificate of our own people sign in over TLS, with cookies that stay on it', async () => {
  const browser = openBrowser(house.url, fetchWithCertificate);
  const answer = await browser.signIn(fay.userId);
  const session = answer.headers.getSetCookie().find((each) => each.startsWith('__Host-daybook='));
  assert.match(session ?? '', /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=28800; Secure$/);
  const me = await browser.ask('/me');
  assert.equal(((await me.json()) as { person: string }).person, fay.userId);
  assert.equal(me.headers.get('strict-transport-security'), 'max-age=31536000; includeSubDomains');
});

test('the key of the certificate is readable by its owner only, and the pair is kept', async () => {
  const { mode } = await stat(join(house.folder, 'tls', 'key.pem'));
  assert.equal(mode & 0o777, 0o600);
});

test('TLS older than 1.2 and plain HTTP are not answered', async () => {
  const versionOf = (most: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> =>
    new Promise((resolve, reject) => {
      const old = { minVersion: 'TLSv1', maxVersion: most, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
      const socket = connect({ ...place, ...old }, () => {
        resolve(socket.getProtocol());
        socket.destroy();
      });
      socket.once('error', reject);
    });
  await assert.rejects(versionOf('TLSv1.1'));
  assert.deepEqual([await versionOf('TLSv1.2'), await versionOf('TLSv1.3')], ['TLSv1.2', 'TLSv1.3']);
  await assert.rejects(fetch(`http://${hostname}:${port}/health`));
});

test('only ciphers with forward secrecy are taken', async () => {
  const takes = (ciphers: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ ...place, maxVersion: 'TLSv1.2', ciphers }, () => {
        resolve(socket.getCipher().name);
        socket.destroy();
      });
      socket.once('error', () => resolve('refused'));
    });
  assert.match(await takes('ALL'), /^ECDHE-\w+-AES256-GCM-SHA384$/);
  for (const weak of ['AES256-GCM-SHA384', 'AES128-SHA', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES256-SHA384'])
    assert.equal(await takes(`${weak}:@SECLEVEL=0`), 'refused', weak);
});

test('what other machines could reach is not served without TLS', async () => {
  const env = { DATABASE_URL: closed.addressWithPassword(), DAYBOOK_DATA: house.folder };
  const start = async (more: Record<string, string>): Promise<string> => {
    const said = await daybook(['start', '--no-sample', '--port', await freePort()], {
      env: { ...env, ...more },
    });
    assert.equal(said.code, 1, said.out);
    return said.err;
  };
  assert.match(
    await start({ DAYBOOK_HOST: '0.0.0.0' }),
    /SECURITY_TLS_NEEDED: 0\.0\.0\.0 .*\nNext: .*--self-signed/,
  );
  const broken = join(house.folder, 'broken.pem');
  await writeFile(broken, 'no certificate');
  const files = { DAYBOOK_TLS_CERTIFICATE: broken, DAYBOOK_TLS_KEY: join(house.folder, 'tls', 'key.pem') };
  assert.match(await start({ DAYBOOK_HOST: '0.0.0.0', ...files }), /SECURITY_CERTIFICATE_UNUSABLE/);
});
