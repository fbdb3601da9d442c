import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// House rules in words that say what to do instead. tests/tidy plants each fault and expects it to be seen.

const clockRules = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take a Clock: only src/kernel/clock.ts asks the machine for the time of day.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length>1]",
    message: 'new Date(year, month, …) counts in the time zone of the machine: use Date.UTC or ISO text.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take a Clock; for a duration use performance.now().',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'Take a Clock: only src/kernel/clock.ts asks the machine for the time of day.',
  },
];

const environmentRules = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only src/platform/configuration.ts reads the environment: take a Configuration.',
  },
  {
    selector: "VariableDeclarator[init.name='process'] Property[key.name='env']",
    message: 'Only src/platform/configuration.ts reads the environment: take a Configuration.',
  },
  {
    selector: "ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name='env']",
    message: 'Only src/platform/configuration.ts reads the environment: take a Configuration.',
  },
  {
    selector: "ExportNamedDeclaration[source.value=/^(node:)?process$/] ExportSpecifier[local.name='env']",
    message: 'Only src/platform/configuration.ts reads the environment: take a Configuration.',
  },
];

const moneyRules = [
  {
    selector: "CallExpression[callee.name='Number']",
    message:
      'Money stays exact text: decimal() of src/kernel/decimal.ts; a count is Number.parseInt(text, 10).',
  },
  {
    selector: ":matches(Identifier[name='parseFloat'], MemberExpression[property.name='parseFloat'])",
    message: 'A binary float loses cents: decimal() of src/kernel/decimal.ts.',
  },
  {
    selector: "CallExpression[callee.property.name='toFixed']",
    message: 'toFixed rounds in binary: truncate() and toText() of src/kernel/decimal.ts.',
  },
  {
    selector: "UnaryExpression[operator='+']",
    message: '+text is a binary float: decimal() of src/kernel/decimal.ts, or Number.parseInt(text, 10).',
  },
];

// Files are written through one door, which refuses to leave a folder and knows who may read what it writes.
const writers = '/^(writeFile|appendFile|createWriteStream|copyFile|cp|open|link|symlink)(Sync)?$/';
const ofFiles = 'ImportDeclaration[source.value=/^(node:)?fs/]';
const fileRules = [
  {
    selector: `${ofFiles} ImportSpecifier[imported.name=${writers}]:not([imported.name='open'])`,
    message: 'Files are written by src/kernel/inside-folder.ts only: writeInside, keepInside, writeOut.',
  },
  {
    selector: `${ofFiles} :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)`,
    message: 'Name what is taken of node:fs: files are written by src/kernel/inside-folder.ts only.',
  },
  {
    selector: "CallExpression[callee.name='open'][arguments.1.value=/^([aw]x?\\+?|r\\+)$/]",
    message: 'A file is opened for writing by src/kernel/inside-folder.ts only.',
  },
];

// Surfaces call use cases, which ask for their rights themselves: a surface that comes later cannot forget one.
const rightRules = [
  {
    selector: 'ImportSpecifier[imported.name=/^(requireRight|requireAnyRight|holdsRight|noteRead)$/]',
    message: 'Rights are asked in src/<stage>/use-cases; a surface calls one (docs/decisions/0053).',
  },
];

// Texts of the web app stand in web/texts, where they are read, corrected and translated together.
const textRules = [
  'JSXText[value=/[A-Za-z]{2}/]',
  'JSXAttribute[name.name=/^(aria-label|title|placeholder|label|alt|content)$/] > Literal',
].map((selector) => ({ selector, message: 'Texts that people read stand in web/texts.' }));

const objectRules = [
  {
    selector: 'ObjectExpression > SpreadElement > ObjectExpression',
    message: 'Write the properties plainly: a spread of a literal hides misspelt keys from TypeScript.',
  },
];

// What a variable holds is in its name (`savedRun`, `sitesWithTerms`); a participle says only that something happened.
const participles = '/^(found|known|made|told|wanted|kept|given|asked)$/';
const functions = ':matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)';
const nameRules = [
  `VariableDeclarator > Identifier.id[name=${participles}]`,
  `${functions} > Identifier.params[name=${participles}]`,
  `${functions} > AssignmentPattern.params > Identifier.left[name=${participles}]`,
  `ArrayPattern > Identifier[name=${participles}]`,
  `RestElement > Identifier[name=${participles}]`,
  // A field keeps its name where it is taken out of an object; another name is one that was chosen.
  `ObjectPattern > Property[shorthand=false] > Identifier.value[name=${participles}]`,
  // A type says what it is: PnlRequest, StoredClause, NewContact.
  ...['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'ClassDeclaration'].map(
    (kind) => `${kind} > Identifier.id[name=/^(Found|Known|Made|Told|Wanted|Kept|Given|Asked)($|[A-Z])/]`,
  ),
].map((selector) => ({
  selector,
  message: 'Name it after what it holds: savedRun, sitesWithTerms, matchingRow.',
}));

const questions = '/^(query|copyInto)$/';
const sqlRules = [
  `CallExpression[callee.property.name=${questions}] > TemplateLiteral[expressions.length>0]`,
  `CallExpression[callee.property.name=${questions}] > BinaryExpression[operator='+']`,
  `CallExpression[callee.name=${questions}] > TemplateLiteral[expressions.length>0]`,
  `CallExpression[callee.name=${questions}] > BinaryExpression[operator='+']`,
  `CallExpression[callee.property.name=${questions}] Property[key.name='text'] > TemplateLiteral[expressions.length>0]`,
].map((selector) => ({
  selector,
  message: 'SQL is static text with $1, $2, …; a dynamic identifier belongs into PL/pgSQL with format(%I).',
}));

const houseRules = (...groups) => ['error', ...objectRules, ...groups.flat()];

const sizes = (lines) => ({
  'max-lines': ['error', { max: lines }],
  'max-lines-per-function': ['error', { max: 70 }],
  '@typescript-eslint/max-params': ['error', { max: 4 }],
  complexity: ['error', { max: 15, variant: 'modified' }], // a switch over kinds reads like a table
  'max-depth': ['error', { max: 4 }],
});

const plainFaults = {
  eqeqeq: 'error',
  // Rows of a stream are awaited one by one on purpose; queries per site are a matter of review.
  'no-await-in-loop': 'off',
  'no-constant-binary-expression': 'error',
  'no-constructor-return': 'error',
  'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
  'no-else-return': 'error',
  'no-empty': 'error', // a catch that goes on
  'no-implicit-coercion': 'error',
  'no-irregular-whitespace': 'error',
  'no-param-reassign': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-object-has-own': 'error',
};

const typedFaults = {
  // node:test runs what it is handed by itself; everything else that returns a promise is awaited.
  '@typescript-eslint/no-floating-promises': [
    'error',
    {
      allowForKnownSafeCalls: [
        { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
      ],
    },
  ],
  // Counts in a message are read by people; money is a Decimal and has to be printed by name.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': 'off', // `return print(…)` leaves early and reads well
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-shadow': 'error',
  // Marked as deprecated only to stand out: plain HTTP to an identity provider, which the configuration lets pass on
  // this machine and nowhere else.
  '@typescript-eslint/no-deprecated': [
    'error',
    { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
  ],
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/strict-boolean-expressions': [
    'error',
    { allowNullableBoolean: true, allowString: false, allowNumber: false },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default defineConfig(
  globalIgnores(['node_modules/', 'data/', 'coverage/', 'screenshots/']),
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: { ...plainFaults, ...sizes(450) },
    plugins: { '@typescript-eslint': tseslint.plugin },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typedFaults,
  },
  {
    files: ['**/*.ts'],
    rules: { 'no-restricted-syntax': houseRules(clockRules, environmentRules, sqlRules) },
  },
  {
    files: ['src/**/*.test.ts'],
    rules: { 'no-restricted-syntax': houseRules(clockRules, environmentRules, sqlRules, nameRules) },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': houseRules(
        clockRules,
        environmentRules,
        sqlRules,
        moneyRules,
        fileRules,
        nameRules,
      ),
    },
  },
  {
    files: ['src/commands/**/*.ts', 'src/delivery/**/*.ts'],
    // The status page puts together what several stages say.
    ignores: ['**/*.test.ts', 'src/commands/serving/operator-status.ts', 'src/delivery/use-cases/**'],
    rules: {
      'no-restricted-syntax': houseRules(
        clockRules,
        environmentRules,
        sqlRules,
        moneyRules,
        fileRules,
        nameRules,
        rightRules,
      ),
    },
  },
  {
    // The embedded server writes what PostgreSQL needs around its cluster, as the account that it runs as.
    files: ['src/kernel/inside-folder.ts', 'src/platform/database/embedded/**/*.ts'],
    rules: {
      'no-restricted-syntax': houseRules(clockRules, environmentRules, sqlRules, moneyRules, nameRules),
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/main.ts', 'src/commands/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/kernel/clock.ts'],
    rules: {
      'no-restricted-syntax': houseRules(environmentRules, sqlRules, moneyRules, fileRules, nameRules),
    },
  },
  {
    files: ['src/kernel/decimal.ts'],
    rules: {
      'no-restricted-syntax': houseRules(clockRules, environmentRules, sqlRules, fileRules, nameRules),
    },
  },
  {
    files: ['src/platform/configuration.ts'],
    rules: { 'no-restricted-syntax': houseRules(clockRules, sqlRules, moneyRules, fileRules, nameRules) },
  },
  {
    // The web app: a text in a component is a text that nobody finds, and sums are the services'.
    files: ['web/**/*.ts', 'web/**/*.tsx'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': houseRules(clockRules, environmentRules, moneyRules, nameRules, textRules),
      'no-console': 'error',
      // What a query returns is what the library makes of it.
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    // The day of an installation that is no sample: the service says the others.
    files: ['web/service/session.ts'],
    rules: { 'no-restricted-syntax': houseRules(environmentRules, moneyRules, nameRules, textRules) },
  },
  {
    // The test runner hands the address of the test cluster to its children; a command that runs in the process of its
    // test gets an environment of its own; the benchmarks may be given a size.
    files: [
      'tests/run.ts',
      'tests/database.ts',
      'tests/migrated-cluster.ts',
      'tests/integration/commands/here.ts',
      'bench/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': houseRules(clockRules, sqlRules) },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      ...sizes(700),
      'max-lines-per-function': 'off', // one describe block holds a whole page of sentences
      '@typescript-eslint/no-non-null-assertion': 'off', // a missing value fails the test either way
      'no-template-curly-in-string': 'off', // text of planted code
    },
  },
  {
    // Generated from the description of the service.
    files: ['web/service/answers.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // Plain JavaScript: the launcher, which must run on an older Node, and the configuration of the tools.
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
);
