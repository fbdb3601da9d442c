import type { Entity, Kind, Model, Property } from '../src/delivery/index.ts';

/** The sets of the data service that the web app reads; TypeScript refuses the name of another one there. */
const setsOfWeb = [
  'audit_entries',
  'effective_roles',
  'loads',
  'people',
  'privileges',
  'profit_and_losses',
  'role_assignments',
] as const;

/** How a value arrives where decimals are asked for as text (`IEEE754Compatible=true`). */
const typeOfKind: Readonly<Record<Kind, string>> = {
  text: 'string',
  integer: 'number',
  decimal: 'string',
  boolean: 'boolean',
  date: 'string',
  instant: 'string',
  time: 'string',
  duration: 'string',
  guid: 'string',
  binary: 'string',
  texts: 'readonly string[]',
  json: 'string',
};

/**
 * The rows of the sets that the web app reads, as types of TypeScript by name of the set, and the ways from one of them
 * to a row of another; from the metadata of the data service.
 */
export function rowsPage(model: Model): string {
  const entities = setsOfWeb.map((set): Entity => {
    const entity = model.sets.get(set);
    if (entity === undefined) throw new Error(`the web app reads ${set}, and there is no such set`);
    return entity;
  });
  return [
    '/** Rows of the data service, by set, with decimals as text. Generated from its metadata by `npm run db:dump`. */',
    'export interface Rows {',
    ...entities.flatMap(({ set, comment, properties }) => [
      `/** ${firstSentence(comment)} */`,
      `readonly ${set}: { ${[...properties.values()].map(fieldOf).join(' ')} };`,
    ]),
    '}',
    '',
    '/** The sets that a row of a set leads to, one row of each. */',
    'export interface Ways {',
    ...entities.flatMap((entity) => {
      const ways = waysOf(entity, entities);
      return ways.length === 0 ? [] : [`readonly ${entity.set}: { ${ways.join(' ')} };`];
    }),
    '}',
  ].join('\n');
}

function firstSentence(comment: string): string {
  return /^.*?\.(?= |$)/.exec(comment)?.[0] ?? comment;
}

/** A column: only those of the key are never null, as metadata says it too. */
function fieldOf({ name, type, isKey }: Property): string {
  const isWide = type.name === 'Edm.Int64';
  return `readonly ${name}: ${isWide ? 'string' : typeOfKind[type.kind]}${isKey ? '' : ' | null'};`;
}

function waysOf({ navigations }: Entity, entities: readonly Entity[]): readonly string[] {
  return [...navigations.values()].flatMap(({ name, target, isCollection }) => {
    const set = isCollection ? undefined : entities.find((entity) => entity.name === target)?.set;
    return set === undefined ? [] : [`readonly ${name}: '${set}';`];
  });
}
