import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  appendKept,
  keepInside,
  keepOnce,
  openBelow,
  pathInside,
  replaceKept,
  streamKept,
  writeInside,
  writeOut,
} from './inside-folder.ts';

const place = await mkdtemp(join(tmpdir(), 'daybook-inside-'));
after(() => rm(place, { recursive: true }));

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

/** A folder of its own with another beside it, to which a link leads. */
async function folderWithLinks(name: string): Promise<{ folder: string; outside: string }> {
  const folder = join(place, name);
  const outside = join(place, `${name}-outside`);
  await mkdir(folder);
  await mkdir(outside);
  await writeFile(join(outside, 'books.csv'), 'as it was');
  await symlink(outside, join(folder, 'mail'));
  await symlink(join(outside, 'books.csv'), join(folder, 'books.csv'));
  await symlink(join(outside, 'not-there.csv'), join(folder, 'not-there.csv'));
  return { folder, outside };
}

test('a name from data stays in its folder, or is refused', async () => {
  assert.equal(pathInside('/data/outbox', 'mail', '0170-202505-01-01_Invoice.pdf').split('/').at(-2), 'mail');
  const ways = ['../../../../PWN', '..', '', '.', '/etc/passwd', 'a/b', 'a\\b', 'a\u0000.pdf', 'a\n.pdf'];
  for (const name of ways) {
    assert.throws(() => pathInside('/data/outbox', name), { code: 'FILE_NAME_REFUSED' }, name);
    for (const into of [writeInside, keepInside])
      await assert.rejects(into('/data/outbox', ['mail', name], ''), { code: 'FILE_NAME_REFUSED' });
    await assert.rejects(streamKept('/data/inbox', name), { code: 'FILE_NAME_REFUSED' });
  }
  for (const name of ['../x.csv', 'a/../../x.csv', 'a//x.csv'])
    assert.throws(() => openBelow('/data/sample', name), { code: 'FILE_NAME_REFUSED' }, name);
});

test('a link does not lead a writer out of the folder', async () => {
  const { folder, outside } = await folderWithLinks('linked');
  for (const into of [writeInside, keepInside]) {
    await assert.rejects(into(folder, ['mail', 'invoice.pdf'], 'x'), /a link points outside its folder/);
    await assert.rejects(into(folder, 'books.csv', 'x'), /a link points outside its folder/);
    await assert.rejects(into(folder, 'not-there.csv', 'x'), /a link points outside its folder/);
  }
  await assert.rejects(writeOut(join(folder, 'books.csv'), 'x'), /a link points outside its folder/);
  await assert.rejects(writeOut(join(folder, 'not-there.csv'), 'x'), /a link points outside its folder/);
  assert.deepEqual(await readdir(outside), ['books.csv']);
  assert.equal(await readFile(join(outside, 'books.csv'), 'utf8'), 'as it was');
  await symlink('real.csv', join(folder, 'beside.csv'));
  await writeFile(join(folder, 'real.csv'), '');
  await writeOut(join(folder, 'beside.csv'), 'through a link that stays');
  assert.equal(await readFile(join(folder, 'real.csv'), 'utf8'), 'through a link that stays');
  await writeOut('/dev/null', 'and a device is nobody’s file');
});

test('what Daybook keeps is for its own user, what a person asked for is as other files of theirs', async () => {
  const folder = join(place, 'modes');
  const keptFile = await keepInside(join(folder, 'outbox'), ['mail', 'invoice.pdf'], 'x');
  assert.deepEqual(
    [await modeOf(join(folder, 'outbox')), await modeOf(join(folder, 'outbox', 'mail'))],
    ['700', '700'],
  );
  assert.equal(await modeOf(keptFile), '600');
  await writeFile(join(folder, 'outbox', 'mail', 'open.pdf'), '', { mode: 0o644 });
  await keepInside(join(folder, 'outbox'), ['mail', 'open.pdf'], 'x');
  assert.equal(await modeOf(join(folder, 'outbox', 'mail', 'open.pdf')), '600');
  const stream = await streamKept(join(folder, 'inbox'), 'delivery.csv');
  await new Promise<void>((done) => stream.end('row', done));
  assert.deepEqual(
    [await modeOf(join(folder, 'inbox')), await modeOf(join(folder, 'inbox', 'delivery.csv'))],
    ['700', '600'],
  );
  await writeFile(join(folder, 'plain.csv'), 'x');
  await writeOut(join(folder, 'pnl.csv'), 'x');
  assert.equal(await modeOf(join(folder, 'pnl.csv')), await modeOf(join(folder, 'plain.csv')));
  await writeOut(join(folder, 'person.json'), 'x', { isPrivate: true });
  assert.equal(await modeOf(join(folder, 'person.json')), '600');
});

test('a secret that several make at once is one, and is replaced whole', async () => {
  const path = join(place, 'keys', 'master.json');
  const got = await Promise.all(['1', '2', '3', '4'].map((content) => keepOnce(path, content)));
  assert.deepEqual(new Set(got), new Set([await readFile(path, 'utf8')]));
  await replaceKept(path, 'new');
  assert.equal(await keepOnce(path, 'too late'), 'new');
  assert.deepEqual(await readdir(join(place, 'keys')), ['master.json']);
  assert.deepEqual([await modeOf(join(place, 'keys')), await modeOf(path)], ['700', '600']);
  await appendKept(join(place, 'heads.jsonl'), '1\n');
  await appendKept(join(place, 'heads.jsonl'), '2\n');
  assert.equal(await readFile(join(place, 'heads.jsonl'), 'utf8'), '1\n2\n');
});

test('what cannot be written is said in words', async () => {
  const said = [
    [join(place, 'nowhere', 'x.csv'), 'its folder does not exist'],
    [place, 'it is a folder'],
    [join(place, 'heads.jsonl', 'x.csv'), 'a part of its path is a file, not a folder'],
    [join(place, 'x'.repeat(300)), 'the name is too long'],
  ] as const;
  for (const [path, cause] of said)
    await assert.rejects(writeOut(path, ''), {
      code: 'FILE_NOT_WRITTEN',
      message: `The file ${path} cannot be written: ${cause}.`,
    });
});
