import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Entity } from './entity.ts';

/**
 * The GUID of a row follows from its natural key and is stored nowhere: eight digits for the entity, four for the site,
 * three for the month, fifteen for the key itself, or for a digest of it. Site and month are there so that a row of a
 * fact is found without reading the others (docs/decisions/0063).
 */
export interface GuidParts {
  /** Site number; null when the entity has none in its key. */
  readonly site: string | null;
  /** First day of the month; null when the entity has no day in its key. */
  readonly month: string | null;
  /** The key where it is a whole number; null where the GUID holds a digest. */
  readonly number: string | null;
}

/** How SQL writes a column of the row whose GUID is wanted. */
export type ColumnSql = (column: string) => RawBuilder<unknown>;

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Months are counted from this year on; three digits reach to 2241. */
const firstYear = 1900;

/** The GUID of a row, as SQL of type uuid; null where a column of the key is null. */
export function guidSql(entity: Entity, column: ColumnSql): RawBuilder<unknown> {
  const parts = guidColumns(entity, column);
  if (parts.number !== null)
    return sql`(${sql.lit(`${tagOf(entity)}000080008`)} || lpad(to_hex(${parts.number}), 15, '0'))::uuid`;
  const { site, month, key } = parts;
  return sql`(${sql.lit(tagOf(entity))} || ${site} || '8' || ${month} || '8' || left(md5(${key}), 15))::uuid`;
}

/**
 * The same GUID as SQL of type text, for answers: a text that is put together costs less than a uuid that is read and
 * written. `shared` takes a part that several GUIDs of a row have, and says how it is written from there on.
 */
export function guidText(
  entity: Entity,
  column: ColumnSql,
  shared: (part: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const parts = guidColumns(entity, column);
  const tag = tagOf(entity);
  if (parts.number !== null) {
    const digits = sql`overlay(lpad(to_hex(${parts.number}), 15, '0') placing '-' from 4 for 0)`;
    return sql`(${sql.lit(`${tag}-0000-8000-8`)} || ${shared(digits)})`;
  }
  const digest = sql`left(overlay(md5(${parts.key}) placing '-' from 4 for 0), 16)`;
  const site = hasSite(entity) ? shared(parts.site) : parts.site;
  const month = dayOf(entity) === null ? parts.month : shared(parts.month);
  return sql`(${sql.lit(`${tag}-`)} || ${site} || '-8' || ${month} || '-8' || ${shared(digest)})`;
}

/** What a GUID is put together from, as SQL. */
type GuidColumns =
  | { readonly number: RawBuilder<unknown> }
  | {
      readonly number: null;
      readonly site: RawBuilder<unknown>;
      readonly month: RawBuilder<unknown>;
      readonly key: RawBuilder<unknown>;
    };

function guidColumns(entity: Entity, column: ColumnSql): GuidColumns {
  const number = numberColumn(entity);
  if (number !== null) return { number: column(number) };
  const dayColumn = dayOf(entity);
  const parts = entity.key.map((name) => sql`${column(name)}::text`);
  return {
    number: null,
    site: hasSite(entity) ? sql`lpad(to_hex(${column('site_id')}::integer + 1), 4, '0')` : sql`'0000'`,
    month: dayColumn === null ? sql`'000'` : monthSql(column(dayColumn)),
    key: sql.join(parts, sql` || chr(31) || `),
  };
}

function hasSite({ key }: Entity): boolean {
  return key.includes('site_id');
}

/** Parts of a day as binary numbers, which are whole here: those as decimals take twice the time. */
function monthSql(day: RawBuilder<unknown>): RawBuilder<unknown> {
  const part = (name: 'year' | 'month'): RawBuilder<unknown> =>
    sql`date_part(${sql.lit(name)}, ${day})::integer`;
  return sql`lpad(to_hex((${part('year')} - ${sql.lit(firstYear)}) * 12 + ${part('month')}), 3, '0')`;
}

/** What a GUID says of the row of an entity; null when it is not one of that entity. */
function guidParts(entity: Entity, guid: string): GuidParts | null {
  const written = guid.toLowerCase();
  if (!pattern.test(written) || !written.startsWith(tagOf(entity))) return null;
  const digits = written.replaceAll('-', '');
  const [site, month] = [Number.parseInt(digits.slice(8, 12), 16), Number.parseInt(digits.slice(13, 16), 16)];
  const number = numberColumn(entity) === null ? null : BigInt(`0x${digits.slice(17)}`).toString();
  return {
    site: site === 0 ? null : String(site - 1).padStart(4, '0'),
    month: month === 0 ? null : monthOf(month - 1),
    number,
  };
}

/** The condition that a row is the one of a GUID, which selects by site and month first. */
export function guidCondition(entity: Entity, column: ColumnSql, guid: string): RawBuilder<boolean> {
  const parts = guidParts(entity, guid);
  if (parts === null) return sql<boolean>`false`;
  const number = numberColumn(entity);
  if (number !== null) return sql<boolean>`${column(number)} = ${parts.number}::bigint`;
  const conditions = [sql<boolean>`${guidSql(entity, column)} = ${guid}::uuid`];
  if (parts.site !== null && entity.key.includes('site_id'))
    conditions.push(sql<boolean>`${column('site_id')} = ${parts.site}`);
  const dayColumn = dayOf(entity);
  if (parts.month !== null && dayColumn !== null)
    conditions.push(
      sql<boolean>`${column(dayColumn)} >= ${parts.month}::date`,
      sql<boolean>`${column(dayColumn)} < ${parts.month}::date + interval '1 month'`,
    );
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** Eight hexadecimal digits that no other entity has. */
function tagOf({ name }: Pick<Entity, 'name'>): string {
  return createHash('sha256').update(`daybook ${name}`).digest('hex').slice(0, 8);
}

function numberColumn({ key, properties }: Entity): string | null {
  const [only, ...others] = key;
  if (only === undefined || others.length > 0) return null;
  return properties.get(only)?.type.kind === 'integer' ? only : null;
}

function dayOf({ key, properties }: Entity): string | null {
  return key.find((name) => properties.get(name)?.type.kind === 'date') ?? null;
}

function monthOf(months: number): string {
  const year = String(firstYear + Math.floor(months / 12)).padStart(4, '0');
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

/** The GUID of a row whose key is a whole number, as `guidSql` writes it. */
export function numberedGuid(entity: Pick<Entity, 'name'>, number: string): string {
  const digits = BigInt(number).toString(16).padStart(15, '0');
  return `${tagOf(entity)}-0000-8000-8${digits.slice(0, 3)}-${digits.slice(3)}`;
}
