import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../../src/kernel/clock.ts';
import {
  archiveReader,
  type ArchiveReader,
} from '../../../src/platform/operations/archive/archive-reader.ts';
import { releaseDue } from '../../../src/platform/operations/use-cases/archive.ts';
import type { Queryable } from '../../../src/platform/database/index.ts';
import { actAs, type Caller } from '../../../src/platform/security/acting.ts';
import { personMeant, type Person } from '../../../src/platform/security/index.ts';
import { askAs, explainAs, questions } from '../../../src/warehouse/index.ts';
import type { Question } from '../../../src/warehouse/questions/question.ts';
import { boundValues, readParameters } from '../../../src/warehouse/questions/read-parameters.ts';
import { clockAt } from '../../clock-at.ts';
import { cloneOperated } from '../../operated-database.ts';
import { fillYear, yearIn } from '../../recovery/archived-year.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from '../commands/here.ts';

const folder = await temporaryFolder();
const database = await cloneOperated();
await fillYear(database, 'all');

const asked: Readonly<Record<string, string>> = {
  site: '1001',
  month: '2019-01',
  year: '2019',
  from: '2019-01-01',
  to: '2019-01-31',
  date: '2019-01-05',
  'as-of': '2019-01-20',
  job: 'GSA',
};
const typedFor = ({ parameters }: Question): Record<string, string> =>
  Object.fromEntries(
    parameters
      .filter(({ isRequired }) => isRequired)
      .map(({ name, example }) => [name, asked[name] ?? example]),
  );
const ofFacts = questions.filter(({ reads }) => reads !== undefined);

const person = (name: string): Promise<Person> => personMeant(database, name);
const place = {
  folder: join(folder, 'archive'),
  keyFile: join(folder, 'keys', 'backup.txt'),
  scratchFolder: join(folder, 'archive-scratch'),
};
const archive = archiveReader(database, place, { clock: systemClock, actor: 'test' });
const finance = await actAs(database, await person('fay'));
const manager = await actAs(database, await person('amos'));

/** How often each fact was looked into in this transaction. */
async function looks(transaction: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.query<{ fact: string; times: string }>(
    `select inhparent::regclass::text as fact, sum(seq_scan + coalesce(idx_scan, 0))::text as times
     from pg_stat_xact_user_tables join pg_inherits on inhrelid = relid
     where schemaname = 'warehouse' group by 1`,
  );
  return new Map(rows.map(({ fact, times }) => [fact, times]));
}

test('what a question says it reads of the facts is what it reads', async () => {
  const seen = new Set<string>();
  for (const question of questions) {
    const read = readParameters(question, typedFor(question));
    const scanned = await database.transaction(async (transaction) => {
      const first = await looks(transaction);
      for (const statement of [question.ask, question.explain])
        await transaction.query(statement.text, boundValues(statement, read));
      return [...(await looks(transaction))].flatMap(([fact, times]) =>
        first.get(fact) === times ? [] : [fact],
      );
    });
    const said: readonly string[] = question.reads?.facts ?? [];
    assert.deepEqual(
      scanned.filter((fact) => !said.includes(fact)),
      [],
      question.name,
    );
    for (const fact of scanned) seen.add(fact);
  }
  assert.equal(seen.size, 9, 'every fact is looked into by some question');
});

test('a closed year answers from the archive as it answered before, and says so', async () => {
  const both = async (question: Question): Promise<object[]> => {
    const asker = { caller: finance, archive };
    const typed = typedFor(question);
    return [await askAs(asker, question.name, typed), await explainAs(asker, question.name, typed)];
  };
  const before = new Map<string, object[]>();
  for (const question of ofFacts) before.set(question.name, await both(question));
  const said = await daybookHere(['archive', 'run', '--year', '2019', '--as', 'syl.system@demo.invalid'], {
    env: { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder },
  });
  assert.equal(said.code, 0, said.err);
  for (const question of ofFacts) {
    const hot = before.get(question.name) ?? [];
    for (const [at, cold] of (await both(question)).entries()) {
      const { archived, ...same } = cold as { archived?: string[] };
      assert.deepEqual(same, hot[at], question.name);
      assert.ok(archived?.includes('2019-01'), question.name);
    }
  }
  const answer = await askAs({ caller: finance, archive }, 'pnl', { site: '1001', month: '2025-03' });
  assert.ok(!('archived' in answer), 'a year that nobody archives says nothing of it');
});

test('rows that came back are under the rights of their table', async () => {
  const seen = (caller: Caller): Promise<string> =>
    caller.transaction(async (transaction) => {
      const [row] = await transaction.query<{ rows: string }>(
        `select count(*)::text as rows from warehouse.ledger_balance where period_month < '2020-01-01'`,
      );
      return row?.rows ?? '';
    });
  assert.notEqual(await seen(finance), '0');
  assert.equal(await seen(manager), '0');
  const past = finance.transaction((transaction) =>
    transaction.query('select from warehouse.ledger_balance_2019_01'),
  );
  await assert.rejects(past, { code: '42501' });
  const asker = { caller: manager, archive };
  const refused = askAs(asker, 'pnl', { site: '1001', month: '2019-01' });
  await assert.rejects(refused, { code: 'SECURITY_FORBIDDEN' });
});

test('what questions brought back goes again after a day without them, and comes back when asked for', async () => {
  const tools = { place, advance: () => undefined };
  assert.equal(await releaseDue(database, { ...tools, clock: systemClock }, 'test'), 0);
  const tomorrow = new Date(systemClock.now().getTime() + 25 * 3_600_000);
  const clock = clockAt(tomorrow.toISOString());
  assert.ok((await releaseDue(database, { ...tools, clock }, 'test')) > 0);
  const gone = await yearIn(database);
  assert.ok(Object.values(gone).every((content) => content === '0 0'));
  // Somebody releases it between the look and the answer: it is asked anew.
  let isFirst = true;
  const released: ArchiveReader = {
    bring: async (span) => {
      const months = await archive.bring(span);
      if (isFirst) await releaseDue(database, { ...tools, clock }, 'test');
      isFirst = false;
      return months;
    },
    isWhole: archive.isWhole,
  };
  const answer = await askAs({ caller: finance, archive: released }, 'pnl', {
    site: '1001',
    month: '2019-01',
  });
  assert.ok('rows' in answer && answer.rows.some(({ actual }) => actual !== null));
  assert.ok(!isFirst);
});
