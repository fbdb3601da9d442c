import { runProgram } from '../../../src/commands/program.ts';
import { programEnvironment, type ProgramOptions, type Said } from './program.ts';

/** What a command says and what it reads belongs to the whole process, so commands wait for the one before. */
let before: Promise<unknown> = Promise.resolve();

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
  const giveBack = [
    divert(process.stdout, (text) => (said.out += text)),
    divert(process.stderr, (text) => (said.err += text)),
  ];
  const { exitCode, env: ours } = process;
  process.env = { ...programEnvironment, ...env };
  try {
    return { code: await runProgram(parameters), ...said };
  } catch (error) {
    throw new Error(`daybook ${parameters.join(' ')} failed after “${said.out}${said.err}”`, {
      cause: error,
    });
  } finally {
    for (const undo of giveBack) undo();
    process.exitCode = exitCode;
    process.env = ours;
  }
}

function divert(stream: NodeJS.WriteStream, take: (text: string) => void): () => void {
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    // Commands write text; bytes are what the test runner tells of the tests before.
    if (typeof chunk !== 'string') return write(chunk, ...(rest as []));
    take(chunk);
    const done = rest.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  };
  return () => {
    stream.write = write;
  };
}
