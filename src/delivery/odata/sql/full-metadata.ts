import { sql, type RawBuilder } from 'kysely';
import type { Kind } from '../model/edm.ts';
import type { Entity } from '../model/entity.ts';
import { guidSql } from '../model/guid.ts';
import type { Pair, RowStyle } from './row-style.ts';
import type { Scope } from './scope.ts';

/** What each row is and where (JSON format 4.5): said with `odata.metadata=full` only. */
export function addressPairs(scope: Scope, entity: Entity, { root }: RowStyle): Pair[] {
  const guid = guidSql(entity, (column) => scope.column(column));
  const own: RawBuilder<unknown> = sql`${`${entity.set}(`}::text || ${guid}::text || ')'`;
  return [
    ['@odata.type', sql`${`#Daybook.${entity.name}`}::text`],
    ['@odata.id', sql`${root}::text || ${own}`],
    ['@odata.editLink', own],
  ];
}

/** Kinds whose type a client sees in the JSON itself. */
const plainKinds: ReadonlySet<Kind | 'null'> = new Set(['text', 'boolean', 'json', 'null']);

const typeNames: Readonly<Partial<Record<Kind | 'null', string>>> = {
  integer: 'Int64',
  decimal: 'Decimal',
  date: 'Date',
  instant: 'DateTimeOffset',
  time: 'TimeOfDay',
  duration: 'Duration',
  guid: 'Guid',
  binary: 'Binary',
  texts: 'Collection(String)',
};

/** The type of a value, before it, where JSON does not show it (JSON format 4.5.3). */
export function typePairs(name: string, kind: Kind | 'null', { properties }: Entity): Pair[] {
  if (plainKinds.has(kind)) return [];
  const declared = properties.get(name)?.type.name.replaceAll('Edm.', '');
  return [[`${name}@odata.type`, sql`${`#${declared ?? typeNames[kind] ?? 'String'}`}::text`]];
}

/** Where the navigations of a row lead. */
export function linkPairs(scope: Scope, entity: Entity, { root }: RowStyle): Pair[] {
  const guid = guidSql(entity, (column) => scope.column(column));
  const link = (end: string): RawBuilder<unknown> =>
    sql`${`${root}${entity.set}(`}::text || ${guid}::text || ${`)/${end}`}::text`;
  return [...entity.navigations.keys()].flatMap((name): Pair[] => [
    [`${name}@odata.associationLink`, link(`${name}/$ref`)],
    [`${name}@odata.navigationLink`, link(name)],
  ]);
}
