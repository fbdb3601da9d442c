import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueTimes, nextTime, requireCron } from './due-times.ts';

const instant = (text: string): Date => new Date(text);
const texts = (times: readonly Date[]): string[] => times.map((time) => time.toISOString().slice(0, 16));

test('times come after one instant and up to another, in the zone of the schedule', () => {
  const newYork = { cron: '0 2 * * *', timeZone: 'America/New_York' };
  assert.deepEqual(
    texts(
      dueTimes(newYork, { after: instant('2025-07-01T06:00:00Z'), until: instant('2025-07-03T06:00:00Z') }),
    ),
    ['2025-07-02T06:00', '2025-07-03T06:00'],
  );
  assert.equal(
    nextTime(newYork.cron, newYork.timeZone, instant('2025-12-01T07:00:00Z'))?.toISOString().slice(0, 16),
    '2025-12-02T07:00',
  );
});

test('a daily time comes once on days that a change of the clock makes shorter or longer', () => {
  const daily = { cron: '30 1 * * *', timeZone: 'America/New_York' };
  // Clocks go from 02:00 to 03:00 on 9 March, and from 02:00 back to 01:00 on 2 November.
  const march = dueTimes(
    { ...daily, cron: '30 2 * * *' },
    { after: instant('2025-03-08T12:00:00Z'), until: instant('2025-03-10T12:00:00Z') },
  );
  assert.equal(march.length, 2);
  const november = dueTimes(daily, {
    after: instant('2025-11-01T12:00:00Z'),
    until: instant('2025-11-03T12:00:00Z'),
  });
  assert.equal(november.length, 2);
});

test('what was missed for years is the newest thousand', () => {
  const times = dueTimes(
    { cron: '* * * * *', timeZone: 'UTC' },
    { after: instant('2020-01-01T00:00:00Z'), until: instant('2025-01-01T00:00:00Z') },
  );
  assert.equal(times.length, 1_000);
  assert.equal(times.at(-1)?.toISOString(), '2025-01-01T00:00:00.000Z');
});

test('only cron expressions of five fields are taken', () => {
  assert.equal(requireCron(' 0  2 * * mon '), '0 2 * * mon');
  for (const text of ['', '2', '* * * * * *', '61 * * * *', '@daily', '0 2 30 2'])
    assert.throws(() => requireCron(text), { code: 'SCHEDULE_TIMES_UNREADABLE' }, text);
});
