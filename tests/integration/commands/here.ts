import { AsyncLocalStorage } from 'node:async_hooks';
import { runProgram } from '../../../src/commands/program.ts';
import { programEnvironment, type ProgramOptions, type Said } from './program.ts';

/** The environment and the exit code belong to the whole process, so commands wait for the one before. */
let before: Promise<unknown> = Promise.resolve();

/** What the command says within which something is written. The test runner reports on the same standard output. */
const saying = new AsyncLocalStorage<{ out: string; err: string }>();

listen(process.stdout, 'out');
listen(process.stderr, 'err');

/**
 * Runs `daybook …` to its end in this process: what a process of its own answers, without half a second for its start.
 * Use `daybook` for what takes a process: standard input, a server, the stack of a bug. Commands that are asked for at
 * once run one after the other.
 */
export function daybookHere(
  parameters: readonly string[],
  { env }: Pick<ProgramOptions, 'env'> = {},
): Promise<Said> {
  const answer = before.then(() => run(parameters, env));
  before = answer.catch(() => undefined);
  return answer;
}

async function run(parameters: readonly string[], env: ProgramOptions['env']): Promise<Said> {
  const said = { out: '', err: '' };
  const { exitCode, env: ours } = process;
  process.env = { ...programEnvironment, ...env };
  try {
    const code = await saying.run(said, () => runProgram(parameters));
    return { code, ...said };
  } catch (error) {
    throw new Error(`daybook ${parameters.join(' ')} failed after “${said.out}${said.err}”`, {
      cause: error,
    });
  } finally {
    process.exitCode = exitCode;
    process.env = ours;
  }
}

/** From now on what a command writes there is kept with what it said; the rest goes where it went. */
function listen(stream: NodeJS.WriteStream, to: 'out' | 'err'): void {
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const said = saying.getStore();
    if (said === undefined) return write(chunk, ...rest);
    said[to] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const done = rest.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  };
}
