import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { personNamed, workFor } from '../../../src/platform/security/index.ts';
import { emptyDatabase } from '../../database.ts';
import { cloneOperated } from '../../operated-database.ts';
import { lists, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneOperated();
const other = await emptyDatabase();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const run = (...parameters: string[]): Promise<Said> => daybookHere(parameters, { env });
const security = ['--as', 'sek.security@demo.invalid'] as const;
const auditor = ['--as', 'audra.auditor@demo.invalid'] as const;

const files = await writeFiles(folder, {
  ...lists,
  'workday_job_codes.csv':
    'JOB_CODE,JOB_TITLE,SITE_ID,EMPLOYEE_ID,STATUS,EFFECTIVE_DATE\nGSA,Guest service,0170,E4711,A,2025-01-01\n',
  'account_summary.csv':
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,201501,6000,1.50\n0170,202511,6000,2.50\n',
});
const loaded = await run('load', ...files);
assert.equal(loaded.code, 0, loaded.err);

test('the trail tells who did what, by table and by person', async () => {
  const log = await run('audit', 'log', '--relation', 'sources.batch', '--json', ...auditor);
  const entries = JSON.parse(log.out) as { kind: string; actor: string; changes: Record<string, unknown> }[];
  const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
  assert.equal(count('insert'), files.length, 'each file begins a batch');
  assert.ok(count('update') >= files.length, 'and each batch ends');
  assert.match(
    (await run('audit', '--user', 'olive.operator@demo.invalid', ...auditor)).out,
    /sources\.batch/,
  );
  assert.match((await run('audit', '--from', '2000-01-01', '--to', '2000-01-02', ...auditor)).err, /No entr/);
});

test('the chain is verified in the database and from an export, and a change of either is found', async () => {
  const trail = join(folder, 'trail.jsonl');
  const heads = join(folder, 'outside.jsonl');
  assert.match((await run('audit', 'sign', '--heads', heads, ...auditor)).err, /Signed entry \d+/);
  assert.match((await run('audit', 'export', '--out', trail, ...auditor)).err, /lines written/);
  const whole = await run('audit', 'verify', '--heads', heads, ...auditor);
  assert.equal(whole.code, 0, whole.err);
  assert.match(whole.out, /The trail is intact/);
  const offline = ['audit', 'verify', '--offline', trail, '--heads', heads] as const;
  const { code, out } = await daybookHere([...offline, '--json'], {
    env: { DATABASE_URL: other.addressWithPassword() },
  });
  assert.deepEqual([code, (JSON.parse(out) as { findings: unknown[] }).findings], [0, []]);
  await writeFile(trail, (await readFile(trail, 'utf8')).replace('sources.batch', 'sources.patch'));
  const changed = await run(...offline);
  assert.equal(changed.code, 1);
  assert.match(changed.err, /entry \d+ or the one before it was changed/);
  const script = join(import.meta.dirname, '..', '..', '..', 'docs', 'operate', 'verify-audit.mjs');
  assert.match(await readFile(script, 'utf8'), /^(?!.*from '\.)/s, 'the verifier needs no other file');
});

test('evidence is one CSV for each control with a PDF and the digests of all', async () => {
  const out = join(folder, 'evidence');
  const [today] = await database.query<{ quarter: string }>(`select to_char(now(), 'YYYY-"Q"Q') as quarter`);
  const quarter = today?.quarter ?? '';
  const made = await run('audit', 'evidence', '--quarter', quarter, '--out', out, '--json', ...auditor);
  assert.equal(made.code, 0, made.err);
  const listed = JSON.parse(made.out) as { name: string; rows: number | null; sha256: string }[];
  const names = await readdir(out);
  assert.equal(names.filter((name) => name.endsWith('.csv')).length, 12, names.join(' '));
  for (const { name, sha256 } of listed)
    assert.equal(
      createHash('sha256')
        .update(await readFile(join(out, name)))
        .digest('hex'),
      sha256,
      name,
    );
  assert.match(await readFile(join(out, 'SHA256SUMS'), 'utf8'), /^[0-9a-f]{64} {2}\S+\.csv$/m);
  const pdf = names.find((name) => name.endsWith('.pdf')) ?? '';
  assert.equal((await readFile(join(out, pdf))).subarray(0, 5).toString(), '%PDF-');
  const loads = listed.find(({ name }) => name.startsWith('C4'));
  assert.equal(loads?.rows, files.length);
  assert.match(
    (await run('audit', 'evidence', '--quarter', 'May', '--out', out, ...auditor)).err,
    /QUARTER_UNREADABLE/,
  );
});

test('a restored backup is tested against the running database, and evidence keeps the result', async () => {
  const restore = (place: string): Promise<Said> =>
    run('audit', 'restore-test', '--restored', place, ...auditor);
  assert.match((await restore(join(folder, 'nowhere'))).err, /SECURITY_RESTORED_MISSING/);
  const tested = await restore(database.addressWithPassword());
  assert.match(tested.out, /^The backup is good: up to entry \d+ of 20.*entries verified/, tested.err);
  const kept = await database.query(
    'select tested_by, cardinality(findings) as wrong from platform.restore_test',
  );
  assert.deepEqual(kept, [{ tested_by: 'audra.auditor@demo.invalid', wrong: 0 }]);
  assert.equal((await run('audit', 'restore-test', '--restored', folder)).code, 1, 'an operator may not');
});

test('a server without the keys of its database is refused, whatever it is asked, and makes none', async () => {
  const subjects = (): Promise<unknown> =>
    database.query('select pseudonym from security.subject order by 1');
  const before = await subjects();
  const why = ['--reason', 'request 1', ...security] as const;
  const asked: readonly (readonly string[])[] = [
    ...[
      ['start', '--once'],
      ['load', files[2] ?? '', '--again'],
      ['privacy', 'seal', ...why],
    ],
    ...[
      ['privacy', 'export', 'E4711', ...why],
      ['privacy', 'erase', 'E4711', '--yes', ...why],
    ],
    ...[['privacy', 'rotate-key', ...why], ['doctor']],
  ];
  const second = join(folder, 'second');
  const ring = { pseudonym_key: 'ab'.repeat(32), master_keys: [{ version: 1, key: 'cd'.repeat(32) }] };
  for (const [content, refused] of [
    [null, /personal data keys are missing at .*second.keys.master\.json/],
    [JSON.stringify(ring), /personal data keys at .*second.keys.master\.json are not the ones/],
    ['{}', /personal data keys cannot be read from .*second.keys.master\.json: pseudonym_key is not valid/],
  ] as const) {
    if (content !== null) await writeFiles(second, { 'keys/master.json': content });
    for (const words of asked) {
      const said = await daybookHere(words, { env: { ...env, DAYBOOK_DATA: second } });
      assert.equal(said.code, 1, words.join(' '));
      assert.match(said.out + said.err, refused, words.join(' '));
    }
    const made = await readdir(join(second, 'keys')).catch(() => []);
    assert.deepEqual(made, content === null ? [] : ['master.json']);
  }
  assert.deepEqual(await subjects(), before);
});

test('privacy is for those who may, with a reason; an erasure is tried first', async () => {
  assert.match((await run('privacy', 'export', 'E4711', '--reason', 'request 1')).err, /SECURITY_FORBIDDEN/);
  assert.match((await run('privacy', 'export', 'E4711', ...security)).err, /SECURITY_REASON_MISSING/);
  const reason = ['--reason', 'request 1', ...security] as const;
  const exported = JSON.parse((await run('privacy', 'export', 'e4711', ...reason)).out) as {
    pseudonyms: Record<string, string>;
    rows: { relation: string }[];
  };
  assert.deepEqual(Object.values(exported.pseudonyms), ['E4711']);
  assert.deepEqual(
    exported.rows.map(({ relation }) => relation),
    ['warehouse.employee_job'],
  );
  assert.match(
    (await run('privacy', ...security)).out,
    /warehouse\.employee_job +employee_id +identifier .*pseudonym/,
  );
  assert.match(
    (await run('privacy', 'rotate-key', ...reason)).err,
    /Master key 2 wraps the keys of 1 subject/,
  );
  const envelope = join(folder, 'outbox', 'mail', '0170.pdf.envelope.json');
  await mkdir(join(folder, 'outbox', 'mail'), { recursive: true });
  const content = { recipients: 'desk@house.invalid;e4711', text: 'To E47110 and E4711.' };
  await writeFile(envelope, JSON.stringify(content));
  const tried = await run('privacy', 'erase', 'E4711', ...reason);
  assert.match(tried.out, /envelopes of the outbox +1/);
  assert.match(tried.err, /Nothing was changed/);
  const erased = await run('privacy', 'erase', 'E4711', '--yes', '--json', ...reason);
  assert.equal(erased.code, 0, erased.err);
  assert.equal((JSON.parse(erased.out) as { rows: Record<string, number> }).rows['security.subject'], 1);
  const after = await run('privacy', 'export', 'E4711', ...reason);
  assert.match(after.err, /SECURITY_NOBODY_FOUND/);
  const left = JSON.parse(await readFile(envelope, 'utf8')) as { recipients: string; text: string };
  assert.deepEqual(left, { recipients: 'desk@house.invalid;erased', text: 'To E47110 and erased.' });
});

test('retention shows what would go, holds keep it, and a purge takes it', async () => {
  assert.match((await run('retention', ...security)).out, /ledger +warehouse\.ledger_balance +96/);
  const held = await run('retention', 'hold', '--site', '0170', '--reason', 'matter 1', ...security);
  assert.match(held.err, /Hold 1 placed on site 0170/);
  const ledger = async (...more: string[]): Promise<{ expired: string; held: string } | undefined> => {
    const { out } = await run('retention', 'purge', '--json', ...more, ...security);
    const { classes } = JSON.parse(out) as { classes: { class: string; expired: string; held: string }[] };
    const line = classes.find((each) => each.class === 'ledger');
    return line && { expired: line.expired, held: line.held };
  };
  assert.deepEqual(await ledger('--yes', '--reason', 'yearly'), { expired: '0', held: '1' });
  assert.match((await run('retention', 'holds', ...security)).out, /0170 .*matter 1/);
  assert.equal((await run('retention', 'release', '1', ...security)).code, 0);
  assert.match((await run('retention', 'release', '1', ...security)).err, /SECURITY_HOLD_UNKNOWN/);
  assert.deepEqual(await ledger(), { expired: '1', held: '0' });
  assert.deepEqual(await ledger('--yes', '--reason', 'yearly'), { expired: '1', held: '0' });
  assert.deepEqual(await ledger(), { expired: '0', held: '0' });
  const old = join(folder, 'outbox', 'mail', 'old.pdf');
  await writeFile(old, 'a statement');
  await utimes(old, new Date('2010-01-01'), new Date('2010-01-01'));
  const purged = await run('retention', 'purge', '--yes', '--reason', 'yearly', ...security);
  assert.match(purged.out, /outbox files +outbox +\d{4}-\d\d-\d\d +1 +0/);
  assert.deepEqual(await readdir(join(folder, 'outbox', 'mail')), ['0170.pdf.envelope.json']);
});

test('a finding of honest use is explained by somebody else, signed, and stays visible as explained', async () => {
  const auditing = await personNamed(database, 'audra.auditor@demo.invalid');
  const asAudra = workFor(database, auditing);
  const late = `insert into audit.pending (recorded_at, kind, relation)
    values (now() - interval '3 hours', 'export', 'x')`;
  await database.execute(late);
  const heads = join(folder, 'audit-heads.jsonl');
  const verify = (...more: string[]): Promise<Said> =>
    run('audit', 'verify', '--heads', heads, ...more, ...auditor);
  const red = await verify('--json');
  assert.equal(red.code, 1, 'a read that was kept open');
  const { findings } = JSON.parse(red.out) as { findings: { rule: string; position: string }[] };
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['back-dated'],
  );
  const at = findings[0]?.position ?? '';
  const explain = (entries: string, ...who: string[]): Promise<Said> =>
    run('audit', 'explain', 'back-dated', '--entries', entries, ...who);
  const why = ['--reason', 'a report was left open'] as const;
  assert.match((await explain(at, ...auditor)).err, /SECURITY_REASON_MISSING/);
  assert.match((await explain('1', ...why, ...auditor)).err, /SECURITY_FINDING_UNKNOWN/);
  assert.match(
    (await run('audit', 'explain', 'hash', '--entries', at, ...why, ...auditor)).err,
    /FINDING_FIXED/,
  );
  assert.match((await explain(at, ...why, ...auditor)).err, /1 finding explained/);
  const green = await verify();
  assert.equal(green.code, 0, green.err);
  assert.match(green.err, new RegExp(`explained by person \\d+ \\(a report was left open\\): entry ${at} `));
  assert.match(green.out, /1 finding explained/);
  await asAudra.transaction((transaction) => transaction.execute(late));
  const own = JSON.parse((await verify('--json')).out) as { findings: { position: string }[] };
  assert.match(
    (await explain(own.findings[0]?.position ?? '', ...why, ...auditor)).err,
    /SECURITY_FINDING_OWN/,
  );
});
