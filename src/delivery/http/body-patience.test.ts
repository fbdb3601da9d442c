import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { mock, test } from 'node:test';
import { bounded } from './body-patience.ts';

/** A body that sends a chunk whenever it is told to. */
function slowBody(): Readable {
  return new Readable({ read: () => undefined });
}

test('a delivery that falls silent for a minute is ended, one that goes on is not', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const body = slowBody();
    const chunks = bounded(body, 100);
    for (let minute = 0; minute < 3; minute += 1) {
      const next = chunks.next();
      mock.timers.tick(50_000);
      body.push(Buffer.from('row'));
      assert.equal((await next).done, false);
    }
    const next = chunks.next();
    mock.timers.tick(60_000);
    await assert.rejects(next, { code: 'HTTP_BODY_TOO_SLOW' });
    assert.ok(body.destroyed);
  } finally {
    mock.timers.reset();
  }
});

test('a delivery has a measure', async () => {
  const body = Readable.from([Buffer.alloc(60), Buffer.alloc(60)]);
  await assert.rejects(collect(bounded(body, 100)), { code: 'HTTP_BODY_TOO_LARGE' });
});

async function collect(chunks: AsyncGenerator<Buffer>): Promise<Buffer[]> {
  const received: Buffer[] = [];
  for await (const chunk of chunks) received.push(chunk);
  return received;
}
