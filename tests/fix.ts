// npm run fix: what a machine can put right. Generated pages, lint with an automatic correction, format.
import { parseArgs } from 'node:util';
import { runSteps, type Step } from './step.ts';

const steps: readonly Step[] = [
  {
    name: 'pages',
    command: ['docs/generate.ts'],
    read: (output) => ({ saw: output, report: output }),
    next: 'correct docs/generate.ts, then npm run fix',
  },
  {
    name: 'lint',
    command: ['node_modules/.bin/eslint', '--fix', '.'],
    read: (output) => ({ saw: 'every file', report: output }),
    next: 'correct the lines above by hand, then npm run check',
  },
  {
    name: 'format',
    command: ['node_modules/.bin/prettier', '--write', '--list-different', '.'],
    read: (output) => ({
      saw: output === '' ? 'every file, none changed' : `changed:\n${output}`,
      report: output,
    }),
    next: 'correct the file that cannot be read, then npm run fix',
  },
];

parseArgs({ options: {} }); // refuses anything it does not know before a file is touched
process.exitCode = (await runSteps(steps)) ? 0 : 1;
if (process.exitCode === 0) console.log('Next: npm run check');
