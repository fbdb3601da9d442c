// A checker that reads nothing is green. So every house rule has a fault planted, in a project of its own under the
// real configuration, and eslint has to name it. Beside the faults stand sound files, of which it must say nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plant } from './planted-project.ts';

type Fault = readonly [rule: string, path: string, text: string];

const faults: readonly Fault[] = [
  ['no-restricted-syntax', 'src/warehouse/clock-1.ts', 'export const now = new Date();'],
  ['no-restricted-syntax', 'src/warehouse/clock-2.ts', 'export const now = Date.now();'],
  ['no-restricted-syntax', 'src/warehouse/clock-3.ts', 'export const day = new Date(2025, 2, 31);'],
  ['no-restricted-syntax', 'src/warehouse/clock-4.ts', 'export const now = Date();'],
  ['no-restricted-syntax', 'src/warehouse/clock-5.test.ts', 'export const now = new Date();'],
  ['no-restricted-syntax', 'src/kernel/decimal.ts', 'export const now = new Date();'],
  ['no-restricted-syntax', 'src/warehouse/money-1.ts', "export const money = Number('0.1');"],
  ['no-restricted-syntax', 'src/warehouse/money-2.ts', "export const money = parseFloat('0.1');"],
  ['no-restricted-syntax', 'src/warehouse/money-3.ts', "export const money = Number.parseFloat('0.1');"],
  ['no-restricted-syntax', 'src/warehouse/money-4.ts', 'export const money = (0.1).toFixed(2);'],
  ['no-restricted-syntax', 'src/warehouse/money-5.ts', "export const money = +'0.1';"],
  ['no-restricted-syntax', 'src/kernel/clock.ts', "export const money = Number('0.1');"],
  ['no-restricted-syntax', 'src/warehouse/environment-1.ts', "export const home = process.env['HOME'];"],
  ['no-restricted-syntax', 'src/warehouse/environment-2.ts', 'export const { env } = process;'],
  ['no-restricted-syntax', 'src/warehouse/environment-3.ts', "export { env } from 'node:process';"],
  [
    'no-restricted-syntax',
    'src/warehouse/environment-4.ts',
    "import { env } from 'node:process';\nexport const e = env;",
  ],
  ['no-restricted-syntax', 'tests/environment-5.ts', "export const home = process.env['HOME'];"],
  ['no-restricted-syntax', 'src/warehouse/sql-1.ts', asking('db.query(`select ${name}`)')],
  ['no-restricted-syntax', 'src/warehouse/sql-2.ts', asking("db.query('select ' + name)")],
  ['no-restricted-syntax', 'src/warehouse/sql-3.ts', asking('db.copyInto(db, `copy ${name} from stdin`)')],
  ['no-restricted-syntax', 'src/warehouse/sql-4.ts', asking('db.query({ text: `select ${name}` })')],
  ['no-restricted-syntax', 'src/warehouse/sql-5.ts', asking('copyInto(db, `copy ${name} from stdin`)')],
  ['no-restricted-syntax', 'tests/sql-6.test.ts', asking("copyInto(db, 'copy ' + name)")],
  [
    'no-restricted-syntax',
    'src/warehouse/file-1.ts',
    writing("import { writeFile } from 'node:fs/promises';"),
  ],
  ['no-restricted-syntax', 'src/billing/file-2.ts', writing("import * as fs from 'node:fs';")],
  ['no-restricted-syntax', 'src/kernel/file-3.ts', writing("import { createWriteStream as to } from 'fs';")],
  ['no-restricted-syntax', 'src/commands/file-4.ts', writing("import { open } from 'node:fs/promises';")],
  ['no-restricted-syntax', 'src/warehouse/packed-1.ts', 'export const x = { a: 1, ...{ b: 2 } };'],
  ['no-restricted-syntax', 'tests/packed-2.test.ts', 'export const x = { a: 1, ...{ b: 2 } };'],
  ['no-restricted-syntax', 'bench/packed-3.ts', 'export const x = { a: 1, ...{ b: 2 } };'],
  ['no-restricted-syntax', 'src/warehouse/name-1.ts', 'const found = [1];\nexport const x = found;'],
  [
    'no-restricted-syntax',
    'src/warehouse/name-of-a-type.ts',
    'export interface WantedSite {\n  site: string;\n}',
  ],
  ['no-restricted-syntax', 'src/commands/name-2.ts', 'const [kept] = [1];\nexport const x = kept;'],
  ['no-restricted-syntax', 'src/contracts/name-3.test.ts', 'export let told = 1;\ntold += 1;'],
  ['no-restricted-syntax', 'src/warehouse/name-4.ts', 'export const f = (given: number): number => given;'],
  [
    'no-restricted-syntax',
    'src/warehouse/name-5.ts',
    'export function f(wanted = 1): number {\n  return wanted;\n}',
  ],
  [
    'no-restricted-syntax',
    'src/warehouse/name-6.ts',
    'export const f = ({ a, ...asked }: { a: 1; b: 2 }): object => [a, asked];',
  ],
  [
    'no-restricted-syntax',
    'src/warehouse/name-7.ts',
    'export const f = ({ a: known }: { a: number }): number => known;',
  ],
  ['no-console', 'src/warehouse/console.ts', "console.log('x');\nexport const x = 1;"],
  ['@typescript-eslint/no-explicit-any', 'src/warehouse/any.ts', 'export const x: any = 1;'],
  ['@typescript-eslint/ban-ts-comment', 'src/warehouse/comment-1.ts', '// @ts-ignore\nexport const x = 1;'],
  [
    '@typescript-eslint/ban-ts-comment',
    'src/warehouse/comment-2.ts',
    '// @ts-expect-error: x\nexport const x = 1;',
  ],
  ['no-empty', 'src/warehouse/catch.ts', "try {\n  JSON.parse('');\n} catch {}\nexport const x = 1;"],
  ['no-var', 'src/warehouse/disabled.ts', '// eslint-disable-next-line no-var\nexport var x = 1;'],
  [
    '@typescript-eslint/no-floating-promises',
    'src/warehouse/forgotten.ts',
    'Promise.resolve(1);\nexport const x = 1;',
  ],
  [
    'no-restricted-syntax',
    'src/commands/rights.ts',
    "import { requireRight } from '../platform/security/index.ts';\nexport const ask = requireRight;",
  ],
  ['@typescript-eslint/max-params', 'src/warehouse/parameters.ts', functionOf(5, 3)],
  ['max-lines-per-function', 'src/warehouse/function.ts', functionOf(1, 71)],
  ['max-lines', 'src/warehouse/file.ts', 'export {};\n'.repeat(451)],
  ['max-lines', 'src/warehouse/file.test.ts', 'export {};\n'.repeat(701)],
  ['complexity', 'src/warehouse/complex.ts', branching(16)],
  [
    'no-restricted-syntax',
    'web/sites/text-1.tsx',
    'export const x = (): unknown => <div>Sites of yours</div>;',
  ],
  ['no-restricted-syntax', 'web/sites/text-2.tsx', 'export const x = (): unknown => <div title="Sites" />;'],
  ['no-restricted-syntax', 'web/design/clock.ts', 'export const now = new Date();'],
  ['no-restricted-syntax', 'web/design/money.ts', "export const money = Number('0.1');"],
  ['no-undef', 'bin/undefined.js', 'launch();'],
];

const sound: Readonly<Record<string, string>> = {
  'src/kernel/sound.ts': "export const count = Number.parseInt('12', 10);",
  'src/kernel/instant.ts': "export const at = new Date('2025-03-01T00:00:00Z');",
  'src/warehouse/sound.ts': asking("db.query('select $1', [name])"),
  'src/warehouse/reads.ts': "import { readFile } from 'node:fs/promises';\nexport const read = readFile;",
  'src/kernel/inside-folder.ts':
    "import { writeFile } from 'node:fs/promises';\nexport const write = writeFile;",
  'src/warehouse/sizes.ts': functionOf(4, 70),
  'src/warehouse/branches.ts': branching(15),
  'src/warehouse/lines.ts': 'export {};\n'.repeat(449),
  'src/warehouse/sound.test.ts': testOf(80),
  'src/commands/print.ts': "console.log('x');",
  'src/warehouse/rights.ts':
    "import { requireRight } from '../platform/security/index.ts';\nexport const ask = requireRight;",
  'src/platform/security/index.ts': 'export const requireRight = 1;',
  'src/platform/configuration.ts': "export const home = process.env['HOME'];",
  'src/warehouse/name.ts':
    'export function x(of: { made: number }): number {\n  const { made } = of;\n  return made;\n}',
  'src/warehouse/spread.ts': 'const key = { a: 1 };\nexport const x = { ...key, b: 2 };',
  'web/sites/sound.tsx': 'export const x = (title: string): unknown => <div title={title}>{title}</div>;',
  'web/service/session.ts': 'export const now = new Date();',
  'tests/database.ts': "export const server = process.env['SERVER'];",
  'bin/sound.js': "process.on('SIGINT', () => console.log('x'));",
};

test('eslint sees every planted fault, and none in sound code', async () => {
  const planted = Object.fromEntries(faults.map(([, path, text]) => [path, `${text}\n`]));
  const project = await plant({ ...planted, ...sound });
  try {
    const { stdout, all } = await project.run(
      'eslint',
      '--format',
      'json',
      'src',
      'web',
      'tests',
      'bench',
      'bin',
    );
    assert.ok(stdout.startsWith('['), all);
    const files = JSON.parse(stdout) as readonly LintedFile[];
    for (const [rule, path] of faults) {
      const rules = rulesIn(path, files);
      assert.ok(rules.includes(rule), `${path}: ${rule} saw nothing, only [${rules.join(', ')}]`);
    }
    for (const path of Object.keys(sound)) assert.deepEqual(rulesIn(path, files), [], path);
  } finally {
    await project.remove();
  }
});

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { ruleId: string | null }[];
}

function rulesIn(path: string, files: readonly LintedFile[]): (string | null)[] {
  const file = files.find(({ filePath }) => filePath.endsWith(`/${path}`));
  assert.ok(file, `${path} was not looked at`);
  return file.messages.map(({ ruleId }) => ruleId);
}

function asking(call: string): string {
  return `interface Db {
  query: (text: unknown, values?: unknown[]) => Promise<void>;
  copyInto: (db: unknown, text: string) => Promise<void>;
}
declare const copyInto: Db['copyInto'];
export async function ask(db: Db, name: string): Promise<void> {
  await ${call};
  await copyInto(db, 'copy warehouse.site from stdin');
  if (name === '') await db.query('select 1');
}`;
}

/** A file that opens another for writing, with one more import before it. */
function writing(imported: string): string {
  return `${imported}
declare const open: (path: string, mode: string) => Promise<number>;
export const writes = open('/tmp/x', 'w');`;
}

function functionOf(parameters: number, lines: number): string {
  const names = Array.from({ length: parameters }, (_, at) => `p${at}`);
  const typed = names.map((name) => `${name}: number`).join(', ');
  const body = '  Math.max(1, 2);\n'.repeat(lines - 3);
  return `export function sum(${typed}): number {\n${body}  return ${names.join(' + ')};\n}`;
}

function branching(paths: number): string {
  const returns = Array.from({ length: paths - 1 }, (_, at) => `  if (x === ${at}) return '${at}';\n`).join(
    '',
  );
  return `export function name(x: number): string {\n${returns}  return 'many';\n}`;
}

function testOf(lines: number): string {
  const body = '    Math.max(1, 2);\n'.repeat(lines);
  return `import { describe, test } from 'node:test';\n\ndescribe('x', () => {\n  test('y', () => {\n${body}  });\n});`;
}
