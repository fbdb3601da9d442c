import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { verifyLines } from '../../../docs/operate/verify-audit.ts';
import { clockAt } from '../../clock-at.ts';
import type { Connection } from '../../../src/platform/database/index.ts';
import {
  chainTrail,
  exportTrail,
  readHeads,
  signHead,
  verifyTrail,
} from '../../../src/platform/security/index.ts';
import { signingKeyAt } from '../../../src/platform/security/audit/signed-head.ts';
import { cloneDatabase } from '../../database.ts';
import { randomFrom } from '../../recovery/random-from.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';

const TAMPERINGS = 1_000;

const seed = randomInt(2 ** 31);
const random = randomFrom(seed);
const database = await cloneDatabase();
const folder = await temporaryFolder();
const headsFile = join(folder, 'outside', 'heads.jsonl');

/** A trail of several hundred entries in many batches, with a head signed in the middle and one at the end. */
async function writeTrail(): Promise<number> {
  const key = await signingKeyAt(join(folder, 'keys', 'audit-signing.pem'));
  for (let batch = 0; batch < 12; batch += 1) {
    for (let at = 0; at < 4; at += 1)
      await database.execute(`insert into security.legal_hold (site_id, reason) values ('0170', 'matter')`);
    await database.execute(`insert into security.person (user_id, origin) values ($1, 'mapping')`, [
      `person${String(batch)}@example.com`,
    ]);
    await chainTrail(database);
    if (batch === 6 || batch === 11)
      await signHead(database, key, { clock: clockAt('2026-06-15T12:00:00Z'), file: headsFile });
  }
  const [end] = await database.query<{ position: string }>(
    'select max(position)::text as position from audit.entry',
  );
  return Number.parseInt(end?.position ?? '0', 10);
}

const length = await writeTrail();
const outside = await readHeads(headsFile);
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
    await tx.execute('delete from audit.personal_value where position <= $1', [last]);
    await tx.execute('delete from audit.entry where position <= $1', [last]);
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
  'switches a watch off': (tx) => tx.execute('alter table security.privilege disable trigger trail_update'),
  'takes a watch away': (tx) => tx.execute('drop trigger trail_insert on security.role_assignment'),
};

async function tamper(work: Tampering): Promise<readonly string[]> {
  const undo = new Error('undone on purpose');
  let found: string[] = [];
  await database
    .transaction(async (transaction) => {
      for (const table of ['entry', 'head', 'pending'])
        await transaction.query('select public.switch_off($1)', [`audit.${table}`]);
      await work(transaction);
      // What the superuser switched off on the way is put back, so that nothing but the tampering is left to see.
      for (const table of ['entry', 'head', 'pending'])
        await transaction.query('select public.switch_on($1)', [`audit.${table}`]);
      const { findings } = await verifyTrail(transaction, outside);
      found = findings.map(({ position, problem }) => `${position ?? ''} ${problem}`);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found;
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
  assert.deepEqual([findings, heads], [[], 4]);
  assert.ok(Number.parseInt(entries, 10) === length && length > 100);
});

test('a thousand random tamperings by a superuser are all found', async (t) => {
  t.diagnostic(`seed ${String(seed)}`);
  const kinds = Object.entries(tamperings);
  const missed: string[] = [];
  for (let at = 0; at < TAMPERINGS; at += 1) {
    const [name, work] = kinds[at % kinds.length] ?? ['', () => Promise.resolve()];
    const found = await tamper(work);
    if (found.length === 0) missed.push(`${name} (number ${String(at)})`);
  }
  assert.deepEqual(missed, [], `seed ${String(seed)}`);
});

test('the verifier without Daybook agrees on the export, and finds every change of a line', async () => {
  const lines: string[] = [];
  for await (const line of exportTrail(database)) lines.push(line.trim());
  assert.deepEqual(await verifyLines(lines, outside), { entries: length, heads: 2, findings: [] });
  for (let round = 0; round < 300; round += 1) {
    const at = Math.floor(random() * lines.length);
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
