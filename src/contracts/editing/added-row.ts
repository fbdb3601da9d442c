import { randomUUID } from 'node:crypto';
import { JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import type { Field, List, Nodes } from '../exports/description/field.ts';

/**
 * A row with nothing in it yet: invoice group 1, switches off, the first of the choices, 0 where a figure has to stand.
 * What the check of the terms misses is what has to be entered.
 */
export function blankRow({ fields }: List): JsonObject {
  return blankFields(fields);
}

/** Fields of a block or row with nothing in them yet. */
export function blankFields(fields: Nodes): JsonObject {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, node]) => node.is !== 'field' || !node.isNewer)
      .map(([name, node]): [string, Json] => {
        if (node.is === 'list') return [name, []];
        return [name, node.is === 'block' ? blankFields(node.fields) : blankValue(node)];
      }),
  );
}

function blankValue(field: Field): Json {
  if (field.shape.safeParse(null).success) return null;
  switch (field.kind) {
    case 'id':
      return randomUUID();
    case 'flag':
      return false;
    case 'group':
      return new JsonNumber('1');
    case 'figure':
    case 'count':
      return new JsonNumber('0');
    case 'choice':
      return Object.keys(field.choices ?? {})[0] ?? '';
    case 'monthOfYear':
      return 'January';
    case 'codes':
      return [];
    case 'accounts':
      return '[]';
    default:
      return '';
  }
}

/** A row like another one, with ids of its own. */
export function rowLike(row: Json): Json {
  if (Array.isArray(row)) return (row as readonly Json[]).map(rowLike);
  if (row === null || typeof row !== 'object' || row instanceof JsonNumber) return row;
  return Object.fromEntries(
    Object.entries(row as JsonObject).map(([name, value]) => [
      name,
      name === 'id' && typeof value === 'string' ? randomUUID() : rowLike(value),
    ]),
  );
}
