import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { hasState, sqlstate, type Connection } from '../../../src/platform/database/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  readMatrix,
  type Privilege,
} from '../../../src/platform/security/index.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { askAs, explainAs, questions as everyQuestion } from '../../../src/warehouse/index.ts';
import { cloneDatabase } from '../../database.ts';
import { fillTables } from './filled-tables.ts';
import { documentedMatrix } from './documented-matrix.ts';
import { nothingArchived } from '../../nothing-archived.ts';

const database = await cloneDatabase();
await fillTables(database);
const matrix = await readMatrix(database);
const persons = new Map<string, string>();

/** One person for every role; roles that are bound to sites are held for 0170 only. */
before(async () => {
  await database.execute(
    `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
  );
  for (const { role, kind, isTemporaryOnly } of matrix.roles) {
    const isBound = matrix.privileges.some(
      (right) => right.role === role && reachOf(right.scope) === 'by site',
    );
    const personId = await addPerson(database, {
      userId: `${role}@example.com`,
      displayName: null,
      origin: kind === 'service' ? 'service' : 'mapping',
    });
    const conflict = await assignRole(database, personId, {
      role,
      reason: 'test of the matrix',
      place: isBound ? { kind: 'site', name: '0170' } : undefined,
      until: isTemporaryOnly ? '2999-01-01' : undefined,
    });
    assert.equal(conflict, null);
    persons.set(role, personId);
  }
});

type Reach = 'everywhere' | 'by site' | 'own deeds' | 'denied';

function reachOf(scope: Privilege['scope'] | undefined): Reach {
  if (scope === undefined) return 'denied';
  return scope === 'all' ? 'everywhere' : scope === 'self' ? 'own deeds' : 'by site';
}

function rightOf(role: string, object: string, action: string): Reach {
  const right = matrix.privileges.find(
    (each) => each.role === role && each.object === object && each.action === action,
  );
  return reachOf(right?.scope);
}

/** Thrown so that what a role did is undone; it carries what came of it. */
class Undone extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('undone on purpose');
    this.value = value;
  }
}

/** Runs `work` as the person of a role, with that person's rights, and undoes it. */
async function asRole<T>(role: string, work: (transaction: Connection) => Promise<T>): Promise<T> {
  try {
    return await database.transaction(async (transaction) => {
      await transaction.query('select security.act_as_person($1, null, $2)', [
        persons.get(role) ?? null,
        'test',
      ]);
      throw new Undone(await work(transaction));
    });
  } catch (error) {
    if (error instanceof Undone) return error.value as T;
    throw error;
  }
}

/** Tries a statement: the rows it touched, or `denied` when PostgreSQL refuses it. */
async function attempt(transaction: Connection, statement: string): Promise<number | 'denied'> {
  await transaction.execute('savepoint attempt');
  try {
    return await transaction.execute(statement);
  } catch (error) {
    await transaction.execute('rollback to savepoint attempt');
    if (hasState(error, sqlstate.insufficientPrivilege)) return 'denied';
    throw error;
  }
}

test('the matrix in the database is the one that the operator documents', () => {
  const differences: string[] = [];
  let compared = 0;
  for (const { object, action, roles } of documentedMatrix) {
    for (const role of Object.keys(roles)) {
      compared += 1;
      const found = matrix.privileges.find(
        (right) => right.role === role && right.object === object && right.action === action,
      );
      const expected = roles[role];
      if ((found?.scope ?? '-') !== expected)
        differences.push(`${role} ${action} ${object}: ${found?.scope ?? '-'}, documented ${expected ?? ''}`);
    }
  }
  assert.ok(compared > 400, `only ${String(compared)} rights were compared`);
  assert.deepEqual(differences, []);
});

test('every role may do exactly what the matrix says, asked as the role: object by action by site', async () => {
  let asked = 0;
  for (const { role } of matrix.roles) {
    const questions = matrix.objects.flatMap(({ object }) =>
      ['read', 'change', 'approve', 'execute'].flatMap((action) =>
        ['0170', '0829'].map((site) => ({ object, action, site })),
      ),
    );
    const answers = await asRole(role, (transaction) =>
      transaction.query<{ may: boolean; anywhere: boolean }>(
        `select security.may(asked.object, asked.action, asked.site) as may,
           security.may(asked.object, asked.action) as anywhere
         from rows from (jsonb_to_recordset($1) as (object text, action text, site text))
           with ordinality as asked (object, action, site, place)
         order by place`,
        [JSON.stringify(questions)],
      ),
    );
    for (const [at, { object, action, site }] of questions.entries()) {
      const reach = rightOf(role, object, action);
      const expected = reach === 'everywhere' || (reach === 'by site' && site === '0170');
      assert.deepEqual(
        [answers[at]?.may, answers[at]?.anywhere],
        [expected, reach !== 'denied'],
        `${role} ${action} ${object} at ${site}`,
      );
      asked += 1;
    }
  }
  assert.ok(asked > 7_000, `only ${String(asked)} rights were asked for`);
});

interface PartsOfRole {
  readonly object: string;
  readonly action: string;
  readonly relation: string;
  readonly command: 'select' | 'insert' | 'update' | 'delete' | 'null';
  readonly site_column: string | null;
  readonly self_column: string | null;
  readonly columns: string[] | null;
}

const madeOf = await database.query<PartsOfRole>(
  `select object, action, relation, command, site_column, self_column, columns from security.object_relation
   order by relation`,
);

/** What a role should reach of a table by a command, over all objects that the table belongs to. */
function reaches(role: string, relation: string, command: PartsOfRole['command']): Set<Reach> {
  return new Set(
    madeOf
      .filter((each) => each.relation === relation && each.command === command)
      .map((each): Reach => {
        const reach = rightOf(role, each.object, each.action);
        if (reach === 'by site' && each.site_column === null) return 'denied';
        return reach === 'own deeds' && each.self_column === null ? 'denied' : reach;
      }),
  );
}

test('every role reads the rows that the matrix gives it in every table, and no others', async () => {
  const relations = [
    ...new Set(
      madeOf.filter(({ relation }) => !relation.startsWith('audit.')).map(({ relation }) => relation),
    ),
  ];
  let [allowed, denied] = [0, 0];
  for (const { role } of matrix.roles) {
    await asRole(role, async (transaction) => {
      for (const relation of relations) {
        const listed = madeOf.filter((each) => each.relation === relation);
        const site = listed.find(({ site_column }) => site_column !== null)?.site_column ?? null;
        const columns = listed.find(({ command }) => command === 'select')?.columns?.[0] ?? '1';
        const seen = await attempt(transaction, `select ${site ?? columns} from ${relation}`);
        const expected = await expectedRows(role, relation);
        assert.equal(seen, expected, `${role} reads ${relation}`);
        if (seen === 'denied' || seen === 0) denied += 1;
        else allowed += 1;
      }
    });
  }
  assert.ok(allowed > 300 && denied > 500, `${String(allowed)} allowed, ${String(denied)} denied`);
});

/** How many rows a role should read: all of them, those of one of the two sites, none, or not even that. */
async function expectedRows(role: string, relation: string): Promise<number | 'denied'> {
  const reach = reaches(role, relation, 'select');
  if (reach.has('everywhere')) return countOf(relation);
  if (reach.has('by site')) return (await countOf(relation)) / 2;
  const isJoined = madeOf.some(
    ({ relation: joined, command, object, action }) =>
      joined === relation && command === 'null' && rightOf(role, object, action) !== 'denied',
  );
  return reach.has('own deeds') || isJoined ? 0 : 'denied';
}

const counts = new Map<string, number>();
async function countOf(relation: string): Promise<number> {
  const known = counts.get(relation);
  if (known !== undefined) return known;
  const found = await database.execute(`select 1 from ${relation}`);
  counts.set(relation, found);
  return found;
}

test('every role changes what the matrix gives it, and nothing else', async () => {
  const relations = [...new Set(madeOf.map(({ relation }) => relation))];
  const columns = await firstColumns(relations);
  let [allowed, denied] = [0, 0];
  for (const { role } of matrix.roles) {
    await asRole(role, async (transaction) => {
      for (const relation of relations) {
        const name = columns.get(relation) ?? '';
        const changed = madeOf.find((each) => each.relation === relation && each.command === 'update')
          ?.columns?.[0];
        const updated = await attempt(
          transaction,
          `update ${relation} set ${changed ?? name} = ${changed ?? name}`,
        );
        const reach = reaches(role, relation, 'update');
        const may = reach.has('everywhere') || reach.has('by site') || reach.has('own deeds');
        assert.equal(updated !== 'denied', may, `${role} updates ${relation}: ${String(updated)}`);
        // Nothing that is there is the role's own.
        if (reach.size === 1 && reach.has('own deeds'))
          assert.equal(updated, 0, `${role} updates ${relation}`);
        // The trail refuses by its own trigger as well; here nobody even gets so far.
        const deleted = await attempt(transaction, `delete from ${relation} where false`);
        assert.equal(
          deleted !== 'denied',
          reaches(role, relation, 'delete').has('everywhere'),
          `${role} deletes ${relation}`,
        );
        const emptied = await attempt(transaction, `truncate ${relation}`);
        assert.equal(emptied, 'denied', `${role} empties ${relation}`);
        if (may) allowed += 1;
        else denied += 1;
      }
    });
  }
  assert.ok(allowed > 10 && denied > 1_000, `${String(allowed)} allowed, ${String(denied)} denied`);
});

/** The first column of each table that can be set. */
async function firstColumns(relations: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ relation: string; name: string }>(
    `select distinct on (relation) relation, quote_ident(attname) as name
     from unnest($1::text[]) as relation join pg_attribute on attrelid = to_regclass(relation)
     where attnum > 0 and attidentity = '' and not attisdropped order by relation, attnum`,
    [relations],
  );
  assert.equal(rows.length, relations.length);
  return new Map(rows.map(({ relation, name }) => [relation, name]));
}

test('a person who holds several roles reaches the union of what they give', async () => {
  const personId = await addPerson(database, {
    userId: 'two@example.com',
    displayName: null,
    origin: 'mapping',
  });
  await assignRole(database, personId, {
    role: 'accountManager',
    place: { kind: 'site', name: '0170' },
    reason: 'test',
  });
  await assignRole(database, personId, {
    role: 'districtManager',
    place: { kind: 'district', name: 'D2' },
    reason: 'test',
  });
  await assignRole(database, personId, { role: 'contractAdmin', reason: 'test' });
  persons.set('two', personId);
  const seen = await asRole('two', async (transaction) => ({
    ledger: await transaction.execute('select 1 from warehouse.ledger_balance'),
    people: await transaction.execute('select 1 from warehouse.employee_job'),
    contract: await transaction.query("select security.may('contract', 'change', '0829') as may"),
  }));
  // The contract desk reads every contract, but its right on contracts opens no ledger.
  assert.deepEqual(seen, { ledger: 2, people: 1, contract: [{ may: true }] });
});

test('a role that is nothing but its row is kept apart from audit and clients, and reads the catalogue', async () => {
  const outcome = await database
    .transaction(async (transaction): Promise<unknown> => {
      await transaction.execute(
        `insert into security.role (role, database_role, says, kind, work)
         values ('came-later', 'daybook_test_came_later', 'Planted', 'person', 'business')`,
      );
      await transaction.execute('select security.apply_rights()');
      const held: Record<string, boolean> = {};
      for (const otherRole of ['auditor', 'customerUser', 'systemAdmin', 'dataOps', 'came-later']) {
        const userId = `later-${otherRole}@example.com`;
        const personId = await addPerson(transaction, { userId, displayName: null, origin: 'mapping' });
        const first = await assignRole(transaction, personId, { role: otherRole, reason: 'test' });
        const second =
          otherRole === 'came-later'
            ? null
            : await assignRole(transaction, personId, { role: 'came-later', reason: 'test' });
        held[otherRole] = first === null && second === null;
        if (otherRole === 'came-later') persons.set('came-later', personId);
      }
      await transaction.query('select security.act_as_person($1, null, null)', [
        persons.get('came-later') ?? null,
      ]);
      const accounts = await attempt(transaction, 'select 1 from warehouse.account');
      const contracts = await attempt(transaction, 'select 1 from contracts.version');
      throw new Undone({ held, catalogue: accounts !== 'denied' && accounts > 0, contracts });
    })
    .catch((error: unknown) => {
      if (error instanceof Undone) return error.value;
      throw error;
    });
  assert.deepEqual(outcome, {
    held: { auditor: false, customerUser: false, systemAdmin: false, dataOps: true, 'came-later': true },
    catalogue: true,
    contracts: 'denied',
  });
});

test('what a role holds until a date is gone on that day, without anybody doing anything', async () => {
  const userId = 'temp@example.com';
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  await assignRole(database, personId, { role: 'siteAdmin', reason: 'stays' });
  await assignRole(database, personId, { role: 'financeManager', until: '2999-01-01', reason: 'cover' });
  const budgets = async (): Promise<number | 'denied'> => {
    const caller = await actAs(database, await personNamed(database, userId));
    return caller.transaction((transaction) => attempt(transaction, 'select 1 from warehouse.budget'));
  };
  assert.equal(await budgets(), 2);
  // As if the day had come: the assignment cannot be rewritten, so the day is moved where roles are worked out.
  await database.execute(`alter table security.role_assignment disable trigger user`);
  await database.execute(
    `update security.role_assignment set valid_from_on = current_date - 2, valid_to_on = current_date
     where person_id = $1 and role = 'financeManager'`,
    [personId],
  );
  await database.execute(
    `update security.effective_role set valid_to_on = current_date where person_id = $1 and role = 'financeManager'`,
    [personId],
  );
  persons.set('temp', personId);
  await assert.rejects(
    asRole('temp', (transaction) => transaction.query('select 1')),
    /has ended/,
  );
  assert.equal(await budgets(), 'denied');
});

test('every question answers, or refuses, every role as the matrix says, and never fails', async () => {
  assert.ok(everyQuestion.length >= 18);
  for (const { role } of matrix.roles) {
    const caller = await actAs(database, await personNamed(database, `${role}@example.com`));
    for (const { name, objects, parameters } of everyQuestion) {
      const typed = Object.fromEntries(
        parameters.flatMap((one) =>
          one.isRequired ? [[one.name, one.name === 'site' ? '0170' : one.example]] : [],
        ),
      );
      const isLetIn = objects.every((object) =>
        ['everywhere', 'by site'].includes(rightOf(role, object, 'read')),
      );
      for (const verb of [askAs, explainAs]) {
        const outcome = await verb({ caller, archive: nothingArchived }, name, typed).then(
          () => 'answered',
          (cause: unknown) => (cause instanceof Refusal ? cause.code : String(cause)),
        );
        const wanted = isLetIn ? /^(answered|WAREHOUSE_\w+)$/ : /^SECURITY_FORBIDDEN$/;
        assert.match(outcome, wanted, `${role} asks ${name}`);
      }
    }
  }
});
