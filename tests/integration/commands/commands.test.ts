import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { emptyDatabase } from '../../database.ts';
import { cloneOperated } from '../../operated-database.ts';
import { lists, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import { daybook, type Said } from './program.ts';

const database = await cloneOperated();
const unmigrated = await emptyDatabase();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const run = (...parameters: string[]): Promise<Said> => daybookHere(parameters, { env });

const [sites = '', chart = '', ledger = '', broken = ''] = await writeFiles(folder, {
  ...lists,
  'account_summary.csv':
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n' +
    Array.from({ length: 10 }, (_, at) => at + 1)
      .map((month) => `0170,2025${String(month).padStart(2, '0')},6000,${String(month)}.50\n`)
      .join('') +
    '0170,202512,6000,a lot\n',
  'account_summary_broken.csv': 'COST_CENTER,PERIOD\n0170,202503\n',
});

interface Line {
  readonly file: string;
  readonly feed: string;
  readonly state: string;
  readonly batch_id: string | null;
  readonly rows: Record<string, number>;
  readonly error?: { code: string; next: string };
}

const linesOf = (said: Said): Line[] =>
  said.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('load --json prints one object per file with its state, its load and its counts, and ends with 0', async () => {
  const said = await run('load', sites, chart, ledger, '--json');
  assert.equal(said.code, 0, said.err);
  const lines = linesOf(said);
  assert.deepEqual(
    lines.map(({ file, feed, state, rows }) => ({ file, feed, state, rows })),
    [
      ['master_non_financial.csv', 'master_non_financial', 2, 0],
      ['chart_of_account.csv', 'chart_of_account', 5, 0],
      ['account_summary.csv', 'account_summary', 10, 1],
    ].map(([file, feed, loaded, quarantined]) => ({
      file,
      feed,
      state: 'loaded',
      rows: {
        received: Number(loaded) + Number(quarantined),
        loaded,
        unchanged: 0,
        superseded: 0,
        quarantined,
      },
    })),
  );
  for (const { batch_id: batch } of lines) assert.match(batch ?? '', /^\d+$/);
});

test('a refused file ends the command with 1, says its code and the next step, and the others are loaded', async () => {
  const asText = await run('load', broken, ledger);
  assert.equal(asText.code, 1);
  assert.match(asText.err, /^SOURCES_COLUMN_MISSING: account_summary_broken\.csv lacks .*MAIN_ACCOUNT/);
  assert.match(asText.err, /\nNext: Export the file with these columns/);
  assert.match(asText.out, /account_summary\.csv .* unchanged/);
  const [line] = linesOf(await run('load', broken, '--json'));
  assert.deepEqual(
    [line?.state, line?.rows['received'], line?.error?.code],
    ['refused', 0, 'SOURCES_COLUMN_MISSING'],
  );
});

test('wrong usage ends with 2, a refusal with 1, help and the version with 0', async () => {
  const codes = await Promise.all(
    [
      ['--help'],
      ['--version'],
      ['load', '--help'],
      ['load'],
      ['shoes'],
      ['ask', 'category-total', '--site', '0170'],
      ['batches', 'list', '--limit', 'many'],
      ['load', join(folder, 'nowhere')],
      ['ask', 'account-total', '--site', '0170', '--month', 'March', '--account', '6000', '--kind', 'actual'],
    ].map(async (parameters) => (await run(...parameters)).code),
  );
  assert.deepEqual(codes, [0, 0, 0, 2, 2, 2, 2, 1, 1]);
});

test('every command shows an example under its help, and the example is that of the command', async () => {
  for (const command of [
    ...['start', 'migrate up', 'sample', 'load', 'batches list', 'quarantine replay', 'doctor'],
    ...['ask hourly-rate', 'explain hourly-rate'],
  ]) {
    const { out } = await run(...command.split(' '), '--help');
    const example = /Example:\s+(.*)/.exec(out)?.[1] ?? '';
    assert.ok(example.startsWith(`daybook ${command}`), `${command}: ${example}`);
    assert.doesNotMatch(example, /daybook (ask|explain) .*daybook/);
  }
});

const marchWages = ['--month', '2025-03', '--account', '6000', '--kind', 'actual', '--json'];

test('with --json a refusal is one object on standard error', async () => {
  const said = await run('ask', 'account-total', '--site', '0999', ...marchWages);
  assert.equal(said.code, 1);
  assert.equal(said.out, '');
  const { error } = JSON.parse(said.err) as { error: { code: string; message: string; next: string } };
  assert.equal(error.code, 'WAREHOUSE_SITE_UNKNOWN');
  assert.match(error.message, /0999/);
  assert.ok(error.next.length > 0);
});

test('ask --json answers one figure as exact text, and null where there are no rows', async () => {
  const parameters = ['--site', '170', '--account', '6000', '--kind', 'actual', '--json', '--month'];
  const march = JSON.parse((await run('ask', 'account-total', ...parameters, '202503')).out) as unknown;
  assert.deepEqual(march, {
    question: 'account-total',
    parameters: { site: '0170', month: '2025-03', account: '6000', kind: 'actual' },
    value: '3.50000',
  });
  const later = JSON.parse((await run('ask', 'account-total', ...parameters, '2026-01')).out) as {
    value: unknown;
  };
  assert.equal(later.value, null);
});

test('explain names the load, the file and the line behind a figure', async () => {
  const said = await run('explain', 'account-total', '--site', '0170', ...marchWages);
  const { rows, value } = JSON.parse(said.out) as { rows: Record<string, unknown>[]; value: string };
  assert.equal(value, '3.50000');
  assert.deepEqual([rows[0]?.['file'], rows[0]?.['line'], rows.length], ['account_summary.csv', 4, 1]);
});

test('standard input is loaded like a file when --feed says what it is, and refused without', async () => {
  const input = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0829,202503,6000,7\n';
  const without = await daybook(['load', '-'], { env, input });
  assert.deepEqual([without.code, /^SOURCES_FEED_MISSING/.test(without.err)], [1, true]);
  const said = await daybook(['load', '-', '--feed', 'account_summary', '--json'], { env, input });
  const [line] = linesOf(said);
  assert.deepEqual(
    [said.code, line?.feed, line?.state, line?.rows['loaded']],
    [0, 'account_summary', 'loaded', 1],
  );
});

test('a site list on standard input lets in what waited for its site', async () => {
  const waiting = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0500,202503,6000,7\n';
  const early = linesOf(
    await daybook(['load', '-', '--feed', 'account_summary', '--json'], { env, input: waiting }),
  );
  assert.equal(early[0]?.rows['quarantined'], 1);
  const input = `${lists['master_non_financial.csv'] ?? ''}0500,New Garage\n`;
  const lines = linesOf(
    await daybook(['load', '-', '--feed', 'master_non_financial', '--json'], { env, input }),
  );
  assert.deepEqual(
    lines.map(({ feed, rows }) => [feed, rows['loaded']]),
    [
      ['master_non_financial', 1],
      ['account_summary', 1],
    ],
  );
});

interface HeldLine {
  readonly quarantine_id: string;
  readonly line: number;
}

test('quarantine: listed, shown, exported, corrected, taken in again; discarding needs a reason', async () => {
  const [held] = JSON.parse((await run('quarantine', 'list', '--json')).out) as HeldLine[];
  const id = held?.quarantine_id ?? '';
  assert.equal(held?.line, 12);
  const shown = JSON.parse((await run('quarantine', 'show', id, '--json')).out) as {
    record: Record<string, string>;
  };
  assert.equal(shown.record['BALANCE'], 'a lot');
  const reasonless = await run('quarantine', 'discard', id);
  assert.deepEqual([reasonless.code, /SOURCES_REASON_MISSING/.test(reasonless.err)], [1, true]);

  const file = join(folder, 'fix.csv');
  assert.equal((await run('quarantine', 'export', '--feed', 'account_summary', '--out', file)).code, 0);
  const still = await run('quarantine', 'replay', '--from', file);
  assert.equal(still.code, 1, 'as it is, the record fails again');
  const [again] = JSON.parse((await run('quarantine', 'list', '--json')).out) as { quarantine_id: string }[];
  assert.equal((await run('quarantine', 'export', '--out', file)).code, 0);
  await writeFile(file, (await readFile(file, 'utf8')).replace('a lot,', '12.5,').replace(/a lot$/m, '12.5'));
  const replayed = await run('quarantine', 'replay', '--from', file, '--json');
  assert.equal(replayed.code, 0, replayed.err);
  assert.notEqual(again?.quarantine_id, id);
  assert.equal((await run('quarantine', 'list', '--json')).out.trim(), '[]');
});

interface BatchLine {
  readonly batch_id: string;
  readonly file: string;
  readonly state: string;
}

test('batches: the newest first, one with its control totals', async () => {
  const batches = JSON.parse((await run('batches', '--json')).out) as BatchLine[];
  assert.ok(batches.length >= 6);
  const found = batches.find(({ file, state }) => file === 'account_summary.csv' && state === 'loaded');
  const shown = await run('batches', 'show', found?.batch_id ?? '', '--json');
  const one = JSON.parse(shown.out) as Record<string, unknown>;
  for (const name of ['control_totals', 'sha256', 'received_by']) {
    assert.ok(![undefined, null, ''].includes(one[name] as string | null | undefined), name);
  }
  const none = await run('batches', 'show', '999999');
  assert.deepEqual([none.code, /SOURCES_BATCH_UNKNOWN/.test(none.err)], [1, true]);
});

test('a server of one’s own is not migrated behind one’s back, and doctor tells no secret', async () => {
  const bare = {
    DATABASE_URL: unmigrated.addressWithPassword(),
    DAYBOOK_DATA: folder,
    DAYBOOK_OIDC_ISSUER: 'https://login.invalid',
    DAYBOOK_OIDC_CLIENT_ID: 'daybook',
    DAYBOOK_OIDC_CLIENT_SECRET: 'secret-that-nobody-reads',
  };
  const load = await daybookHere(['load', ledger], { env: bare });
  assert.deepEqual([load.code, /^DATABASE_NOT_MIGRATED/.test(load.err)], [1, true]);
  const doctor = await daybookHere(['doctor'], { env: bare });
  const { password } = new URL(bare.DATABASE_URL);
  assert.ok(!`${doctor.out}${doctor.err}`.includes(password));
  assert.ok(!`${doctor.out}${doctor.err}`.includes('secret-that-nobody-reads'));
  assert.match(doctor.out, /DATABASE_URL/);
  const typo = await daybookHere(['doctor'], { env: { ...bare, DAYBOOK_PORT: 'eighty' } });
  assert.deepEqual([typo.code, /CONFIGURATION_INVALID.*DAYBOOK_PORT/.test(typo.err)], [1, true]);
});

test('an unforeseen error of the database is one line with its SQLSTATE; the stack comes with --debug', async () => {
  const damaged = await cloneOperated();
  await damaged.execute('alter table sources.batch rename column state to state_gone');
  const more = { env: { DATABASE_URL: damaged.addressWithPassword(), DAYBOOK_DATA: folder } };
  const said = await daybookHere(['batches'], more);
  assert.equal(said.code, 1);
  assert.match(
    said.err,
    /^DATABASE_FAILED: `daybook batches.*` failed: .* SQLSTATE 42703, .*\nNext: .*--debug.*\n$/,
  );
  assert.match((await daybook(['batches', '--debug'], more)).err, /\n +at /);
});
