import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readModel } from '../../../src/delivery/odata/index.ts';
import { readMatrix } from '../../../src/platform/security/index.ts';
import { asker, callerWith, openBooks } from './service.ts';

const database = await openBooks();
const matrix = await readMatrix(database);
const dataOps = await callerWith(database, 'dataOps');

/** The tables that a view of the service stands on, through other views. */
const tablesOf = new Map(
  (
    await database.query<{ view: string; tables: string[] }>(
      `with recursive below as (
         select view.oid as view, view.oid as relation from pg_class as view
         where relnamespace = 'api'::regnamespace and relkind = 'v'
         union
         select below.view, refobjid from below
         join pg_rewrite on ev_class = relation
         join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
           and refclassid = 'pg_class'::regclass and refobjid <> relation)
       select top.relname as view, array_agg(distinct below.relation::regclass::text) as tables
       from below join pg_class as top on top.oid = below.view
       join pg_class as part on part.oid = below.relation and part.relkind in ('r', 'p')
       group by top.relname`,
    )
  ).map(({ view, tables }) => [view, tables]),
);

/** Sets whose tables do not tell who may read them, with the objects that do, or null where everybody gets counts. */
const explained: Readonly<Record<string, readonly string[] | null>> = {
  // Single columns of a load are open to everybody; the whole of it is not.
  batches: ['data-flow'],
  // They stand on a function; for whoever may not read receipts what was paid is null.
  invoice_payments: ['statement'],
  // They stand on functions, too.
  forecast_accuracies: ['forecast', 'profit-and-loss'],
  labor_days: ['labor', 'revenue', 'catalogue'],
  labor_productivities: ['labor', 'revenue', 'catalogue'],
  posting_reconciliations: ['ledger-posting', 'statement', 'profit-and-loss'],
  // Some fields are open to whoever reads sites or statements; who set them, and why, is not.
  site_overrides: ['site-information'],
  // It stands on a function that reads what people set.
  scheduled_jobs: ['scheduled-job'],
  // Counts that are empty to whoever may not see the data flow in summary.
  load_counts: null,
  quarantine_counts: null,
};

/** Tables that a role may read, in rows or as a join without rows. */
async function readableBy(role: string): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ relation: string }>(
    `select distinct relation from security.object_relation
     join security.right_in_force using (object, action)
     where role = $1 and command in ('select', 'null')`,
    [role],
  );
  return new Set(rows.map(({ relation }) => relation));
}

const reads = (role: string, object: string): boolean =>
  matrix.privileges.some(
    (right) => right.role === role && right.object === object && right.action === 'read',
  );

interface SetQuery {
  readonly role: string;
  readonly view: string;
  readonly set: string;
  readonly readable: ReadonlySet<string>;
}

/** Whether the rights of a role open a set. */
function isOpen({ role, view, set, readable }: SetQuery): boolean {
  const objects = explained[set];
  if (objects === undefined) return (tablesOf.get(view) ?? []).every((table) => readable.has(table));
  return objects?.every((object) => reads(role, object)) ?? true;
}

test('every set answers every role whose rights open all tables below it, and refuses the others', async () => {
  const { sets } = await readModel(database);
  const faults: string[] = [];
  let [answered, refused] = [0, 0];
  for (const { role } of matrix.roles.filter((one) => one.kind === 'person' && !one.isTemporaryOnly)) {
    const rights = matrix.privileges.filter((right) => right.role === role);
    const isBound = rights.some(({ scope }) => scope !== 'all' && scope !== 'self');
    const place = isBound ? ({ kind: 'site', name: '0170' } as const) : undefined;
    const caller = role === 'dataOps' ? dataOps : await callerWith(database, role, place);
    const ask = await asker(database, caller);
    const readable = await readableBy(role);
    for (const { name: view, set } of sets.values()) {
      const { status, json } = await ask(`${set}?$top=1`);
      if (status === 200) answered += 1;
      else refused += 1;
      if (status !== (isOpen({ role, view, set, readable }) ? 200 : 403))
        faults.push(`${role} ${set}: ${String(status)}`);
      if (explained[set] === null && !reads(role, 'data-flow-summary') && json.value.length > 0)
        faults.push(`${role} ${set}: rows`);
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(answered > 100 && refused > 100, `${String(answered)} answered, ${String(refused)} refused`);
});

test('checks of loads, backups and jobs are read with what belongs to them, to the last word', async () => {
  const long = 'It was not good. '.repeat(40).trim();
  await database.execute(
    `insert into sources.batch_warning (batch_id, rule, message) select min(batch_id), 'planted', $1
     from sources.batch`,
    [long],
  );
  await database.execute(
    `insert into operations.run (job, due_at, trigger, state, ended_at, outcome)
     values ('audit.verify', '2025-04-01', 'time', 'failed', '2025-04-01', $1)`,
    [long],
  );
  await database.query(
    `with stored as (
       insert into operations.backup (label, kind, started_at, ended_at, start_position, end_position, timeline,
         server_version, stored_bytes, sha256, place, recipient, made_by)
       values ('20250401T000000Z-full', 'full', now(), now(), '0/1', '0/2A', 1, '17.0', 1, 'planted', '/planted',
         'age1planted', 'somebody') returning label)
     insert into operations.backup_proof (label, proven_by, restore_seconds, total_seconds, newest_entry,
       entries_verified, files_checked, tables_checked, indexes_checked, findings)
     select label, 'somebody', 1, 2, 3, 3, 1, 1, 1, array['one table', $1] from stored`,
    [long],
  );
  const ask = await asker(database, dataOps);
  /** The rows without GUIDs, ETags and links. */
  const rowsOf = async (address: string): Promise<unknown> =>
    (
      JSON.parse((await ask(address)).text, (name, value: unknown) =>
        name.includes('@') || name.endsWith('_guid') ? undefined : value,
      ) as { value: unknown }
    ).value;
  assert.deepEqual(
    await rowsOf("load_checks?$filter=rule eq 'planted'&$select=message&$expand=batch($select=batch_id)"),
    [{ message: long, batch: { batch_id: 1 } }],
  );
  assert.deepEqual(await rowsOf('backups?$select=end_position&$expand=backup_proofs($select=findings)'), [
    { end_position: '0/2A', backup_proofs: [{ findings: `one table\n${long}` }] },
  ]);
  const jobs = 'scheduled_jobs?$select=limit_minutes&$expand=job_runs($select=state,outcome)';
  assert.deepEqual(await rowsOf(`${jobs}&$filter=scheduled_job_id eq 'audit.verify'`), [
    { limit_minutes: 120, job_runs: [{ state: 'failed', outcome: long }] },
  ]);
});
