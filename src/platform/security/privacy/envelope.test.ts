import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { decrypt, disclose, enclose, encrypt, rewrap } from './envelope.ts';

const master = randomBytes(32);

test('what is put into an envelope comes out under the same key, and never looks the same twice', () => {
  const [one, two] = [enclose(master, 'E-4711 ü', 'p1'), enclose(master, 'E-4711 ü', 'p1')];
  assert.equal(disclose(master, one, 'p1'), 'E-4711 ü');
  assert.notDeepEqual(one.ciphertext, two.ciphertext);
  assert.ok(!one.ciphertext.includes('4711'));
});

test('another master key, another person or a changed bit opens nothing', () => {
  const envelope = enclose(master, 'E-4711', 'p1');
  assert.equal(disclose(randomBytes(32), envelope, 'p1'), null);
  assert.equal(disclose(master, envelope, 'p2'), null);
  const other = enclose(master, 'E-4712', 'p1');
  assert.equal(disclose(master, { ...envelope, wrappedKey: other.wrappedKey }, 'p1'), null);
  for (const part of ['wrappedKey', 'ciphertext'] as const) {
    for (let at = 0; at < envelope[part].length; at += 1) {
      const changed = Buffer.from(envelope[part]);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(
        disclose(master, { ...envelope, [part]: changed }, 'p1'),
        null,
        `${part} byte ${String(at)}`,
      );
    }
  }
  assert.equal(decrypt(master, encrypt(master, Buffer.from('x'), 'p').subarray(0, 20), 'p'), null);
});

test('wrapping the key anew leaves the text as it is, readable under the new master key only', () => {
  const envelope = enclose(master, 'E-4711', 'p1');
  const next = randomBytes(32);
  const wrappedKey = rewrap(master, next, envelope.wrappedKey, 'p1');
  assert.ok(wrappedKey);
  assert.equal(disclose(next, { ...envelope, wrappedKey }, 'p1'), 'E-4711');
  assert.equal(disclose(master, { ...envelope, wrappedKey }, 'p1'), null);
  assert.equal(rewrap(next, master, envelope.wrappedKey, 'p1'), null);
});
