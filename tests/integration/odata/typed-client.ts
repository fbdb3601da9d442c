import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

/** The generator and the compiler of clients, which the `npm ci` of Daybook does not bring (docs/decisions/0076). */
const referees = join(import.meta.dirname, '../../referees/node_modules');
const generator = join(referees, '@odata2ts/odata2ts/lib/run-cli.js');
const compiler = join(referees, 'typescript/lib/tsc.js');

/** What to say where they are not installed; null where they are. */
export function missingGenerator(): string | null {
  return existsSync(generator) && existsSync(compiler)
    ? null
    : 'odata2ts is left out: tests/referees is not installed (npm ci --prefix tests/referees --ignore-scripts)';
}

/** Entities lead to each other in both directions, and the compiler follows every way: it needs a deeper stack. */
const withDeepStack = '--stack-size=7000';

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  noEmitOnError: true,
  skipLibCheck: true,
  types: [],
  lib: ['es2022', 'dom'],
  outDir: 'compiled',
};

/** A program as somebody writes it with the generated client; prints the page that it read. */
const program = `
import { FetchClient } from '@odata2ts/http-client-fetch';
import { DaybookService } from './client/DaybookService';

declare const process: { argv: string[] };
const [, , address = '', key = ''] = process.argv;
const daybook = new DaybookService(new FetchClient({ headers: { authorization: 'Bearer ' + key } }), address);

async function readPage(): Promise<void> {
  const { data } = await daybook.ledger_balances().query((page, ledger) =>
    page
      .select('site_id', 'amount')
      .filter(ledger.amount.gt(100))
      .orderBy(ledger.amount.desc())
      .expanding('account', (expanded) => expanded.select('account_name'))
      .top(1)
      .count(),
  );
  // Types say what a column holds, and which there are.
  const amounts: (number | null)[] = data.value.map(({ amount }) => amount);
  const isTyped: 'amnt' extends keyof (typeof data.value)[number] ? false : true = true;
  const accounts = data.value.map(({ account }) => account?.account_name);
  console.log(JSON.stringify({ amounts, accounts, isTyped, count: data['@odata.count'] }));
}

void readPage();
`;

/**
 * Generates a client from the metadata, type-checks a program that uses it, strictly, and runs that: what it prints of
 * the page that it reads from the service at `address` with `key`. Throws with what the generator or the compiler
 * objects to.
 */
export async function readWithTypedClient(metadata: string, address: string, key: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFiles(folder, {
    'metadata.xml': metadata,
    'program.ts': program,
    'tsconfig.json': JSON.stringify({ compilerOptions, files: ['program.ts'] }),
  });
  await symlink(referees, join(folder, 'node_modules'));
  await run(folder, [generator, '--source', 'metadata.xml', '--output', 'client', '--emit-mode', 'ts']);
  await run(folder, [withDeepStack, compiler, '--project', folder]);
  return run(folder, [join(folder, 'compiled/program.js'), address, key]);
}

async function run(folder: string, parameters: readonly string[]): Promise<string> {
  const ran = promisify(execFile)(process.execPath, parameters, { cwd: folder });
  const { stdout } = await ran.catch((error: unknown) => {
    // What a compiler objects to is on its standard output.
    const { stdout: printed, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${parameters.slice(0, 2).join(' ')}: ${`${printed}${stderr}`.slice(0, 2_000)}`);
  });
  return stdout;
}
