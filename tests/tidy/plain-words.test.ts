import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors } from '../../src/kernel/errors.ts';
import { assertNone } from './findings.ts';
import { readTree, type TreeFile } from './tree.ts';

/** Words of the inside, which nobody reads outside of it. */
const insiderWords: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/--[a-z{]/, 'an option of a command'],
  [/\bdaybook [a-z]/, 'a command'],
  [/\bdocs\/|\.md\b/, 'a file of the documents'],
  [/\b[a-z]+[A-Z]\w*/, 'a name of the code'],
  [/\b[a-z]+_[a-z_]+\b/, 'a name of the database'],
  [/\b[RX]\d{2,3}\b|\b\d\.\d+:/, 'a number of a rule'],
];

/** What of them a text says, without the holes that are filled when it is said. */
function insiderWordsOf(text: string): string[] {
  const words = text.replaceAll(/\{\w+\}/g, '');
  return insiderWords.flatMap(([pattern, why]) => {
    const [word] = pattern.exec(words) ?? [];
    return word === undefined ? [] : [`“${word}” is ${why}: ${text}`];
  });
}

test('what a refusal says is in words that are right on every surface', () => {
  assert.deepEqual(
    insiderWordsOf('--month is wrong for billingAdmin, see docs/use/billing.md (R006)').length,
    4,
  );
  assertNone(Object.values(errors).flatMap(({ says }) => insiderWordsOf(says)));
});

test('a next step says itself what to do, and sends nobody to a file of the documents', () => {
  const sent = Object.values(errors).filter(({ next }) => /\bdocs\/|\.md\b/.test(next));
  assertNone(sent.map(({ next }) => next));
});

/** Requirements, and the documents of the project: those who use Daybook have neither. The command line names them. */
const documents = /\b(billing|contract-corpus|data|forecasting|operations|web)\.md\b|docs\/\w/;
const withDocuments = /^src\/commands\/|\.test\.tsx?$/;

/** Lines of code and of definitions that name a document where somebody reads it: in comments it may stay. */
function namedDocuments({ path, text }: TreeFile): string[] {
  const read = path.endsWith('.sql')
    ? text.replaceAll(/^comment on function [\s\S]*?';$|--.*$/gm, '')
    : text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|^import .*$/gm, '');
  return read
    .split('\n')
    .filter((line) => documents.test(line))
    .map((line) => `${path}: ${line.trim()}`);
}

test('texts name the rule, not the section of a document in which it is', async () => {
  const planted = { path: 'src/a.ts', text: '// billing.md 4\nconst says = "see docs/use/billing.md";\n' };
  assert.deepEqual(namedDocuments(planted), ['src/a.ts: const says = "see docs/use/billing.md";']);
  const files = await readTree();
  const read = files.filter(
    ({ path }) => /^(src|web)\/.*\.(tsx?|sql)$/.test(path) && !withDocuments.test(path),
  );
  assert.ok(read.length > 500, 'the code was not read');
  assertNone(read.flatMap(namedDocuments));
});
