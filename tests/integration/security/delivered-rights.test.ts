import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Refusal } from '../../../src/kernel/errors.ts';
import { findDrift, migrateUp } from '../../../src/platform/database/index.ts';
import { addPerson, assignRole, readMatrix, type Matrix } from '../../../src/platform/security/index.ts';
import { cloneDatabase, emptyDatabase } from '../../database.ts';

const source = new URL('../../../src/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'daybook-rights-'));
const definitions = join(folder, 'src');
cpSync(source, definitions, {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || path.endsWith('.sql'),
});
after(() => {
  rmSync(folder, { recursive: true });
});

const delivered = await readMatrix(await cloneDatabase());
const database = await emptyDatabase();
/** The last migration of the versions whose migrations brought the rights. */
const LAST_WITH_RIGHTS = 78;

/** What the next version says otherwise in the rights of a stage. */
function edit(stage: string, from: string | RegExp, to: string): void {
  const file = join(definitions, stage, 'rights.sql');
  const text = readFileSync(file, 'utf8');
  const edited = text.replaceAll(from, to);
  assert.notEqual(edited, text, `${stage} does not say ${String(from)}`);
  writeFileSync(file, edited);
}

function scopeOf(matrix: Matrix, role: string, object: string, action: string): string | undefined {
  return matrix.privileges.find(
    (each) => each.role === role && each.object === object && each.action === action,
  )?.scope;
}

async function decisions(): Promise<string[]> {
  const rows = await database.query<{ said: string }>(
    `select concat_ws(' ', key ->> 'role', key ->> 'action', key ->> 'object', coalesce(line ->> 'scope', 'none'),
       'for', coalesce(delivered ->> 'scope', 'none')) as said
     from security.decided_lines('security.privilege') order by said`,
  );
  return rows.map(({ said }) => said);
}

test('what an operator changed before rights were a definition is kept, and told from what is delivered', async () => {
  await migrateUp(database, { to: LAST_WITH_RIGHTS });
  await database.execute(`
    update security.privilege set scope = 'all'
      where role = 'accountManager' and object = 'revenue' and action = 'read';
    delete from security.privilege where role = 'rssAdmin' and object = 'site' and action = 'read';
    insert into security.privilege (role, object, action, scope)
      values ('territoryManager', 'revenue', 'read', 'region');
    delete from security.duty_conflict where second_duty = 'reverse-posting';
    insert into security.job_profile_role values ('HEADDOO', 'accountManager', 'COST_CENTER')`);
  await migrateUp(database);
  assert.deepEqual(await decisions(), [
    'accountManager read revenue all for own',
    'rssAdmin read site none for all',
    'territoryManager read revenue region for none',
  ]);
  assert.deepEqual((await findDrift(database)).differences, [], 'a changed matrix is no drift');
  const kept = await readMatrix(database);
  assert.equal(scopeOf(kept, 'accountManager', 'revenue', 'read'), 'all');
  assert.equal(scopeOf(kept, 'rssAdmin', 'site', 'read'), undefined);
  assert.equal(kept.dutyConflicts.length, delivered.dutyConflicts.length - 1);
  assert.equal(kept.jobProfiles.length, delivered.jobProfiles.length + 1);
  await database.execute(`
    select security.set_privilege('accountManager', 'revenue', 'read', 'own'),
      security.set_privilege('rssAdmin', 'site', 'read', 'all'),
      security.set_privilege('territoryManager', 'revenue', 'read', null);
    delete from security.job_profile_role where job_profile = 'HEADDOO';
    insert into security.duty_conflict select line ->> 'first_duty', line ->> 'second_duty', line ->> 'within',
      line ->> 'reason' from security.delivered_line where line ->> 'second_duty' = 'reverse-posting'`);
  assert.deepEqual(await decisions(), []);
  assert.deepEqual(await readMatrix(database), delivered, 'put back, it is what every database has');
});

test('the next version changes what no operator did; what it delivers no more takes its rights along', async () => {
  await database.execute(`
    select security.set_privilege('regionalVp', 'labor', 'read', 'all'),
      security.set_privilege('financeManager', 'labor', 'read', null),
      security.set_privilege('financeManager', 'statement-line', 'change', 'all')`);
  edit('warehouse', "('labor', 'read', 'accountManager=own", "('labor', 'read', 'accountManager=district");
  edit(
    'warehouse',
    /regionalVp=region service:reporting svp=hierarchy'\)/g,
    "regionalVp=own svp=hierarchy')",
  );
  edit('billing', /\n {2}\('statement-line', [^\n]*/g, '');
  edit('contracts', ' contracts.clause_step', '');
  await migrateUp(database, { definitions });
  const matrix = await readMatrix(database);
  const labor = (role: string): string | undefined => scopeOf(matrix, role, 'labor', 'read');
  assert.deepEqual(
    ['accountManager', 'service:reporting', 'regionalVp', 'financeManager', 'auditor'].map(labor),
    ['district', undefined, 'all', undefined, 'all'],
  );
  assert.deepEqual(await decisions(), [
    'financeManager read labor none for all',
    'regionalVp read labor all for own',
  ]);
  const object = matrix.objects.find((each) => each.object === 'statement-line');
  assert.deepEqual(
    [object, matrix.privileges.filter((right) => right.object === 'statement-line')],
    [undefined, []],
  );
  const [granted] = await database.query<{ clauses: boolean; steps: boolean }>(
    `select has_table_privilege('daybook_auditor', 'contracts.clause', 'select') as clauses,
       has_table_privilege('daybook_auditor', 'contracts.clause_step', 'select') as steps`,
  );
  assert.deepEqual(granted, { clauses: true, steps: false });
});

test('a role that is no longer delivered goes with its grants, unless somebody holds it', async () => {
  const personId = await addPerson(database, {
    userId: 'r@example.com',
    displayName: null,
    origin: 'mapping',
  });
  assert.equal(await assignRole(database, personId, { role: 'rssAdmin', reason: 'test' }), null);
  for (const stage of ['sources', 'warehouse']) edit(stage, /\s+rssAdmin\b/g, '');
  edit('platform', /\n {2}\('rssAdmin', [^\n]*/g, '');
  await assert.rejects(
    migrateUp(database, { definitions }),
    (error) =>
      error instanceof Refusal &&
      /the role rssAdmin is no longer delivered; people who hold it or held it: 1/.test(error.message),
  );
  await database.execute(`
    delete from security.effective_role where role = 'rssAdmin';
    delete from security.role_assignment where role = 'rssAdmin'`);
  await migrateUp(database, { definitions });
  const matrix = await readMatrix(database);
  assert.equal(
    matrix.roles.find(({ role }) => role === 'rssAdmin'),
    undefined,
  );
  const left = await database.query(
    `select relname from pg_class cross join lateral aclexplode(relacl) where grantee = 'daybook_rss_admin'::regrole`,
  );
  assert.deepEqual(left, []);
});

test('a right on something misspelt is refused with its name', async () => {
  edit('contracts', "('contract', 'approve', 'billingManager", "('contract', 'approve', 'billingManagr");
  await assert.rejects(
    migrateUp(database, { definitions }),
    (error) => error instanceof Refusal && /\(role\)=\(billingManagr\) is not present/.test(error.message),
  );
});
