import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsByName } from '../../src/platform/operator/index.ts';
import { assertNone } from './findings.ts';
import { readTree, type TreeFile } from './tree.ts';

/** A main account of the ledger in quotes. */
const ACCOUNT = /'[4-7]\d{3}'/g;

/** Where the accounts are described, and what is made of the description. */
const DESCRIBED = [
  'src/platform/operator/facts.ts',
  'src/platform/operator/delivered-facts.sql',
  'src/platform/operator/other-expense.ts',
  'src/warehouse/questions/ledger/other-expense-fields.sql',
];

/** What looks like an account and is none. */
const NO_ACCOUNTS: Readonly<Record<string, string>> = {
  'src/platform/database/probe-server.ts': "'5432'",
  'src/sources/site-master/index.ts': "'5000'",
  'src/forecasting/entries/areas.ts': "'5000'",
};

const isCode = ({ path }: TreeFile): boolean =>
  /^src\/.*\.(ts|sql)$/.test(path) && !/\.test\.ts$|\/sample\//.test(path);

function accountsIn(files: readonly TreeFile[]): string[] {
  return files
    .filter((file) => isCode(file) && !DESCRIBED.includes(file.path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(ACCOUNT)]
        .filter(([account]) => NO_ACCOUNTS[path] !== account)
        .map(([account]) => `${path}: ${account} belongs to src/platform/operator/facts.ts`),
    );
}

/** Names that SQL asks for and nobody describes, and facts that nothing asks for. */
function unread(files: readonly TreeFile[], names: readonly string[]): string[] {
  const code = files.filter((file) => isCode(file) && !DESCRIBED.includes(file.path));
  const asked = code.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:fact_(?:values|first|last)|fact_of_run)\((?:[\w.]+, )?'([^']+)'\)/g)].map(
      ([, name = '']) => ({ path, name }),
    ),
  );
  const properties = code.map(({ text }) => text).join('\n');
  const keyOf = (name: string): string =>
    name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    ...asked
      .filter(({ name }) => !names.includes(name))
      .map(({ path, name }) => `${path} asks for the fact ${name}, which is none`),
    ...names
      .filter((name) => !asked.some((one) => one.name === name))
      .filter((name) => !new RegExp(`\\b${keyOf(name)}\\b`).test(properties))
      .map((name) => `nothing reads the fact ${name}`),
  ];
}

const planted = (path: string, text: string): TreeFile => ({ path, text });

test('a planted account, a fact that is none and one that nothing reads are seen', () => {
  assert.deepEqual(
    accountsIn([
      planted('src/billing/run/bill.ts', "const code = '4790';"),
      planted('src/billing/run/bill.test.ts', "const code = '4790';"),
      planted('src/contracts/sample/lines.ts', "const code = '4790';"),
      planted('src/platform/operator/facts.ts', "['4790']"),
    ]),
    ["src/billing/run/bill.ts: '4790' belongs to src/platform/operator/facts.ts"],
  );
  assert.deepEqual(
    unread(
      [
        planted('src/warehouse/a.sql', "select platform.fact_first('claims-account')"),
        planted('src/billing/a.sql', "select billing.fact_of_run(run_id, 'excluded-entities')"),
        planted('src/contracts/a.ts', 'facts.operator.bellRevenueCodes'),
      ],
      ['excluded-entities', 'bell-revenue-codes', 'claims-accounts'],
    ),
    [
      'src/warehouse/a.sql asks for the fact claims-account, which is none',
      'nothing reads the fact claims-accounts',
    ],
  );
});

test('no account of the ledger stands in quotes but where it is described', async () => {
  const files = await readTree();
  assert.ok(files.filter(isCode).length > 300, 'no code was looked at');
  assertNone(accountsIn(files));
});

test('every fact is read, and what SQL asks for is described', async () => {
  assertNone(unread(await readTree(), [...factsByName.keys()]));
});
