import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** Knip without the tests: what they alone call is dead. A package or a type that they alone need is theirs. */
export const shippedOnly = ['--production', '--config', 'knip.shipped.json', '--include', 'files,exports'];

/** One command of a list such as `npm run check`. */
export interface Step {
  readonly name: string;
  /** A file to run on this Node, from the root of the repository, and its arguments. */
  readonly command: readonly [file: string, ...args: string[]];
  /** Reads what the command printed. */
  readonly read: (output: string) => Reading;
  /** What to type when the step failed. */
  readonly next: string;
}

/** What a command printed, made short. */
export interface Reading {
  /** What was looked at, with its number; null when nothing was, which is a failure of its own. */
  readonly saw: string | null;
  /** What a person has to read when the step failed. */
  readonly report: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Begins the steps in order, `atOnce` of them side by side where none writes what another reads. A line each with its
 * seconds; what failed is shown with the command to type next.
 */
export async function runSteps(steps: readonly Step[], atOnce = 1): Promise<boolean> {
  if (steps.length === 0) throw new Error('no step to run');
  const failed: Step[] = [];
  const waiting = steps.values();
  const work = async (): Promise<void> => {
    for (const step of waiting) if (!(await runStep(step))) failed.push(step);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  console.log(
    failed.length === 0
      ? `${steps.length} of ${steps.length} steps passed`
      : `${failed.length} of ${steps.length} steps failed: ${failed.map((step) => step.name).join(', ')}`,
  );
  for (const step of failed) console.log(`Next, for ${step.name}: ${step.next}`);
  return failed.length === 0;
}

async function runStep(step: Step): Promise<boolean> {
  const begun = performance.now();
  const { code, output } = await run(step.command);
  const { saw, report } = step.read(output);
  const passed = code === 0 && saw !== null;
  const milliseconds = Math.round(performance.now() - begun);
  if (!passed && report !== '') console.log(report);
  const outcome = passed ? 'ok    ' : 'FAILED';
  console.log(`${outcome} ${step.name.padEnd(12)} ${seconds(milliseconds)}  ${saw ?? 'saw nothing'}`);
  return passed;
}

async function run(command: Step['command']): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, output: stripVTControlCharacters(Buffer.concat(chunks).toString('utf8')).trim() };
}

function seconds(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10} s`.padStart(7);
}

/** A reading that takes the number of things seen from the output; 0 counts as nothing. */
export function seen(pattern: RegExp, what: string): Step['read'] {
  return (output) => {
    const count = pattern.exec(output)?.[1] ?? '0';
    return { saw: Number.parseInt(count, 10) > 0 ? `${count} ${what}` : null, report: output };
  };
}
