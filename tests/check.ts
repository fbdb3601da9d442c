// npm run check: format, lint, types, directions of import, dead code, migrations and the pure tests.
// `--except NAME` leaves a step out (npm test runs the tests by itself).
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { runSteps, seen, shippedOnly, type Reading, type Step } from './step.ts';

// By its package and not by node_modules/.bin: so knip, which knows no checker called squawk, sees that it is used.
const squawk = fileURLToPath(import.meta.resolve('squawk-cli/js/bin/squawk'));

/** What the checkers remember of files that did not change. A fresh checkout has none, so CI looks at everything. */
const CACHE = 'node_modules/.cache/checks';

// Dropping is what a way back is for. Rules named here replace the list of .squawk.toml, so its two are repeated.
const offForWaysBack = [
  'ban-drop-table',
  'ban-drop-column',
  'require-concurrent-index-deletion',
  'require-lock-timeout',
  'require-statement-timeout',
];

/** The longest first: the others run beside it. */
const steps: readonly Step[] = [
  {
    name: 'lint',
    command: [
      'node_modules/.bin/eslint',
      '--format',
      'json',
      '--cache',
      '--cache-location',
      `${CACHE}/eslint`,
      '.',
    ],
    read: readLint,
    next: 'npm run fix, and correct by hand what it leaves',
  },
  {
    name: 'format',
    command: [
      'node_modules/.bin/prettier',
      '--check',
      '--cache',
      '--cache-location',
      `${CACHE}/prettier`,
      '.',
    ],
    // Prettier itself refuses a pattern that matches no file.
    read: (output) => ({ saw: /Checking formatting/.test(output) ? 'every file' : null, report: output }),
    next: 'npm run fix',
  },
  {
    name: 'types',
    command: ['node_modules/.bin/tsc', '--listFiles', '--incremental', '--tsBuildInfoFile', `${CACHE}/types`],
    read: readTypes,
    next: 'correct the lines above, then npm run check',
  },
  {
    name: 'types-of-web',
    command: [
      'node_modules/.bin/tsc',
      ...['-p', 'web', '--listFiles', '--incremental', '--tsBuildInfoFile', `${CACHE}/types-of-web`],
    ],
    read: readTypes,
    next: 'correct the lines above, then npm run check',
  },
  {
    name: 'directions',
    command: ['node_modules/.bin/depcruise', 'src', 'web'],
    read: seen(/(\d+) modules/, 'modules'),
    next: 'see "Directions of import" in ARCHITECTURE.md; the rules are in .dependency-cruiser.mjs',
  },
  {
    name: 'dead-code',
    // A hint means that a pattern of knip.json matches nothing: part of the house was not looked at.
    command: ['node_modules/.bin/knip', '--treat-config-hints-as-errors'],
    read: (output) => ({ saw: 'what src/main.ts and the tests reach', report: output }),
    next: 'delete what nobody uses, then npm run check',
  },
  {
    name: 'code-of-tests-alone',
    command: ['node_modules/.bin/knip', ...shippedOnly],
    read: (output) => ({ saw: 'what the program, the bench and the documents reach', report: output }),
    next: 'wire what only tests call, or delete it; what must stay for them is tagged @public with the reason',
  },
  {
    name: 'bundle',
    command: ['tests/bundle.ts'],
    read: seen(/(\d+) kB/, 'kB before the first page'),
    next: 'load it where it is first needed: import() in web/routes.tsx, or a smaller part of the package',
  },
  {
    name: 'migrations',
    command: [squawk, '--exclude-path=*.down.sql', 'db/migrations/*.sql'],
    read: seen(/(\d+) (?:source )?files?\D*$/, 'files'),
    next: 'correct the migration; .squawk.toml says which rules are off and why',
  },
  {
    name: 'ways-back',
    command: [squawk, `--exclude=${offForWaysBack.join(',')}`, 'db/migrations/*.down.sql'],
    read: seen(/(\d+) (?:source )?files?\D*$/, 'files'),
    next: 'correct the .down.sql file, then npm run check',
  },
  {
    name: 'tests',
    command: ['tests/run.ts', 'src', 'tests/tidy'],
    read: seen(/^ℹ tests (\d+)$/m, 'pure tests'),
    next: 'correct the first failure above; one file alone: node tests/run.ts <file>',
  },
];

function readLint(output: string): Reading {
  if (!output.startsWith('[')) return { saw: null, report: output };
  const files = JSON.parse(output) as readonly LintedFile[];
  const lines = files.flatMap((file) =>
    file.messages.map(
      ({ line, column, message, ruleId }) =>
        `${file.filePath}:${line ?? 1}:${column ?? 1} ${message} (${ruleId ?? 'not readable'})`,
    ),
  );
  return { saw: files.length > 0 ? `${files.length} files` : null, report: lines.join('\n') };
}

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { line?: number; column?: number; message: string; ruleId: string | null }[];
}

function readTypes(output: string): Reading {
  const lines = output.split('\n');
  const ours = lines.filter((line) => line.startsWith('/') && !line.includes('/node_modules/'));
  return {
    saw: ours.length > 0 ? `${ours.length} files` : null,
    report: lines.filter((line) => !line.startsWith('/')).join('\n'),
  };
}

const { values } = parseArgs({ options: { except: { type: 'string', multiple: true, default: [] } } });
for (const name of values.except) {
  if (!steps.some((step) => step.name === name)) throw new Error(`there is no step named ${name}`);
}
const chosen = steps.filter((step) => !values.except.includes(step.name));
const passed = await runSteps(chosen, availableParallelism());
process.exitCode = passed ? 0 : 1;
