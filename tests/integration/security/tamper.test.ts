import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import {
  digestOfFinding,
  sentenceOf,
  verifyLines,
  type Finding,
} from '../../../docs/operate/verify-audit.mjs';
import { clockAt } from '../../clock-at.ts';
import type { Connection } from '../../../src/platform/database/index.ts';
import { chainTrail, signHead } from '../../../src/platform/security/index.ts';
import { exportTrail } from '../../../src/platform/security/audit/read-trail.ts';
import { readHeads, signException } from '../../../src/platform/security/audit/signed-head.ts';
import { verifyAgainstRelease, verifyTrail } from '../../../src/platform/security/audit/verify-trail.ts';
import { cloneDatabase } from '../../database.ts';
import { signingIn } from '../../signing.ts';
import { randomFrom } from '../../recovery/random-from.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';

const TAMPERINGS = 200;

const seed = randomInt(2 ** 31);
const random = randomFrom(seed);
const database = await cloneDatabase();
const folder = await temporaryFolder();
const honest = await signingIn(folder, clockAt('2026-06-15T12:00:00Z'));
/** What a superuser signs with who does not have the key of the trail. */
const forger = await signingIn(join(folder, 'forger'), clockAt('2026-06-15T12:00:00Z'));

/** A trail of several hundred entries in many batches, with a head signed in the middle and one at the end. */
async function writeTrail(): Promise<number> {
  for (let batch = 0; batch < 12; batch += 1) {
    for (let at = 0; at < 4; at += 1)
      await database.execute(`insert into security.legal_hold (site_id, reason) values ('0170', 'matter')`);
    await database.execute(`insert into security.person (user_id, origin) values ($1, 'mapping')`, [
      `person${String(batch)}@example.com`,
    ]);
    await chainTrail(database);
    if (batch === 6 || batch === 11) await signHead(database, honest.key, honest);
  }
  const [end] = await database.query<{ position: string }>(
    'select max(position)::text as position from audit.entry',
  );
  return Number.parseInt(end?.position ?? '0', 10);
}

const length = await writeTrail();
const outside = await readHeads(honest.file);
const anywhere = (): number => 1 + Math.floor(random() * length);

/** What a superuser can do to the trail, once its triggers are switched off. */
type Tampering = (transaction: Connection) => Promise<unknown>;

const edited = [
  "recorded_at = recorded_at - interval '3 days'",
  "recorded_at = chained_at + interval '1 second'",
  "kind = kind || 'x'",
  "relation = 'security.other'",
  `row_key = '{"a": 1}'`,
  `changes = coalesce(changes, '{}') || '{"planted": {"new": 1}}'`,
  "site_id = '9999'",
  'person_id = coalesce(person_id, 0) + 1',
  "actor = 'person 1'",
  "acting_roles = '{auditor}'",
  "reason = 'another reason'",
  "request_id = 'another'",
  "transaction_id = '1'",
  'hash = sha256(hash)',
  "chained_at = chained_at + interval '1 microsecond'",
] as const;

/** Hashes everything from `first` on anew, as somebody would who wants the chain to fit again. */
const rehash = (transaction: Connection, first: number): Promise<unknown> =>
  transaction.query('select public.rehash($1)', [first]);

/** Moves every entry from `first` on; in two steps, because a place may be taken for a moment. */
async function shift(transaction: Connection, first: number, by: number): Promise<void> {
  const far = 1_000_000;
  await transaction.execute('update audit.entry set position = position + $2 where position >= $1', [
    first,
    far,
  ]);
  await transaction.execute('update audit.entry set position = position + $2 where position >= $1', [
    far,
    by - far,
  ]);
}

async function swap(transaction: Connection, at: number): Promise<void> {
  await transaction.execute('update audit.entry set position = -1 where position = $1', [at]);
  await transaction.execute('update audit.entry set position = $1 where position = $1 + 1', [at]);
  await transaction.execute('update audit.entry set position = $1 + 1 where position = -1', [at]);
}

const tamperings: Readonly<Record<string, Tampering>> = {
  'edits an entry': (tx) => {
    const change = edited[Math.floor(random() * edited.length)] ?? '';
    return tx.execute(`update audit.entry set ${change} where position = ${String(anywhere())}`);
  },
  'edits an entry and makes the chain anew': async (tx) => {
    const at = anywhere();
    await tx.execute(`update audit.entry set actor = 'person 4711' where position = $1`, [at]);
    await rehash(tx, at);
  },
  'deletes an entry': (tx) => tx.execute('delete from audit.entry where position = $1', [anywhere()]),
  'deletes an entry and closes the gap': async (tx) => {
    const at = 1 + Math.floor(random() * (length - 1));
    await tx.execute('delete from audit.entry where position = $1', [at]);
    await shift(tx, at + 1, -1);
    await rehash(tx, at);
  },
  'cuts off the end': (tx) =>
    tx.execute('delete from audit.entry where position > $1', [length - 1 - Math.floor(random() * 20)]),
  'cuts off the end with the heads of the database': async (tx) => {
    const end = length - 1 - Math.floor(random() * 20);
    await tx.execute('delete from audit.head where position > $1', [end]);
    await tx.execute('delete from audit.entry where position > $1', [end]);
  },
  'cuts off the beginning': (tx) =>
    tx.execute('delete from audit.entry where position < $1', [2 + Math.floor(random() * 20)]),
  'cuts off the beginning and calls it a purge': async (tx) => {
    const last = 1 + Math.floor(random() * (length / 3));
    // The truth about the last entry that goes would show its age, so half of them invent an older one.
    const age = random() < 0.5 ? '"20' : '"19';
    await tx.query(
      `select audit.note('trail purged', 'audit.entry', null, jsonb_build_object(
         'content', jsonb_build_object('new', replace(audit.content(entry), '"20', $2)),
         'hash_before', jsonb_build_object('new', encode(audit.hash_at(position - 1), 'hex'))))
       from audit.entry where position = $1`,
      [last, age],
    );
    await tx.query('select audit.chain(10)');
    if (random() < 0.5) await forgePurge(tx, last);
    await tx.execute('delete from audit.personal_value where position <= $1', [last]);
    await tx.execute('delete from audit.entry where position <= $1', [last]);
  },
  'replaces the whole trail behind a purge of its own': async (tx) => {
    await tx.query(
      `select audit.note('trail purged', 'audit.entry', null, jsonb_build_object(
         'content', jsonb_build_object('new', replace(audit.content(entry), '"20', '"19')),
         'hash_before', jsonb_build_object('new', encode(audit.hash_at(position - 1), 'hex')),
         'heads', jsonb_build_object('new', audit.digest_of_heads(position))))
       from audit.entry where position = $1`,
      [length],
    );
    await tx.query('select audit.chain(10)');
    // The new beginning follows what the forged note says, so that every hash fits.
    await tx.execute(
      `update audit.entry set hash = sha256(
         sha256(decode(changes -> 'hash_before' ->> 'new', 'hex')
           || sha256(convert_to(changes -> 'content' ->> 'new', 'UTF8')))
         || sha256(convert_to(audit.content(entry), 'UTF8')))
       where position = $1`,
      [length + 1],
    );
    await tx.execute('delete from audit.personal_value where position <= $1', [length]);
    await tx.execute('delete from audit.entry where position <= $1', [length]);
    if (random() < 0.5) await forgePurge(tx, length);
  },
  'takes every personal value and calls it an erasure': async (tx) => {
    await tx.query(
      `select audit.note('erasure', 'security.person', null, jsonb_build_object('erased_values',
         jsonb_build_object('new', jsonb_agg(format('%s %s %s', position, column_name, side)
           order by position, column_name, side))))
       from audit.personal_value`,
    );
    await tx.query('select audit.chain(10)');
    await tx.execute('delete from audit.personal_value');
    if (random() < 0.5) await forgeErasure(tx);
  },
  'explains what it back-dated': async (tx) => {
    await tx.execute(
      `insert into audit.pending (recorded_at, kind, relation) values (now() - interval '2 days', 'export', 'x')`,
    );
    await tx.query(`select audit.note('finding explained', 'audit.entry', null, '{}')`);
    await tx.query('select audit.chain(10)');
    const digest = digestOfFinding({ position: '1', rule: 'back-dated' });
    const exception = { kind: 'explanation', first: '1', last: String(length + 9), digest } as const;
    await signException(tx, forger, { exception, position: String(length + 2) });
  },
  'swaps two entries': async (tx) => {
    const at = 1 + Math.floor(random() * (length - 1));
    await swap(tx, at);
  },
  'swaps two entries and makes the chain anew': async (tx) => {
    const at = 1 + Math.floor(random() * (length - 1));
    await swap(tx, at);
    await rehash(tx, at);
  },
  'puts an entry in between': async (tx) => {
    const at = anywhere();
    await shift(tx, at, 1);
    await tx.execute(
      `insert into audit.entry select $1::bigint, chained_at, hash, recorded_at, 'insert', relation, row_key, changes,
         site_id, person_id, actor, acting_roles, reason, request_id, transaction_id
       from audit.entry where position = case $1::bigint when 1 then 2 else $1::bigint - 1 end`,
      [at],
    );
    await rehash(tx, at);
  },
  'writes an entry with an older date': async (tx) => {
    await tx.execute(
      `insert into audit.pending (recorded_at, kind, relation)
       values (now() - make_interval(hours => 2 + $1), 'export', 'quarantine')`,
      [Math.floor(random() * 5000)],
    );
    await tx.query('select audit.chain(10)');
  },
  'changes a personal value': (tx) =>
    tx.execute(
      `update audit.personal_value set value = value || 'x'
       where ctid = (select ctid from audit.personal_value order by position offset $1 limit 1)`,
      [Math.floor(random() * 10)],
    ),
  'deletes a personal value': (tx) =>
    tx.execute(
      `delete from audit.personal_value
       where ctid = (select ctid from audit.personal_value order by position offset $1 limit 1)`,
      [Math.floor(random() * 10)],
    ),
  'signs a head with a key of his own': (tx) =>
    tx.execute(`update audit.head set signature = sha256(signature) || sha256(hash)`),
};

/** What is done to the watch, not to the trail: in the open, because the catalogue keeps a trace of it. */
const watchings: Readonly<Record<string, Tampering>> = {
  'switches a watch off': (tx) => tx.execute('alter table security.privilege disable trigger trail_update'),
  'takes a watch away': (tx) => tx.execute('drop trigger trail_insert on security.role_assignment'),
  'switches a watch off and on again': async (tx) => {
    await tx.execute('alter table security.privilege disable trigger trail_update');
    await tx.execute('alter table security.privilege enable always trigger trail_update');
  },
  'switches the guard of the trail off and on again': async (tx) => {
    await tx.query(`select public.switch_off('audit.entry')`);
    await tx.query(`select public.switch_on('audit.entry')`);
  },
  'takes a watch away and makes it again': async (tx) => {
    await tx.execute('drop trigger trail_truncate on security.role_assignment');
    await tx.query(`select audit.watch('security.role_assignment', '{truncate}')`);
  },
  'replaces a function that the verifier might ask': (tx) =>
    tx.execute(`create or replace function audit.content(entry audit.entry) returns text
      language sql stable as $$ select 'all is well' $$`),
  'replaces what writes the trail, and puts it back': async (tx) => {
    const [was] = await tx.query<{ text: string }>(
      `select pg_get_functiondef('audit.record_delete'::regproc) as text`,
    );
    await tx.execute(`create or replace function audit.record_delete() returns trigger
      language plpgsql as $$ begin return null; end $$`);
    await tx.query(was?.text ?? '');
  },
};

async function forgePurge(tx: Connection, last: number): Promise<void> {
  const [entry] = await tx.query<{ position: string; digest: string }>(
    `select position::text, encode(sha256(decode(changes -> 'hash_before' ->> 'new', 'hex')
       || sha256(convert_to(changes -> 'content' ->> 'new', 'UTF8'))), 'hex') as digest
     from audit.entry where kind = 'trail purged' order by entry.position desc limit 1`,
  );
  const { position = '', digest = '' } = entry ?? {};
  const exception = { kind: 'purge', first: '1', last: String(last), digest } as const;
  await signException(tx, forger, { exception, position });
}

async function forgeErasure(tx: Connection): Promise<void> {
  const [entry] = await tx.query<{ position: string; values: string[] }>(
    `select position::text, changes -> 'erased_values' -> 'new' as values from audit.entry where kind = 'erasure'`,
  );
  const list = (entry?.values ?? []).map((value) => `${value}\n`).join('');
  const digest = createHash('sha256').update(list).digest('hex');
  const exception = { kind: 'erasure', first: '1', last: String(length), digest } as const;
  await signException(tx, forger, { exception, position: entry?.position ?? '' });
}

/** Findings after the work; nothing of it stays. */
async function tamper(
  work: Tampering,
  verify: typeof verifyAgainstRelease = verifyTrail,
): Promise<Finding[]> {
  const undo = new Error('undone on purpose');
  let found: Finding[] = [];
  await database
    .transaction(async (transaction) => {
      await work(transaction);
      found = [...(await verify(transaction, outside)).findings];
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found;
}

/** With the guards of the trail off. That they were switched is seen by itself, and left out here. */
async function tamperUnguarded(work: Tampering): Promise<Finding[]> {
  const found = await tamper(async (transaction) => {
    for (const table of ['entry', 'head', 'pending'])
      await transaction.query('select public.switch_off($1)', [`audit.${table}`]);
    await work(transaction);
    for (const table of ['entry', 'head', 'pending'])
      await transaction.query('select public.switch_on($1)', [`audit.${table}`]);
  });
  return found.filter(({ rule }) => rule !== 'watch changed');
}

await database.execute(`
  create function public.rehash(first bigint) returns void language plpgsql as $$
  declare
    one audit.entry;
    before bytea := coalesce((select hash from audit.entry where position = first - 1), sha256(''));
  begin
    for one in select * from audit.entry where position >= first order by position loop
      before := sha256(before || sha256(convert_to(audit.content(one), 'UTF8')));
      update audit.entry set hash = before where position = one.position;
    end loop;
  end $$;
  create function public.switch_off(kept regclass) returns void language plpgsql as $$
  begin
    execute format('alter table %s disable trigger is_never_changed, disable trigger is_never_emptied', kept);
  end $$;
  create function public.switch_on(kept regclass) returns void language plpgsql as $$
  begin
    execute format('alter table %s
      enable always trigger is_never_changed, enable always trigger is_never_emptied', kept);
  end $$`);

test('the trail as it was written is whole', async () => {
  const { entries, heads, findings } = await verifyTrail(database, outside);
  assert.deepEqual([findings, heads], [[], 2]);
  assert.ok(Number.parseInt(entries, 10) === length && length > 100);
});

test('hundreds of random tamperings by a superuser are all found', async (t) => {
  t.diagnostic(`seed ${String(seed)}`);
  const kinds = Object.entries(tamperings);
  const missed: string[] = [];
  for (let at = 0; at < TAMPERINGS; at += 1) {
    const [name, work] = kinds[at % kinds.length] ?? ['', () => Promise.resolve()];
    const found = await tamperUnguarded(work);
    if (found.length === 0) missed.push(`${name} (number ${String(at)})`);
  }
  assert.deepEqual(missed, [], `seed ${String(seed)}`);
});

test('what is done to the watch is found, also when it is undone', async () => {
  assert.deepEqual(await tamper(() => Promise.resolve(), verifyAgainstRelease), []);
  for (const [name, work] of Object.entries(watchings))
    assert.notDeepEqual(await tamper(work, verifyAgainstRelease), [], `${name}: not found`);
});

const exported = async (): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of exportTrail(database)) lines.push(line.trim());
  return lines;
};

test('the verifier without Daybook agrees on the export, and finds every change of a line', async () => {
  const lines = await exported();
  const { entries, heads, findings: none } = await verifyLines(lines, outside);
  assert.deepEqual([entries, heads, none], [String(length), 2, []]);
  const start = lines.length - length;
  for (let round = 0; round < 100; round += 1) {
    const at = start + Math.floor(random() * length);
    const changed = [...lines];
    const kind = round % 4;
    if (kind === 0) changed[at] = (lines[at] ?? '').replace(/person|login/, 'nobody');
    else if (kind === 1) changed.splice(at, 1);
    else if (kind === 2) changed.splice(lines.length - 1 - (at % 20));
    else changed.splice(at, 2, ...changed.slice(at, at + 2).reverse());
    if (changed.length === lines.length && changed.every((line, place) => line === lines[place])) continue;
    const { findings } = await verifyLines(changed, outside);
    assert.ok(
      findings.length > 0,
      `change ${String(kind)} of line ${String(at)} was not found; seed ${String(seed)}`,
    );
  }
});

test('heads newer than an export are told and are no finding; numbers of 64 bits keep their digits', async () => {
  const lines = await exported();
  await database.execute(`insert into security.legal_hold (site_id, reason) values ('0170', 'matter')`);
  await chainTrail(database);
  await signHead(database, honest.key, { ...honest, clock: clockAt('2026-06-15T13:00:00Z') });
  const all = await readHeads(honest.file);
  const { findings, newer, signedAt } = await verifyLines(lines, all);
  assert.deepEqual([findings, newer, signedAt], [[], 1, '2026-06-15T12:00:00.000000Z']);
  const cut = await verifyLines(lines.slice(0, -1), all);
  assert.ok(cut.findings.some(({ problem }) => problem.includes('the end was cut off')));
  const content = '[9223372036854775806, "", "", "x"]';
  const far = `{"position": 9223372036854775807, "hash": "00", "content": ${JSON.stringify(content)}}`;
  const { findings: odd } = await verifyLines([...lines, far], outside);
  assert.ok(
    odd
      .map(sentenceOf)
      .includes('entry 9223372036854775807 says of itself that it is entry 9223372036854775806'),
  );
});

test('the verifier runs by itself, and needs nothing that Node 20 does not have', async () => {
  const file = join(folder, 'trail.jsonl');
  await writeFile(file, (await exported()).join('\n'));
  const script = join(import.meta.dirname, '..', '..', '..', 'docs', 'operate', 'verify-audit.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, '--heads', honest.file]);
  assert.match(stdout, /^\d+ entries, 3 heads, 0 findings, 0 explained$/m);
  assert.doesNotMatch(
    await readFile(script, 'utf8'),
    /import\.meta\.(main|dirname)|groupBy|Promise\.try|\.ts'/,
  );
});
