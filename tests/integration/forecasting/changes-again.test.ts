import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideSubmission, submitForecast } from '../../../src/forecasting/versions/submissions.ts';
import { takenUpAgain } from '../../../src/platform/database/index.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();
// What PostgreSQL says to the loser of two changes, so many times: a sequence does not roll back.
await database.execute(`
  insert into warehouse.site (site_id, is_listed) values ('0170', true);
  create sequence public.attempt;
  create table public.lost (times integer, state text);
  create function public.lose() returns trigger language plpgsql as $$
  declare
    given record;
  begin
    select times, state into given from public.lost;
    if nextval('public.attempt') <= given.times then raise exception 'lost' using errcode = given.state; end if;
    return null;
  end $$;
  create trigger lose before insert or update on forecasting.submission
    for each statement execute function public.lose()`);

async function lose(times: number, state: string): Promise<void> {
  await database.execute(`select setval('public.attempt', 1, false)`);
  await database.execute('delete from public.lost');
  await database.execute('insert into public.lost (times, state) values ($1, $2)', [times, state]);
}

const submit = (): Promise<{ submission: string }> =>
  database.transaction(
    (transaction) =>
      submitForecast(transaction, {
        site: '0170',
        year: 2025,
        month: '2025-07',
        submittedBy: 'amos',
        reason: null,
      }),
    takenUpAgain,
  );
const approve = (submission: string): Promise<unknown> =>
  database.transaction(
    (transaction) =>
      decideSubmission(transaction, submission, { state: 'approved', decidedBy: 'dora', reason: null }),
    takenUpAgain,
  );

test('a submission and its approval that lose against another change are made again, once each', async () => {
  await lose(2, '40001');
  const { submission } = await submit();
  await lose(1, '40P01');
  await approve(submission);
  const rows = await database.query<{ state: string }>('select state from forecasting.submission');
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['approved'],
  );
});

test('a change that loses every time is given up, and a refusal is not tried again', async () => {
  await lose(100, '40001');
  await assert.rejects(submit(), { code: '40001' });
  await lose(0, '40001');
  await assert.rejects(approve('999'), { code: 'FORECASTING_SUBMISSION_UNKNOWN' });
});
