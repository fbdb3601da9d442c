import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const bench = join(import.meta.dirname, '../../../bench/run.ts');

/** What bench/README.md promises to print. Times mean nothing at this size: that every part still runs is the test. */
const figures = [
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
  'i',
  'j',
  'k',
  'l',
  'm',
  'n',
  'o',
  'p',
  'q',
  'r',
  's',
  't',
  'u',
  'v',
  'w',
  'y',
];

test('every part of the bench runs and prints its figures at a hundredth of its size', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [bench, '--scale', '0.01']);
  for (const figure of figures) {
    const lines = stdout.split('\n').filter((line) => line.startsWith(`(${figure}) `));
    assert.ok(lines.length > 0, `no line of figure (${figure}) in:\n${stdout}`);
    for (const line of lines)
      assert.match(line, /[\d.]+( s| ms| MB| rows)?( · .*| \(.*\))?$/, `no figure in: ${line}`);
    for (const line of lines) assert.doesNotMatch(line, /NaN|Infinity|undefined/);
  }
});
