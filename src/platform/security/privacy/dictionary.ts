import type { Queryable } from '../../database/index.ts';

/** A column as the dictionary describes it. */
export interface DescribedColumn {
  readonly column: string;
  readonly type: string;
  readonly comment: string;
  readonly isRequired: boolean;
  readonly isKey: boolean;
  /** Its comment says that it holds personal data. */
  readonly isPersonal: boolean;
  /** Class of its personal data by the inventory; null for none, and for columns of views. */
  readonly personalClass: string | null;
  /** It holds a pseudonym. */
  readonly isSealed: boolean;
}

/** A table or a view as the dictionary describes it. */
export interface DescribedRelation {
  /** With its schema. */
  readonly relation: string;
  readonly kind: 'table' | 'view';
  readonly comment: string;
  /** 0 public to 4 regulated; null for views, which hold nothing. */
  readonly dataClass: number | null;
  readonly columns: readonly DescribedColumn[];
}

/**
 * Tables and views with their columns, as the catalogue and the inventory of personal data describe them; of one
 * relation or schema unless null. Partitions stand for their table. As the owner.
 */
export async function describeRelations(
  owner: Queryable,
  { schema, relation }: { readonly schema: string | null; readonly relation: string | null },
): Promise<DescribedRelation[]> {
  return owner.query<DescribedRelation>(
    `with described as (
       select class.oid, nspname || '.' || relname as relation,
         case when relkind = 'v' then 'view' else 'table' end as kind,
         coalesce(obj_description(class.oid, 'pg_class'), '') as comment
       from pg_class as class join pg_namespace on pg_namespace.oid = relnamespace
       where relkind in ('r', 'p', 'v') and not relispartition and nspname !~ '^(pg_|pgboss|information_schema|public)'
         and ($1::text is null or nspname = $1) and ($2::text is null or nspname || '.' || relname = $2))
     select described.relation, kind, described.comment, data_class as "dataClass", (
         select coalesce(jsonb_agg(jsonb_build_object(
             'column', attname, 'type', format_type(atttypid, atttypmod), 'isRequired', attnotnull,
             'comment', coalesce(col_description(attrelid, attnum), ''),
             'isKey', coalesce(attnum = any (conkey), false), 'isPersonal', personal.class is not null
               or strpos(col_description(attrelid, attnum), '(personal data)') > 0,
             'personalClass', personal.class, 'isSealed', coalesce(is_sealed, false)) order by attnum), '[]')
         from pg_attribute
         left join pg_constraint on conrelid = attrelid and contype = 'p'
         left join security.personal_column as personal
           on personal.relation = described.relation and column_name = attname
         where attrelid = described.oid and attnum > 0 and not attisdropped) as columns
     from described left join security.table_class using (relation)
     order by described.relation`,
    [schema, relation],
  );
}
