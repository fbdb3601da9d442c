import { sql, type RawBuilder } from 'kysely';
import type { Kind } from '../model/edm.ts';
import type { Entity } from '../model/entity.ts';
import type { Pair } from './json-text.ts';
import { joined, plainlyQuoted, quoted } from './json-text.ts';
import type { RowStyle } from './row-style.ts';
import type { Scope } from './scope.ts';

/** What each row is and where (JSON format 4.5): said with `odata.metadata=full` only. */
export function addressPairs(scope: Scope, entity: Entity, { root }: RowStyle): Pair[] {
  const own = joined([`${entity.set}(`, guidOf(scope, entity), ')']);
  return [
    ['@odata.type', plainText(`#Daybook.${entity.name}`)],
    ['@odata.id', quoted(joined([sql`${root}::text`, own]))],
    ['@odata.editLink', plainlyQuoted(own)],
  ];
}

function guidOf(scope: Scope, { guidName }: Entity): RawBuilder<unknown> {
  return sql`${scope.value(guidName)?.sql ?? sql`null`}::text`;
}

/** A text of ours as a JSON text. */
function plainText(text: string): RawBuilder<unknown> {
  return joined([JSON.stringify(text)]);
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
  return [[`${name}@odata.type`, plainText(`#${declared ?? typeNames[kind] ?? 'String'}`)]];
}

/** Where the navigations of a row lead. */
export function linkPairs(scope: Scope, entity: Entity, { root }: RowStyle): Pair[] {
  const link = (end: string): RawBuilder<unknown> =>
    quoted(joined([sql`${root}::text`, `${entity.set}(`, guidOf(scope, entity), `)/${end}`]));
  return [...entity.navigations.keys()].flatMap((name): Pair[] => [
    [`${name}@odata.associationLink`, link(`${name}/$ref`)],
    [`${name}@odata.navigationLink`, link(name)],
  ]);
}
