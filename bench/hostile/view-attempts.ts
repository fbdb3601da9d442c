import { hostileText, type Dice } from './grammar.ts';

/** A column of a view of schema `api`. */
export interface ViewColumn {
  readonly view: string;
  readonly column: string;
}

/**
 * A statement that a login may type: views with conditions and functions that look for a way round the rows that are
 * its own, or for a lock, a file, another session.
 */
export function drawStatement(dice: Dice, columns: readonly ViewColumn[]): string {
  const { view, column } = dice.oneOf(columns);
  const other = dice.oneOf(columns);
  const text = `'${hostileText(dice).replaceAll('\u0000', '').toWellFormed().replaceAll("'", "''")}'`;
  const size = `length(${column}::text)`;
  const leak = `case when ${column}::text like '%' then 1 / (${size} - ${size}) else 1 end`;
  const joined = `api.${view} as one full join api.${other.view} as two`;
  return dice.oneOf([
    `select * from api.${view} where ${column}::text <> ${text} limit 200`,
    `select * from api.${view} where ${column}::text ~* ${text} limit 200`,
    `select * from api.${view} where ${leak} > 0 limit 5`,
    `select one.* from ${joined} on one.${column}::text = two.${other.column}::text limit 50`,
    `select * from api.${view} order by ${column} desc nulls first offset 0 limit 200`,
    `select * from (select * from api.${view} union all select * from api.${view}) as twice limit 200`,
    `update api.${view} set ${column} = null`,
    `insert into api.${view} default values`,
    `delete from api.${view}`,
    `set role daybook; select * from api.${view} limit 200`,
    `reset role; select * from api.${view} limit 200`,
    `set local daybook.caller = ${text}; select * from api.${view} limit 200`,
    `set row_security = off; select * from api.${view} limit 200`,
    `create temp view mine as select * from api.${view}; select * from mine limit 200`,
    `select pg_read_file(${text})`,
    `select security.act_as_person(1::bigint, ${text}, null); select * from api.${view} limit 200`,
    `select security.act_by_token(${text}); select * from api.${view} limit 200`,
    `copy (select * from api.${view}) to program 'touch /tmp/PWN'`,
    `do $$ begin raise exception '%', (select ${column}::text from api.${view} limit 1); end $$`,
    `explain (analyze, verbose) select * from api.${view} where ${column}::text = ${text}`,
  ]);
}
