import { setTimeout } from 'node:timers/promises';
import { neutralOperator } from '../src/billing/index.ts';
import { answerOData, readModel } from '../src/delivery/odata/index.ts';
import { writableSets } from '../src/delivery/writable/index.ts';
import { addMonths, monthsBetween } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { actAs, actTogether, addPerson, assignRole, personNamed } from '../src/platform/security/index.ts';
import { toldAs } from '../src/delivery/http/answer-errors.ts';
import { facts } from './question-facts.ts';
import { fillMonths, first, monthsAt } from './questions.ts';
import { atScale, onWorkbench, report, timed } from './workbench.ts';

/** 772 sites × 36 months × 36 accounts are a million rows. */
const sitesOfMillion = 772;
const interleavings = 2_000;
const root = 'http://bench.invalid/odata/';

/** Fills a month of the ledger, each row with a line of its own, which its key needs. */
export const ledger = `
  select (1000 + site)::text, $1, account_id, '02', 1, site % 89 + 0.25
    , null, null, null, null, null, '', null, null, null, null, null, null, null, 1, (row_number() over ())::integer
  from generate_series(0, $2 - 1) as site, warehouse.account`;

/** Every hundredth row is replaced, as a load replaces it: the row before goes into the history. */
const restated = `
  with gone as (
    delete from warehouse.ledger_balance where source_line % 100 = 7 returning *),
  kept as (
    insert into warehouse.ledger_balance_history
    select (jsonb_populate_record(null::warehouse.ledger_balance_history,
      to_jsonb(gone) || jsonb_build_object('superseded_by_batch_id', 2, 'superseded_at', now()))).*
    from gone returning 1)
  insert into warehouse.ledger_balance
  select (jsonb_populate_record(null::warehouse.ledger_balance,
    to_jsonb(gone) || jsonb_build_object('amount', gone.amount + 1, 'batch_id', 2))).* from gone`;

type Ask = (address: string) => Promise<Answer>;

interface Answer {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
}

/**
 * (n) what following the changes of a set costs: a million rows are read with a token, every hundredth is replaced, and
 * the time of being told is compared with that of reading all. Then eight writers commit in another order than they
 * began, two thousand times, and what a follower holds in the end is compared with what there is.
 */
export async function benchChanges(scale: number): Promise<void> {
  const sites = atScale(sitesOfMillion, scale, 4);
  await onWorkbench(sites, async ({ database }) => {
    await database.execute(facts.dimensions);
    await database.execute(facts.builder);
    const all = monthsBetween(first, addMonths(first, monthsAt(scale) - 1));
    const rows = await fillMonths(database, {
      sites,
      months: all,
      tables: [['warehouse.ledger_balance', ledger]],
    });
    await database.execute('vacuum analyze');
    const ask = await asker(database);
    const whole = new Follower(ask, 'ledger_balances');
    const reading = await timed(() => whole.follow());
    report(`(n) reading ${String(rows)} rows with a token`, `${reading.toFixed(1)} s`);
    await database.execute(restated);
    let told = 0;
    const delta = await timed(async () => {
      told = await whole.follow();
    });
    report(`(n) being told ${String(told)} changes`, `${delta.toFixed(2)} s`);
    report('(n) changes of 1 % : reading all', (delta / reading).toFixed(3));
    const writes = atScale(interleavings, scale, 80);
    report(
      `(n) rows that differ after ${String(writes)} late commits`,
      String(await lateCommits(database, ask, writes)),
    );
  });
}

async function asker(database: Database): Promise<Ask> {
  await addPerson(database, { userId: 'follower', displayName: null, origin: 'mapping' });
  const { personId } = await personNamed(database, 'follower');
  await assignRole(database, personId, { role: 'financeManager', reason: 'bench' });
  const person = await personNamed(database, 'follower');
  const caller = await actAs(database, person);
  const context = {
    caller,
    model: await readModel(database),
    actions: { declared: {}, act: () => Promise.reject(new Error('no actions here')) },
    writing: {
      sets: writableSets({
        today: () => Promise.resolve({ day: '2025-04-15', isDemo: true }),
        operator: () => Promise.resolve(neutralOperator),
        requireStepUp: () => undefined,
      }),
      together: <T>(work: Parameters<typeof actTogether<T>>[2]) =>
        actTogether(database, { person, context: {} }, work),
    },
    within: null,
    tracking: { owner: database, personId, days: 1 },
    told: toldAs,
  };
  return async (address) => {
    const [path = '', query = ''] = address.split('?');
    const headers = { prefer: 'odata.track-changes' };
    const answer = await answerOData(context, { method: 'GET', path, query, headers, root, body: null });
    return JSON.parse(answer.body) as Answer;
  };
}

/** Follows a set; holds what it was told. */
class Follower {
  readonly held = new Map<string, string>();
  readonly #ask: Ask;
  #link: string;

  constructor(ask: Ask, address: string) {
    this.#ask = ask;
    this.#link = address;
  }

  async follow(): Promise<number> {
    let count = 0;
    for (;;) {
      const answer = await this.#ask(this.#link);
      for (const row of answer.value) {
        const { id, job_code_guid: guid } = row as { id?: string; job_code_guid?: string };
        if (id !== undefined) this.held.delete(/\((.*)\)$/.exec(id)?.[1] ?? '');
        else if (guid !== undefined) this.held.set(guid, JSON.stringify(row));
      }
      count += answer.value.length;
      const next = answer['@odata.nextLink'];
      this.#link = (next ?? answer['@odata.deltaLink'] ?? '').slice(root.length);
      if (next === undefined) return count;
    }
  }
}

/** Eight writers that wait by chance before they commit, and a follower; rows in which it differs at the end. */
async function lateCommits(database: Database, ask: Ask, writes: number): Promise<number> {
  const follower = new Follower(ask, 'job_codes');
  await follower.follow();
  const over = new AbortController();
  const writing = Promise.all(
    Array.from({ length: 8 }, (_, writer) => writeLate(database, writes / 8, writer + 1)),
  ).finally(() => {
    over.abort();
  });
  while (!over.signal.aborted) await follower.follow();
  await writing;
  await follower.follow();
  const fresh = new Follower(ask, 'job_codes');
  await fresh.follow();
  const keys = new Set([...fresh.held.keys(), ...follower.held.keys()]);
  return [...keys].filter((key) => fresh.held.get(key) !== follower.held.get(key)).length;
}

async function writeLate(database: Database, count: number, writer: number): Promise<void> {
  let state = writer * 7_919;
  const drawn = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  for (let at = 0; at < count; at += 1) {
    const statement =
      drawn(3) === 0
        ? 'delete from warehouse.job_code where job_code = $1 and job_title <> $2'
        : `insert into warehouse.job_code (job_code, job_title, is_active) values ($1, $2, true)
           on conflict (job_code) do update set job_title = excluded.job_title`;
    await database.transaction(
      async (transaction) => {
        await transaction.execute(statement, [`W${String(drawn(40))}`, `${String(writer)} ${String(at)}`]);
        await setTimeout(drawn(12));
      },
      { attempts: 5 },
    );
    await setTimeout(drawn(20));
  }
}
