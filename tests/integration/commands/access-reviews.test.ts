import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { actAs, openDueReviews, personNamed, setDemoDay } from '../../../src/platform/security/index.ts';
import { readSheet } from 'read-excel-file/node';
import { cloneOperated } from '../../operated-database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneOperated();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const as = (who: string, ...parameters: string[]): Promise<Said> =>
  daybookHere([...parameters, '--as', `${who}@demo.invalid`], { env });
await database.execute(`
  insert into security.site_place (site_id, district, region)
    values ('0170', 'District 01', 'East'), ('0829', 'District 02', 'West');
  insert into security.feed_access (user_id, job_profile, site_id, batch_id)
    values ('wanda@work.invalid', 'ACCTMGR', '0829', 1), ('wanda@work.invalid', 'ACCTMGR', '0170', 1)`);
await database.query('select security.refresh_access(1)');

interface Line {
  readonly access_review_line_id: string;
  readonly person: string;
  readonly role: string;
  readonly decision: string | null;
  readonly decided_by: string | null;
  readonly due_on: string;
}

const linesOf = async (who: string, review: string, ...more: string[]): Promise<Line[]> =>
  JSON.parse((await as(who, 'reviews', 'show', review, ...more, '--json')).out) as Line[];

// What is due follows the day of the trial, as the period does.
await setDemoDay(database, '2026-10-02');
const opened = await as('sek.security', 'reviews', 'open', '2026-Q4', '--json');
const { access_review_id: review } = JSON.parse(opened.out) as { access_review_id: string };
const lines = await linesOf('sek.security', review);

function lineOf(person: string, role: string): string {
  const line = lines.find((each) => each.person.startsWith(person) && each.role === role);
  assert.ok(line, `${person} ${role}`);
  return line.access_review_line_id;
}

const decide = (who: string, decision: string, ...more: string[]): Promise<Said> =>
  as(who, 'reviews', decision, ...more, '--reason', 'checked with the manager');
const rolesOf = async (who: string): Promise<readonly string[]> => (await personNamed(database, who)).roles;

test('a review lists every role of every person once, and is opened once', async () => {
  const [held] = await database.query<{ roles: number }>(
    'select count(*)::int as roles from security.effective_role',
  );
  assert.equal(lines.length, held?.roles);
  assert.deepEqual(new Set(lines.map(({ due_on: due }) => due)), new Set(['2026-11-01']));
  assert.match(
    (await as('sek.security', 'reviews', 'open', '2026-Q4')).err,
    /SECURITY_REVIEW_OPEN: .*2026-10/,
  );
  assert.match((await as('fay.finance', 'reviews')).err, /SECURITY_FORBIDDEN/);
  assert.match((await as('audra.auditor', 'reviews', 'open', '2026-Q3')).err, /SECURITY_FORBIDDEN/);
  const day = '2026-11-29';
  const [privileged, ...others] = await openDueReviews(database, day);
  assert.deepEqual(others, [], 'the quarter is open');
  assert.deepEqual(await openDueReviews(database, day), []);
  assert.deepEqual(
    (await linesOf('audra.auditor', privileged ?? '')).map(({ role }) => role),
    ['securityAdmin', 'systemAdmin'],
  );
  const [newest] = JSON.parse((await as('audra.auditor', 'reviews', '--json')).out) as Record<
    string,
    unknown
  >[];
  assert.deepEqual(
    [newest?.['kind'], newest?.['period_on'], newest?.['opened_by'], newest?.['undecided']],
    ['privileged month', '2026-11-01', null, 2],
  );
});

test('nobody decides on a role of his own or twice, and the auditor reads and decides nothing', async () => {
  const own = await decide('sek.security', 'keep', lineOf('sek', 'securityAdmin'));
  assert.match(own.err, /SECURITY_CONFLICT/);
  const reasonless = await as('sek.security', 'reviews', 'keep', lineOf('fay', 'financeManager'));
  assert.match(reasonless.err, /SECURITY_REASON_MISSING/);
  const both = await decide(
    'sek.security',
    'keep',
    lineOf('fay', 'financeManager'),
    lineOf('sek', 'securityAdmin'),
  );
  assert.equal(both.code, 1);
  assert.match(both.err, /1 line decided: keep\.[^]*SECURITY_CONFLICT/);
  const twice = await decide('syl.system', 'end', lineOf('fay', 'financeManager'));
  assert.match(twice.err, /SECURITY_LINE_DECIDED: .*: keep/);
  assert.match((await decide('audra.auditor', 'keep', lineOf('dan', 'dataOps'))).err, /SECURITY_FORBIDDEN/);
  const sek = await actAs(database, await personNamed(database, 'sek.security@demo.invalid'));
  await assert.rejects(
    sek.transaction((sql) =>
      sql.query(`select security.decide_line($1, 'keep', 'x', '{}')`, [lineOf('sek', 'securityAdmin')]),
    ),
    /does not decide on line/,
  );
  await assert.rejects(
    sek.transaction((sql) => sql.execute(`update security.access_review_line set decision = null`)),
    /permission denied/,
  );
  await assert.rejects(
    database.execute(
      `update security.access_review_line
       set decision = 'keep', decided_by = person_id, decided_at = now(), reason = 'x' where decision is null`,
    ),
    /is_decided_by_another/,
  );
});

test('what is ended ends at once, also where Workday gives it, until somebody restores it', async () => {
  assert.deepEqual(await rolesOf('wanda@work.invalid'), ['accountManager']);
  const wanda = lineOf('wanda', 'accountManager');
  const district = await decide('dora.district', 'end', wanda);
  assert.match(district.err, /SECURITY_LINE_NOT_YOURS/, '0829 is of another district');
  assert.equal((await decide('sek.security', 'end', wanda, lineOf('dan', 'dataOps'))).code, 0);
  assert.deepEqual(await rolesOf('wanda@work.invalid'), []);
  assert.deepEqual(await rolesOf('dan.data@demo.invalid'), []);
  await database.query('select security.refresh_access(2)');
  assert.deepEqual(await rolesOf('wanda@work.invalid'), [], 'a load does not give it back');
  const restored = [
    'users',
    'restore',
    'wanda@work.invalid',
    'accountManager',
    '--reason',
    'is back',
  ] as const;
  assert.equal((await as('syl.system', ...restored)).code, 0);
  assert.deepEqual(await rolesOf('wanda@work.invalid'), ['accountManager']);
  assert.match((await as('syl.system', ...restored)).err, /SECURITY_ROLE_NOT_WITHHELD/);
  const amos = lineOf('amos', 'accountManager');
  assert.deepEqual(
    (await linesOf('dora.district', review)).map((line) => line.access_review_line_id),
    [amos],
    'a district manager sees the account managers of own sites, and no superior',
  );
  const leftTo = async (who: string): Promise<(readonly [number, number])[]> => {
    const reviews = JSON.parse((await as(who, 'reviews', '--json')).out) as Record<string, number>[];
    return reviews.map((row) => [row['line_count'] ?? -1, row['mine_to_decide'] ?? -1] as const);
  };
  // The newest is that of the privileged roles, of which none is below her.
  assert.deepEqual(await leftTo('dora.district'), [
    [0, 0],
    [1, 1],
  ]);
  assert.equal((await decide('dora.district', 'keep', amos)).code, 0);
  assert.deepEqual(await leftTo('dora.district'), [
    [0, 0],
    [1, 0],
  ]);
  const [[privileged, ofSek] = []] = await leftTo('sek.security');
  assert.deepEqual([privileged, ofSek], [2, 1], 'somebody else decides on her own role');
  assert.deepEqual((await leftTo('audra.auditor'))[0], [2, 0], 'the auditor reads all and decides nothing');
});

test('a changed role has other sites and another end, and the list goes to the auditor as a file', async () => {
  const rhea = lineOf('rhea', 'regionalVp');
  const changed = await decide('syl.system', 'change', rhea, '--region', 'West', '--until', '2090-01-01');
  assert.equal(changed.code, 0, changed.err);
  assert.deepEqual(
    await database.query(
      `select place, valid_to_on::text as until from security.role_assignment
       where role = 'regionalVp' and ended_at is null`,
    ),
    [{ place: 'West', until: '2090-01-01' }],
  );
  const file = join(folder, 'review.xlsx');
  const written = await as('audra.auditor', 'reviews', 'show', review, '--xlsx', '--out', file);
  assert.equal(written.code, 0, written.err);
  const sheet = await readSheet(await readFile(file), 'Review');
  assert.equal(sheet.length, lines.length + 1);
  const csv = await as('audra.auditor', 'reviews', 'show', review, '--undecided', '--csv');
  const undecided = await linesOf('audra.auditor', review, '--undecided');
  assert.equal(csv.out.trim().split('\n').length, undecided.length + 1);
  assert.ok(undecided.length < lines.length && undecided.every(({ due_on }) => csv.out.includes(due_on)));
  const [exports] = await database.query<{ exports: number }>(
    `select count(*)::int as exports from audit.entry where relation = 'access-review' and kind = 'export'`,
  );
  assert.equal(exports?.exports, 2);
});
