import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encryptedAddress } from './encrypted-address.ts';

const at = (address: string): string => encryptedAddress(address, 'the server');
const isRefused = (address: string): void => {
  assert.throws(() => at(address), { code: 'DATABASE_UNENCRYPTED' }, address);
};

test('a server on another machine is not spoken to in the clear', () => {
  isRefused('postgres://owner:secret@db.example.org/daybook');
  for (const mode of ['disable', 'allow', 'prefer', 'no-verify'])
    isRefused(`postgres://owner:secret@db.example.org/daybook?sslmode=${mode}`);
  isRefused('postgres://owner:secret@10.0.0.7/daybook?ssl=0');
  // The driver would go where the query says.
  isRefused('postgres://owner:secret@localhost/daybook?host=db.example.org');
  isRefused('postgres://owner:secret@db.example.org/daybook?ssl=true&sslmode=disable');
});

test('what reads in two ways is refused', () => {
  const server = 'postgres://owner:secret@db.example.org/daybook';
  isRefused(`${server}?uselibpqcompat=true&sslmode=require`);
  isRefused(`${server}?sslmode=verify-full&sslmode=disable`);
  isRefused('postgres://owner:secret@localhost/daybook?host=localhost&host=db.example.org');
});

test('with TLS it is, and the certificate is checked whichever way it was asked for', () => {
  const strict = 'postgres://owner:secret@db.example.org/daybook?sslmode=verify-full';
  assert.equal(at(strict), strict);
  assert.equal(at(strict.replace('verify-full', 'require')), strict);
  assert.equal(at(strict.replace('verify-full', 'verify-ca')), strict);
  const plain = 'postgres://owner:secret@db.example.org/daybook?ssl=true';
  assert.equal(at(plain), plain);
});

test('a server on this machine is used as its address says', () => {
  for (const address of [
    'postgres://owner:secret@127.0.0.1:5433/daybook',
    'postgres://owner:secret@localhost/daybook?sslmode=disable',
    'postgres://owner@[::1]/daybook',
    'postgres:///daybook?host=/run/postgresql',
    'postgres://%2Frun%2Fpostgresql/daybook',
  ]) {
    assert.equal(at(address), address);
  }
});
