import { runProgram } from '../../../src/commands/program.ts';
import type { Said } from './program.ts';

/** Standard output and standard error belong to the whole process, so commands wait for the one before. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Runs `daybook …` to its end in this process: what a process of its own answers, without its start, for tests that
 * run a hundred commands. Commands that are asked for at once run one after the other.
 */
export function daybookHere(...words: readonly string[]): Promise<Said> {
  const answer = before.then(() => run(words));
  before = answer.catch(() => undefined);
  return answer;
}

async function run(words: readonly string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const giveBack = [
    divert(process.stdout, (text) => (said.out += text)),
    divert(process.stderr, (text) => (said.err += text)),
  ];
  const exitCode = process.exitCode;
  try {
    return { code: await runProgram(words), ...said };
  } catch (error) {
    throw new Error(`daybook ${words.join(' ')} failed after “${said.out}${said.err}”`, { cause: error });
  } finally {
    for (const undo of giveBack) undo();
    process.exitCode = exitCode;
  }
}

function divert(stream: NodeJS.WriteStream, take: (text: string) => void): () => void {
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = rest.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  };
  return () => {
    stream.write = write;
  };
}
