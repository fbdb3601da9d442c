import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { assertNone } from './findings.ts';
import { folderOf, readTree, type TreeFile } from './tree.ts';

const PAGE = 'docs/reference/asvs.md';
const VERDICTS = ['test', 'shown', 'not applicable', 'open'];
/** Characters that a reason has at least. */
const REASON = 15;

const soundRows = [
  '| V1.1.1 | Escape | 1 | test | [a](../../tests/a.test.ts) “it escapes”, “it ends” |',
  '| V1.1.2 | Decode | 2 | shown | [a](../../src/a.ts): once |',
  '| V1.2.10 | Java | 2 | not applicable | There is no Java here. |',
  '| V1.10.1 | Mail | 2 | open | Nothing limits mail: [a](../../src/a.ts). |',
];

test('planted wrong rows and counts are seen', () => {
  assert.deepEqual(found(soundRows), []);
  const [tested = '', shown = '', reason = ''] = soundRows;
  const wrong: readonly (readonly [row: string, finding: string])[] = [
    [tested.replace('a.test.ts', 'b.test.ts'), 'V1.1.1 links tests/b.test.ts, which is not there'],
    [tested.replace('it ends', 'it never ends'), 'V1.1.1: tests/a.test.ts has no test “it never ends”'],
    [tested.replace(/ “.*”/, ''), 'V1.1.1 names no test'],
    [tested.replaceAll('tests/a.test.ts', 'src/a.ts'), 'V1.1.1 names no test'],
    [tested.replace('V1.1.1', 'V1.1'), 'V1.1 is no number of a requirement'],
    [tested.replace('| 1 |', '| 3 |'), 'V1.1.1: 3 is no level of this page'],
    [tested.replace('| test |', '| tested |'), 'V1.1.1: tested is no verdict'],
    [tested.replace('| Escape ', ''), 'V1.1.1 has 4 cells'],
    [shown.replace(/\[.*\)/, 'src/a.ts'), 'V1.1.2 links nothing'],
    [reason.replace('There is no Java here.', 'No.'), 'V1.2.10 gives no reason'],
  ];
  for (const [row, finding] of wrong) {
    const id = finding.split(/[ :]/)[0] ?? '';
    const rows = soundRows.map((each) => (each.startsWith(`| ${id}`) ? row : each));
    assert.ok(found(rows).includes(finding), `${finding}: only [${found(rows).join(', ')}]`);
  }
  assert.ok(found([tested, tested, shown]).includes('V1.1.1 does not come after V1.1.1'));
  assert.ok(found([shown, tested]).includes('V1.1.1 does not come after V1.1.2'));
  assert.deepEqual(found(soundRows, { test: 2 }), ['the page counts 2 rows of test and has 1']);
});

test('every requirement of the ASVS has a verdict that can be looked up', async () => {
  const files = await readTree();
  const page = files.find(({ path }) => path === PAGE);
  assert.ok(page, `${PAGE} is not there`);
  // What the standard has on levels 1 and 2.
  assert.equal(rowsOf(page.text).length, 253, 'rows were added or taken away');
  assertNone(wrongRows(page, files));
});

/** What is found of a page with these rows, which counts them itself but for what `counts` says. */
function found(rows: readonly string[], counts: Readonly<Record<string, number>> = {}): string[] {
  const counted = VERDICTS.map((verdict) => {
    const count = counts[verdict] ?? rows.filter((row) => row.includes(`| ${verdict} |`)).length;
    return `| \`${verdict}\` | means | ${count} |`;
  });
  const head = '| Requirement | Asks | Level | Verdict | Where |\n| --- | --- | --- | --- | --- |';
  const page = { path: PAGE, text: [...counted, '', '## V1 Planted', '', head, ...rows].join('\n') };
  const planted = [
    { path: 'tests/a.test.ts', text: "test('it escapes', work);\ntest('it ends', work);\n" },
    { path: 'src/a.ts', text: '' },
  ];
  return wrongRows(page, planted);
}

/** The cells of each row, without head and line of dashes; tables before the first chapter are not looked at. */
function rowsOf(page: string): string[][] {
  const chapters = page.slice(page.search(/^## V\d/m)).split('\n');
  return chapters
    .filter((line) => line.startsWith('|') && !/^\| (Requirement|---+) /.test(line))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()));
}

function wrongRows(page: TreeFile, files: readonly TreeFile[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const rows = rowsOf(page.text);
  return [
    ...rows.flatMap((cells) => wrongForm(cells)),
    ...rows.flatMap(([id = '', , , verdict, where = '']) => [
      ...wrongLinks(id, where, texts),
      ...unproven(id, verdict, where),
    ]),
    ...wrongOrder(rows.map(([id = '']) => id)),
    ...wrongCounts(page.text, rows),
  ];
}

function wrongForm(cells: readonly string[]): string[] {
  const [id = '', , level = '', verdict = ''] = cells;
  if (cells.length !== 5) return [`${id} has ${cells.length} cells`];
  return [
    ...(/^V\d+\.\d+\.\d+$/.test(id) ? [] : [`${id} is no number of a requirement`]),
    ...(['1', '2'].includes(level) ? [] : [`${id}: ${level} is no level of this page`]),
    ...(VERDICTS.includes(verdict) ? [] : [`${id}: ${verdict} is no verdict`]),
  ];
}

interface Proof {
  readonly path: string;
  /** Titles of tests that stand behind the link. */
  readonly titles: readonly string[];
}

function proofsOf(where: string): Proof[] {
  const links = where.matchAll(/\]\(([^)\s]+)\)((?:,? “[^”]+”)*)/g);
  return [...links].map(([, target = '', quoted = '']) => ({
    path: posix.join(folderOf(PAGE), target),
    titles: [...quoted.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title),
  }));
}

function wrongLinks(id: string, where: string, texts: ReadonlyMap<string, string>): string[] {
  return proofsOf(where).flatMap(({ path, titles }) => {
    const text = texts.get(path);
    if (text === undefined) return [`${id} links ${path}, which is not there`];
    return titles
      .filter((title) => ![`'${title}'`, `\`${title}\``].some((each) => text.includes(each)))
      .map((title) => `${id}: ${path} has no test “${title}”`);
  });
}

function unproven(id: string, verdict: string | undefined, where: string): string[] {
  const proofs = proofsOf(where);
  const isTested = proofs.some(({ path, titles }) => path.endsWith('.test.ts') && titles.length > 0);
  if (verdict === 'test') return isTested ? [] : [`${id} names no test`];
  if (verdict === 'shown') return proofs.length > 0 ? [] : [`${id} links nothing`];
  return where.length < REASON ? [`${id} gives no reason`] : [];
}

function wrongOrder(ids: readonly string[]): string[] {
  const inOrder = new Intl.Collator('en', { numeric: true });
  return ids.slice(1).flatMap((id, at) => {
    const before = ids[at] ?? '';
    return inOrder.compare(id, before) > 0 ? [] : [`${id} does not come after ${before}`];
  });
}

function wrongCounts(page: string, rows: readonly (readonly string[])[]): string[] {
  return VERDICTS.flatMap((verdict) => {
    const told = new RegExp(`^\\| \`${verdict}\` +\\|[^|]*\\| (\\d+) *\\|$`, 'm').exec(page)?.[1] ?? 'no';
    const count = String(rows.filter(([, , , each]) => each === verdict).length);
    return told === count ? [] : [`the page counts ${told} rows of ${verdict} and has ${count}`];
  });
}
