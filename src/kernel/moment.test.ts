import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInstant, laterBy, readMoment, type Moment } from './moment.ts';

function moment(text: string): Moment {
  const read = readMoment(text);
  if (read.wrong !== undefined) throw new Error(`${text} ${read.wrong}`);
  return read;
}

test('times of a clock of 12 hours are those of the day: 12 AM is midnight, 12 PM is noon', () => {
  const clocks = ['12:00:00 AM', '12:30 am', '1:05:09 AM', '12:00:00 PM', '11:59 P.M.'];
  assert.deepEqual(
    clocks.map((clock) => moment(`5/1/2026 ${clock}`).clock),
    ['00:00:00', '00:30:00', '01:05:09', '12:00:00', '23:59:00'],
  );
  // Newer spreadsheets put a narrow no-break blank before AM.
  assert.equal(moment('2026-05-01 12:15:00\u202FAM').clock, '00:15:00');
  for (const wrong of ['2026-05-01 13:00 PM', '2026-05-01 0:30 AM', '2026-05-01 24:00', '2026-05-01 14h'])
    assert.notEqual(readMoment(wrong).wrong, undefined, wrong);
});

test('instants are compared as instants, whatever the clock shows', () => {
  const minutes = (start: string, end: string): number | null => {
    const later = laterBy(moment(start), moment(end));
    return later === null ? null : later / 60_000;
  };
  assert.equal(minutes('2026-11-01T01:30:00-04:00', '2026-11-01T01:15:00-05:00'), 45);
  assert.equal(minutes('2026-11-01 05:30:00Z', '2026-11-01T01:15:00-05'), 45);
  assert.equal(minutes('2026-03-08 14:00:00', '2026-03-08 6:00'), -480);
  assert.equal(minutes('3/8/2026 10:00 PM', '3/9/2026 6:00 AM'), 480);
  assert.equal(minutes('2026-03-08 14:00:00', '2026-03-08 16:00:00-05:00'), null);
});

test('a text that is no day says what it is instead, where that can be told', () => {
  const wrong = (text: string): string => readMoment(text).wrong ?? '';
  assert.match(wrong('5/1/26'), /two digits/);
  assert.match(wrong('13/05/2026'), /with the month first/);
  assert.match(wrong('31/02/2026'), /^is not a day of the calendar$/);
  assert.match(wrong('20260501'), /write 2026-05-01/);
  assert.match(wrong('46143'), /serial number.*2026-05-01/);
  assert.match(wrong('01-05-2026 00:00:00'), /whether the day or the month/);
  assert.match(wrong('yesterday'), /is not a date/);
});

test('an instant names the zone of a place, on a day that business speaks of', () => {
  for (const wrong of ['2026-05-01 08:00:00+16:36', '2026-05-01 08:00:00-99'])
    assert.notEqual(readMoment(wrong).wrong, undefined, wrong);
  for (const right of ['2024-02-29T11:29:20+15:59', '1900-01-01T00:00:00Z', '2100-12-31T23:59:59.999-12:00'])
    assert.ok(isInstant(right), right);
  for (const wrong of ['1914-02-28T20:02:38+20:26', '4724-02-29T11:29:20Z', '2026-05-01T08:00:00'])
    assert.ok(!isInstant(wrong), wrong);
});
