import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { questions } from '../../../src/warehouse/questions/index.ts';

const page = await readFile(new URL('../../../docs/reference/questions.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.replace(/^## [^]*$/m, '')] as const),
);

test('the reference describes the questions that exist, each once', () => {
  assert.deepEqual([...sections.keys()].sort(), questions.map(({ name }) => name).sort());
});

test('the reference names every parameter of a question and no other, and shows its example', () => {
  assert.ok(questions.length > 0);
  for (const { name, parameters, example } of questions) {
    const section = sections.get(name) ?? '';
    // Who asks is an option of every command, not a parameter of the question.
    const named = [...section.matchAll(/--(?!as )([a-z-]+)/g)].map(([, parameter = '']) => parameter);
    assert.deepEqual([...new Set(named)].sort(), parameters.map((parameter) => parameter.name).sort(), name);
    assert.ok(section.includes(`\n${example}\n`), `${name}: ${example}`);
    for (const choice of parameters.flatMap(({ choices }) => choices ?? [])) {
      assert.ok(page.includes(choice), `${name}: ${choice}`);
    }
  }
});
