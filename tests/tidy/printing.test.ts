import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTree } from './tree.ts';

/** Where text goes to a terminal or a log; each of them makes visible what a terminal would obey. */
const writers = new Set([
  'src/commands/command.ts',
  'src/delivery/http/answer-errors.ts',
  'src/platform/logs/open-log.ts',
]);
const writes = /\bprocess\.std(out|err)\.write\(|\bconsole\.\w+\(/;

test('everything that is printed goes through the functions that make escapes visible', async () => {
  const product = (await readTree()).filter(
    ({ path }) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'),
  );
  const found = product.filter(({ text }) => writes.test(text));
  assert.deepEqual(found.map(({ path }) => path).toSorted(), [...writers].toSorted());
  for (const { path, text } of found)
    for (const line of text.split('\n').filter((each) => writes.test(each)))
      assert.match(line, /visibleText\(/, path);
});
