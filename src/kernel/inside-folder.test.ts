import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathInside, writeInside } from './inside-folder.ts';

test('a name from data stays in its folder, or is refused', async () => {
  assert.equal(pathInside('/data/outbox', 'mail', '0170-202505-01-01_Invoice.pdf').split('/').at(-2), 'mail');
  const ways = ['../../../../PWN', '..', '', '.', '/etc/passwd', 'a/b', 'a\\b', 'a\u0000.pdf', 'a\n.pdf'];
  for (const name of ways) {
    assert.throws(() => pathInside('/data/outbox', name), { code: 'FILE_NAME_REFUSED' }, name);
    await assert.rejects(writeInside('/data/outbox', ['mail', name], ''), { code: 'FILE_NAME_REFUSED' });
  }
});
