import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from '../../../platform/database/index.ts';
import { guidSql } from '../model/guid.ts';
import type { Entity } from '../model/entity.ts';
import { sqlTypeOf } from '../model/edm.ts';
import { statementOf } from '../sql/statement.ts';

/** The one table that a view stands on, when what changed in it tells which rows of the view changed. */
export interface Source {
  /** Table with its schema. */
  readonly table: string;
  /** Where rows go that a later load replaces; null when there is no such table. */
  readonly history: string | null;
  /** Columns of the table that are the key of the view, in its order. */
  readonly columns: readonly string[];
}

/** What is known of a set for following its changes. */
export interface Followed {
  /** Null: which rows changed is found by comparing all of them. */
  readonly source: Source | null;
  /**
   * Digest of everything besides rows of the table that decides what the caller sees: the view, the policies, the parts
   * of the table, the matrix, and where the roles of the person reach.
   */
  readonly fingerprint: string;
}

interface Described {
  readonly table: string | null;
  readonly history: string | null;
  readonly columns: readonly string[] | null;
  readonly fingerprint: string;
}

/**
 * How changes of an entity are found, for a person. The table is told only where the view passes its key on from one
 * table, computes nothing from the day or from functions of ours, and where the policies of the table ask for the
 * site or for having entered alone. Ask as the owner.
 */
export async function followedOf(owner: Queryable, entity: Entity, personId: string): Promise<Followed> {
  const [described] = await owner.query<Described>(
    `with recursive shown as (select to_regclass('api.' || quote_ident($1)) as view),
     below as (
       select view::oid as relation from shown
       union
       select refobjid from below
       join pg_rewrite on ev_class = relation
       join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
         and refclassid = 'pg_class'::regclass and refobjid <> relation),
     tables as (select relation from below join pg_class on oid = relation and relkind in ('r', 'p')),
     made as (
       select string_agg(pg_get_viewdef(relation), ';' order by relation) as text,
         bool_or(exists (
           select from pg_rewrite
           join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
             and refclassid = 'pg_proc'::regclass
           where ev_class = relation)) as calls
       from below join pg_class on oid = relation and relkind = 'v'),
     rules as (
       select string_agg(polname || pg_get_expr(polqual, polrelid), ';' order by polrelid, polname) as text,
         bool_and(pg_get_expr(polqual, polrelid) ~ $2) as plain
       from pg_policy join tables on polrelid = relation where polcmd in ('r', '*')),
     keyed as (
       select relation, array_agg(column_name::text order by place) as columns
       from (
         select named.place, passed.relation, attname as column_name
         from unnest($3::text[]) with ordinality as named (name, place)
         join shown on true
         join lateral security.passed_columns(view) as passed on passed.column_name = named.name
         join pg_attribute on attrelid = passed.relation and attnum = passed.relation_place) as listed
       group by relation having count(*) = cardinality($3::text[]))
     select case when is_told then keyed.relation::regclass::text end as "table",
       case when is_told then to_regclass(keyed.relation::regclass::text || '_history')::text end as history,
       keyed.columns,
       md5(concat_ws('|', made.text, rules.text,
         (select string_agg(inhrelid::text, ',' order by inhrelid) from pg_inherits
          join tables on inhparent = relation),
         (select string_agg(held::text, ';' order by held::text) from security.effective_role as held
          where person_id = $4),
         (select string_agg(held::text, ';' order by held::text) from security.effective_site as held
          where person_id = $4),
         (select string_agg(held::text, ';' order by held::text) from security.right_in_force as held))) as fingerprint
     from made cross join rules left join keyed on true
     cross join lateral (
       select keyed.relation is not null and (select count(*) from tables) = 1 and not coalesce(made.calls, false)
         and coalesce(rules.plain, false)
         -- Of the day or the clock, or of other rows than those of the key.
         and made.text !~* '(current_|localtime|now\\(|timestamp\\(|random|over \\()'
         and (select count(*) from regexp_matches(made.text, '\\mFROM\\M', 'g')) <= 2 as is_told) as judged`,
    [entity.name, plainPolicy, entity.key, personId],
  );
  if (described === undefined) throw new Error(`api.${entity.name} is not there any more`);
  const { table, history, columns, fingerprint } = described;
  return { source: table === null ? null : { table, history, columns: columns ?? [] }, fingerprint };
}

/** Policies that ask where the roles of the caller reach, or whether it has entered, and nothing of other rows. */
const plainPolicy =
  String.raw`^(true|\(\s*SELECT security\.is_entered\(\) AS is_entered\)|` +
  String.raw`\(site_id = ANY \(\(\s*SELECT security\.sites_as\('[^']*'::text\[\]\) AS sites_as\)::text\[\]\)\))$`;

/** Keys of rows that may have changed: of each column all values, as texts, and the GUIDs. */
export interface ChangedKeys {
  readonly columns: readonly (readonly string[])[];
  readonly guids: readonly string[];
}

/** Keys that are checked one by one; when more changed, everything is compared. */
const mostKeys = 200_000;

/**
 * Keys of the rows of a table, or of its history, that a transaction wrote which had not ended before the horizon. Null
 * when there are too many to be worth it. Ask as the owner, after the reading that they belong to has begun: what is
 * found besides compares as equal.
 */
export async function changedKeys(
  owner: Queryable,
  { source, entity }: { readonly source: Source; readonly entity: Entity },
  horizon: string,
): Promise<ChangedKeys | null> {
  const selected = source.columns.map(
    (column, at) => sql`${sql.ref(`held.${column}`)} as ${sql.id(`k${at}`)}`,
  );
  const since = sql`age(xmin) <= age(((${horizon}::bigint) % 4294967296)::text::xid)`;
  const tables = [source.table, ...(source.history === null ? [] : [source.history])];
  const parts = tables.map(
    (table) => sql`select ${sql.join(selected)} from ${sql.table(table)} as held where ${since}`,
  );
  const keyColumn = (name: string): RawBuilder<unknown> => sql.ref(`changed.k${entity.key.indexOf(name)}`);
  const texts = source.columns.map((_, at) => sql`${sql.ref(`changed.k${at}`)}::text as ${sql.id(`k${at}`)}`);
  const { text, values } = statementOf(
    sql`select ${guidSql(entity, keyColumn)}::text as guid, ${sql.join(texts)}
      from (${sql.join(parts, sql` union `)}) as changed limit ${mostKeys + 1}::bigint`,
  );
  const rows = await owner.query<Record<string, string>>(text, values);
  if (rows.length > mostKeys) return null;
  return {
    guids: rows.map(({ guid }) => guid ?? ''),
    columns: source.columns.map((_, at) => rows.map((row) => row[`k${at}`] ?? '')),
  };
}

/** The condition that a row is among these keys. */
export function amongKeys(
  { columns }: ChangedKeys,
  entity: Entity,
  column: (name: string) => RawBuilder<unknown>,
): RawBuilder<boolean> {
  const lists = entity.key.map((name, at) => {
    const type = sqlTypeOf[entity.properties.get(name)?.type.kind ?? 'text'];
    return sql`${columns[at] ?? []}::${sql.raw(type)}[]`;
  });
  const own = entity.key.map((name) => column(name));
  return sql<boolean>`(${sql.join(own)}) in (select * from unnest(${sql.join(lists)}))`;
}
