import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import {
  hasState,
  openDatabase,
  sqlstate,
  type Connection,
  type Database,
} from '../../../src/platform/database/index.ts';
import {
  addPerson,
  assignRole,
  chainTrail,
  listLogins,
  personNamed,
  workFor,
} from '../../../src/platform/security/index.ts';
import { endRole } from '../../../src/platform/security/identity/assignments.ts';
import {
  claimLogin,
  endLogin,
  makeLogin,
  offerLogin,
} from '../../../src/platform/security/identity/logins.ts';
import { cloneDatabase } from '../../database.ts';
import { fillTables } from './filled-tables.ts';
import { everySqlProgram, missingOf, rowsPrinted } from './sql-programs.ts';

const opened: Database[] = [];
const made: string[] = [];
// Registered first, so that it runs before the database is dropped: logins belong to the whole server.
after(async () => {
  for (const database of opened) await database.close();
  for (const login of made) await endLogin(owner, login).catch(() => undefined);
});

const owner = await cloneDatabase();
await fillTables(owner);
await owner.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
);

async function person(userId: string, role: string, site?: string): Promise<string> {
  const personId = await addPerson(owner, { userId, displayName: null, origin: 'mapping' });
  const place = site === undefined ? undefined : ({ kind: 'site', name: site } as const);
  assert.equal(await assignRole(owner, personId, { role, place, reason: 'test' }), null);
  return personId;
}

/** A connection of its own, logged in to PostgreSQL as a person: no program of ours in between. */
async function loginOf(personId: string): Promise<Database> {
  const login = nameOfLogin();
  return openAs(login, await makeLogin(owner, login, personId));
}

function nameOfLogin(): string {
  const login = `daybook_test_${randomBytes(6).toString('hex')}`;
  made.push(login);
  return login;
}

async function openAs(login: string, password: string): Promise<Database> {
  const url = new URL(owner.addressWithPassword());
  url.username = login;
  url.password = password;
  const database = await openDatabase({ databaseUrl: url.href, dataDir: '' }, { poolSize: 2 });
  opened.push(database);
  return database;
}

const denied = (work: Promise<unknown>): Promise<void> =>
  assert.rejects(work, (error: unknown) => hasState(error, sqlstate.insufficientPrivilege));

const amos = await person('amos@example.com', 'accountManager', '0170');
const fay = await person('fay@example.com', 'financeManager');
const asAmos = await loginOf(amos);
const asFay = await loginOf(fay);

test('the same SELECT gives a manager the own sites and finance all of them', async () => {
  const sites = async (database: Database): Promise<unknown[]> =>
    database.query('select distinct site_id from api.ledger_balance order by site_id');
  assert.deepEqual(await sites(asAmos), [{ site_id: '0170' }]);
  assert.deepEqual(await sites(asFay), [{ site_id: '0170' }, { site_id: '0829' }]);
});

test('every view answers a login of every role or denies it as the matrix does; only the api is listed', async () => {
  const roles = await owner.query<{ role: string; group: string }>(
    'select role, database_role as group from security.role order by role',
  );
  // A view that reads with the rights of its reader is denied where one of its columns is.
  const views = await owner.query<{ question: string; group: string; isDenied: boolean }>(
    `with recursive part (shown, relation, place) as (
       select ev_class, refobjid, refobjsubid
       from pg_rewrite
       join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
         and refclassid = 'pg_class'::regclass and refobjsubid > 0 and refobjid <> ev_class
     ), behind (shown, relation, place) as (
       select part.* from part join pg_class on pg_class.oid = shown where relnamespace = 'api'::regnamespace
       union
       select behind.shown, part.relation, part.place from behind join part on part.shown = behind.relation
     )
     select distinct on (1, 2) format('select * from api.%I limit 1', relname) as question, role.database_role as group,
       coalesce(reloptions::text like '%security_invoker%', false) and not has_column_privilege(
         role.database_role, behind.relation, behind.place::smallint, 'select') as "isDenied"
     from security.role
     cross join behind
     join pg_class as shown on shown.oid = behind.shown
     order by 1, 2, 3 desc`,
  );
  assert.ok(roles.length > 10 && views.length > 30 * roles.length, String(views.length));
  for (const { role, group } of roles) {
    const userId = `${role}@example.com`;
    const personId = await addPerson(owner, { userId, displayName: null, origin: 'mapping' });
    const given = { role, reason: 'test', until: '2999-12-31' };
    assert.equal(await assignRole(owner, personId, given), null, role);
    const reader = await loginOf(personId);
    const listed = await reader.query<{ schema: string }>(
      `select distinct table_schema as schema from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema')`,
    );
    assert.deepEqual(listed, [{ schema: 'api' }], role);
    for (const { question, isDenied } of views.filter((each) => each.group === group)) {
      const answer = await reader.query(question).then(
        () => 'answered',
        (error: unknown) =>
          hasState(error, sqlstate.insufficientPrivilege) && /for table/.test(String(error))
            ? 'denied'
            : error,
      );
      assert.equal(answer, isDenied ? 'denied' : 'answered', `${question} as ${role}`);
    }
    await reader.close();
  }
});

test('a secured column is null or not there, and the table below it is out of reach', async () => {
  const contact = (database: Database): Promise<unknown[]> =>
    database.query(`select billing_contact from api.site where site_id = '0170'`);
  assert.deepEqual(await contact(asAmos), [{ billing_contact: null }]);
  assert.deepEqual(await contact(asFay), [{ billing_contact: 'x0170' }]);
  await assert.rejects(
    asFay.query('select employee_id from api.shift'),
    (error: unknown) => error instanceof Error,
  );
  await denied(asFay.query('select * from api.site_salary'));
  await denied(asFay.query('select employee_id from api.labor_allocation'));
  for (const table of ['ledger_balance', 'site_salary', 'shift'])
    await denied(asFay.execute(`select 1 from warehouse.${table}`));
  await denied(asFay.query('select 1 from security.person'));
  await denied(asFay.query('select 1 from audit.entry'));
});

test('no setting and no role that a login can set makes it somebody else', async () => {
  const count = async (connection: Connection): Promise<number> =>
    connection.execute('select 1 from api.budget');
  await asAmos.withConnection(async (connection) => {
    assert.equal(await count(connection), 1);
    for (const forged of [fay, `${fay} ${String(Date.parse('2026-01-01') / 1000)} 00`, 'x y z']) {
      await connection.query(`select set_config('daybook.caller', $1, false)`, [forged]);
      assert.equal(await count(connection), 0, 'a forged caller is nobody');
    }
    await connection.execute('reset daybook.caller');
    assert.equal(await count(connection), 1);
    for (const role of ['daybook_finance_manager', 'daybook_service', 'daybook_audit', 'postgres'])
      await assert.rejects(connection.execute(`set role ${role}`));
    await denied(connection.query('select security.act_as_person($1, null, null)', [fay]));
    await denied(connection.query('select security.seal_of($1)', [fay]));
  });
});

test('a seal of one transaction opens no other', async () => {
  const sealed = await owner.transaction(async (transaction) => {
    const [row] = await transaction.query<{ sealed: string }>(
      'select security.sealed_entry($1, acting_role) as sealed from security.person where person_id = $1',
      [fay],
    );
    return row?.sealed ?? '';
  });
  await asAmos.transaction(async (transaction) => {
    await transaction.query(`select set_config('daybook.caller', $1, true)`, [sealed]);
    assert.equal(await transaction.execute('select 1 from api.budget'), 0);
  });
});

test('the service alone sees nothing, and whoever takes on an acting role without a caller sees nothing', async () => {
  for (const role of ['daybook_service', 'daybook_finance_manager', 'daybook_auditor']) {
    const seen = await owner
      .transaction(async (transaction) => {
        await transaction.execute(`set local role ${role}`);
        return transaction.execute('select 1 from api.budget');
      })
      .catch((error: unknown) => {
        if (!hasState(error, sqlstate.insufficientPrivilege)) throw error;
        return 'denied';
      });
    assert.ok(seen === 0 || seen === 'denied', role);
  }
});

test('a login changes nothing', async () => {
  await denied(asFay.execute(`update api.budget set amount = 0`));
  await denied(asFay.execute('create table api.mine (a int)'));
  await assert.rejects(asFay.execute('create table public.mine (a int)'));
  await assert.rejects(asFay.execute(`insert into api.site_version (site_id) values ('1')`));
});

test('a role that is taken back is gone from the login at once, and a disabled person sees nothing', async () => {
  const rita = await person('rita@example.com', 'financeManager');
  const asRita = await loginOf(rita);
  assert.equal(await asRita.execute('select 1 from api.budget'), 2);
  await endRole(
    owner,
    { personId: rita, userId: 'rita@example.com' },
    { role: 'financeManager', reason: 'left' },
  );
  await denied(asRita.execute('select 1 from api.budget'));
  await owner.execute(
    `update security.person set is_enabled = false, disabled_reason = 'left' where person_id = $1`,
    [fay],
  );
  assert.equal(await asFay.execute('select 1 from api.budget'), 0);
  await owner.execute(`update security.person set is_enabled = true where person_id = $1`, [fay]);
});

test('a read of people by SQL is in the trail with its statement, or refused where none can be written', async () => {
  const audra = await person('audra@example.com', 'auditor');
  const asAudra = await loginOf(audra);
  assert.equal(
    (await asAudra.query(`select site_id from api.labor_allocation where site_id = '0170'`)).length,
    1,
  );
  await chainTrail(owner);
  const [noted] = await owner.query<{ relation: string; value: string; person_id: string }>(
    `select relation, value, person_id from audit.entry join audit.personal_value using (position)
     order by position desc limit 1`,
  );
  assert.deepEqual([noted?.relation, noted?.person_id], ['api.labor_allocation', audra]);
  assert.match(noted?.value ?? '', /where site_id = '0170'/);
  await assert.rejects(
    asAudra.transaction((transaction) => transaction.query('select 1 from api.labor_allocation'), {
      readOnly: true,
    }),
    /read in a transaction that may write/,
  );
});

const shut = { code: 'DATABASE_UNREACHABLE' };
const claimBy = async (userId: string, login: string): Promise<string> => {
  const who = await personNamed(owner, userId);
  return claimLogin(workFor(owner, who), login, who);
};
const stateOf = async (login: string): Promise<string | undefined> =>
  (await listLogins(owner)).find((each) => each.login === login)?.state;

test('a login that waits lets nobody in; its person sets the password once, and the trail has every step', async () => {
  const login = nameOfLogin();
  await offerLogin(workFor(owner, await personNamed(owner, 'fay@example.com')), login, amos);
  assert.equal(await stateOf(login), 'waiting');
  // Where PostgreSQL asks some machines for no password, a role without one would be open.
  const isShut = await owner.query('select rolcanlogin from pg_roles where rolname = $1', [login]);
  assert.deepEqual(isShut, [{ rolcanlogin: false }]);
  for (const guess of ['', login, 'null']) await assert.rejects(openAs(login, guess), shut);
  await assert.rejects(claimBy('fay@example.com', login), { code: 'SECURITY_CLAIM_UNKNOWN' });
  const claims = await Promise.allSettled([1, 2].map(() => claimBy('amos@example.com', login)));
  const passwords = claims.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = claims.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  assert.deepEqual([passwords.length, (refused[0] as { code: string }).code], [1, 'SECURITY_CLAIM_USED']);
  const asOwner = await openAs(login, passwords[0] ?? '');
  assert.deepEqual(await asOwner.query('select distinct site_id from api.budget'), [{ site_id: '0170' }]);
  assert.equal(await stateOf(login), 'in use');
  await assert.rejects(claimBy('amos@example.com', login), { code: 'SECURITY_CLAIM_USED' });
  await chainTrail(owner);
  const kept = await owner.query<{ kind: string; who: string; text: string }>(
    `select kind, person_id as who, changes::text as text from audit.entry
     where row_key ->> 'login_name' = $1 order by position`,
    [login],
  );
  assert.deepEqual(
    kept.map(({ kind, who }) => [kind, who]),
    [
      ['insert', fay],
      ['update', amos],
      ['refusal', amos],
      ['refusal', amos],
    ],
  );
  assert.doesNotMatch(kept.map(({ text }) => text).join(''), /SCRAM|password/);
});

test('a login that nobody claimed in time stays shut until it is made anew, for its person or another', async () => {
  const login = nameOfLogin();
  await offerLogin(owner, login, amos);
  await owner.execute(
    `update security.database_login set claim_ends_at = now() - interval '1 minute' where login_name = $1`,
    [login],
  );
  await assert.rejects(claimBy('amos@example.com', login), { code: 'SECURITY_CLAIM_EXPIRED' });
  await assert.rejects(openAs(login, ''), shut);
  assert.equal(await stateOf(login), 'expired');
  await offerLogin(owner, login, amos);
  assert.equal(await stateOf(login), 'waiting');
  await offerLogin(owner, login, fay);
  await assert.rejects(claimBy('amos@example.com', login), { code: 'SECURITY_CLAIM_UNKNOWN' });
  const asOwner = await openAs(login, await claimBy('fay@example.com', login));
  assert.equal((await asOwner.query('select distinct site_id from api.budget')).length, 2);
  await assert.rejects(offerLogin(owner, login, amos), { code: 'SECURITY_LOGIN_TAKEN' });
});

test('the time to claim a login is three days', async () => {
  const login = nameOfLogin();
  const until = await offerLogin(owner, login, amos);
  const [counted] = await owner.query<{ hours: number }>(
    'select round(extract(epoch from $1::timestamptz - now()) / 3600)::integer as hours',
    [until],
  );
  assert.equal(counted?.hours, 72);
});

/** Roles whose logins together read every view. */
const readers = ['auditor', 'financeManager', 'billingAdmin', 'securityAdmin', 'siteAdmin', 'dataOps'];

interface ExactView {
  readonly view: string;
  /** A query of the columns that a client could round or shift: figures and days. */
  readonly exact: string;
  /** The same, each row as a text that the database writes. */
  readonly asTexts: string;
}

async function exactViews(): Promise<ExactView[]> {
  const rows = await owner.query<{ view: string; columns: string[] | null }>(
    `select table_name as view, array_agg(column_name::text order by ordinal_position)
       filter (where data_type in ('numeric', 'bigint', 'integer', 'smallint', 'date')) as columns
     from information_schema.columns where table_schema = 'api' group by table_name`,
  );
  return rows.map(({ view, columns }) => {
    const shown = columns ?? ['1'];
    const order = shown.map((_, at) => String(at + 1)).join(', ');
    const exact = `select ${shown.join(', ')} from api.${view} order by ${order} limit 20`;
    const names = shown.map((_, at) => `"c${String(at)}"`).join(', ');
    const format = shown.map(() => '%s').join('|');
    const asTexts = `select format('${format}', ${names}) as row from (${exact}) as shown (${names})`;
    return { view, exact, asTexts };
  });
}

/** The rows of a view as texts that the database wrote; null where the login may not read it. */
async function rowsOf(reader: Database, { asTexts }: ExactView): Promise<string[] | null> {
  const rows = await reader.query<{ row: string }>(asTexts).catch((error: unknown) => {
    if (hasState(error, sqlstate.insufficientPrivilege)) return null;
    throw error;
  });
  return rows === null ? null : rows.map(({ row }) => row.replace(/\|+$/, '')).filter((row) => row !== '');
}

test('psql, ODBC and JDBC of Debian read every view as unprivileged logins, to the last digit', async (context) => {
  await owner.execute(
    "update warehouse.ledger_balance set amount = 12345678901234.00001 where site_id = '0170'",
  );
  const left = new Map((await exactViews()).map((one) => [one.view, one]));
  const programs = everySqlProgram().filter((program) => {
    const missing = missingOf(program);
    if (missing !== null) context.diagnostic(missing);
    return missing === null;
  });
  for (const role of readers) {
    const login = nameOfLogin();
    const address = new URL(owner.addressWithPassword());
    address.username = login;
    address.password = await makeLogin(owner, login, await person(`sql-${role}@example.com`, role));
    const reader = await openAs(login, decodeURIComponent(address.password));
    const own: (ExactView & { rows: string[] })[] = [];
    for (const view of left.values()) {
      const rows = await rowsOf(reader, view);
      if (rows !== null) own.push({ ...view, rows });
    }
    for (const { view } of own) left.delete(view);
    if (own.length === 0) continue;
    await Promise.all(
      programs.map(async (program) => {
        const printed = rowsPrinted(await program.read(address, own));
        for (const { view, rows } of own)
          assert.deepEqual(printed.get(view), rows, `${view} by ${program.name}`);
      }),
    );
  }
  // Single people's pay is read by a service only.
  assert.deepEqual([...left.keys()], ['site_salary']);
});

test('what the PostgreSQL connector of Power BI asks at its start is answered to a login', async () => {
  const answers = await asAmos.withConnection(async (connection) => {
    await connection.execute('discard all');
    const types = await connection.query(
      `select space.nspname, kind.oid, kind.typname, kind.typtype, kind.typnotnull, part.rngsubtype
       from pg_catalog.pg_type as kind
       join pg_catalog.pg_namespace as space on space.oid = kind.typnamespace
       left join pg_catalog.pg_range as part on part.rngtypid = kind.oid
       left join pg_catalog.pg_proc as reads on reads.oid = kind.typreceive
       left join pg_catalog.pg_class as class on class.oid = kind.typrelid
       where kind.typtype in ('b', 'r', 'm', 'e', 'd') or class.relkind = 'c'`,
    );
    await connection.query(
      `select kind.oid, label.enumlabel from pg_catalog.pg_enum as label
       join pg_catalog.pg_type as kind on kind.oid = label.enumtypid order by kind.oid, label.enumsortorder`,
    );
    const tables = await connection.query<{ name: string }>(
      `select table_name as name, table_schema, table_type from information_schema.tables
       where table_schema not in ('information_schema', 'pg_catalog') order by table_schema, table_name`,
    );
    const columns = await connection.query<{ name: string; type: string; scale: number }>(
      `select column_name as name, ordinal_position, is_nullable, data_type as type, character_maximum_length,
         numeric_precision, numeric_scale as scale
       from information_schema.columns where table_schema = 'api' and table_name = 'ledger_balance'`,
    );
    const keys = await connection.query(
      `select used.column_name, used.ordinal_position, rule.constraint_name, rule.constraint_type
       from information_schema.table_constraints as rule
       join information_schema.key_column_usage as used using (constraint_schema, constraint_name)
       where rule.table_schema = 'api'
       union all
       select used.column_name, used.ordinal_position, rule.constraint_name, rule.unique_constraint_name
       from information_schema.referential_constraints as rule
       join information_schema.key_column_usage as used using (constraint_schema, constraint_name)
       where used.table_schema = 'api'`,
    );
    return { types, tables, columns, keys, rows: await connection.query('select * from api.budget') };
  });
  assert.ok(answers.types.length > 50);
  assert.ok(answers.tables.some(({ name }) => name === 'ledger_balance'));
  assert.deepEqual(
    answers.columns.find(({ name }) => name === 'amount'),
    { ...answers.columns.find(({ name }) => name === 'amount'), type: 'numeric', scale: 5 },
  );
  // Views have no keys of their own; what they are known by stands in their comments.
  assert.deepEqual(answers.keys, []);
  // Whoever the session belongs to is not forgotten with its settings.
  assert.equal(answers.rows.length, 1);
});
