import { isList, isObject, JsonNumber, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { accountTitles } from './account-titles.ts';
import { describedVersions } from './description/described-terms.ts';
import { inExportOrder, type ExportedTerms } from './exported-terms.ts';
import { termsFrom, termTables, type TableRows } from './term-rows.ts';
import { withUnmodelled, type Unmodelled } from './unmodelled.ts';

/** Terms of a version in the shape of the exports. */
export interface VersionTerms {
  readonly versionId: string;
  readonly original: ExportedTerms;
}

/**
 * The terms of versions, as they were imported: what no table holds is put back. Those that the caller may not see are
 * not there; review thresholds are null for whoever may not see them.
 */
export async function exportedTermsOf(
  database: Queryable,
  versionIds: readonly string[],
): Promise<VersionTerms[]> {
  const tables = await database.query<{ relation: string; rows: string }>(
    'select relation, rows from contracts.term_rows($1::text[], $2::bigint[])',
    [termTables, versionIds],
  );
  const held = tables.map(({ relation, rows }) => ({
    relation,
    rows: parseExactJson(rows) as TableRows['rows'],
  }));
  const patches = patchesIn(held);
  const termsOfVersions = termsFrom(held, await accountTitles(database));
  return [...termsOfVersions]
    .sort(([one], [other]) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
    .map(([versionId, terms]) => ({ versionId, original: asExported(terms, patches.get(versionId) ?? []) }));
}

function asExported(terms: Json, unmodelled: Unmodelled): ExportedTerms {
  const whole = unmodelled.length === 0 ? terms : inExportOrder(withUnmodelled(terms, unmodelled));
  return whole as unknown as ExportedTerms;
}

/** What no table holds, by version. */
function patchesIn(tables: readonly TableRows[]): Map<string, Unmodelled> {
  const versions = tables.find(({ relation }) => relation === describedVersions.table)?.rows ?? [];
  return new Map(
    versions.map(({ version_id: id, unmodelled }) => [
      id instanceof JsonNumber ? id.text : '',
      patchOf(unmodelled),
    ]),
  );
}

function patchOf(unmodelled: Json | undefined): Unmodelled {
  return (isList(unmodelled) ? unmodelled : []).flatMap((entry) => {
    if (!isObject(entry)) return [];
    const path = isList(entry['path']) ? entry['path'].map(stepOf) : [];
    return entry['value'] === undefined ? [{ path }] : [{ path, value: entry['value'] }];
  });
}

/** Places in lists are numbers in a path. */
function stepOf(step: Json): string | number {
  if (step instanceof JsonNumber) return Number.parseInt(step.text, 10);
  return typeof step === 'string' ? step : '';
}
