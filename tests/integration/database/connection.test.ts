import assert from 'node:assert/strict';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  databaseRefusal,
  hasState,
  sqlstate,
  stateOf,
  within,
  type Queryable,
} from '../../../src/platform/database/index.ts';
import { workUnder } from '../../../src/platform/security/index.ts';
import { emptyDatabase } from '../../database.ts';

const db = await emptyDatabase();

test('numbers, dates and instants arrive as text and lose nothing', async () => {
  const [row] = await db.query(
    `select 12345678901234567890.12345::numeric as amount, 9223372036854775807::int8 as many,
       date '2025-03-01' as on_date, timestamptz '2025-03-01 12:00+00' as at, 7::int4 as few, true as yes,
       array[0.1, 0.2]::numeric[] as rates, array[date '2025-03-01'] as days, array[1, null]::int8[] as ids,
       '{"a": [1]}'::jsonb as document, null::numeric as nothing`,
  );
  assert.deepEqual(row, {
    amount: '12345678901234567890.12345',
    many: '9223372036854775807',
    on_date: '2025-03-01',
    at: '2025-03-01 12:00:00+00',
    few: 7,
    yes: true,
    rates: ['0.1', '0.2'],
    days: ['2025-03-01'],
    ids: ['1', null],
    document: { a: [1] },
    nothing: null,
  });
});

test('a session searches no schema, lives in UTC and gives its name', async () => {
  const [row] = await db.query(
    `select current_setting('search_path') as path, current_setting('TimeZone') as zone,
       current_setting('application_name') as name`,
  );
  assert.deepEqual(row, { path: '', zone: 'UTC', name: 'daybook' });
});

test('a transaction that throws leaves nothing behind', async () => {
  await db.execute('create table public.note (text text not null)');
  const broken = db.transaction(async (tx) => {
    assert.equal(await tx.execute("insert into public.note values ('one'), ('two')"), 2);
    throw new Error('changed my mind');
  });
  await assert.rejects(broken, /changed my mind/);
  assert.deepEqual(await db.query('select text from public.note'), []);
});

test('a read-only transaction refuses to write', async () => {
  const writing = db.transaction((tx) => tx.execute("insert into public.note values ('x')"), {
    readOnly: true,
  });
  await assert.rejects(writing, (error: unknown) => stateOf(error) === '25006');
});

test('a connection that comes back with an open transaction is not lent again', async () => {
  const first = await db.withConnection(async (connection) => {
    await connection.execute('begin');
    await connection.execute("insert into public.note values ('forgotten')");
    return connection.query<{ pid: number }>('select pg_backend_pid() as pid');
  });
  const second = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
  assert.notEqual(first[0]?.pid, second[0]?.pid);
  assert.deepEqual(await db.query('select text from public.note'), []);
});

test('a copied stream becomes rows, and a stream that breaks becomes none', async () => {
  await db.transaction(async (tx) => {
    await pipeline(Readable.from(['a\nb', '\nc\n']), tx.copyInto('copy public.note from stdin'));
  });
  assert.deepEqual(await db.query('select count(*) as lines from public.note'), [{ lines: '3' }]);

  const breaking = async function* (): AsyncGenerator<string> {
    yield 'd\n';
    await Promise.resolve();
    throw new Error('the disk went away');
  };
  const copy = db.withConnection((connection) =>
    pipeline(breaking, connection.copyInto('copy public.note from stdin')),
  );
  await assert.rejects(copy, /the disk went away/);
  assert.deepEqual(await db.query('select count(*) as lines from public.note'), [{ lines: '3' }]);
});

test('an error is known by its state', async () => {
  const error: unknown = await db.query('select * from public.nowhere').catch((thrown: unknown) => thrown);
  assert.ok(hasState(error, sqlstate.undefinedTable));
  assert.equal(stateOf(new Error('not from PostgreSQL')), null);
});

test('a lock is held by one at a time; who waits is told once and who tries is told at once', async () => {
  const messages: string[] = [];
  const order: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  let taken = (): void => undefined;
  const isTaken = new Promise<void>((resolve) => (taken = resolve));
  const first = db.withAdvisoryLock('billing run', async () => {
    taken();
    await gate;
    order.push('first');
  });
  await isTaken;
  assert.deepEqual(await db.tryAdvisoryLock('billing run', () => Promise.resolve(1)), { acquired: false });
  const waiting = (message: string): void => {
    messages.push(message);
    release();
  };
  await Promise.all([
    first,
    db.withAdvisoryLock('billing run', () => Promise.resolve(order.push('second')), waiting),
  ]);
  assert.deepEqual(order, ['first', 'second']);
  assert.deepEqual(messages, ['Waiting for another process that holds "billing run".']);
  assert.deepEqual(await db.tryAdvisoryLock('billing run', () => Promise.resolve(1)), {
    acquired: true,
    value: 1,
  });
});

test('a server that cuts idle and lent connections does not end the process, and the pool recovers', async () => {
  const cut = db.withConnection(async (lent) => {
    await db.execute('select 1');
    await db.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    return lent.query('select 1');
  });
  await assert.rejects(cut);
  // The driver hears of the cut with the next packet, not before.
  await sleep(100);
  assert.deepEqual(await db.query('select 1 as one'), [{ one: 1 }]);
});

test('what lost against another transaction begins anew a bounded number of times', async () => {
  await db.execute(
    'create table public.counter (id int primary key, value int); insert into public.counter values (1, 0)',
  );
  const counting = async (attempts: number, losses: number): Promise<number> => {
    let begun = 0;
    await db.transaction(
      async (own) => {
        begun += 1;
        await own.query('select value from public.counter');
        // Somebody else is faster, after we have seen the old value.
        if (begun <= losses) await db.execute('update public.counter set value = value + 100');
        await own.execute('update public.counter set value = value + 1');
      },
      { isolation: 'repeatable read', attempts },
    );
    return begun;
  };
  assert.equal(await counting(3, 2), 3);
  const [row] = await db.query('select value from public.counter');
  assert.deepEqual(row, { value: 201 });
  await assert.rejects(counting(2, 2), (error) => hasState(error, sqlstate.serializationFailure));
  await assert.rejects(counting(1, 1), (error) => hasState(error, sqlstate.serializationFailure));
});

test('a statement by itself that lost against another transaction is sent again, and done once', async () => {
  // A sequence keeps what it counted when the statement is undone.
  await db.execute(
    `create sequence public.sent; create table public.done (way text);
     create function public.lose_twice(way text, state text) returns text language plpgsql as $$
     begin
       insert into public.done values (way);
       if nextval('public.sent') % 3 <> 0 then raise exception 'cache lookup failed for' using errcode = state; end if;
       return way;
     end $$`,
  );
  const named = workUnder(db, 'who calls');
  const text = 'select public.lose_twice($1, $2)';
  await db.query(text, ['query', sqlstate.deadlockDetected]);
  await db.execute(text, ['execute', sqlstate.internalError]);
  await db.inOneTrip([{ text, values: ['in one trip', sqlstate.serializationFailure] }]);
  await named.query(text, ['named', sqlstate.deadlockDetected]);
  await named.execute(text, ['named execute', sqlstate.deadlockDetected]);
  assert.deepEqual(await db.query("select string_agg(way, ', ') as ways from public.done"), [
    { ways: 'query, execute, in one trip, named, named execute' },
  ]);
  // What another attempt would not mend is told at once.
  await assert.rejects(db.query(text, ['broken', sqlstate.checkViolation]), (error) =>
    hasState(error, sqlstate.checkViolation),
  );
  assert.deepEqual(await db.query('select last_value from public.sent'), [{ last_value: '16' }]);
});

test('what is stored at the same moment by another one is seen by the next attempt, or refused', async () => {
  await db.execute('create table public.named (name text unique)');
  const add = (attempts: number): Promise<string> =>
    db.transaction(
      async (own) => {
        const stored = await own.query('select from public.named where name = $1', ['Valet']);
        if (stored.length > 0) return 'taken';
        // Somebody else is faster, after we have seen that the name is free.
        await db.execute('insert into public.named values ($1)', ['Valet']);
        await own.execute('insert into public.named values ($1)', ['Valet']);
        return 'added';
      },
      { attempts },
    );
  await assert.rejects(
    add(1),
    (error) => databaseRefusal(error)?.message.includes('(named name key)') === true,
  );
  await db.execute('delete from public.named');
  assert.equal(await add(2), 'taken');
});

test('transactions inside one are parts of it: in turn, one inside another, each taken back alone', async () => {
  await db.execute('create table public.part (step text)');
  const steps = async (): Promise<string[]> =>
    (await db.query<{ step: string }>('select step from public.part order by step')).map((row) => row.step);
  const add = (own: Queryable, step: string): Promise<number> =>
    own.execute('insert into public.part values ($1)', [step]);
  await db.transaction(async (whole) => {
    await whole.query("select set_config('daybook.request', 'before', true)");
    const inside = within(whole, db, ['daybook.request', 'role']);
    await Promise.all([
      inside.transaction(async (own) => {
        await own.query("select set_config('daybook.request', 'changed', true)");
        await add(own, 'outer');
        await inside.transaction((inner) => add(inner, 'inner'));
      }),
      assert.rejects(
        inside.transaction(async (own) => {
          await add(own, 'taken back');
          throw new Error('refused');
        }),
        /refused/,
      ),
      inside.execute("insert into public.part values ('alone')"),
    ]);
    const lock = await inside.tryAdvisoryLock('a lock', (own) => add(own, 'under a lock'));
    assert.equal(lock.acquired, true);
    const [setting] = await whole.query<{ held: string }>(
      "select current_setting('daybook.request') as held",
    );
    assert.equal(setting?.held, 'before');
    assert.deepEqual(await steps(), []);
  });
  assert.deepEqual(await steps(), ['alone', 'inner', 'outer', 'under a lock']);
  await assert.rejects(
    db.transaction(async (whole) => {
      await within(whole, db, ['role']).execute("insert into public.part values ('never')");
      throw new Error('all of it');
    }),
    /all of it/,
  );
  assert.equal((await steps()).length, 4);
});

test('statements that go in one trip are one transaction, whose settings end with it', async () => {
  const [, [answer] = [], names] = await db.inOneTrip([
    { text: `select set_config('daybook.test', $1, true)`, values: ['set'] },
    {
      text: `select current_setting('daybook.test') as setting, $1::text[] as names, $2::numeric as amount`,
      values: [['a', 'b'], '0.10'],
    },
    { text: 'select unnest($1::text[]) as name', values: [[]] },
  ]);
  assert.deepEqual(answer, { setting: 'set', names: ['a', 'b'], amount: '0.10' });
  assert.deepEqual(names, []);
  const [after] = await db.query<{ setting: string | null }>(
    `select nullif(current_setting('daybook.test', true), '') as setting`,
  );
  assert.equal(after?.setting, null);
});

test('after an error in one trip nothing was done, nothing more is, and the connection goes on', async () => {
  await db.execute('create table public.trip (line integer)');
  await assert.rejects(
    db.inOneTrip([
      { text: 'insert into public.trip values ($1)', values: [1] },
      { text: 'select 1 / $1::integer', values: [0] },
      { text: 'insert into public.trip values ($1)', values: [2] },
    ]),
    (error) => stateOf(error) === '22012',
  );
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      db.inOneTrip([{ text: 'select $1::integer as line', values: [at] }]),
    ),
  );
  assert.deepEqual(
    answers.map(([rows]) => rows),
    Array.from({ length: 20 }, (_, at) => [{ line: at }]),
  );
  assert.deepEqual(await db.query('select line from public.trip'), []);
  await db.execute('drop table public.trip');
});

test('what is sent again is planned once, a few on each connection, and what failed is sent anew', async () => {
  const ask = async (text: string, value: string): Promise<unknown> =>
    (await db.inOneTrip([{ text, values: [value] }]))[0];
  const texts = Array.from({ length: 60 }, (_, at) => `select $1::integer * ${String(at)} as product`);
  for (let round = 0; round < 3; round += 1)
    for (const [at, text] of texts.entries()) assert.deepEqual(await ask(text, '2'), [{ product: 2 * at }]);
  const prepared = async (): Promise<number> => {
    const text = `select count(*)::integer as count from pg_prepared_statements where name <> $1`;
    const [row] = (await ask(text, 'none')) as { count: number }[];
    return row?.count ?? 0;
  };
  const count = await prepared();
  assert.ok(count > 10 && count <= 25, String(count));
  const divided = 'select 10 / $1::integer as quotient';
  for (const value of ['5', '0', '5', '0', '0', '2'])
    await (value === '0'
      ? assert.rejects(ask(divided, value), (error) => stateOf(error) === '22012')
      : ask(divided, value).then((rows) => assert.deepEqual(rows, [{ quotient: 10 / Number(value) }])));
  assert.ok((await prepared()) <= 25);
  await db.execute('create view public.shown as select 1 as one');
  const shown = 'select one::text from public.shown where one = $1::integer';
  for (let round = 0; round < 3; round += 1) assert.deepEqual(await ask(shown, '1'), [{ one: '1' }]);
  await db.execute('drop view public.shown; create view public.shown as select 2 as two, 1 as one');
  assert.deepEqual(await ask(shown, '1'), [{ one: '1' }]);
  await db.execute('drop view public.shown');
});
