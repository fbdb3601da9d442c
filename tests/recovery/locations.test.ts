import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { locationAt } from '../../src/commands/operations/backup-plan.ts';
import { readConfiguration } from '../../src/platform/configuration.ts';
import { openLocation, type LocationPlace } from '../../src/platform/operations/locations/open-location.ts';
import { isMissing, readWhole } from '../../src/platform/operations/locations/storage-location.ts';
import { startBucket, startSftp } from './storage-servers.ts';

const folder = await mkdtemp(join(tmpdir(), 'daybook-locations-'));
const bucket = await startBucket(join(folder, 'bucket'));
const remote = await startSftp(join(folder, 'remote'));
after(async () => {
  await bucket.close();
  await remote.close();
  await rm(folder, { recursive: true, force: true });
});

const placeOf = (settings: Readonly<Record<string, string>>): LocationPlace =>
  locationAt(readConfiguration({}, settings), settings['DAYBOOK_BACKUP_SECOND'] ?? '');
const places = {
  folder: placeOf({ DAYBOOK_BACKUP_SECOND: join(folder, 'near', 'by') }),
  bucket: placeOf(bucket.settings),
  sftp: placeOf(remote.settings),
};

for (const [kind, place] of Object.entries(places))
  test(`a ${kind} keeps files whole or not at all, in place of older ones, and forgets them`, async () => {
    const location = await openLocation(place);
    assert.deepEqual(await location.list(''), []);
    assert.deepEqual(await location.list('log/7'), []);
    await location.put('log/7/one', Buffer.from('first'));
    await location.put('log/7/one', Buffer.from('second'));
    await location.put('log/8/empty', Buffer.alloc(0));
    // Larger than a part of S3, and no multiple of what goes at once.
    const large = randomBytes(17 * 1024 * 1024 + 7);
    await location.put('large', { stream: Readable.from(pieces(large)), bytes: large.length });
    const names = async (below: string): Promise<string[]> => (await location.list(below)).sort();
    assert.deepEqual(await names(''), ['large', 'log']);
    assert.deepEqual(await names('log'), ['7', '8']);
    assert.deepEqual(await names('log/7'), ['one']);
    assert.equal((await readWhole(location, 'log/7/one'))?.toString(), 'second');
    assert.equal((await readWhole(location, 'log/8/empty'))?.length, 0);
    const { stream, bytes } = await location.read('large');
    assert.equal(bytes, large.length);
    assert.equal(digest(await buffer(stream)), digest(large));

    const broken = Readable.from(brokenOff(large));
    await assert.rejects(location.put('broken', { stream: broken, bytes: large.length }), /torn/);
    const short = Readable.from(pieces(large.subarray(0, 100)));
    await assert.rejects(location.put('log/7/one', { stream: short, bytes: 101 }), /100 of 101/);
    assert.deepEqual(await names(''), ['large', 'log']);
    assert.equal((await readWhole(location, 'log/7/one'))?.toString(), 'second');

    assert.equal(await readWhole(location, 'log/7/none'), null);
    await assert.rejects(location.read('none'), isMissing);
    await location.remove('log/7/none');
    await location.remove('log/7/one');
    assert.deepEqual(await names('log'), ['8']);
    await location.close();
  });

test('a bucket whose connection breaks off while a file is read goes on where it was', async () => {
  const location = await openLocation(places.bucket);
  const large = randomBytes(40 * 1024 * 1024);
  await location.put('broken-off', large);
  const { stream } = await location.read('broken-off');
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (bytes === 0) bucket.breakOff();
    hash.update(piece);
    bytes += piece.length;
  }
  assert.equal(hash.digest('hex'), digest(large));
  await location.remove('broken-off');
});

test('a stranger, a wrong secret and a machine that is away are refused, and no secret is repeated', async () => {
  const refused = async (
    settings: Readonly<Record<string, string>>,
    ...change: [string, string]
  ): Promise<string> => {
    const [name, value] = change;
    const secret = 'do not tell';
    const place = placeOf({ DAYBOOK_BACKUP_SECOND_SECRET: secret, ...settings, [name]: value });
    const cause: unknown = await openLocation(place).then(
      (location) =>
        location.read('any').then(
          () => null,
          (failure: unknown) => failure,
        ),
      (failure: unknown) => failure,
    );
    const { code, message } = cause as { code: string; message: string };
    assert.equal(code, 'BACKUP_LOCATION_FAILED', message);
    assert.doesNotMatch(message, /do not tell|open sesame|wrong one/);
    return message;
  };
  const secret = 'DAYBOOK_BACKUP_SECOND_SECRET';
  assert.match(
    await refused(bucket.settings, secret, 'wrong one'),
    /s3:\/\/books\/daybook\/main .*signature/is,
  );
  assert.match(await refused(remote.settings, secret, 'wrong one'), /authentication/i);
  const stranger = `SHA256:${'A'.repeat(43)}`;
  assert.match(
    await refused(remote.settings, 'DAYBOOK_BACKUP_SECOND_HOST_KEY', stranger),
    /does not have the key/,
  );
  const away = 'http://127.0.0.1:9';
  assert.match(await refused(bucket.settings, 'DAYBOOK_BACKUP_SECOND_ENDPOINT', away), /cannot be reached/);
  assert.match(
    await refused(remote.settings, 'DAYBOOK_BACKUP_SECOND', 'sftp://keeper@127.0.0.1:9/daybook'),
    /ECONNREFUSED/,
  );
  const anyHost = { ...remote.settings, DAYBOOK_BACKUP_SECOND_HOST_KEY: '' };
  await assert.rejects(openLocation(placeOf(anyHost)), /DAYBOOK_BACKUP_SECOND_HOST_KEY is required/);
});

test('nothing of a file that was broken off is left under its name', async () => {
  assert.deepEqual(
    (await readdir(join(folder, 'near', 'by'))).filter((name) => name === 'broken'),
    [],
  );
  assert.deepEqual((await readdir(join(folder, 'remote', 'daybook', 'main'))).includes('broken'), false);
});

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_521) yield bytes.subarray(at, at + 65_521);
}

function* brokenOff(bytes: Buffer): Generator<Buffer> {
  yield bytes.subarray(0, 1000);
  throw new Error('torn');
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
