import { isList, isObject, JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import type { AccountTitles } from './description/codecs.ts';
import { describedVersions } from './description/described-terms.ts';
import { fieldsIn, listsIn, type Field, type List, type Nodes } from './description/field.ts';

/** Rows of a table: values by column. */
export interface TableRows {
  readonly relation: string;
  readonly rows: readonly JsonObject[];
}

/** Tables that hold terms, each after those that it refers to. */
export const termTables: readonly string[] = [
  ...new Set(
    listsIn(describedVersions).flatMap(({ table, fields }) => [
      table,
      ...fieldsIn(fields).flatMap(({ table: other }) => other ?? []),
    ]),
  ),
];

/** The terms of a version; its keys are columns of every row. */
export interface KeyedTerms {
  readonly terms: Json;
  readonly keys: Readonly<{ version_id: JsonNumber; site_id: string }>;
}

/** Terms as rows of the tables, in the order of `termTables`; the rows of versions are in the order given. */
export function rowsOf(versions: readonly KeyedTerms[]): TableRows[] {
  const byTable = new Map<string, JsonObject[]>(termTables.map((table) => [table, []]));
  for (const { terms, keys } of versions) addRow(byTable, describedVersions, terms, keys);
  return [...byTable].map(([relation, rows]) => ({ relation, rows }));
}

/** A row of an export with all the rows within it. */
function addRow(
  byTable: ReadonlyMap<string, JsonObject[]>,
  { table, fields }: List,
  held: Json,
  keys: JsonObject,
): void {
  const rows = new Map<string, (readonly [string, Json])[]>([[table, Object.entries(keys)]]);
  const lists: (readonly [List, Json])[] = [];
  const fill = (nodes: Nodes, block: Json): void => {
    for (const [name, node] of Object.entries(nodes)) {
      const value = (isObject(block) ? block[name] : undefined) ?? null;
      if (node.is === 'block') fill(node.fields, value);
      else if (node.is === 'list') lists.push([node, value]);
      else {
        const row = rows.get(node.table ?? table) ?? Object.entries(keys);
        rows.set(node.table ?? table, row);
        row.push(...columnsOf(node, value));
      }
    }
  };
  fill(fields, held);
  for (const [relation, row] of rows) byTable.get(relation)?.push(Object.fromEntries(row));
  for (const [list, value] of lists) addList(byTable, list, value, keys);
}

function columnsOf({ columns, codec }: Field, value: Json): (readonly [string, Json])[] {
  return codec.write(value).map((written, at) => [columns[at] ?? '', written]);
}

/** The place of a row is a column, and of the rows within it another. */
function addList(
  byTable: ReadonlyMap<string, JsonObject[]>,
  list: List,
  rows: Json,
  { position = null, ...keys }: JsonObject,
): void {
  const around = list.parent === null ? keys : { ...keys, [list.parent]: position };
  for (const [at, row] of (isList(rows) ? rows : []).entries())
    addRow(byTable, list, row, { ...around, position: new JsonNumber(String(at + 1)) });
}

/** Terms out of the rows of the tables, by version; null where a caller may not see the row of a version. */
export function termsFrom(tables: readonly TableRows[], titles: AccountTitles): Map<string, JsonObject> {
  const held = new Map(tables.map(({ relation, rows }) => [relation, placed(relation, rows)]));
  const versions = tables.find(({ relation }) => relation === describedVersions.table)?.rows ?? [];
  return new Map(
    versions.map((row) => [textOf(row['version_id']), readRow(describedVersions, row, { held, titles })]),
  );
}

interface Held {
  /** By table, the rows of a version, or of a row of a version, in their order. */
  readonly held: ReadonlyMap<string, ReadonlyMap<string, readonly JsonObject[]>>;
  readonly titles: AccountTitles;
}

const parentOf = new Map(listsIn(describedVersions).map(({ table, parent }) => [table, parent]));

function placed(relation: string, rows: readonly JsonObject[]): Map<string, JsonObject[]> {
  const parent = parentOf.get(relation) ?? null;
  const grouped = Map.groupBy(rows, (row) => placeOf(row, parent === null ? undefined : row[parent]));
  for (const group of grouped.values()) group.sort((one, other) => positionOf(one) - positionOf(other));
  return grouped;
}

function positionOf({ position }: JsonObject): number {
  return Number.parseInt(textOf(position), 10);
}

function placeOf(row: JsonObject, position: Json | undefined): string {
  return `${textOf(row['version_id'])} ${textOf(position)}`;
}

function textOf(value: Json | undefined): string {
  return value instanceof JsonNumber ? value.text : '';
}

function readRow({ fields }: List, row: JsonObject, from: Held): JsonObject {
  const read = (nodes: Nodes): JsonObject => {
    const values: Record<string, Json> = {};
    for (const [name, node] of Object.entries(nodes)) {
      if (node.is === 'block') {
        const block = read(node.fields);
        if (!node.isNewer || block['enabled'] !== null) values[name] = block;
      } else if (node.is === 'list') values[name] = readList(node, row, from);
      else {
        const own = node.table === null ? row : from.held.get(node.table)?.get(placeOf(row, undefined))?.[0];
        const value = readField(node, own ?? {}, from.titles);
        if (value !== null || !node.isNewer) values[name] = value;
      }
    }
    return values;
  };
  return read(fields);
}

function readList(list: List, row: JsonObject, from: Held): Json {
  const place = placeOf(row, list.parent === null ? undefined : row['position']);
  return (from.held.get(list.table)?.get(place) ?? []).map((one) => readRow(list, one, from));
}

function readField({ columns, codec }: Field, row: JsonObject, titles: AccountTitles): Json {
  return codec.read(
    columns.map((column) => row[column] ?? null),
    titles,
  );
}
