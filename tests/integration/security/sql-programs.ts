import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A view, and a query of those of its columns that a client could round: figures and days, in an order. */
export interface ViewToRead {
  readonly view: string;
  readonly exact: string;
}

/** A program that reads PostgreSQL and is not ours. */
export interface SqlProgram {
  readonly name: string;
  /** Files that it needs. */
  readonly files: readonly string[];
  /** Package of Debian that brings it. */
  readonly packages: string;
  /** Reads every view whole, and then its exact columns; prints `@view` and the rows, with `|` between values. */
  readonly read: (address: URL, views: readonly ViewToRead[]) => Promise<string>;
}

const driver = '/usr/lib/x86_64-linux-gnu/odbc/psqlodbcw.so';
const jar = '/usr/share/java/postgresql.jar';

const programs: readonly SqlProgram[] = [
  {
    name: 'psql',
    files: ['/usr/bin/psql'],
    packages: 'postgresql-client',
    read: (address, views) => {
      const lines = views.flatMap(({ view, exact }) => [
        `select * from api.${view} \\g /dev/null`,
        `\\echo @${view}`,
        `${exact};`,
      ]);
      const parameters = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', address.href];
      return run('/usr/bin/psql', parameters, lines);
    },
  },
  {
    name: 'ODBC',
    files: ['/usr/bin/isql', driver],
    packages: 'unixodbc odbc-postgresql',
    read: async ({ hostname, port, pathname, username, password }, views) => {
      const place = `SERVER=${hostname};PORT=${port};DATABASE=${pathname.slice(1)};UID=${username};PWD=${password}`;
      const lines = views.flatMap(({ view, exact }) => [
        `select '@of ${view}'`,
        `select * from api.${view}`,
        `select '@${view}'`,
        exact,
      ]);
      return run('/usr/bin/isql', ['-b', '-d|', '-k', `DRIVER=${driver};${place}`], lines);
    },
  },
  {
    name: 'JDBC',
    files: ['/usr/bin/java', '/usr/bin/javac', jar],
    packages: 'default-jdk-headless libpostgresql-jdbc-java',
    read: ({ host, pathname, username, password }, views) =>
      run(
        '/usr/bin/java',
        ['-cp', jar, join(import.meta.dirname, 'read-views.java')],
        [
          `jdbc:postgresql://${host}${pathname}`,
          username,
          decodeURIComponent(password),
          ...views.map(({ view, exact }) => `${view}\t${exact}`),
        ],
      ),
  },
];

/** Programs of Debian that read PostgreSQL, whether they are installed or not. */
export function everySqlProgram(): readonly SqlProgram[] {
  return programs;
}

/** What is missing of a program here; null when all of it is there. */
export function missingOf({ name, files, packages }: SqlProgram): string | null {
  const missing = files.find((file) => !existsSync(file));
  return missing === undefined
    ? null
    : `${name} is left out: ${missing} is not there (apt-get install ${packages})`;
}

/** Runs it with lines on standard input; what it printed. Throws with what it said when it failed. */
async function run(
  program: string,
  parameters: readonly string[],
  lines: readonly string[],
): Promise<string> {
  const child = spawn(program, parameters, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(`${lines.join('\n')}\n`);
  const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0 || /\[ISQL\]ERROR/.test(said + printed))
    throw new Error(`${program} ended with ${String(child.exitCode)}: ${said} ${printed.slice(-500)}`);
  return printed;
}

/** Rows by view, out of what a program printed; what is empty at the end of a row counts as nothing. */
export function rowsPrinted(printed: string): ReadonlyMap<string, readonly string[]> {
  const parts = printed.split(/^@/m).slice(1);
  return new Map(
    parts.map((part) => {
      const [view = '', ...rows] = part.split('\n').map((line) => line.trim().replace(/\|+$/, ''));
      return [view, rows.filter((row) => row !== '')];
    }),
  );
}
