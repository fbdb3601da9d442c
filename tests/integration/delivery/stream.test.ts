import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { intakeOn, load, writeFiles } from '../../scenarios/deliveries.ts';
import { openBrowser } from './browser.ts';
import { openHouse, people, verdict } from './house.ts';

const { amos, fay } = people;
const dana = { userId: 'dana@house.invalid', roles: ['dataOps'] };
const house = await openHouse({ withBooks: true, residents: [amos, fay, dana] });
const { database } = house;
const bearer = async (userId: string): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await house.keyOf(userId, ['data:read'])}`,
});

interface Event {
  readonly name: string;
  readonly says: { readonly kinds?: readonly string[]; readonly error?: { readonly code: string } };
}

/**
 * Reads the events of a stream one after the other; null once it is over. What is loaded here may open an alert at any
 * moment: of alerts only those hear who ask for them.
 */
function eventsOf(
  answer: Response,
  isHeard: (kind: string) => boolean = (kind) => kind !== 'alerts',
): { next: () => Promise<Event | null>; cancel: () => Promise<void> } {
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
  const reader = (answer.body ?? assert.fail()).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Event | null> => {
    for (;;) {
      const found = /^event: (\w+)\ndata: (.*)\n\n/m.exec(text);
      if (found) {
        text = text.slice(found.index + found[0].length);
        const event = { name: found[1] ?? '', says: JSON.parse(found[2] ?? '{}') as Event['says'] };
        const kinds = event.says.kinds?.filter(isHeard);
        if (kinds?.length === 0) continue;
        return kinds === undefined ? event : { ...event, says: { kinds } };
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
  return { next, cancel: () => reader.cancel() };
}

const book = async (site: string, amount: string): Promise<void> => {
  const content = `COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n${site},202504,6000,${amount}\n`;
  await load(
    intakeOn(database),
    await writeFiles(join(house.folder, amount), { 'account_summary.csv': content }),
  );
};

/** A change of forecasts at a site, as any program on the database makes it. */
async function saveForecast(site: string): Promise<void> {
  await database.query(
    `with opened as (
       insert into forecasting.version (site_id, plan_year, name, kind, made_at, made_by)
       values ($1, 2025, 'working', 'working', now(), 'a test') on conflict do nothing returning version_id)
     insert into forecasting.change
       (site_id, version_id, action, cells, first_month, last_month, changed_at, changed_by)
     select $1, coalesce((select version_id from opened), (
         select version_id from forecasting.version where site_id = $1 and name = 'working')),
       'saved', 1, '2025-05-01', '2025-05-01', now(), 'a test'`,
    [site],
  );
}

test('both servers of a database tell of a load, whoever loaded it', async () => {
  const other = await house.startNeighbour();
  const headers = await bearer(dana.userId);
  const streams = await Promise.all(
    [house.url, other].map(async (url) => eventsOf(await fetch(`${url}/stream`, { headers }))),
  );
  for (const stream of streams) {
    const opened = await stream.next();
    assert.equal(opened?.name, 'opened');
    assert.ok(opened.says.kinds?.includes('loads') && opened.says.kinds.includes('quarantine'));
  }
  await book('0170', '1.5');
  for (const stream of streams)
    assert.deepEqual(await stream.next(), { name: 'changed', says: { kinds: ['loads'] } });
  await book('0777', '2.5');
  for (const stream of streams) {
    const changed = await stream.next();
    assert.deepEqual(changed?.says.kinds?.toSorted(), ['loads', 'quarantine']);
    await stream.cancel();
  }
});

test('one is told of changes at one’s own sites only, and what says where is sealed', async () => {
  const stream = eventsOf(await fetch(`${house.url}/stream`, { headers: await bearer(amos.userId) }));
  const opened = await stream.next();
  assert.ok(opened?.says.kinds?.includes('forecasts'));
  await saveForecast('0829');
  await saveForecast('0170');
  assert.deepEqual(await stream.next(), { name: 'changed', says: { kinds: ['forecasts'] } });
  await saveForecast('0829');
  await book('0829', '3.5');
  // The forecast of the other site came before the load, and is not told.
  assert.deepEqual(await stream.next(), { name: 'changed', says: { kinds: ['loads'] } });
  await stream.cancel();
});

test('an alert that opens, or that somebody takes care of, is told to those who may read alerts', async () => {
  const isOfAlerts = (kind: string): boolean => kind === 'alerts';
  const sees = await fetch(`${house.url}/stream`, { headers: await bearer(dana.userId) });
  const stream = eventsOf(sees, isOfAlerts);
  assert.deepEqual(await stream.next(), { name: 'opened', says: { kinds: ['alerts'] } });
  const others = eventsOf(
    await fetch(`${house.url}/stream`, { headers: await bearer(amos.userId) }),
    () => true,
  );
  assert.ok((await others.next())?.says.kinds?.includes('alerts') === false);
  const alerts = async (sql: string): Promise<void> => {
    await database.execute(sql);
  };
  const changed = { name: 'changed', says: { kinds: ['alerts'] } };
  await alerts(
    `insert into operations.alert (kind, thing, severity, value, limit_value, state, since_at, seen_at, opened_at)
     values ('mails-waiting', 'planted', 'low', 2, 1, 'open', now(), now(), now())`,
  );
  assert.deepEqual(await stream.next(), changed);
  await alerts(`update operations.alert set acknowledged_at = now(), acknowledged_by = 'a test', state = 'acknowledged'
    where thing = 'planted'`);
  assert.deepEqual(await stream.next(), changed);
  await saveForecast('0170');
  assert.deepEqual(await others.next(), { name: 'changed', says: { kinds: ['forecasts'] } });
  await Promise.all([stream.cancel(), others.cancel()]);
});

test('a stream ends with its session, before anything more is told', async () => {
  const browser = openBrowser(house.url);
  await browser.signIn(fay.userId);
  const stream = eventsOf(await browser.ask('/stream'));
  assert.equal((await stream.next())?.name, 'opened');
  await browser.ask('/sign-out', { method: 'POST' });
  await book('0170', '4.5');
  const ended = await stream.next();
  assert.deepEqual([ended?.name, ended?.says.error?.code], ['ended', 'SECURITY_SESSION_ENDED']);
  assert.equal(await stream.next(), null);
});

test('streams are bounded, are no work while they wait, and make room when they end', async () => {
  const headers = await bearer(fay.userId);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => fetch(`${house.url}/stream`, { headers })),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  const refused = await fetch(`${house.url}/stream`, { headers });
  assert.equal(refused.headers.get('retry-after'), '5');
  assert.equal(await verdict(refused), '429 SECURITY_LIMIT_REACHED');
  const me = await fetch(`${house.url}/me`, { headers });
  assert.equal(me.headers.get('x-ratelimit-remaining-concurrency'), '19');
  await me.arrayBuffer();
  for (const answer of answers) await answer.body?.cancel();
  let again = await fetch(`${house.url}/stream`, { headers });
  // The server hears of the end of a connection a moment later.
  for (let round = 0; round < 50 && again.status === 429; round += 1) {
    await again.arrayBuffer();
    again = await fetch(`${house.url}/stream`, { headers });
  }
  assert.equal(again.status, 200);
  await again.body?.cancel();
});

test('after the connection to the database broke, everything may have changed', async () => {
  const stream = eventsOf(await fetch(`${house.url}/stream`, { headers: await bearer(dana.userId) }));
  assert.equal((await stream.next())?.name, 'opened');
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query = 'listen "daybook_changes"'`,
  );
  const changed = await stream.next();
  assert.equal(changed?.name, 'changed');
  assert.ok(changed.says.kinds?.includes('loads') && changed.says.kinds.includes('quarantine'));
  await book('0170', '5.5');
  assert.deepEqual((await stream.next())?.says, { kinds: ['loads'] });
  await stream.cancel();
});
