import type { Database } from '../src/platform/database/index.ts';
import { addPerson, assignRole, chainTrail } from '../src/platform/security/index.ts';
import { verifyTrail } from '../src/platform/security/audit/verify-trail.ts';
import { atScale, median, onWorkbench, report, timed } from './workbench.ts';

/** Transactions of one row in a round, and rounds; audited and unaudited take turns. */
const writesPerRound = 300;
const wholeRounds = 12;

/**
 * (g) what the trail costs: requests that change one row, bare statements of one row and of many, on a watched table
 * and on the same table unwatched, in turn; and how fast the chain is made and verified.
 */
export async function benchAudit(scale: number): Promise<void> {
  const rounds = atScale(wholeRounds, scale, 1);
  await onWorkbench(1, async ({ database }) => {
    await database.execute(`
      create table security.unwatched (like security.legal_hold including all);
      insert into security.legal_hold (site_id, reason) select '1000', 'matter' from generate_series(1, 1000);
      insert into security.unwatched (legal_hold_id, site_id, reason)
        overriding system value select legal_hold_id, site_id, reason from security.legal_hold`);
    const person = await addPerson(database, { userId: 'writer', displayName: null, origin: 'mapping' });
    await assignRole(database, person, { role: 'securityAdmin', reason: 'bench' });
    await database.execute(`
      grant select, update on security.unwatched to daybook_security_admin;
      alter table security.unwatched enable row level security, force row level security;
      create policy bench on security.unwatched to daybook_security_admin using ((select security.is_entered()))`);
    const requests = await inTurn(database, rounds, request(person));
    report(
      '(g) requests of one write by a person, unaudited, a second',
      (writesPerRound / requests.unwatched).toFixed(0),
    );
    report(
      '(g) audited : unaudited, requests of one write',
      (requests.unwatched / requests.watched).toFixed(2),
    );
    const single = await inTurn(database, rounds, one);
    report(
      '(g) bare statements of one row, unaudited, a second',
      (writesPerRound / single.unwatched).toFixed(0),
    );
    report(
      '(g) audited : unaudited, bare statements of one row',
      (single.unwatched / single.watched).toFixed(2),
    );
    const many = await inTurn(database, rounds, bulk);
    report('(g) audited : unaudited, statements over 1,000 rows', (many.unwatched / many.watched).toFixed(2));
    await benchChain(database, Math.round(300_000 * scale));
  });
}

type Table = 'watched' | 'unwatched';

const updates: Readonly<Record<Table, string>> = {
  watched: `update security.legal_hold set reason = $2 where legal_hold_id = $1`,
  unwatched: `update security.unwatched set reason = $2 where legal_hold_id = $1`,
};
const bulkUpdates: Readonly<Record<Table, string>> = {
  watched: 'update security.legal_hold set reason = $1',
  unwatched: 'update security.unwatched set reason = $1',
};

async function inTurn(
  database: Database,
  rounds: number,
  work: (database: Database, table: Table, round: number) => Promise<unknown>,
): Promise<Record<Table, number>> {
  const seconds: Record<Table, number[]> = { watched: [], unwatched: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const table of round % 2 === 0
      ? (['watched', 'unwatched'] as const)
      : (['unwatched', 'watched'] as const))
      seconds[table].push(await timed(() => work(database, table, round)));
    // As the server does every second: it is nobody's write that waits for it.
    await chainTrail(database);
  }
  return { watched: median(seconds.watched), unwatched: median(seconds.unwatched) };
}

/** A write as the product does it: a transaction that becomes a person's, changes a row and ends. */
const request =
  (person: string) =>
  async (database: Database, table: Table, round: number): Promise<void> => {
    for (let at = 0; at < writesPerRound; at += 1) {
      await database.transaction(async (transaction) => {
        await transaction.query('select security.act_as_person($1, null, null)', [person]);
        await transaction.execute(updates[table], [
          1 + ((at * 7) % 1_000),
          `m ${String(round)} ${String(at)}`,
        ]);
      });
    }
  };

async function one(database: Database, table: Table, round: number): Promise<void> {
  await database.withConnection(async (connection) => {
    for (let at = 0; at < writesPerRound; at += 1)
      await connection.execute(updates[table], [
        1 + ((at * 7) % 1_000),
        `matter ${String(round)} ${String(at)}`,
      ]);
  });
}

const bulk = (database: Database, table: Table, round: number): Promise<unknown> =>
  database.execute(bulkUpdates[table], [`matter of round ${String(round)}`]);

async function benchChain(database: Database, entries: number): Promise<void> {
  await chainTrail(database);
  await database.execute(
    `insert into audit.pending (kind, relation, keys, was, now)
     select 'update', 'security.legal_hold', '{legal_hold_id}',
       jsonb_build_array(jsonb_build_object('legal_hold_id', number, 'site_id', '1000', 'reason', 'matter')),
       jsonb_build_array(jsonb_build_object('legal_hold_id', number, 'site_id', '1000', 'reason', number::text))
     from generate_series(1, $1::int) as number`,
    [entries],
  );
  const chaining = await timed(() => chainTrail(database));
  report('(g) entries chained a second', (entries / chaining).toFixed(0));
  let seen = 0;
  const verifying = await timed(async () => {
    const { entries: all, findings } = await verifyTrail(database);
    if (findings.length > 0) throw new Error(JSON.stringify(findings[0]));
    seen = Number.parseInt(all, 10);
  });
  report('(g) entries verified a second', (seen / verifying).toFixed(0));
}
