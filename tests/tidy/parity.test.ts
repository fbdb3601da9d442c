import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const page = await readFile(new URL('../../docs/reference/parity.md', import.meta.url), 'utf8');
const answers = ['there', 'in part', 'otherwise', 'open'];

interface Row {
  readonly number: number;
  readonly answer: string;
  readonly where: string;
}

const rows = page.split('\n').flatMap((line): Row[] => {
  const cells = /^\| +(\d+) +\|(.*)\|(.*)\|(.*)\|$/.exec(line)?.map((cell) => cell.trim());
  if (cells === undefined) return [];
  const [, number = '', , answer = '', where = ''] = cells;
  return [{ number: Number.parseInt(number, 10), answer, where }];
});

test('each of the 195 features has an answer, and says where it is or what is missing', () => {
  assert.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 195 }, (_, at) => at + 1),
  );
  for (const { number, answer, where } of rows) {
    assert.ok(answers.includes(answer), `${String(number)}: ${answer}`);
    assert.ok(where.length > 3, `${String(number)} says not where`);
  }
});

test('the page counts its answers', () => {
  const count = (answer: string): string => String(rows.filter((row) => row.answer === answer).length);
  const sentence =
    `Of 195 features ${count('there')} are there, ${count('in part')} in part, ` +
    `${count('otherwise')} decided otherwise and ${count('open')} open.`;
  assert.ok(page.includes(sentence), sentence);
});
