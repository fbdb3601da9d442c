import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ColumnType } from '../../src/sources/feed.ts';
import { CopyText } from '../../src/sources/reading/copy-text.ts';
import { encoderOf } from '../../src/sources/reading/cells/encode-cell.ts';
import { cloneDatabase } from '../database.ts';

const database = await cloneDatabase();

interface Accepted {
  readonly typed: string;
  readonly written: string;
}

/** The cells of a column that the intake accepts, with what it hands to the database. */
function accepted(type: ColumnType, texts: readonly string[]): Accepted[] {
  const encode = encoderOf(type);
  return texts.flatMap((text) => {
    const typed = text.trim();
    const bytes = Buffer.from(typed);
    const out = new CopyText();
    if (bytes.length === 0 || encode(bytes, 0, bytes.length, out) !== null) return [];
    return [{ typed, written: out.bytes.toString('utf8', 0, out.length) }];
  });
}

/** Asks PostgreSQL for the pairs that do not mean the same; a value that it does not take at all fails the question. */
async function differing(question: string, pairs: readonly Accepted[]): Promise<unknown[]> {
  return database.query(question, [pairs.map(({ typed }) => typed), pairs.map(({ written }) => written)]);
}

const near = (characters: string): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters.split(/(?:)/)), maxLength: 14 });

/** Random text of the characters that matter, and text that is right or nearly so. */
function cells(...likely: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string[]> {
  return fc.array(fc.oneof(...likely, fc.string({ maxLength: 12 })), { minLength: 60, maxLength: 120 });
}

async function hold(type: ColumnType, texts: fc.Arbitrary<string[]>, question: string): Promise<void> {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (typed) => {
      const pairs = accepted(type, typed);
      seen += pairs.length;
      assert.deepEqual(await differing(question, pairs), []);
    }),
    { numRuns: 40, verbose: true },
  );
  assert.ok(seen > 200, `only ${String(seen)} cells were accepted: the property saw next to nothing`);
}

test('an amount that is accepted is the same number in PostgreSQL, with at most five decimals', async () => {
  const number = fc
    .tuple(fc.constantFrom('', '-', '+'), near('0123456789'), fc.constantFrom('', '.'), near('0123456789'))
    .map((parts) => parts.join(''));
  await hold(
    { kind: 'decimal', digits: 14, scale: 5 },
    cells(number, near('0123456789.-+eE,() ')),
    `select typed, written from unnest($1::text[], $2::text[]) as pair (typed, written)
     where typed::numeric <> written::numeric(19,5) or written::numeric <> written::numeric(19,5)`,
  );
});

test('a quantity between bounds stays between them', async () => {
  await hold(
    { kind: 'decimal', digits: 14, scale: 5, min: '-5.5', max: '120' },
    cells(
      fc.integer({ min: -20, max: 160 }).map((tenths) => `${String(tenths)}.5`),
      near('0123456789.-'),
    ),
    `select typed, written from unnest($1::text[], $2::text[]) as pair (typed, written)
     where typed::numeric <> written::numeric(19,5) or written::numeric not between -5.5 and 120`,
  );
});

test('a whole number that is accepted is the same number, also where a spreadsheet wrote 5.0', async () => {
  await hold(
    { kind: 'integer', min: -1000, max: 2_147_483_647 },
    cells(
      fc.integer().map(String),
      fc.nat(3000).map((value) => `${String(value)}.0`),
      near('0123456789.-+'),
    ),
    `select typed, written from unnest($1::text[], $2::text[]) as pair (typed, written)
     where typed::numeric <> written::integer`,
  );
});

test('a date that is accepted is that day of the calendar, in both spellings', async () => {
  const part = fc.nat(40).map((value) => String(value).padStart(2, '0'));
  const year = fc.integer({ min: 1880, max: 2120 }).map(String);
  await hold(
    { kind: 'date' },
    cells(
      fc.tuple(year, part, part).map((parts) => parts.join('-')),
      fc.tuple(fc.nat(14).map(String), fc.nat(33).map(String), year).map((parts) => parts.join('/')),
      fc
        .tuple(year, part, part, fc.constantFrom('T00:00:00', ' 00:00', ' 08:00'))
        .map(([y, m, d, time]) => `${y}-${m}-${d}${time}`),
    ),
    `select typed, written from unnest($1::text[], $2::text[]) as pair (typed, written)
     where written::date <>
       case when typed like '%/%' then to_date(typed, 'MM/DD/YYYY') else typed::timestamp::date end`,
  );
});

test('a period that is accepted is the first day of that month', async () => {
  const month = fc.tuple(fc.integer({ min: 1990, max: 2110 }), fc.nat(15), fc.constantFrom('', '-'));
  await hold(
    { kind: 'period' },
    cells(month.map(([year, part, dash]) => `${String(year)}${dash}${String(part).padStart(2, '0')}`)),
    `select typed, written from unnest($1::text[], $2::text[]) as pair (typed, written)
     where written::date <> to_date(replace(typed, '-', ''), 'YYYYMM') or extract(day from written::date) <> 1`,
  );
});

test('a time that is accepted is one that PostgreSQL reads as the same instant', async () => {
  const two = (most: number): fc.Arbitrary<string> =>
    fc.nat(most).map((value) => String(value).padStart(2, '0'));
  const day = fc.tuple(fc.constantFrom('2024', '2025'), two(13), two(32)).map((parts) => parts.join('-'));
  const time = fc
    .tuple(
      two(25),
      two(61),
      two(61),
      fc.constantFrom('', '.5', '.123456'),
      fc.constantFrom('', 'Z', '+02:00', '-05:30'),
    )
    .map(([hour, minute, second, fraction, zone]) => `${hour}:${minute}:${second}${fraction}${zone}`);
  await hold(
    { kind: 'timestamp' },
    cells(fc.tuple(day, fc.constantFrom('T', ' '), time).map((parts) => parts.join(''))),
    `select typed, written from unnest($1::text[], $2::text[]) as pair (typed, written)
     where typed::timestamptz <> written::timestamptz`,
  );
});

test('yes and no mean to PostgreSQL what they mean to the intake', async () => {
  await hold(
    { kind: 'flag' },
    cells(fc.constantFrom('Y', 'y', 'Yes', 'TRUE', 't', '1', 'N', 'no', 'False', 'f', '0', 'maybe', '2')),
    `select typed, written from unnest($1::text[], $2::text[]) as pair (typed, written)
     where typed::boolean <> written::boolean`,
  );
});
