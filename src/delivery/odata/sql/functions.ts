import { sql, type RawBuilder } from 'kysely';
import type { Kind } from '../model/edm.ts';
import { invalid, unsupported, type Typed } from './typed.ts';

type Sql = RawBuilder<unknown>;

/** A canonical function (URL conventions 5.1.1.5 to 5.1.1.14): what it takes and what it gives. */
interface Canonical {
  readonly takes: readonly (readonly Kind[])[];
  readonly gives: Kind | 'same';
  readonly sql: (...values: Sql[]) => Sql;
  /** Fewer arguments are enough. */
  readonly least?: number;
}

const text = ['text'] as const;
const number = ['integer', 'decimal'] as const;
const whole = ['integer'] as const;
const day = ['date', 'instant'] as const;
const clock = ['instant', 'time'] as const;
const nothing = sql`null`;

const part = (name: string): ((value: Sql) => Sql) => {
  const field = sql.raw(name);
  return (value) => sql`extract(${field} from ${value})::integer`;
};

const functions: Readonly<Record<string, Canonical>> = {
  contains: { takes: [text, text], gives: 'boolean', sql: (a, b) => sql`(strpos(${a}, ${b}) > 0)` },
  startswith: { takes: [text, text], gives: 'boolean', sql: (a, b) => sql`starts_with(${a}, ${b})` },
  endswith: {
    takes: [text, text],
    gives: 'boolean',
    sql: (a, b) => sql`(right(${a}, greatest(length(${b}), 1)) = ${b} or ${b} = '')`,
  },
  matchespattern: { takes: [text, text], gives: 'boolean', sql: (a, b) => sql`(${a} ~ ${b})` },
  length: { takes: [text], gives: 'integer', sql: (a) => sql`length(${a})` },
  indexof: { takes: [text, text], gives: 'integer', sql: (a, b) => sql`(strpos(${a}, ${b}) - 1)` },
  tolower: { takes: [text], gives: 'text', sql: (a) => sql`lower(${a})` },
  toupper: { takes: [text], gives: 'text', sql: (a) => sql`upper(${a})` },
  trim: { takes: [text], gives: 'text', sql: (a) => sql`btrim(${a}, E' \\t\\n\\r')` },
  concat: { takes: [text, text], gives: 'text', sql: (a, b) => sql`(${a} || ${b})` },
  substring: {
    takes: [text, whole, whole],
    gives: 'text',
    least: 2,
    // A negative start counts from the end, and a start before it is the beginning.
    sql: (a, from, count = nothing) => {
      const start = sql`(case when ${from} < 0 then greatest(length(${a}) + ${from}, 0) else ${from} end)::integer`;
      return count === nothing
        ? sql`substr(${a}, least(${start}, length(${a})) + 1)`
        : sql`substr(${a}, least(${start}, length(${a})) + 1, least(greatest(${count}, 0), 1000000)::integer)`;
    },
  },
  year: { takes: [day], gives: 'integer', sql: part('year') },
  month: { takes: [day], gives: 'integer', sql: part('month') },
  day: { takes: [day], gives: 'integer', sql: part('day') },
  hour: { takes: [clock], gives: 'integer', sql: part('hour') },
  minute: { takes: [clock], gives: 'integer', sql: part('minute') },
  second: { takes: [clock], gives: 'integer', sql: (a) => sql`trunc(extract(second from ${a}))::integer` },
  fractionalseconds: {
    takes: [clock],
    gives: 'decimal',
    sql: (a) => sql`(extract(second from ${a}) - trunc(extract(second from ${a})))::numeric`,
  },
  // Points in time are kept without the zone in which they were written.
  totaloffsetminutes: {
    takes: [['instant']],
    gives: 'integer',
    sql: (a) => sql`(${a} is not null)::integer * 0`,
  },
  totalseconds: {
    takes: [['duration']],
    gives: 'decimal',
    sql: (a) => sql`extract(epoch from ${a})::numeric`,
  },
  date: { takes: [day], gives: 'date', sql: (a) => sql`(${a})::date` },
  time: { takes: [clock], gives: 'time', sql: (a) => sql`(${a})::time` },
  now: { takes: [], gives: 'instant', sql: () => sql`now()` },
  mindatetime: { takes: [], gives: 'instant', sql: () => sql`'0001-01-01T00:00:00Z'::timestamptz` },
  maxdatetime: { takes: [], gives: 'instant', sql: () => sql`'9999-12-31T23:59:59.999999Z'::timestamptz` },
  // Half away from zero, as everywhere in the house.
  round: { takes: [number], gives: 'same', sql: (a) => sql`round(${a}::numeric)` },
  floor: { takes: [number], gives: 'same', sql: (a) => sql`floor(${a}::numeric)` },
  ceiling: { takes: [number], gives: 'same', sql: (a) => sql`ceiling(${a}::numeric)` },
};

/** Calls a canonical function. Refuses with ODATA_INVALID wrong arguments, with ODATA_UNSUPPORTED other functions. */
export function callFunction(name: string, values: readonly Typed[], at: number): Typed {
  const canonical = functions[name.toLowerCase()];
  if (canonical === undefined || !Object.hasOwn(functions, name.toLowerCase()))
    throw unsupported(`the function ${name}`);
  const { takes, least = takes.length } = canonical;
  if (values.length < least || values.length > takes.length)
    throw invalid(`${name} takes ${takes.length === 1 ? 'one argument' : `${takes.length} arguments`}`, at);
  for (const [place, { kind }] of values.entries())
    if (kind !== 'null' && takes[place]?.includes(kind) !== true)
      throw invalid(`argument ${place + 1} of ${name} may not be ${wordsOf(kind)}`, at);
  const [first] = values;
  const kind = canonical.gives === 'same' ? (first?.kind ?? 'decimal') : canonical.gives;
  return { sql: canonical.sql(...values.map((value) => value.sql)), kind };
}

const words: Readonly<Record<Kind | 'null', string>> = {
  text: 'text',
  integer: 'a whole number',
  decimal: 'a number',
  boolean: 'true or false',
  date: 'a date',
  instant: 'a date with time',
  time: 'a time of day',
  duration: 'a duration',
  guid: 'a GUID',
  binary: 'bytes',
  texts: 'a list',
  json: 'a document',
  null: 'null',
};

/** What a kind is called in messages. */
export function wordsOf(kind: Kind | 'null'): string {
  return words[kind];
}
