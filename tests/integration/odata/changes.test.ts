import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import { openDatabase, type Database } from '../../../src/platform/database/index.ts';
import { asker, callerWith, openBooks, root, type Said } from './service.ts';

const database = await openBooks();
const fay = await asker(database, await callerWith(database, 'financeManager'));
const amosCaller = await callerWith(database, 'accountManager', { kind: 'site', name: '0170' });
const amos = await asker(database, amosCaller);
const sek = await asker(database, await callerWith(database, 'securityAdmin'));

type Ask = typeof fay;

const tracked = (size: number): { headers: Record<string, string> } => ({
  headers: { prefer: `odata.track-changes,odata.maxpagesize=${String(size)}` },
});

/** A client that follows a set: what it holds is what it was told, by GUID. */
class Follower {
  readonly held = new Map<string, string>();
  readonly reasons: string[] = [];
  readonly #ask: Ask;
  readonly #guid: string;
  #link: string;

  constructor(ask: Ask, address: string, guid: string) {
    this.#ask = ask;
    this.#link = address;
    this.#guid = guid;
  }

  /** Reads on until nothing is left to tell; how many rows were told. */
  async follow(size = 5_000): Promise<number> {
    let count = 0;
    for (;;) {
      const answer = await this.#ask(this.#link, tracked(size));
      assert.equal(answer.status, 200, answer.text);
      for (const row of answer.json.value) this.#take(row);
      count += answer.json.value.length;
      const next = answer.json['@odata.nextLink'];
      this.#link = String(next ?? answer.json['@odata.deltaLink']).slice(root.length);
      if (next === undefined) return count;
    }
  }

  #take(row: Readonly<Record<string, unknown>>): void {
    if (row['reason'] === undefined) {
      this.held.set(String(row[this.#guid]), JSON.stringify(row));
      return;
    }
    const { reason, id } = row as { reason: string; id: string };
    this.reasons.push(reason);
    this.held.delete(/\((.*)\)$/.exec(id)?.[1] ?? '');
  }

  get link(): string {
    return this.#link;
  }
}

/** What somebody sees of a set, as a follower would hold it. */
async function seenBy(ask: Ask, address: string, guid: string): Promise<Map<string, string>> {
  const { json } = await ask(address);
  return new Map(json.value.map((row) => [String(row[guid]), JSON.stringify(row)]));
}

const sorted = (rows: ReadonlyMap<string, string>): string[] => [...rows.values()].sort();

test('the last page of a set leads to what changes: new, changed and deleted rows, and then nothing', async () => {
  await database.execute(
    `insert into warehouse.job_code (job_code, job_title, is_active)
     select 'J' || n, 'Job ' || n, true from generate_series(1, 25) as n`,
  );
  const first: Said = await fay('job_codes', tracked(10));
  assert.equal(first.headers['preference-applied'], 'odata.track-changes, odata.maxpagesize=10');
  const follower = new Follower(fay, 'job_codes', 'job_code_guid');
  assert.equal(await follower.follow(10), 25);
  assert.equal(await follower.follow(), 0);
  await database.execute(`update warehouse.job_code set job_title = 'Valet' where job_code = 'J3'`);
  await database.execute(`delete from warehouse.job_code where job_code in ('J4', 'J5')`);
  await database.execute(
    `insert into warehouse.job_code (job_code, job_title, is_active) values ('J99', 'New', true)`,
  );
  assert.equal(await follower.follow(), 4);
  assert.deepEqual(follower.reasons, ['deleted', 'deleted']);
  assert.deepEqual(sorted(follower.held), sorted(await seenBy(fay, 'job_codes', 'job_code_guid')));
  assert.equal(await follower.follow(), 0);
});

test('rows that leave the filter are told as changed, and columns that nobody chose as nothing', async () => {
  const address = "job_codes?$select=job_title&$filter=job_title ne 'Gone'";
  const follower = new Follower(fay, address, 'job_code_guid');
  await follower.follow(4);
  await database.execute(`update warehouse.job_code set job_title = 'Gone' where job_code = 'J7'`);
  assert.equal(await follower.follow(), 1);
  assert.deepEqual(follower.reasons, ['changed']);
  const whole = await seenBy(fay, address, 'job_code_guid');
  assert.equal(follower.held.size, whole.size);
  const titles = new Follower(
    fay,
    'sites?$select=site_name&$expand=ledger_balances($select=amount)',
    'site_guid',
  );
  await titles.follow();
  await database.execute(`update warehouse.ledger_balance set amount = amount + 1 where site_id = '0829'`);
  assert.equal(await titles.follow(), 1);
});

test('changes are those of the caller: rows of sites that are no longer its own are gone', async () => {
  const follower = new Follower(amos, 'ledger_balances', 'ledger_balance_guid');
  assert.equal(await follower.follow(), 2);
  await database.execute(`update warehouse.ledger_balance set amount = amount + 1 where site_id = '0829'`);
  assert.equal(await follower.follow(), 0);
  await database.execute(`update warehouse.ledger_balance set amount = amount + 1 where site_id = '0170'`);
  assert.equal(await follower.follow(), 2);
  const person = amosCaller.person.personId;
  await database.execute(
    `update security.role_assignment set ended_at = now(), ended_reason = 'moved' where person_id = $1`,
    [person],
  );
  await database.execute(
    `insert into security.role_assignment (person_id, role, place_kind, place, reason)
     values ($1, 'accountManager', 'site', '0829', 'moved')`,
    [person],
  );
  await database.query('select security.refresh_access()');
  assert.equal(await follower.follow(), 4);
  assert.deepEqual(follower.reasons, ['deleted', 'deleted']);
  assert.deepEqual(
    sorted(follower.held),
    sorted(await seenBy(amos, 'ledger_balances', 'ledger_balance_guid')),
  );
});

test('a token is of one person and one query, and ends after its days', async () => {
  const follower = new Follower(fay, 'territories', 'territory_guid');
  await follower.follow();
  const token = /\$deltatoken=(.*)$/.exec(follower.link)?.[1] ?? '';
  assert.equal((await sek(follower.link)).status, 410);
  assert.match((await fay(`sites?$deltatoken=${token}`)).text, /ODATA_INVALID.*another query/);
  assert.equal((await fay('territories?$deltatoken=none')).status, 410);
  await database.execute(`update delivery.change_token set made_at = now() - interval '31 days'`);
  const late = await fay(follower.link);
  assert.equal(late.status, 410);
  assert.match(late.text, /ODATA_TOKEN_GONE.*older than 30 days/);
  for (const address of ['sites?$top=1', 'sites?$skip=1', "sites(site_id='0170')"])
    assert.equal((await fay(address, tracked(10))).status, 400, address);
  assert.equal((await fay('sites?$apply=aggregate($count as n)', tracked(10))).status, 501);
  await fay('territories', tracked(10));
  const [left] = await database.query<{ count: string }>('select count(*) from delivery.change_token');
  assert.equal(left?.count, '1');
});

test('more changes than an answer holds are told in several, each once', async () => {
  const follower = new Follower(fay, 'job_codes', 'job_code_guid');
  await follower.follow();
  await database.execute(`update warehouse.job_code set job_title = job_title || '!'`);
  assert.equal(await follower.follow(7), follower.held.size);
  assert.equal(await follower.follow(), 0);
  assert.deepEqual(sorted(follower.held), sorted(await seenBy(fay, 'job_codes', 'job_code_guid')));
});

/** Writers that commit in another order than they began: each waits before it commits, by chance. */
async function write(writersOwn: Database, count: number, seed: number): Promise<void> {
  let state = seed;
  const drawn = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  for (let at = 0; at < count; at += 1) {
    const code = `W${String(drawn(40))}`;
    const work = [
      `insert into warehouse.job_code (job_code, job_title, is_active) values ($1, $2, true)
       on conflict (job_code) do update set job_title = excluded.job_title`,
      `delete from warehouse.job_code where job_code = $1 and job_title <> $2`,
    ][drawn(3) === 0 ? 1 : 0];
    await writersOwn.transaction(
      async (transaction) => {
        await transaction.execute(work ?? '', [code, `${String(seed)} ${String(at)}`]);
        await setTimeout(drawn(12));
      },
      { attempts: 5 },
    );
    await setTimeout(drawn(50));
  }
}

test('whoever follows loses nothing, however late eight writers commit: 320 commits, two sets', async () => {
  const own = new Follower(fay, 'job_codes', 'job_code_guid');
  const compared = new Follower(fay, 'job_codes?$expand=payroll_days($top=1)', 'job_code_guid');
  await own.follow(9);
  await compared.follow(9);
  const over = new AbortController();
  const following = async (follower: Follower): Promise<number> => {
    let readings = 0;
    while (!over.signal.aborted) {
      await follower.follow(9);
      readings += 1;
    }
    return readings;
  };
  // Writers take no connection from those who follow.
  const writersOwn = await openDatabase({ databaseUrl: database.addressWithPassword(), dataDir: '' });
  const writers = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => write(writersOwn, 40, seed * 7_919));
  const writing = Promise.all(writers).finally(async () => {
    over.abort();
    await writersOwn.close();
  });
  const [readings] = await Promise.all([following(own), following(compared), writing]);
  assert.ok(readings > 0, String(readings));
  for (const follower of [own, compared]) await follower.follow();
  assert.deepEqual(sorted(own.held), sorted(await seenBy(fay, 'job_codes', 'job_code_guid')));
  const address = 'job_codes?$expand=payroll_days($top=1)';
  assert.deepEqual(sorted(compared.held), sorted(await seenBy(fay, address, 'job_code_guid')));
});
