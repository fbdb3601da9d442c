import { addMonths } from '../src/kernel/month.ts';
import type { Connection, Database } from '../src/platform/database/index.ts';
import { addPerson, assignRole } from '../src/platform/security/index.ts';
import { ask } from '../src/warehouse/index.ts';
import { fillFacts, first, measuredQuestions, monthsAt } from './questions.ts';
import { siteNumber } from './revenue-file.ts';
import { atScale, median, onWorkbench, percentile, report } from './workbench.ts';

const askings = 80;
/** As many sites as an account manager has at most. */
const ownSites = 20;

/**
 * (f) the cost of row security: each question, a page of 100 rows and a month of every site, as the owner without
 * policy, as finance and as a manager of 20 sites, in turn and on one connection; ratio of the medians. Becoming the
 * person is measured apart.
 */
export async function benchRowSecurity(scale: number): Promise<void> {
  const sites = atScale(2_000, scale, 40);
  const months = monthsAt(scale);
  await onWorkbench(sites, async ({ database }) => {
    report(
      `(f) facts of ${String(sites)} sites × ${String(months)} months`,
      `${String(await fillFacts(database, sites, months))} rows`,
    );
    const people = await bringPeople(database);
    const panel = { database, people, rounds: atScale(askings, scale, 4) };
    const ratios = { finance: [] as number[], manager: [] as number[] };
    for (const [name, parameters] of measuredQuestions()) {
      const times = await measure(panel, async (connection, round) => {
        const month = addMonths(first, (round * 7) % months);
        await ask(connection, name, parameters(siteNumber((round * 37) % ownSites), month));
      });
      tell(name, times, ratios);
    }
    const page = await measure(panel, (connection) => connection.query(PAGE));
    tell('page of 100 rows of the ledger', page, ratios);
    const whole = await measure(panel, (connection, round) =>
      connection.query(PORTFOLIO, [`${addMonths(first, (round * 7) % months)}-01`]),
    );
    tell('a month of the whole portfolio by account', whole, ratios);
    report('(f) finance : owner, largest of the ratios', Math.max(...ratios.finance).toFixed(2));
    report('(f) manager : owner, largest of the ratios', Math.max(...ratios.manager).toFixed(2));
    report('(f) becoming a person, median', `${(await entering(database, people.manager)).toFixed(2)} ms`);
  });
}

const PAGE = `
  select site_id, period_month, account_id, amount from warehouse.ledger_balance
  order by site_id, period_month, account_id limit 100`;

const PORTFOLIO = `
  select account_id, sum(amount) as amount from warehouse.ledger_balance
  where period_month = $1::date group by account_id`;

type Who = 'owner' | 'finance' | 'manager';
type People = Readonly<Record<Exclude<Who, 'owner'>, string>>;

async function bringPeople(database: Database): Promise<People> {
  const finance = await addPerson(database, { userId: 'finance', displayName: null, origin: 'mapping' });
  await assignRole(database, finance, { role: 'financeManager', reason: 'bench' });
  const manager = await addPerson(database, { userId: 'manager', displayName: null, origin: 'feed' });
  await database.query(
    `insert into security.feed_access select 'manager', 'ACCTMGR', number, 1 from unnest($1::text[]) as number`,
    [Array.from({ length: ownSites }, (_, at) => siteNumber(at))],
  );
  await database.query('select security.refresh_access(1)');
  return { finance, manager };
}

/** Who is asked, and how often. */
interface Panel {
  readonly database: Database;
  readonly people: People;
  readonly rounds: number;
}

async function measure(
  { database, people, rounds }: Panel,
  work: (connection: Connection, round: number) => Promise<unknown>,
): Promise<Record<Who, number[]>> {
  const times: Record<Who, number[]> = { owner: [], finance: [], manager: [] };
  const order: readonly Who[] = ['owner', 'finance', 'manager'];
  await database.withConnection(async (connection) => {
    for (let round = 0; round < rounds; round += 1) {
      for (let turn = 0; turn < order.length; turn += 1) {
        const who = order[(turn + round) % order.length] ?? 'owner';
        await connection.execute('begin');
        if (who !== 'owner')
          await connection.query('select security.act_as_person($1, null, null)', [people[who]]);
        const start = performance.now();
        await work(connection, round);
        times[who].push(performance.now() - start);
        await connection.execute('commit');
      }
    }
  });
  return times;
}

function tell(
  name: string,
  times: Record<Who, number[]>,
  ratios: Record<'finance' | 'manager', number[]>,
): void {
  const owner = median(times.owner);
  const [finance, manager] = [median(times.finance) / owner, median(times.manager) / owner];
  ratios.finance.push(finance);
  ratios.manager.push(manager);
  report(
    `(f) ${name}, owner's median · finance : owner · manager : owner`,
    `${owner.toFixed(2)} ms · ${finance.toFixed(2)} · ${manager.toFixed(2)}`,
  );
}

async function entering(database: Database, personId: string): Promise<number> {
  const times: number[] = [];
  await database.withConnection(async (connection) => {
    for (let round = 0; round < 200; round += 1) {
      await connection.execute('begin');
      const start = performance.now();
      await connection.query('select security.act_as_person($1, null, null)', [personId]);
      times.push(performance.now() - start);
      await connection.execute('commit');
    }
  });
  return percentile(times, 50);
}
