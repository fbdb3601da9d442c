import { JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import { keepableJson } from '../../kernel/keepable-json.ts';
import type { Connection } from '../../platform/database/index.ts';
import { accountTitles } from './account-titles.ts';
import { describedVersions } from './description/described-terms.ts';
import type { ExportedTerms } from './exported-terms.ts';
import { rowsOf, termsFrom } from './term-rows.ts';
import { unmodelledIn } from './unmodelled.ts';

/** A version of a contract that is to be kept: its terms, and its own columns by their names. */
export interface NewVersion {
  readonly terms: ExportedTerms;
  readonly columns: Readonly<{
    site_id: string;
    /** From 1, in each contract. */
    number: number;
    /** First days of months. */
    from_month: string;
    as_of_month: string;
    origin: 'import' | 'edit' | 'escalation';
    state: string;
    export_id: string | null;
    made_by: string;
    digest: string;
    money_digest: string;
  }>;
}

/**
 * Keeps versions with all their rows, for any number of contracts at once; their numbers in the same order. What the
 * tables have no place for is kept beside them, so that an export gives back what was imported.
 */
export async function keepVersions(
  transaction: Connection,
  versions: readonly NewVersion[],
): Promise<readonly string[]> {
  const numbered = await transaction.query<{ id: string; madeAt: string }>(
    `select nextval(pg_get_serial_sequence('contracts.version', 'version_id'))::text as id, now()::text as "madeAt"
     from generate_series(1, $1)`,
    [versions.length],
  );
  const keyed = versions.map(({ terms, columns: { site_id } }, at) => ({
    terms: terms as unknown as Json,
    keys: { version_id: new JsonNumber(numbered[at]?.id ?? ''), site_id },
  }));
  const tables = rowsOf(keyed);
  const held = termsFrom(tables, await accountTitles(transaction));
  const own = versions.map(({ columns }, at): JsonObject => ({
    ...columns,
    number: new JsonNumber(String(columns.number)),
    made_at: numbered[at]?.madeAt ?? '',
    unmodelled: unmodelledIn(keyed[at]?.terms, held.get(numbered[at]?.id ?? '')) as Json,
  }));
  const rows = tables.map((table) =>
    table.relation === describedVersions.table
      ? { ...table, rows: table.rows.map((row, at) => ({ ...row, ...own[at] })) }
      : table,
  );
  await transaction.execute('select contracts.add_term_rows($1)', [keepableJson(rows)]);
  return numbered.map(({ id }) => id);
}
