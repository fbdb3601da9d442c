import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { clockAt } from '../clock-at.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { Sealer } from '../../src/platform/security/index.ts';
import { type KeyRing } from '../../src/platform/security/privacy/key-ring.ts';
import {
  findFiles,
  loadFiles,
  type Intake,
  type LoadOptions,
  type TakenIn,
} from '../../src/sources/index.ts';
import * as warehouse from '../../src/warehouse/index.ts';

/** A folder of its own for the test file that calls this at its top level; removed when the file's tests are done. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-files-'));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files by their path below `folder`; the paths, in the same order. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    paths.push(path);
  }
  return paths;
}

/** Keys of personal data that every test shares: the same identifier has the same pseudonym everywhere. */
export const testKeys: KeyRing = {
  newest: 1,
  masterKeys: new Map([[1, Buffer.alloc(32, 1)]]),
  pseudonymKey: Buffer.alloc(32, 2),
};

/** The intake as the program has it, at a fixed day, after every month that the tests deliver. */
export function intakeOn(
  database: Database,
  { seal = new Sealer(testKeys), ...more }: Partial<Intake> & { readonly seal?: Sealer } = {},
): Intake {
  return {
    database,
    warehouse,
    receivedBy: 'tester',
    openSeal: () => Promise.resolve(seal),
    clock: clockAt('2026-06-15T12:00:00Z'),
    timeZone: 'America/New_York',
    // Most tests deliver a few rows at a time; what a load may take away has tests of its own.
    maxFailingPercent: 10,
    maxLossPercent: 100,
    ...more,
  };
}

/** Loads files and folders as `daybook load` does. */
export async function load(
  intake: Intake,
  paths: readonly string[],
  options?: LoadOptions,
): Promise<TakenIn[]> {
  return loadFiles(intake, (await findFiles(paths)).files, options);
}

/** The same, of one file that is taken in on its own. Fails when something else was taken in besides. */
export async function loadOne(intake: Intake, path: string, options?: LoadOptions): Promise<TakenIn> {
  const [result, ...others] = await load(intake, [path], options);
  if (!result || others.length > 0) throw new Error(`${String(others.length + 1)} loads came of ${path}`);
  return result;
}

/** The lists that facts refer to: sites 0170 and 0829, and a few accounts with and without a category. */
export const lists: Readonly<Record<string, string>> = {
  'master_non_financial.csv': 'SITE,SITE_NAME\n0170,Harbor Hotel\n0829,Station Hotel\n',
  'chart_of_account.csv':
    'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY\n4790,Fees,INTERNAL REVENUE\n6000,Wages,PAYROLL\n' +
    '7045,Supplies,OTHER EXPENSE\n9410,Revenue,EXTERNAL REVENUE\n9510,Vehicles,\n',
};

/** A table of the warehouse, or quarantine: how many rows it holds and a hash over their content. */
export type Snapshot = Readonly<Record<string, string>>;

/**
 * What the warehouse and quarantine hold. `exact`: every column. `files`: numbers of loads read as the names of their
 * files, and without times, so that two databases can be compared. `values`: without where a row came from.
 */
export async function snapshot(database: Database, detail: 'exact' | 'files' | 'values'): Promise<Snapshot> {
  await database.execute(SNAPSHOT);
  const tables = await database.query<{ name: string; content: string }>(
    'select name, content from public.snapshot($1)',
    [detail],
  );
  return Object.fromEntries(tables.map(({ name, content }) => [name, content]));
}

/** The tables of a snapshot that hold facts, dimensions or history: everything but quarantine. */
export function withoutQuarantine(taken: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(taken).filter(([name]) => name !== 'quarantine'));
}

const SNAPSHOT = `
  create or replace function public.snapshot(detail text) returns table (name text, content text)
  language plpgsql as $$
  declare
    one record;
    columns text;
  begin
    for one in
      select oid, oid::regclass as path, relname from pg_class
      where relkind in ('r', 'p') and not relispartition
        and (relnamespace = 'warehouse'::regnamespace or oid = 'sources.quarantine'::regclass)
      order by relname
    loop
      select string_agg(
        case
          when detail <> 'exact' and attname ~ 'batch_id$'
            then format('(select file_name from sources.batch where batch.batch_id = kept.%I)', attname)
          else format('kept.%I', attname)
        end, ', ' order by attnum)
      into columns
      from pg_attribute
      where attrelid = one.oid and attnum > 0 and not attisdropped
        and (detail = 'exact' or attname not in (
          'superseded_at', 'first_seen_at', 'decided_at', 'entered_at', 'quarantine_id'))
        and (detail <> 'values' or (attname !~ 'batch_id$' and attname <> 'source_line'));
      return query execute format(
        $sql$
          select %L, count(*) || ' rows, ' || md5(coalesce(string_agg(line, '|' order by line collate "C"), ''))
          from (select row(%s)::text as line from %s as kept) as lines
        $sql$, one.relname, columns, one.path);
    end loop;
  end
  $$`;
