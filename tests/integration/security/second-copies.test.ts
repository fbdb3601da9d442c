import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../../../src/platform/database/index.ts';
import { addPerson, assignRole, chainTrail, readMatrix } from '../../../src/platform/security/index.ts';
import { exportRecords, feeds, readCorrections } from '../../../src/sources/index.ts';
import { listQuarantine } from '../../../src/sources/intake/quarantine.ts';
import { cloneDatabase } from '../../database.ts';
import { fillTables } from './filled-tables.ts';

const database = await cloneDatabase();
await fillTables(database);
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
);
const matrix = await readMatrix(database);

/** A value of its own in one column of one table, put there by an update that the trail tells of. */
interface Planted {
  readonly relation: string;
  readonly column: string;
  /** The site of the row; null where rows have none, or share the value. */
  readonly site: string | null;
  readonly value: string;
}

/** What a role may read: `columns` null is all of them, `isEverywhere` false is the sites of the role. */
interface Readable {
  readonly role: string;
  readonly relation: string;
  readonly columns: readonly string[] | null;
  readonly scope: string;
  readonly hasSite: boolean;
}

const readable = await database.query<Readable>(
  `select role, relation, columns, scope, site_column is not null as "hasSite"
   from security.object_relation join security.privilege using (object, action)
   where command = 'select' and condition is null`,
);
const listed = new Set(
  (
    await database.query<{ relation: string }>(
      "select relation from security.object_relation where command = 'select' and action = 'read'",
    )
  ).map(({ relation }) => relation),
);

function mayRead(role: string, { relation, column, site }: Planted): boolean {
  if (role === 'auditor' && !listed.has(relation)) return true;
  return readable.some(
    (held) =>
      held.role === role &&
      held.relation === relation &&
      (held.columns === null || held.columns.includes(column)) &&
      (held.scope === 'all' || (held.scope !== 'self' && held.hasSite && (site === null || site === '0170'))),
  );
}

/** Every text and figure of every table that is audited by row gets a value that stands nowhere else. */
async function plant(): Promise<Planted[]> {
  const columns = await database.query<{
    relation: string;
    column: string;
    isText: boolean;
    hasSite: boolean;
  }>(
    `select class.relation, attname as column, atttypid = 'text'::regtype as "isText", exists (
         select from pg_attribute as site
         where site.attrelid = held.attrelid and site.attname = 'site_id') as "hasSite"
     from security.table_class as class
     join pg_attribute as held on attrelid = to_regclass(class.relation)
     where audited = 'by row' and attnum > 0 and not attisdropped and attgenerated = ''
       and atttypid = any (array['text', 'numeric']::regtype[]) and attname not in ('site_id', 'role', 'object')
       and class.relation !~ '^(audit|platform|security)\\.'
     order by class.relation, attnum`,
  );
  const planted: Planted[] = [];
  for (const [at, { relation, column, isText, hasSite }] of columns.entries()) {
    const mark = isText ? `zq${String(at)}q` : `${String(70_000 + at)}.25`;
    const value = !isText ? mark : hasSite ? `'${mark}' || coalesce(site_id, '')` : `'${mark}'`;
    const changed = await database.execute(`update ${relation} set ${column} = ${value}`).catch(() => 0);
    if (changed === 0) continue;
    const sites = isText && hasSite ? ['0170', '0829'] : [null];
    for (const site of sites) planted.push({ relation, column, site, value: `${mark}${site ?? ''}` });
  }
  return planted;
}

/** Everything that a person of the role is shown of the trail and of what was held back. */
async function shownTo(transaction: Connection): Promise<string> {
  const shown = await transaction.query<{ text: string }>(
    `select to_jsonb(entry)::text as text from api.audit_entry as entry
     union all
     select to_jsonb(entry)::text from audit.log(null, null, null, null, null, 100000) as entry`,
  );
  return shown.map(({ text }) => text).join('\n');
}

const persons = new Map<string, string>();

async function personOf(role: string): Promise<string> {
  const known = persons.get(role);
  if (known !== undefined) return known;
  const userId = `${role}@example.com`;
  const { kind, isTemporaryOnly } = matrix.roles.find((each) => each.role === role) ?? assert.fail(role);
  const isBound = matrix.privileges.some(
    (right) => right.role === role && !['all', 'self'].includes(right.scope),
  );
  const origin = kind === 'service' ? 'service' : 'mapping';
  const personId = await addPerson(database, { userId, displayName: null, origin });
  const conflict = await assignRole(database, personId, {
    role,
    reason: 'test',
    place: isBound ? { kind: 'site', name: '0170' } : undefined,
    until: isTemporaryOnly ? '2999-01-01' : undefined,
  });
  assert.equal(conflict, null);
  persons.set(role, personId);
  return personId;
}

async function asRole<T>(personId: string, work: (transaction: Connection) => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    await transaction.query('select security.act_as_person($1, null, null)', [personId]);
    return work(transaction);
  });
}

test('the trail shows each role of a value what the role may read where the value stands', async () => {
  const planted = await plant();
  await chainTrail(database);
  const whole = await database.query<{ text: string }>('select changes::text as text from audit.entry');
  const trail = whole.map(({ text }) => text).join('\n');
  const inTrail = planted.filter(({ value }) => trail.includes(value));
  assert.ok(inTrail.length > 150, `only ${String(inTrail.length)} values are in the trail`);
  const readers = matrix.privileges.filter(
    ({ object, action, scope }) => object === 'audit-trail' && action === 'read' && scope !== 'self',
  );
  let [seen, hidden] = [0, 0];
  for (const { role } of readers) {
    const shown = await asRole(await personOf(role), shownTo);
    for (const each of inTrail) {
      const isShown = shown.includes(each.value);
      const { relation, column, site } = each;
      if (isShown)
        assert.ok(mayRead(role, each), `${role} is shown ${relation}.${column} of ${site ?? 'no site'}`);
      if (isShown) seen += 1;
      else hidden += 1;
    }
    // What a role may read everywhere in the table it also reads in the trail.
    if (
      matrix.privileges.some(
        (right) => right.role === role && right.object === 'audit-trail' && right.scope === 'all',
      )
    )
      for (const each of inTrail)
        if (mayRead(role, each) && each.site !== '0829')
          assert.ok(shown.includes(each.value), `${role} is not shown ${each.relation}.${each.column}`);
  }
  assert.ok(seen > 200 && hidden > 200, `${String(seen)} shown, ${String(hidden)} hidden`);
});

test('review thresholds and comparisons stay hidden from managers who may read the trail of their sites', async () => {
  for (const role of ['districtManager', 'regionalVp']) {
    const cells = await asRole(await personOf(role), (transaction) =>
      transaction.query<{ relation: string; cell: string }>(
        `select distinct relation, cell.value::text as cell
         from api.audit_entry cross join lateral jsonb_each(changes) as cell
         where relation in ('contracts.review_threshold', 'billing.comparison')`,
      ),
    );
    assert.ok(cells.length > 0, role);
    for (const { relation, cell } of cells) assert.equal(cell, '{"hidden": true}', `${relation} as ${role}`);
  }
});

const feedsWithPeople = feeds.flatMap(({ name, columns }) =>
  columns.filter(({ personal }) => personal !== undefined).map(({ header }) => `${name} ${header}`),
);

test('every column of a feed that holds personal data is secured in quarantine', async () => {
  const secured = await database.query<{ cell: string }>(
    `select distinct feed || ' ' || header as cell
     from unnest($1::text[]) as feed cross join lateral sources.secured_cells(feed)`,
    [feeds.map(({ name }) => name)],
  );
  assert.ok(feedsWithPeople.length > 10);
  assert.deepEqual(secured.map(({ cell }) => cell).sort(), feedsWithPeople.sort());
});

test('a record in quarantine hides pay and people from whoever may not read them, and loses nothing', async () => {
  await database.execute(`
    insert into sources.quarantine (batch_id, feed, source_line, column_name, value, rule, message, record) values
      (1, 'workday_site_salaries', 2, 'TOTAL_BASEPAY_ANNUALIZED_AMOUNT', '91234x', 'not a number',
        '91234x is no number',
        '{"COST_CENTER": "0170", "NAME": "Pat Planted", "TOTAL_BASEPAY_ANNUALIZED_AMOUNT": "91234x"}'),
      (1, 'workday_site_salaries', 3, 'COST_CENTER', 'Pat', 'not a site', 'Pat is no site',
        '{"COST_CENTER": "Pat", "NAME": "Planted", "(field 3)": "91234"}')`);
  for (const role of ['dataOps', 'systemAdmin', 'auditor']) {
    const personId = await personOf(role);
    const records = await asRole(personId, (transaction) =>
      listQuarantine(transaction, { feed: 'workday_site_salaries' }),
    );
    const view = await asRole(personId, (transaction) =>
      transaction.query("select * from api.quarantine where feed = 'workday_site_salaries'"),
    );
    const text = JSON.stringify([records, view]);
    assert.ok(
      records.some(({ record }) => record['COST_CENTER'] === '0170'),
      role,
    );
    for (const secret of ['Planted', '91234']) assert.ok(!text.includes(secret), `${role} sees ${secret}`);
    const corrections = readCorrections(Buffer.from(exportRecords(records)), 'corrected.csv');
    assert.deepEqual(
      [...corrections.values()].map((values) => values['NAME']),
      [undefined, undefined],
    );
  }
});
