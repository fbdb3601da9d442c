import { edmTypeOf } from './edm.ts';
import type { Entity, Model, Navigation, Property } from './entity.ts';

/** A column of a view of schema `api`, as the catalogue describes it. */
export interface DescribedColumn {
  readonly view: string;
  /** Comment of the view; it ends with `Key: column, column.` */
  readonly about: string | null;
  readonly column: string;
  /** SQL type, such as `numeric(19,5)`. */
  readonly type: string;
  readonly comment: string;
}

type Bare = Omit<Entity, 'navigations'>;

/** The entities of the service out of the columns of its views. */
export function modelOf(columns: readonly DescribedColumn[]): Model {
  const views = Map.groupBy(columns, ({ view }) => view);
  const bare = [...views].map(([view, described]) => bareEntity(view, described));
  const navigations = navigationsOf(bare);
  const entities = bare.map((entity): Entity => {
    const own = (navigations.get(entity.name) ?? []).filter(
      ({ name }) => !entity.properties.has(name) && name !== entity.guidName,
    );
    return { ...entity, navigations: new Map(own.map((one) => [one.name, one])) };
  });
  return {
    entities: new Map(entities.map((entity) => [entity.name, entity])),
    sets: new Map(entities.map((entity) => [entity.set, entity])),
  };
}

function bareEntity(view: string, described: readonly DescribedColumn[]): Bare {
  const about = described[0]?.about ?? '';
  const key = /\bKey: ([\w, ]+)\.$/.exec(about)?.[1]?.split(', ') ?? [];
  const properties = described.flatMap(({ column, type, comment }): Property[] => {
    const edm = edmTypeOf(type);
    return edm === null ? [] : [{ name: column, type: edm, comment, isKey: key.includes(column) }];
  });
  return {
    name: view,
    set: pluralOf(view),
    comment: about.replace(/ ?Key: [\w, ]+\.$/, ''),
    properties: new Map(properties.map((property) => [property.name, property])),
    key,
    guidName: `${view}_guid`,
    title: titleOf(view, properties),
  };
}

/** The column whose name says that it is a name: the first of these that the view has. */
function titleOf(view: string, properties: readonly Property[]): string | null {
  const candidates = [`${view}_name`, 'display_name', 'title', 'number', 'file_name', `${view}_id`];
  const texts = new Set(properties.filter(({ type }) => type.kind === 'text').map(({ name }) => name));
  return candidates.find((name) => texts.has(name)) ?? null;
}

/**
 * Who leads to whom. A column that has the name of the key of another entity leads to it: `site_id` to `site`,
 * `job_code` to `job_code`; so do columns that are the whole of a longer key. Rows that are known by their line in a
 * file or their place in a list are nobody's target: every list counts its own.
 */
function navigationsOf(entities: readonly Bare[]): Map<string, Navigation[]> {
  const navigations = new Map<string, Navigation[]>(entities.map(({ name }) => [name, []]));
  for (const source of entities)
    for (const target of entities) {
      if (source === target || !leadsTo(source, target)) continue;
      const [first = ''] = target.key;
      const name = target.key.length === 1 ? first.replace(/_(id|code)$/, '') : target.name;
      navigations.get(source.name)?.push({
        name,
        target: target.name,
        isCollection: false,
        on: target.key.map((column) => [column, column]),
      });
      navigations.get(target.name)?.push({
        name: source.set,
        target: source.name,
        isCollection: true,
        on: target.key.map((column) => [column, column]),
      });
    }
  return navigations;
}

/** Columns that count the rows of one file or list. */
const ownCounts: ReadonlySet<string> = new Set(['source_line', 'position']);

function sameType(source: Bare, target: Bare, column: string): boolean {
  const [own, other] = [source, target].map(({ properties }) => properties.get(column)?.type.name);
  return own !== undefined && own === other;
}

function leadsTo(source: Bare, target: Bare): boolean {
  const [first] = target.key;
  if (first === undefined || target.key.some((column) => ownCounts.has(column))) return false;
  if (!target.key.every((column) => sameType(source, target, column))) return false;
  if (target.key.length > 1) return source.key.join() !== target.key.join();
  return (first === target.name || first === `${target.name}_id`) && source.key.join() !== first;
}

/** Name of a set: the plural, as English forms it. */
function pluralOf(name: string): string {
  if (name.endsWith('person')) return name.replace(/person$/, 'people');
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}
