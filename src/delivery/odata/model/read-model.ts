import type { Queryable } from '../../../platform/database/index.ts';
import { modelOf, type DescribedColumn } from './model-of.ts';
import type { Model } from './entity.ts';

/**
 * Reads what the service offers from the catalogue: the views of schema `api` with their columns, types and comments.
 * The last sentence of the comment of a view names its key; which entities lead to which follows from the keys.
 */
export async function readModel(database: Queryable): Promise<Model> {
  const columns = await database.query<DescribedColumn>(
    `select view.relname as view, obj_description(view.oid, 'pg_class') as about, attname as "column",
       format_type(atttypid, atttypmod) as type, coalesce(col_description(view.oid, attnum), '') as comment
     from pg_class as view
     join pg_attribute on attrelid = view.oid and attnum > 0 and not attisdropped
     where relnamespace = 'api'::regnamespace and relkind = 'v'
     order by relname, attnum`,
  );
  return modelOf(columns);
}
