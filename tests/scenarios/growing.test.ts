// What docs/grow says is followed: everything that its pages add is planted in a copy of the repository, where the
// named tests are green; and with any step left out, the test or the types that the page names say so in a sentence.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDatabase } from '../../src/platform/database/index.ts';
import { addressOf, runningServer, testEnvironment } from '../database.ts';
import { assertNone } from '../tidy/findings.ts';
import { readTree, type TreeFile } from '../tidy/tree.ts';
import type { Step, Teller } from './growing/addition.ts';
import { additions } from './growing/additions.ts';
import { copyTree, grownTexts, verdictsOf } from './growing/grown-tree.ts';
import { typesOf } from './growing/types-of.ts';

interface PlacedStep {
  readonly page: string;
  readonly step: Step;
}

const steps: readonly PlacedStep[] = additions.flatMap(({ page, steps: ofPage }) =>
  ofPage.map((step) => ({ page, step })),
);
const isTest = (told: Teller): told is Extract<Teller, { test: string }> => 'test' in told;
const tree = await readTree();

/** Rounds in which at most one step of each page is left out, so that what is red is red for that step. */
function rounds(some: readonly PlacedStep[]): PlacedStep[][] {
  const sorted: PlacedStep[][] = [];
  for (const one of some) {
    const round = sorted.find((placed) => placed.every(({ page }) => page !== one.page));
    if (round) round.push(one);
    else sorted.push([one]);
  }
  return sorted;
}

/** Steps of a page as they are numbered there, a second table with a b. */
function numbersOn({ text }: TreeFile): string[] {
  let table = 0;
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('| step')) table += 1;
    const number = /^\| (\d+)\. /.exec(line)?.[1];
    return number === undefined ? [] : [table > 1 ? `b${number}` : number];
  });
}

test('every step of every page of docs/grow is planted', () => {
  const pages = tree.filter(({ path }) => /^docs\/grow\/(?!README)/.test(path));
  assert.equal(pages.length, additions.length);
  assertNone(
    pages.flatMap((page) => {
      const planted = steps.filter((one) => page.path.endsWith(`/${one.page}.md`));
      const named = (number: string): string => `${page.path}: step ${number} is not planted`;
      const unplanted = numbersOn(page).filter((number) =>
        planted.every(({ step }) => step.number !== number),
      );
      const untold = planted.flatMap(({ step: { number, told } }) =>
        !('title' in told) || page.text.includes(told.title)
          ? []
          : [`${page.path}: step ${number} does not name “${told.title}”`],
      );
      return [...unplanted.map(named), ...untold];
    }),
  );
});

test('the number of files that a change touches is the one that the overview says', () => {
  const overview = tree.find(({ path }) => path === 'docs/grow/README.md')?.text ?? '';
  const said = [...overview.matchAll(/\]\(([\w-]+)\.md\) +\| \d+ +\| (\d+) /g)];
  assert.equal(said.length, 4);
  for (const [, page = '', count = ''] of said) {
    const planted = additions.find((one) => one.page === page)?.steps.flatMap(({ edits }) => edits) ?? [];
    assert.equal(new Set(planted.map(({ path }) => path)).size, Number.parseInt(count, 10), page);
  }
});

test('types tell of every step that they are said to tell of', () => {
  const told = steps.filter(({ step }) => 'types' in step.told);
  const paths = told.flatMap(({ step }) => ('types' in step.told ? [step.told.types] : []));
  let texts = grownTexts(tree, additions);
  const types = typesOf(paths, () => texts);
  assertNone(paths.flatMap((path) => (types(path) === '' ? [] : [`with every step: ${types(path)}`])));
  const findings: string[] = [];
  for (const round of rounds(told)) {
    texts = grownTexts(
      tree,
      additions,
      round.map(({ step }) => step),
    );
    for (const { page, step } of round) {
      if (!('types' in step.told)) continue;
      const said = types(step.told.types);
      if (!step.told.says.test(said))
        findings.push(`${page} ${step.number}: ${step.told.types} says “${said}”`);
    }
  }
  assertNone(findings);
});

test('a step that is left out turns the test red that its page names', async () => {
  const server = await runningServer();
  const owner = await openDatabase({ databaseUrl: server.url, dataDir: '' }, { poolSize: 1 });
  const grown = await copyTree(tree);
  const made: string[] = [];
  after(async () => {
    for (const name of made) await owner.execute(`drop database if exists ${name} with (force)`);
    await owner.close();
    await grown.remove();
    await server.stop();
  });
  const clone = async (name: string, template: string): Promise<string> => {
    await owner.execute(`create database ${name} template ${template} strategy file_copy`);
    made.push(name);
    return addressOf(server.url, name);
  };
  const envOf = (template: string): NodeJS.ProcessEnv => testEnvironment(server, template);
  const whole = `grown_${String(process.pid)}`;
  await grown.write(grownTexts(tree, additions));
  const script = 'tests/scenarios/growing/grow-database.ts';
  const address = await clone(whole, 'daybook_template');
  const said = await grown.run(envOf(whole), script, 'migrate', address);
  assert.equal(
    said.replaceAll(/^\(.*\n|^.*Warning.*\n/gm, ''),
    '',
    'the planted migrations and definitions are applied',
  );

  const findings: string[] = [];
  for (const [at, round] of rounds(steps.filter(({ step }) => isTest(step.told))).entries()) {
    await grown.write(
      grownTexts(
        tree,
        additions,
        round.map(({ step }) => step),
      ),
    );
    const undone = round.flatMap(({ step }) => step.undo ?? []);
    const template = undone.length === 0 ? whole : `${whole}_${String(at)}`;
    if (undone.length > 0) {
      const database = await openDatabase({ databaseUrl: await clone(template, whole), dataDir: '' });
      for (const statement of undone) await database.execute(statement);
      await database.close();
    }
    const tests = round.flatMap(({ step: { told } }) => (isTest(told) ? [told] : []));
    const verdicts = await verdictsOf(grown, tests, envOf(template));
    for (const { page, step } of round) {
      if (!isTest(step.told)) continue;
      const verdict = verdicts.get(step.told.title);
      if (verdict?.isGreen === false && step.told.says.test(verdict.said)) continue;
      findings.push(
        `${page} ${step.number}: “${step.told.title}” says ${verdict?.said.slice(0, 400) ?? 'nothing'}`,
      );
    }
  }
  assertNone(findings);

  await grown.write(grownTexts(tree, additions));
  await grown.run(envOf(whole), script, 'migrate', address);
  await grown.run(envOf(whole), script, 'pages', address);
  const all = steps.flatMap(({ step: { told } }) => (isTest(told) ? [told] : []));
  const verdicts = await verdictsOf(grown, all, envOf(whole));
  assertNone(
    [...new Set(all.map(({ title }) => title))].flatMap((title) =>
      verdicts.get(title)?.isGreen === true
        ? []
        : [`with every step: “${title}” says ${verdicts.get(title)?.said.slice(0, 400) ?? 'nothing'}`],
    ),
  );
});
