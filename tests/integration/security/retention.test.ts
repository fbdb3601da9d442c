import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { messageOf, verifyLines } from '../../../docs/operate/verify-audit.mjs';
import { clockAt } from '../../clock-at.ts';
import { chainTrail, signHead } from '../../../src/platform/security/index.ts';
import { exportTrail } from '../../../src/platform/security/audit/read-trail.ts';
import { readHeads } from '../../../src/platform/security/audit/signed-head.ts';
import { verifyTrail } from '../../../src/platform/security/audit/verify-trail.ts';
import { purge, reportRetention, type PurgeLine } from '../../../src/platform/security/privacy/retention.ts';
import { cloneDatabase } from '../../database.ts';
import { signingIn } from '../../signing.ts';
import { intakeOn, lists, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const folder = await temporaryFolder();
const files = await writeFiles(folder, {
  ...lists,
  'account_summary.csv':
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n' +
    ['0170', '0829']
      .flatMap((site) => ['201702', '201712', '202511'].map((month) => `${site},${month},6000,1.50\n`))
      .join(''),
});
await load(intakeOn(database), files);

const asOf = '2026-06-15';
const clock = clockAt('2026-06-15T12:00:00Z');
const signing = await signingIn(folder, clock);
const run = (isReal: boolean, day = asOf): Promise<PurgeLine[]> =>
  isReal ? purge(database, day, signing) : reportRetention(database, day);
const lineOf = (lines: readonly PurgeLine[], name: string): PurgeLine | undefined =>
  lines.find((line) => line.class === name);
const months = async (): Promise<string[]> =>
  (
    await database.query<{ row: string }>(
      `select site_id || ' ' || to_char(period_month, 'YYYYMM') as row from warehouse.ledger_balance order by 1`,
    )
  ).map(({ row }) => row);

test('a dry run says what would go and changes nothing', async () => {
  const ledger = lineOf(await run(false), 'ledger');
  assert.deepEqual(ledger, {
    class: 'ledger',
    relation: 'warehouse.ledger_balance',
    keptFrom: '2018-06-01',
    expired: '4',
    held: '0',
  });
  assert.equal((await months()).length, 6);
});

test('a legal hold on a site keeps its rows, one without a site keeps everything', async () => {
  await database.execute(`insert into security.legal_hold (site_id, reason) values ('0829', 'matter 1')`);
  const ledger = lineOf(await run(false), 'ledger');
  assert.deepEqual([ledger?.expired, ledger?.held], ['2', '2']);
  await database.execute(`insert into security.legal_hold (reason) values ('matter 2')`);
  const everything = await run(true);
  assert.deepEqual(new Set(everything.map(({ expired }) => expired)), new Set(['0']));
  assert.equal((await months()).length, 6);
  await database.execute(`update security.legal_hold set released_at = now() where site_id is null`);
});

test('a real run takes exactly what the dry run named, whole months at once, and keeps its report', async () => {
  const dry = await run(false);
  const real = await run(true);
  assert.deepEqual(real, dry);
  assert.deepEqual(await months(), ['0170 202511', '0829 201702', '0829 201712', '0829 202511']);
  await database.execute('update security.legal_hold set released_at = now() where released_at is null');
  const ledger = lineOf(await run(true), 'ledger');
  assert.deepEqual([ledger?.expired, ledger?.held], ['2', '0']);
  assert.deepEqual(await months(), ['0170 202511', '0829 202511']);
  const partitions = await database.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits
     where inhparent = 'warehouse.ledger_balance'::regclass and inhrelid::regclass::text ~ '2017'`,
  );
  assert.deepEqual(partitions, []);
  const [kept] = await database.query<{ asOf: string; ledger: { gone: number } }>(
    `select as_of_on as "asOf", line as ledger from security.purge cross join jsonb_array_elements(report) as line
     where line ->> 'class' = 'ledger' order by purge_id desc limit 1`,
  );
  assert.deepEqual([kept?.asOf, kept?.ledger.gone], [asOf, 2]);
});

test('a month that was purged can be loaded again', async () => {
  const [again = ''] = await writeFiles(join(folder, 'again'), {
    'account_summary.csv': 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,201702,6000,2.50\n',
  });
  const [loaded] = await load(intakeOn(database), [again]);
  assert.equal(loaded?.state, 'loaded');
  assert.ok((await months()).includes('0170 201702'));
});

test('nothing is purged as of a day that has not come; a dry run may look ahead', async () => {
  await assert.rejects(run(true, '2026-06-16'), { code: 'SECURITY_PURGE_AHEAD' });
  assert.notEqual(lineOf(await run(false, '2040-01-15'), 'ledger')?.expired, '0');
});

/** Writes the chain anew as if it had been written that much earlier. */
const WRITE_EARLIER = `
  create function public.write_earlier(by interval) returns void language plpgsql as $$
  declare
    one audit.entry;
    before bytea := sha256('');
  begin
    alter table audit.entry disable trigger is_never_changed;
    create temporary table moved as select * from audit.entry;
    delete from audit.entry;
    perform audit.ensure_month(month::date)
    from (select distinct date_trunc('month', (chained_at - by) at time zone 'UTC') as month from moved) as months;
    for one in select * from moved order by position loop
      one.chained_at := one.chained_at - by;
      one.recorded_at := one.recorded_at - by;
      before := sha256(before || sha256(convert_to(audit.content(one), 'UTF8')));
      one.hash := before;
      insert into audit.entry select one.*;
    end loop;
    drop table moved;
    alter table audit.entry enable always trigger is_never_changed;
  end $$`;

test('a purged trail begins later and still proves itself, also against heads signed before', async () => {
  await chainTrail(database);
  await database.execute(WRITE_EARLIER);
  // Heads of the runs before speak of entries as they were.
  await database.execute(`alter table audit.head disable trigger is_never_changed`);
  await database.execute('delete from audit.head');
  await database.execute('alter table audit.head enable always trigger is_never_changed');
  await database.query(`select public.write_earlier(interval '14 years')`);
  const early = await temporaryFolder();
  const clockBefore = clockAt('2013-01-15T12:00:00Z');
  const { key, file } = await signingIn(early, clockBefore);
  const head = await signHead(database, key, { clock: clockBefore, file });
  assert.ok(head);
  await database.execute(`insert into security.legal_hold (site_id, reason) values ('0170', 'matter 3')`);
  await chainTrail(database);
  const honest = async (): Promise<unknown> =>
    (await verifyTrail(database, await readHeads(file))).findings.filter(
      ({ rule }) => rule !== 'watch changed',
    );
  assert.deepEqual(await honest(), []);
  const purged = await purge(database, asOf, { key, clock, file });
  assert.equal(lineOf(purged, 'audit trail')?.expired, head.position);
  assert.deepEqual(await honest(), []);
  const lines: string[] = [];
  for await (const line of exportTrail(database)) lines.push(line);
  const offline = await verifyLines(lines, await readHeads(file));
  assert.deepEqual(offline.findings, []);
  const [first] = await database.query<{ position: string }>(
    `select min(position)::text as position from audit.entry`,
  );
  assert.equal(Number(first?.position), Number(head.position) + 1);
  // A head of what was purged that nobody vouched for, and one that was taken away, are found.
  const other = { ...head, hash: head.hash.replaceAll(/[0-7]/g, '8') };
  const message = Buffer.from(messageOf(other));
  const signature = sign(null, message, key.privateKey).toString('base64');
  const outside = await readHeads(file);
  const { findings } = await verifyLines(lines, [...outside, { ...other, signature }]);
  assert.deepEqual(
    findings.map(({ position, rule }) => [position, rule]),
    [[head.position, 'head']],
  );
  const without = lines.filter((line) => !line.includes('"kind":"purge"'));
  assert.ok((await verifyLines(without, [])).findings.some(({ rule }) => rule === 'beginning'));
});
