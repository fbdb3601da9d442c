import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  networkOf,
  ownPage,
  requestIdOf,
  requireOwnOrigin,
  requireShortUrl,
  wantsPage,
} from './request-facts.ts';
import { asksForApp } from './web/app-routes.ts';

const own = 'https://daybook.example.org';

test('a plain request number is kept, anything else is replaced', () => {
  assert.equal(requestIdOf('batch-7:2025.03'), 'batch-7:2025.03');
  for (const odd of [undefined, '', 'a b', 'x'.repeat(101), '<script>', ['a', 'b']])
    assert.match(requestIdOf(odd), /^[0-9a-f-]{36}$/);
});

test('an address of IPv4 counts as it is, one of IPv6 by the network that a household has', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
  assert.equal(networkOf('2001:db8:1:2:ffff::9'), networkOf('2001:db8:1:2::1'));
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64');
  assert.equal(networkOf('::1'), '0:0:0:0::/64');
});

test('what a page of another site sends along with our cookie is refused', () => {
  const post = (headers: Record<string, string>) => () => requireOwnOrigin({ method: 'POST', headers }, own);
  for (const good of [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: own }])
    assert.doesNotThrow(post(good));
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: own },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example.org' },
    { origin: 'null' },
    {},
  ];
  for (const headers of foreign) assert.throws(post(headers), { code: 'HTTP_FOREIGN_ORIGIN' });
  for (const method of ['GET', 'HEAD'])
    assert.doesNotThrow(() => requireOwnOrigin({ method, headers: { 'sec-fetch-site': 'cross-site' } }, own));
});

test('a browser is answered with a page, a script with JSON', () => {
  assert.ok(wantsPage({ method: 'GET', headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }));
  assert.ok(!wantsPage({ method: 'GET', headers: { accept: '*/*' } }));
  assert.ok(!wantsPage({ method: 'DELETE', headers: { accept: 'text/html' } }));
});

test('an address may be long, not endless', () => {
  assert.doesNotThrow(() => requireShortUrl({ url: `/${'x'.repeat(8_000)}` }));
  assert.throws(() => requireShortUrl({ url: `/${'x'.repeat(8_192)}` }), { code: 'HTTP_URL_TOO_LONG' });
  for (const root of ['/odata/', '/api/data/v9.2/']) {
    requireShortUrl({ url: root + 'x'.repeat(32_768 - root.length) });
    assert.throws(() => requireShortUrl({ url: root + 'x'.repeat(32_768) }), { code: 'HTTP_URL_TOO_LONG' });
  }
});

test('after a sign-in one returns to a page of ours, and is never led to another host', () => {
  assert.equal(ownPage('/forecast?site=0170&month=2025-03', own), '/forecast?site=0170&month=2025-03');
  assert.equal(ownPage(undefined, own), '/');
  const elsewhere = ['https://evil.example', '//evil.example', '/\\evil.example', '/.//evil.example/x'];
  const disguised = [
    '/..//evil.example',
    '/./\\evil.example',
    '/sites/../..//evil.example',
    '/%2e//evil.example',
  ];
  for (const page of [...elsewhere, ...disguised, '/\t/evil.example', `/${'x'.repeat(1_000)}`])
    assert.equal(ownPage(page, own), '/', page);
});

test('the app is at its own places only, not at an address that begins with two slashes', () => {
  const isApp = (url: string): boolean =>
    asksForApp({ method: 'GET', headers: { accept: 'text/html' }, url });
  for (const url of ['/', '/?tab=x', '/sites', '/contracts/0170?tab=terms']) assert.ok(isApp(url), url);
  for (const url of ['//evil.example', '//', '//sites', '/nowhere']) assert.ok(!isApp(url), url);
});
