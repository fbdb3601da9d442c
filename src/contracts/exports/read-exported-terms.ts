import { isList, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { inExportOrder, type ExportedTerms } from './exported-terms.ts';
import { withUnmodelled, type Unmodelled } from './unmodelled.ts';

/** Terms of a version in the shape of the exports. */
export interface VersionTerms {
  readonly versionId: string;
  readonly original: ExportedTerms;
}

interface Row {
  readonly version_id: string;
  readonly original: string;
  readonly unmodelled: string;
}

/** What the tables hold of versions, by version; without what they have no place for. */
export async function keptTerms(
  database: Queryable,
  versionIds: readonly string[],
): Promise<Map<string, Json>> {
  const rows = await readRows(database, versionIds);
  return new Map(rows.map(({ version_id, original }) => [version_id, parseExactJson(original)]));
}

/**
 * The terms of versions, as they were imported: what no table holds is put back. Those that the caller may not see are
 * not there; review thresholds are null for whoever may not see them.
 */
export async function exportedTermsOf(
  database: Queryable,
  versionIds: readonly string[],
): Promise<VersionTerms[]> {
  const rows = await readRows(database, versionIds);
  return rows.map(({ version_id, original, unmodelled }) => ({
    versionId: version_id,
    original: inExportOrder(
      withUnmodelled(parseExactJson(original), patchOf(unmodelled)),
    ) as unknown as ExportedTerms,
  }));
}

function readRows(database: Queryable, versionIds: readonly string[]): Promise<Row[]> {
  return database.query<Row>(
    'select version_id, original, unmodelled from contracts.originals($1::bigint[])',
    [versionIds],
  );
}

/** Places in lists are numbers in a path, and everything exact comes back as JsonNumber. */
function patchOf(text: string): Unmodelled {
  const entries = JSON.parse(text) as { path: (string | number)[] }[];
  const exact = parseExactJson(text);
  return entries.map(({ path }, at) => {
    const entry = isList(exact) ? (exact[at] as Readonly<Record<string, Json>>) : {};
    const value = entry['value'];
    return value === undefined ? { path } : { path, value };
  });
}
