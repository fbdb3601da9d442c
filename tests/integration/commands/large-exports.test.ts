import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actAs, noteRead, personNamed } from '../../../src/platform/security/index.ts';
import { cloneOperated } from '../../operated-database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneOperated();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const as = (who: string, ...parameters: string[]): Promise<Said> =>
  daybookHere([...parameters, '--as', `${who}@demo.invalid`], { env });
await database.execute(
  `insert into security.site_place (site_id, district, region)
   values ('0170', 'District 01', 'East'), ('0829', 'District 02', 'West');
   select security.refresh_access()`,
);

const usage = ['users', 'usage', '--csv'] as const;
const numberIn = ({ err }: Said): string => /export (\d+)\./.exec(err)?.[1] ?? '';

test('an export above the limit waits for somebody else, goes out once, and is listed', async () => {
  assert.equal((await as('syl.system', ...usage)).code, 0, 'below the limit nothing waits');
  const unfit = await as('syl.system', 'exports', 'limit', '3', '--reason', 'test');
  assert.match(unfit.err, /SECURITY_FORBIDDEN/);
  assert.match((await as('sek.security', 'exports', 'limit', '3')).err, /SECURITY_REASON_MISSING/);
  assert.equal((await as('sek.security', 'exports', 'limit', '3', '--reason', 'test')).code, 0);
  const mine = (await as('syl.system', 'exports', 'limit')).out;
  assert.match(mine, /^everybody +3 +yes$/m);
  assert.match((await as('amos.account', 'exports', 'limit')).out, /^site-bound +20,000 +yes$/m);
  const stopped = await as('syl.system', ...usage, '--reason', 'for the board');
  assert.equal(stopped.code, 1);
  assert.equal(stopped.out, '', 'nothing leaves');
  assert.match(
    stopped.err,
    /SECURITY_EXPORT_WAITS: An export of 19 rows exceeds your limit of 3 .*: export 1\./,
  );
  const number = numberIn(stopped);
  assert.equal(numberIn(await as('syl.system', ...usage)), number, 'asking again is the same request');
  assert.match(
    (await as('syl.system', 'exports', 'approve', number)).err,
    /SECURITY_CONFLICT: .*whoever asked for the export does not approve it/,
  );
  assert.match((await as('dora.district', 'exports', 'approve', number)).err, /SECURITY_EXPORT_NOT_YOURS/);
  assert.match((await as('sek.security', 'exports', '--mine')).out, /^1 +syl\.system@demo\.invalid +user/m);
  assert.equal((await as('sek.security', 'exports', 'approve', number)).code, 0);
  assert.match(
    (await as('sek.security', 'exports', 'refuse', number, '--reason', 'x')).err,
    /it is approved/,
  );
  const other = await as('syl.system', ...usage, '--role', 'auditor');
  assert.equal(other.code, 0, 'one row is below the limit');
  assert.equal((await as('syl.system', ...usage)).out.trim().split('\n').length, 20);
  const second = numberIn(await as('syl.system', ...usage));
  assert.notEqual(second, number, 'an approval is for one export');
  assert.equal((await as('sek.security', 'exports', 'refuse', second, '--reason', 'once is enough')).code, 0);
  const listed = JSON.parse((await as('audra.auditor', 'exports', '--json')).out) as Record<
    string,
    unknown
  >[];
  assert.deepEqual(
    listed.map(({ state, row_count: rows, reason, decision_reason: why }) => [state, rows, reason, why]),
    [
      ['refused', '19', null, 'once is enough'],
      ['let out', '19', 'for the board', null],
    ],
  );
  const [exports] = await database.query<{ exports: number }>(
    `select count(*)::int as exports from audit.entry where relation = 'user' and kind = 'export'`,
  );
  assert.equal(exports?.exports, 3);
});

test('exports of an account manager go to the manager of all of the sites, and not to administrators', async () => {
  const amos = await actAs(database, await personNamed(database, 'amos.account@demo.invalid'));
  const forecast = { what: 'forecast', filter: { site: '0170' }, rows: 20_001, isExport: true };
  await noteRead(amos, { ...forecast, rows: 20_000 });
  await assert.rejects(noteRead(amos, forecast), /SECURITY_EXPORT_WAITS|exceeds your limit of 20000/);
  const [asked] = JSON.parse((await as('amos.account', 'exports', '--json')).out) as Record<string, string>[];
  const number = asked?.['export_request_id'] ?? '';
  assert.match((await as('sek.security', 'exports', 'approve', number)).err, /SECURITY_EXPORT_NOT_YOURS/);
  assert.equal((await as('dora.district', 'exports', 'approve', number, '--reason', 'year end')).code, 0);
  await assert.rejects(
    noteRead(amos, { ...forecast, rows: 23_000 }),
    /exceeds your limit/,
    'a tenth more at most',
  );
  await noteRead(amos, { ...forecast, rows: 21_000 });
  await assert.rejects(noteRead(amos, forecast), /exceeds your limit/, 'once');
  await assert.rejects(
    amos.transaction((sql) => sql.execute(`update security.export_request set decision = 'approved'`)),
    /permission denied/,
  );
  await assert.rejects(
    database.execute(
      `update security.export_request set decision = 'approved', decided_by = person_id, decided_at = now()
       where decision is null`,
    ),
    /is_decided_by_another/,
  );
});

test('evidence and the trail go to the auditor without approval, and are listed', async () => {
  const audra = await actAs(database, await personNamed(database, 'audra.auditor@demo.invalid'));
  await noteRead(audra, { what: 'audit.entry', filter: {}, rows: 1_000_000, isExport: true });
  assert.match(
    (await as('sek.security', 'exports')).out,
    /audra\.auditor@demo\.invalid +audit\.entry .* free/,
  );
});

test('days far above what somebody usually exports are named with the reason, and usual days are not', async () => {
  const syl = await personNamed(database, 'syl.system@demo.invalid');
  const fay = await personNamed(database, 'fay.finance@demo.invalid');
  /** Entries of exports so many days ago, as the trail holds them. */
  const exported = (personId: string, daysAgo: number, rows: readonly number[]): Promise<unknown> =>
    database.execute(
      `insert into audit.entry (position, chained_at, hash, recorded_at, kind, relation, changes, person_id, actor,
         acting_roles, transaction_id)
       select (select max(position) from audit.entry) + at, now(), sha256('test'),
         now() - make_interval(days => ${String(daysAgo)}), 'export', 'forecast',
         jsonb_build_object('rows', jsonb_build_object('new', rows)), ${personId}, 'test', '{}', '0'
       from unnest(array[${rows.join(',')}]) with ordinality as exports (rows, at)`,
    );
  // Within three times the largest day before is usual, and so is the first day below 1,000 rows.
  await exported(syl.personId, 20, [900]);
  await exported(syl.personId, 10, [1_400, 1_300]);
  await exported(syl.personId, 5, [2_700, 5_401]);
  await exported(
    syl.personId,
    2,
    Array.from({ length: 11 }, () => 10),
  );
  await exported(fay.personId, 40, [5_000]);
  await exported(fay.personId, 3, [1_001]);
  const [today] = await database.query<{ from: string }>(
    `select (now() - interval '25 days')::date::text as from`,
  );
  const listed = await as('sek.security', 'exports', 'unusual', '--from', today?.from ?? '', '--json');
  const days = JSON.parse(listed.out) as Record<string, string | null>[];
  assert.deepEqual(
    days
      .filter(({ person }) => /^(syl|fay)/.test(person ?? ''))
      .map(({ person, exports, row_count, usual_rows, reasons }) => [
        ...[person?.slice(0, 3), exports, row_count, usual_rows, String(reasons)],
      ]),
    [
      ['syl', '11', '110', '8101', 'number'],
      ['fay', '1', '1001', null, 'first'],
      ['syl', '2', '8101', '2700', 'rows'],
    ],
  );
  // Whoever reads only requests of his own learns nothing of others.
  assert.equal((await as('amos.account', 'exports', 'unusual', '--json')).out.trim(), '[]');
});
