import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCookie, setCookie } from './cookies.ts';

const plain = { isSecure: false };
const secure = { isSecure: true };

test('a cookie is kept from scripts and from other sites, with TLS bound to the host as well', () => {
  assert.equal(
    setCookie('daybook', 'dbs_x', 3600, plain),
    'daybook=dbs_x; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600',
  );
  assert.equal(
    setCookie('daybook', 'dbs_x', 0, secure),
    '__Host-daybook=dbs_x; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure',
  );
});

test('a cookie is found by its whole name', () => {
  const header = 'other=1; daybook-sign-in=flow; daybook=dbs_x; xdaybook=2';
  assert.equal(readCookie(header, 'daybook', plain), 'dbs_x');
  assert.equal(readCookie(header, 'daybook-sign-in', plain), 'flow');
  assert.equal(readCookie(header, 'daybook', secure), undefined);
  assert.equal(readCookie('__Host-daybook=dbs_y', 'daybook', secure), 'dbs_y');
  for (const nothing of [undefined, '', 'daybook=', 'daybook', 'xdaybook=2'])
    assert.equal(readCookie(nothing, 'daybook', plain), undefined);
});
