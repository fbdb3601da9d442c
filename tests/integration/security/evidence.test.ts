import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { addPerson, assignRole, chainTrail } from '../../../src/platform/security/index.ts';
import { evidenceArchive } from '../../../src/delivery/exports/evidence.ts';
import { evidenceOf, type Population } from '../../../src/platform/security/audit/evidence.ts';
import { testRestored } from '../../../src/platform/security/audit/restore-test.ts';
import { cloneDatabase } from '../../database.ts';
import { fillTables } from './filled-tables.ts';

const database = await cloneDatabase();
const other = await cloneDatabase();
await fillTables(database);
const auditor = await addPerson(database, { userId: 'tester', displayName: null, origin: 'mapping' });
assert.equal(await assignRole(database, auditor, { role: 'auditor', reason: 'test' }), null);
await database.execute(`
  insert into billing.posting (statement_id, site_id, kind, idempotency_key, document_number, batch, debit, credit,
      content, state, posted_at, posted_by)
    select statement_id, site_id, 'receivables', 'key ' || statement_id, 'D' || statement_id, 'B', 10.25, 10.25, '{}',
      'pending', now(), 'tester' from billing.statement;
  insert into billing.unit_batch values ('2025-03-01', 'U', 1, now(), 'tester');
  insert into billing.unit_posting values ('unit', '2025-03-01', 'UD', 'U', '01', 1, 7, 7, '{}', 'pending', null, null);
  insert into security.attempted_conflict (person_id, attempted, conflicts_with, subject)
    select person_id, 'approve-contract', 'edit-contract', 'x' from security.person limit 1;
  insert into operations.archive_file (relation, first_on, end_on, path, row_count, online_bytes, stored_bytes, sha256,
      digest, columns, totals, sites, place, recipient, archived_at, archived_by)
    values ('warehouse.budget', '2019-01-01', '2019-02-01', 'x', 1, 1, 1, 'x', 'x', '{}', '{}', '{}', '/x', 'age1x',
      now(), 'tester');
  select audit.note('trail verified', 'audit.entry', null, '{"entries": {"new": "1"}}')`);
await chainTrail(database);
await testRestored(database, database, { heads: [], testedBy: 'tester' });
await chainTrail(database);

const quarter = { first: '2000-01-01', end: '2100-01-01' };
const populations = await evidenceOf(database, quarter, true);
const of = (control: string, from: readonly Population[] = populations): Population => {
  const population = from.find((each) => each.control === control);
  assert.ok(population, control);
  return population;
};

/** What each control counts, said a second time and by other words than the populations. */
const counts: Readonly<Record<string, string>> = {
  C2: 'select count(*)::int as rows from security.attempted_conflict',
  'C3-approvals': `select ((select count(*) from contracts.approval) +
    (select count(*) from contracts.index_value) + (select count(*) from contracts.escalator_reading))::int as rows`,
  C4: 'select count(*)::int as rows from sources.batch',
  C5: 'select count(*)::int as rows from billing.statement_change',
  C6: 'select count(*)::int as rows from forecasting.submission',
  C7: `select ((select count(*) from billing.posting) + (select count(*) from billing.unit_posting))::int as rows`,
  C8: 'select count(*)::int as rows from platform.migration',
  C9: 'select count(*)::int as rows from platform.restore_test',
  'C9-archive': 'select count(*)::int as rows from operations.archive_file',
  C10: `select count(*)::int as rows from audit.entry where kind = 'trail verified'`,
};

test('no control is empty where its table holds rows, and each population is complete', async () => {
  assert.deepEqual(
    populations.map(({ control }) => control),
    Array.from({ length: 10 }, (_, at) => `C${String(at + 1)}`)
      .toSpliced(9, 0, 'C9-archive')
      .toSpliced(3, 0, 'C3-approvals'),
  );
  for (const { control, header, rows, says } of populations) {
    assert.ok(rows.length > 0, `${control} is empty`);
    assert.doesNotMatch(says, /\bno\b|empty/);
    for (const row of rows) assert.equal(row.length, header.length, `columns of ${control}`);
  }
  for (const [control, question] of Object.entries(counts)) {
    const [counted] = await database.query<{ rows: number }>(question);
    assert.equal(of(control).rows.length, counted?.rows, control);
  }
});

test('every change of a watched table is in C3, or the table is one that another control tells of', async () => {
  const told = new Set(of('C3').rows.map(([, relation]) => relation));
  const missing = await database.query<{ relation: string }>(
    `select distinct relation from audit.entry
     where kind = 'insert' and relation ~ '^(contracts|billing|forecasting|security|platform)\\.'
       and relation not in (select audit.other_evidence()) and relation <> all ($1) order by 1`,
    [[...told].filter((relation) => relation !== undefined)],
  );
  assert.deepEqual(missing, []);
  assert.ok(told.has('contracts.clause') && told.has('security.role_assignment'), [...told].join(' '));
  assert.ok(!told.has('forecasting.statistic_day'), 'entries of managers are no changes of contracts');
  const gone = await database.query(
    'select other from audit.other_evidence() as other where to_regclass(other) is null',
  );
  assert.deepEqual(gone, [], 'tables that are left out must exist');
});

test('people are named for those who may see names, and numbered the same way everywhere for the others', async () => {
  const column = (population: Population, name: string): (string | undefined)[] =>
    population.rows.map((row) => row[population.header.indexOf(name)]);
  const named = `tester (person ${auditor})`;
  assert.deepEqual(new Set(column(of('C5'), 'changed_by')), new Set([named]));
  assert.ok(column(of('C1'), 'user_id').includes(named));
  assert.deepEqual(new Set(column(of('C7'), 'posted_by')), new Set([named]));
  const numbered = await evidenceOf(database, quarter, false);
  assert.deepEqual(new Set(column(of('C5', numbered), 'changed_by')), new Set([`person ${auditor}`]));
  for (const control of ['C1', 'C5', 'C6', 'C7', 'C9'])
    assert.ok(!of(control, numbered).rows.flat().includes(named), control);
});

test('a forecast that was changed after it was submitted says so', async () => {
  const changes = (): Promise<string[]> =>
    evidenceOf(database, quarter, true).then((all) =>
      of('C6', all).rows.map((row) => row[of('C6', all).header.indexOf('changes_since')] ?? ''),
    );
  assert.deepEqual(await changes(), ['0', '0']);
  await database.execute(
    `insert into forecasting.change
       (site_id, version_id, action, cells, first_month, last_month, changed_at, changed_by)
     select site_id, version_id, 'set', 1, '2025-03-01', '2025-03-01', submitted_at + interval '1 minute', 'tester'
     from forecasting.submission where site_id = '0170'`,
  );
  assert.deepEqual((await changes()).sort(), ['0', '1']);
});

test('a restored database that is no backup of the running one is found, and kept as a failed test', async () => {
  await other.execute(`select audit.note('trail verified', 'audit.entry', null, '{}')`);
  await chainTrail(other);
  const failed = await testRestored(database, other, { heads: [], testedBy: 'tester' });
  assert.match(
    failed.findings.join(' | '),
    /differs from the running trail: it is not a backup of this database/,
  );
  const [kept] = await database.query<{ findings: string[] }>(
    'select findings from platform.restore_test order by restore_test_id desc limit 1',
  );
  assert.deepEqual(kept?.findings, failed.findings);
});

test('over HTTP the same files come in one archive, and their digests are those of the list', async () => {
  const drawn = {
    populations,
    quarter: '2026-Q1',
    where: 'here',
    madeBy: 'audra',
    madeAt: '2026-04-01T08:00:00Z',
    head: '1',
  };
  const files = unzipSync(await evidenceArchive(drawn));
  const [sums, ...others] = ['SHA256SUMS', 'evidence.pdf', 'C1.csv'].map((name) =>
    Buffer.from(files[name] ?? ''),
  );
  assert.equal(Object.keys(files).length, populations.length + 2);
  for (const content of others)
    assert.ok(sums?.toString().includes(createHash('sha256').update(content).digest('hex')));
});
