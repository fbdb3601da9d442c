// The checkers that have no long list of house rules: a few planted faults each, and a sound file beside them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { shippedOnly } from '../step.ts';
import { plant, type PlantedProject } from './planted-project.ts';

const files: Readonly<Record<string, string>> = {
  'src/main.ts': "import { load } from './commands/load.ts';\nimport './kernel/tested.ts';\n\nload();\n",
  'src/commands/load.ts': 'export function load(): void {}\nexport function neverCalled(): void {}\n',
  'src/kernel/tested.ts':
    'export function onlyTested(): void {}\nexport function usedInside(): void {}\nusedInside();\n',
  'src/kernel/tested.test.ts':
    "import { onlyTested, usedInside } from './tested.ts';\n\nonlyTested();\nusedInside();\n",
  'src/warehouse/alone.ts': 'export const alone = 1;\n',
  'src/warehouse/sound.ts': "export const text = 'x';\n",
  'src/warehouse/unformatted.ts': 'export const text = "x"\n',
  'src/warehouse/untyped.ts': "export const count: number = 'one';\n",
  'src/warehouse/unchecked.ts': 'const texts: string[] = [];\nexport const first: string = texts[0];\n',
  'docs/unformatted.md': '* a list\n* with stars\n',
  'db/migrations/0001_faults.sql': `create table site (site_id text primary key, opened_at timestamp, code varchar(5));
drop table warehouse.site;
`,
  'db/migrations/0003_unfinished.sql': 'create table warehouse.room (\n',
  'db/migrations/0002_sound.sql':
    'create table warehouse.room (room_id bigint primary key, floors integer);\n',
  'db/migrations/0002_sound.down.sql': 'drop table warehouse.room;\n',
};

describe('planted faults are seen', () => {
  let project: PlantedProject;
  let knipped: Promise<readonly KnipIssue[]> | undefined;

  const knip = async (...more: readonly string[]): Promise<readonly KnipIssue[]> => {
    const { stdout, all } = await project.run('knip', ...more, '--reporter', 'json');
    assert.ok(stdout.startsWith('{'), all);
    return (JSON.parse(stdout) as { issues: readonly KnipIssue[] }).issues;
  };
  const knipWithTests = (): Promise<readonly KnipIssue[]> => (knipped ??= knip());

  before(async () => {
    project = await plant(files);
  });
  after(async () => project.remove());

  test('by prettier, in code and in documents', async () => {
    const { code, all } = await project.run('prettier', '--check', 'src', 'docs');
    assert.equal(code, 1);
    assert.match(all, /src\/warehouse\/unformatted\.ts/);
    assert.match(all, /docs\/unformatted\.md/);
    assert.doesNotMatch(all, /sound\.ts/);
    const nothing = await project.run('prettier', '--check', 'nothing');
    assert.notEqual(nothing.code, 0, 'prettier is green where there is no file');
  });

  test('by tsc: a wrong type, and an index that may find nothing', async () => {
    const { code, all } = await project.run('tsc', '--pretty', 'false');
    assert.notEqual(code, 0);
    assert.match(all, /^src\/warehouse\/untyped\.ts\(1,14\): error TS2322/m);
    assert.match(all, /^src\/warehouse\/unchecked\.ts\(2,14\): error TS2322/m);
    assert.doesNotMatch(all, /sound\.ts/);
  });

  test('by knip: a file, an export and a package that nobody uses', async () => {
    const issues = await knipWithTests();
    const seen = (kind: Exclude<keyof KnipIssue, 'file'>, file: string): string[] =>
      issues
        .filter((issue) => issue.file === file)
        .flatMap((issue) => (issue[kind] ?? []).map(({ name }) => name));
    assert.deepEqual(seen('files', 'src/warehouse/alone.ts'), ['src/warehouse/alone.ts']);
    assert.deepEqual(seen('exports', 'src/commands/load.ts'), ['neverCalled']);
    assert.ok(seen('dependencies', 'package.json').includes('commander'));
    assert.deepEqual(seen('files', 'src/main.ts'), []);
  });

  test('by knip without the tests: what only tests call', async () => {
    const ofTested = (issues: readonly KnipIssue[]): string[] =>
      issues
        .filter(({ file }) => file === 'src/kernel/tested.ts')
        .flatMap((issue) => (issue.exports ?? []).map(({ name }) => name));
    assert.deepEqual(ofTested(await knip(...shippedOnly)), ['onlyTested']);
    assert.deepEqual(ofTested(await knipWithTests()), []);
  });

  test('by squawk, but for the rules that .squawk.toml switches off', async () => {
    const { code, all } = await project.run(
      'squawk',
      '--reporter',
      'gcc',
      '--exclude-path=*.down.sql',
      'db/migrations/*.sql',
    );
    assert.equal(code, 1);
    for (const rule of [
      'require-table-schema',
      'ban-drop-table',
      'prefer-timestamp-tz',
      'prefer-text-field',
    ]) {
      assert.match(all, new RegExp(`0001_faults\\.sql:\\d+:\\d+: \\w+: ${rule} `));
    }
    assert.match(all, /0003_unfinished\.sql:\d+:\d+: error: syntax-error/);
    assert.doesNotMatch(all, /0002_sound|require-lock-timeout|prefer-bigint/);
    const nothing = await project.run('squawk', 'db/nothing/*.sql');
    assert.notEqual(nothing.code, 0, 'squawk is green where there is no file');
  });
});

interface KnipIssue {
  readonly file: string;
  readonly files?: readonly { name: string }[];
  readonly exports?: readonly { name: string }[];
  readonly dependencies?: readonly { name: string }[];
}
