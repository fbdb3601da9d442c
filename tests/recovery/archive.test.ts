import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/kernel/clock.ts';
import { archiveSteps, type ArchiveUnit } from '../../src/platform/operations/archive/archive-unit.ts';
import { recallSteps } from '../../src/platform/operations/archive/recall.ts';
import { readArchive, type ArchiveFile } from '../../src/platform/operations/archive/archive-file.ts';
import type { ArchivePlace } from '../../src/platform/operations/archive/archive-store.ts';
import { intakeOn, loadOne, temporaryFolder } from '../scenarios/deliveries.ts';
import { cloneOperated } from '../operated-database.ts';
import { daybookHere } from '../integration/commands/here.ts';
import type { Said } from '../integration/commands/program.ts';
import { fillYear, yearIn } from './archived-year.ts';
import type { KilledMove } from './one-archive.ts';

const folder = await temporaryFolder();
const second = join(folder, 'elsewhere');
const database = await cloneOperated();
await fillYear(database, 'few');
const whole = await yearIn(database);

const env = {
  DATABASE_URL: database.addressWithPassword(),
  DAYBOOK_DATA: folder,
  DAYBOOK_BACKUP_SECOND: second,
};
const run = (...words: string[]): Promise<Said> => daybookHere(words, { env });
const system = ['--as', 'syl.system@demo.invalid'] as const;
const auditor = ['--as', 'audra.auditor@demo.invalid'] as const;
const security = ['--as', 'sek.security@demo.invalid'] as const;

async function done(...words: string[]): Promise<string> {
  const said = await run(...words);
  assert.equal(said.code, 0, said.err);
  return said.out;
}

async function refused(code: string, ...words: string[]): Promise<string> {
  const said = await run(...words);
  assert.equal(said.code, 1, said.out);
  assert.ok(said.err.startsWith(`${code}:`), said.err);
  return said.err;
}

const files = async (): Promise<(ArchiveFile & { first_on: string; recalled_at: string | null })[]> =>
  JSON.parse(await done('archive', 'list', '--json', ...auditor)) as never;

const empty = Object.fromEntries(Object.keys(whole).map((name) => [name, '0 0']));

test('a year that a table still keeps, that is held or that nobody knows is refused with the reason', async () => {
  assert.match(await refused('ARCHIVE_YEAR_EMPTY', 'archive', 'run', '--year', '1999', ...system), /1999/);
  await database.execute(
    `select warehouse.ensure_partition('warehouse.budget', 'period_month', date_trunc('year', now())::date);
     insert into warehouse.budget values ('1000', date_trunc('year', now()), '6000', 1, 1, 1)`,
  );
  const year = systemClock.now().toISOString().slice(0, 4);
  assert.match(
    await refused('ARCHIVE_YEAR_OPEN', 'archive', 'run', '--year', year, ...system),
    new RegExp(year),
  );
  await refused('SECURITY_FORBIDDEN', 'archive', 'run', '--year', '2019', ...auditor);
  await done('retention', 'hold', '--site', '1002', '--reason', 'matter 4711', ...security);
  assert.match(
    await refused('ARCHIVE_HELD', 'archive', 'run', '--year', '2019', ...system),
    /site 1002 \(hold 1\)/,
  );
  await done('retention', 'release', '1', '--reason', 'matter closed', ...security);
  const parts = JSON.parse(
    await done('archive', 'run', '--year', '2019', '--dry-run', '--json', ...system),
  ) as {
    relation: string;
    rows: string;
    due_year: number | null;
  }[];
  const rows = parts
    .filter(({ relation }) => relation === 'warehouse.ledger_balance')
    .map((part) => part.rows);
  assert.deepEqual(rows, ['121', '108']);
  assert.deepEqual(await yearIn(database), whole);
});

test('a closed year leaves the database for files that say nothing without the key, at both locations', async () => {
  assert.match(await done('archive', 'run', '--year', '2019', ...system), /2019 is in the archive: 4 files/);
  assert.deepEqual(await yearIn(database), empty);
  const [other] = await database.query<{ rows: string }>(
    `select count(*) as rows from warehouse.ledger_balance_history where period_month = '2018-12-01'`,
  );
  assert.equal(other?.rows, '1');
  const all = await files();
  assert.equal(all.length, 4);
  for (const { path } of all) {
    const bytes = await readFile(join(folder, 'archive', path));
    assert.ok(bytes.equals(await readFile(join(second, 'archive', path))), path);
    assert.ok(bytes.toString('latin1').startsWith('age-encryption.org/v1'), path);
    assert.ok(!bytes.includes('PAR1') && !bytes.includes('LEDGER'), path);
  }
  assert.deepEqual(await readdir(join(folder, 'archive-scratch')), []);
  assert.match(await done('archive', 'verify', ...auditor), /4 files .*: all good/);
  await refused('ARCHIVE_YEAR_EMPTY', 'archive', 'run', '--year', '2019', ...system);
});

test('a load into a month that is in the archive is refused, and changes nothing', async () => {
  const path = join(folder, 'account_summary_2019-01.csv');
  await writeFile(path, 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n1001,201901,6000,7.5\n');
  const taken = await loadOne(intakeOn(database), path);
  assert.equal(taken.refusal?.code, 'WAREHOUSE_MONTH_ARCHIVED');
  assert.match(taken.refusal.message, /2019-01 in warehouse\.ledger_balance/);
  assert.deepEqual(await yearIn(database), empty);
});

test('a recalled year is equal to what left; released it is gone again, and changed it is archived anew', async () => {
  const before = (await files()).map(({ path }) => path);
  await done('archive', 'recall', '--year', '2019', ...system);
  assert.deepEqual(await yearIn(database), whole);
  await done('archive', 'release', '--year', '2019', ...system);
  assert.deepEqual(await yearIn(database), empty);
  assert.deepEqual(
    (await files()).map(({ path }) => path),
    before,
  );
  await refused('ARCHIVE_YEAR_UNKNOWN', 'archive', 'release', '--year', '2019', ...system);

  await done('archive', 'recall', '--year', '2019', ...system);
  await database.execute(`update warehouse.budget set amount = amount + 1
    where site_id = '1001' and period_month = '2019-01-01'`);
  const changed = await yearIn(database);
  assert.match(
    await done('archive', 'run', '--year', '2019', ...system),
    /1 file .*; 3 recalled parts went back/,
  );
  assert.deepEqual(await yearIn(database), empty);
  const [path = '', ...others] = (await files())
    .map((file) => file.path)
    .filter((each) => !before.includes(each));
  assert.deepEqual(others, []);

  const [here, there] = [join(folder, 'archive', path), join(second, 'archive', path)];
  const good = await readFile(here);
  await truncate(here, good.length - 40);
  const verified = await run('archive', 'verify', ...auditor);
  assert.equal(verified.code, 1);
  assert.ok(verified.err.includes(path) && !verified.err.includes(second), verified.err);
  await rm(there);
  assert.match(
    await refused('ARCHIVE_FILE_DAMAGED', 'archive', 'recall', '--year', '2019', ...system),
    /is missing/,
  );
  // One good copy is enough, wherever it is.
  await writeFile(there, good);
  await done('archive', 'recall', '--year', '2019', ...system);
  assert.deepEqual(await yearIn(database), changed);
  await writeFile(here, good);
});

const places: ArchivePlace = {
  folder: join(folder, 'archive'),
  second: { place: second, access: {} },
  keyFile: join(folder, 'keys', 'backup.txt'),
  scratchFolder: join(folder, 'archive-scratch'),
};
const parted: ArchiveUnit = {
  relation: 'warehouse.ledger_balance',
  firstOn: '2019-01-01',
  endOn: '2019-02-01',
  part: 'warehouse.ledger_balance_2019_01',
  timeColumn: 'period_month',
};
const shared: ArchiveUnit = {
  relation: 'warehouse.ledger_balance_history',
  firstOn: '2019-01-01',
  endOn: '2020-01-01',
  part: null,
  timeColumn: 'period_month',
};

/** Archives and recalls a unit, killed at every step of both, and compares what is there after each kill. */
async function killEverywhere(unit: ArchiveUnit, steps: readonly string[]): Promise<void> {
  const { relation } = unit;
  const rows = async (): Promise<string> => (await yearIn(database))[relation] ?? '';
  const isOnline = async (): Promise<boolean> => {
    const choice = { relations: [relation], firstOn: unit.firstOn, endOn: '2019-02-01' };
    const standing = await readArchive(database, choice);
    assert.equal(standing.length, 1);
    return standing[0]?.recalledAt !== null;
  };
  const everything = await rows();
  let full = '';
  for (const step of archiveSteps.filter((each) => steps.includes(each))) {
    // Another content makes another file of it.
    await database.execute(touching[relation] ?? '');
    full = await rows();
    assert.notEqual(full, everything);
    await killAt({ unit, way: 'archive', step });
    const isThere = await isOnline();
    assert.equal(isThere, step !== 'committed', step);
    assert.equal((await rows()) === full, isThere, step);
  }
  for (const step of recallSteps.filter((each) => steps.includes(each))) {
    await killAt({ unit, way: 'recall', step });
    const isThere = await isOnline();
    assert.equal(isThere, step === 'committed', step);
    assert.equal((await rows()) === full, isThere, step);
  }
}

const touching: Readonly<Record<string, string>> = {
  [parted.relation]: `update warehouse.ledger_balance set source_line = source_line + 1
    where period_month = '2019-01-01' and account_id = '6000'`,
  [shared.relation]: `update warehouse.ledger_balance_history set source_line = source_line + 1
    where period_month = '2019-01-01' and account_id = '6000'`,
};

async function killAt(move: Pick<KilledMove, 'unit' | 'way' | 'step'>): Promise<void> {
  const name = `killed at ${move.step} of ${move.unit.relation}`.slice(0, 63);
  const address = `${database.addressWithPassword()}?application_name=${encodeURIComponent(name)}`;
  const killed: KilledMove = { ...move, address, place: places };
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'one-archive.ts'), JSON.stringify(killed)],
    {
      env: { NODE_COMPILE_CACHE: join(folder, 'compiled') },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL', move.step);
  // The server ends the transaction of a session whose client is gone.
  for (let look = 0; look < 400; look += 1) {
    const [session] = await database.query(
      'select from pg_stat_activity where datname = current_database() and application_name = $1',
      [name],
    );
    if (session === undefined) return;
    await sleep(25);
  }
  throw new Error('the session of the killed process stays');
}

test('a kill at any step leaves the rows in the database or in the archive, and the next run goes on', async () => {
  await Promise.all([
    killEverywhere(parted, [...archiveSteps, ...recallSteps]),
    killEverywhere(shared, ['entered', 'taken out', 'committed', 'attached']),
  ]);
  await done('archive', 'run', '--year', '2019', ...system);
  assert.deepEqual(await yearIn(database), empty);
  assert.match(await done('archive', 'verify', ...auditor), /4 files .*: all good/);
});

test('what is past its retention is listed first, and exactly that is removed; a hold keeps it', async () => {
  type Listed = { purged: boolean; files: { path: string; kept_by: string[] }[] };
  const purge = async (...more: string[]): Promise<Listed> =>
    JSON.parse(
      await done('archive', 'purge', '--json', '--reason', 'yearly', ...more, ...security),
    ) as Listed;
  // The ledger is kept for eight years, everything else for seven.
  const listed = await purge('--as-of', '2026-12-01');
  const ledger = (await files()).filter(({ relation }) => relation.startsWith('warehouse.ledger_balance'));
  assert.equal(listed.files.length, 1);
  assert.ok(listed.files.every(({ path }) => !ledger.some((file) => file.path === path)));
  await refused('SECURITY_FORBIDDEN', 'archive', 'purge', '--yes', ...auditor);
  await done('retention', 'hold', '--site', '1002', '--reason', 'matter 4712', ...security);
  const held = await purge('--as-of', '2026-12-01', '--yes');
  assert.deepEqual(
    held.files.map(({ kept_by }) => kept_by),
    listed.files.map(() => ['site 1002 (hold 2)']),
  );
  assert.equal((await files()).length, 4);
  await done('retention', 'release', '2', '--reason', 'closed', ...security);
  const removed = await purge('--as-of', '2026-12-01', '--yes');
  assert.deepEqual(removed.files, listed.files);
  assert.deepEqual(
    (await files()).map(({ path }) => path),
    ledger.map(({ path }) => path),
  );
  for (const { path } of listed.files)
    for (const place of [join(folder, 'archive'), join(second, 'archive')])
      await assert.rejects(readFile(join(place, path)), { code: 'ENOENT' });
});
