import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { Refusal } from '../../src/kernel/errors.ts';
import { actAs, personNamed, type Caller } from '../../src/platform/security/index.ts';
import { ask, askAs } from '../../src/warehouse/index.ts';
import { cloneDatabase } from '../database.ts';
import { randomFrom } from '../recovery/random-from.ts';
import { bringPeople, drawPeople, type DrawnPerson } from './drawn-people.ts';
import { drawRows, sitesOf, views, type Row, type View } from './drawn-rows.ts';
import { nothingArchived } from '../nothing-archived.ts';

/** Pairs of a person and a question to a view, and pairs of a person and a question by name. */
const PAIRS = 50_000;
const NAMED_PAIRS = 1_200;
const PEOPLE = 160;

const seed = randomInt(2 ** 31);
const random = randomFrom(seed);
const database = await cloneDatabase();
const rows = await drawRows(database, random);
const people = drawPeople(random, PEOPLE);
await bringPeople(database, people);
await database.execute(ANSWER());

const pick = <T>(from: readonly T[]): T => {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};

/** A question to a view: which sites, which days, from which amount on, in which order, how many. */
interface Question {
  readonly view: View;
  readonly sites: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly least: number | null;
  readonly isDescending: boolean;
  readonly limit: number | null;
}

function drawQuestion(): Question {
  const some = (): string[] => Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(sitesOf()));
  const days = ['2025-01-01', '2025-01-20', '2025-02-01', '2025-02-15', '2025-03-01', '2025-04-01'];
  return {
    view: pick(views),
    sites: random() < 0.5 ? some() : null,
    from: random() < 0.4 ? pick(days) : null,
    to: random() < 0.4 ? pick(days) : null,
    least: random() < 0.3 ? Math.floor(random() * 900) : null,
    isDescending: random() < 0.5,
    limit: random() < 0.3 ? 1 + Math.floor(random() * 15) : null,
  };
}

/** The question as SQL: everything in it is ours, no word of it comes from outside. */
function statementOf({ view, sites, from, to, least, isDescending, limit }: Question): string {
  const conditions = [
    ...(sites ? [`site_id = any ('{${sites.join(',')}}')`] : []),
    ...(from === null ? [] : [`${view.period} >= '${from}'`]),
    ...(to === null ? [] : [`${view.period} < '${to}'`]),
    ...(least === null ? [] : [`${view.amount} >= ${String(least)}`]),
  ];
  return [
    `select ${view.id}::int from api.${view.name}`,
    conditions.length > 0 ? `where ${conditions.join(' and ')}` : '',
    `order by ${view.id} ${isDescending ? 'desc' : 'asc'}`,
    limit === null ? '' : `limit ${String(limit)}`,
  ].join(' ');
}

/** The same in memory: first what the person may see, then the question. */
function answerInMemory(person: DrawnPerson, question: Question): number[] {
  const { view, sites, from, to, least, isDescending, limit } = question;
  const visible = (rows.get(view.name) ?? []).filter((row) => maySee(person, view, row));
  const found = visible
    .filter((row) => sites === null || sites.includes(row.site))
    .filter((row) => (from === null || row.period >= from) && (to === null || row.period < to))
    .filter((row) => least === null || row.amount >= least)
    .map(({ id }) => id)
    .sort((a, b) => (isDescending ? b - a : a - b));
  return limit === null ? found : found.slice(0, limit);
}

function maySee(person: DrawnPerson, view: View, row: Row): boolean {
  return view.objects.some((object) => {
    if (row.isRevenue === false && object === 'revenue-report') return false;
    const reach = person.reach.get(object);
    return reach === 'everywhere' || reach?.has(row.site) === true;
  });
}

test('what a person sees is what the matrix and the sites say: no row too many, no row too few', async (t) => {
  t.diagnostic(`seed ${String(seed)}`);
  const each = Math.ceil(PAIRS / people.length);
  let [asked, returned, tooMany, tooFew] = [0, 0, 0, 0];
  for (const person of people) {
    const questions = Array.from({ length: each }, drawQuestion);
    const answers = await answersOf(person, questions.map(statementOf));
    for (const [at, question] of questions.entries()) {
      const seen = new Set(answers[at]);
      const expected = answerInMemory(person, question);
      tooMany += [...seen].filter((id) => !expected.includes(id)).length;
      tooFew += expected.filter((id) => !seen.has(id)).length;
      if (tooMany + tooFew > 0)
        assert.fail(
          `${person.userId} (${person.roles.join(', ')}): ${statementOf(question)}; seed ${String(seed)}`,
        );
      asked += 1;
      returned += seen.size;
    }
  }
  t.diagnostic(
    `${String(asked)} pairs, ${String(returned)} rows, too many ${String(tooMany)}, too few ${String(tooFew)}`,
  );
  assert.ok(asked >= PAIRS && returned > PAIRS, 'hardly a row was seen');
});

async function callerOf(person: DrawnPerson): Promise<Caller | null> {
  const known = await personNamed(database, person.userId);
  return actAs(database, known).catch((error: unknown) => {
    if (error instanceof Refusal && /^SECURITY_(NO_ROLE|PERSON_DISABLED)$/.test(error.code)) return null;
    throw error;
  });
}

/** One array of row numbers for each statement, with the rights of the person; nobody sees nothing. */
async function answersOf(person: DrawnPerson, statements: readonly string[]): Promise<number[][]> {
  const caller = await callerOf(person);
  assert.equal(caller === null, person.roles.length === 0, person.userId);
  if (caller === null) return statements.map(() => []);
  const answered = await caller.transaction((transaction) =>
    transaction.query<{ ids: number[] }>('select ids from public.answer($1)', [statements]),
  );
  return answered.map(({ ids }) => ids);
}

function ANSWER(): string {
  return `
    create function public.answer(statements text[]) returns table (ids int[])
    language plpgsql as $$
    declare
      statement text;
    begin
      foreach statement in array statements loop
        begin
          execute format('select array(%s)', statement) into ids;
        exception when insufficient_privilege then
          ids := '{}';
        end;
        return next;
      end loop;
    end
    $$;
    grant execute on function public.answer(text[]) to daybook_member`;
}

/** Questions by name, with what of the matrix has to be readable for them. */
const named = [
  { name: 'category-total', objects: ['profit-and-loss'], more: { category: 'PAYROLL', kind: 'actual' } },
  { name: 'account-total', objects: ['profit-and-loss'], more: { account: '6000', kind: 'budget' } },
  { name: 'pnl', objects: ['profit-and-loss'], more: {} },
  { name: 'revenue-stats', objects: ['revenue', 'site'], more: {} },
  { name: 'payroll-budget', objects: ['labor'], more: {} },
  {
    name: 'parking-rate',
    objects: ['profit-and-loss', 'revenue'],
    more: { category: 'valet-daily', kind: 'actual' },
  },
] as const;

test('a question by name answers a person as it answers the owner, or is refused', async () => {
  let [answered, refused] = [0, 0];
  const callers = await Promise.all(
    people.slice(0, 60).map(async (person) => ({ person, caller: await callerOf(person) })),
  );
  const active = callers.flatMap(({ person, caller }) => (caller === null ? [] : [{ person, caller }]));
  for (let pair = 0; pair < NAMED_PAIRS; pair += 1) {
    const { person, caller } = pick(active);
    const { name, objects, more } = pick(named);
    const site = pick(sitesOf());
    const parameters = { site, month: pick(['2025-01', '2025-02', '2025-03']), ...more };
    const mayAsk = objects.every((object) => {
      const reach = person.reach.get(object);
      return reach === 'everywhere' || reach?.has(site) === true;
    });
    const asker = { caller, archive: nothingArchived };
    const given = await askAs(asker, name, parameters).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'SECURITY_FORBIDDEN') return null;
      throw error;
    });
    if (!mayAsk) {
      assert.equal(given, null, `${person.userId} asks ${name} at ${site}`);
      refused += 1;
      continue;
    }
    assert.deepEqual(
      given,
      await ask(database, name, parameters),
      `${person.userId} asks ${name} at ${site}`,
    );
    answered += 1;
  }
  assert.ok(answered > 200 && refused > 200, `${String(answered)} answered, ${String(refused)} refused`);
});
