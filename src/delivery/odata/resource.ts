import { sql, type RawBuilder } from 'kysely';
import { refusal } from '../../kernel/errors.ts';
import type { KeyPart, Literal, PathSegment, QueryOptions } from './grammar/index.ts';
import { targetOf, type Entity, type Model } from './model/entity.ts';
import { guidCondition } from './model/guid.ts';
import { conditionOf, valueOf, type Place } from './sql/expression.ts';
import { Aliases, Scope, viewOf } from './sql/scope.ts';
import { invalid, unsupported } from './sql/typed.ts';

/** What a path of the service leads to. */
export type Resource =
  | Readonly<{ kind: 'service' | 'metadata' | 'batch' }>
  /** A function or action without an entity before it, such as `WhoAmI()`. */
  | Readonly<{ kind: 'operation'; name: string; parameters: readonly KeyPart[] }>
  | Reached;

/** Rows of an entity: many or one, or something of them. */
export interface Reached {
  readonly kind: 'rows';
  readonly entity: Entity;
  readonly place: Place;
  readonly base: readonly RawBuilder<boolean>[];
  readonly isCollection: boolean;
  /** `/$ref`, `/$count`, `/$value`; null is the rows themselves. */
  readonly only: 'ref' | 'count' | 'value' | null;
  /** A property of the one row; null for the row. */
  readonly property: string | null;
}

/** Finds what a path means. Refuses with ODATA_NOT_FOUND, ODATA_INVALID or ODATA_UNSUPPORTED. */
export function resourceOf(segments: readonly PathSegment[], options: QueryOptions, model: Model): Resource {
  const [first, ...rest] = segments;
  if (first === undefined) return { kind: 'service' };
  if (first.kind === 'metadata' || first.kind === 'batch') {
    if (rest.length > 0) throw refusal('ODATA_NOT_FOUND', { what: 'resource' });
    return { kind: first.kind };
  }
  if (first.kind !== 'name') throw unsupported(`$${first.kind}`);
  const entity = model.sets.get(first.name);
  if (entity === undefined) return operationOf(first, rest);
  const aliases = options.aliases ?? {};
  const scope = new Scope({ model, aliases: new Aliases(), entity });
  const begun: Reached = {
    kind: 'rows',
    entity,
    place: { scope, variables: new Map(), aliases },
    base: [],
    isCollection: true,
    only: null,
    property: null,
  };
  const start = first.key === null ? begun : keyed(begun, first.key, first.at);
  return rest.reduce(follow, start);
}

/** Functions and actions are written with their parameters, or qualified. */
function operationOf(
  { name, key }: Extract<PathSegment, { kind: 'name' }>,
  rest: readonly PathSegment[],
): Resource {
  if (rest.length > 0) throw refusal('ODATA_NOT_FOUND', { what: `set ${name}` });
  return { kind: 'operation', name: name.replace(/^.*\./, ''), parameters: key ?? [] };
}

function follow(reached: Reached, segment: PathSegment): Reached {
  if (reached.only !== null) throw invalid('nothing may follow $count, $ref or $value', segment.at);
  switch (segment.kind) {
    case 'count':
      if (!reached.isCollection && !isList(reached))
        throw invalid('$count applies to collections only', segment.at);
      return { ...reached, only: 'count' };
    case 'ref':
      if (reached.property !== null) throw invalid('a property has no reference', segment.at);
      return { ...reached, only: 'ref' };
    case 'value':
      if (reached.property === null) throw invalid('$value applies to properties only', segment.at);
      return { ...reached, only: 'value' };
    case 'filter': {
      if (!reached.isCollection) throw invalid('$filter applies to collections only', segment.at);
      const condition = conditionOf(segment.predicate, reached.place);
      return { ...reached, base: [...reached.base, condition] };
    }
    case 'name':
      return followName(reached, segment);
    case 'text':
      if (!reached.isCollection) throw refusal('ODATA_NOT_FOUND', { what: segment.text });
      return keyed(reached, [{ name: null, value: textLiteral(segment.text, segment.at) }], segment.at);
    default:
      throw unsupported(`$${segment.kind} in a path`);
  }
}

/** A property that holds several values. */
function isList({ property, entity }: Reached): boolean {
  return property !== null && entity.properties.get(property)?.type.kind === 'texts';
}

function followName(reached: Reached, { name, key, at }: Extract<PathSegment, { kind: 'name' }>): Reached {
  const { entity, place } = reached;
  if (reached.property !== null) throw invalid(`there is no property ${name} on ${reached.property}`, at);
  if (reached.isCollection) {
    if (name.includes('.')) throw unsupported(`the operation ${name}`);
    // A key may be a segment of its own: sites/0170.
    return keyed(reached, [{ name: null, value: textLiteral(name, at) }], at);
  }
  if (place.scope.value(name) !== undefined) {
    if (key !== null) throw invalid(`${name} is a property and takes no key`, at);
    return { ...reached, property: name };
  }
  const navigation = entity.navigations.get(name);
  if (navigation === undefined) {
    if (name.includes('.')) throw unsupported(`the operation ${name}`);
    throw refusal('ODATA_NOT_FOUND', { what: `${name} of ${entity.name}` });
  }
  const target = targetOf(place.scope.model, navigation);
  const inner = place.scope.of(target);
  const conditions = [...reached.base, place.scope.link(navigation, inner)];
  const from = sql`from ${viewOf(entity)} as ${sql.id(place.scope.alias)}`;
  const base = [sql<boolean>`exists (select ${from} where ${sql.join(conditions, sql` and `)})`];
  const next: Reached = {
    ...reached,
    entity: target,
    place: { ...place, scope: inner },
    base,
    isCollection: navigation.isCollection,
  };
  return key === null ? next : keyed(next, key, at);
}

function textLiteral(text: string, at: number): Literal {
  return { kind: 'literal', type: 'string', text, at };
}

/** The one row of a key: a GUID, the natural key, or its only part. */
function keyed(reached: Reached, key: readonly KeyPart[], at: number): Reached {
  if (!reached.isCollection) throw invalid('this is a single row and takes no key', at);
  const { entity } = reached;
  const [first, ...more] = key;
  if (first === undefined) throw invalid('a key is missing', at);
  const isNamed = first.name !== null && first.name !== entity.guidName;
  const conditions = isNamed ? naturalKey(reached, key, at) : singleKey(reached, first, at);
  if (!isNamed && more.length > 0) throw invalid('a key of several parts must name each part', at);
  return { ...reached, base: [...reached.base, ...conditions], isCollection: false };
}

function singleKey({ entity, place }: Reached, { value }: KeyPart, at: number): RawBuilder<boolean>[] {
  const guid = guidIn(value, place);
  if (guid !== null) return [guidCondition(entity, (column) => place.scope.column(column), guid)];
  const [only, ...others] = entity.key;
  if (only === undefined || others.length > 0)
    throw invalid(`a row of ${entity.set} is addressed by ${entity.key.join(', ')} or by its GUID`, at);
  return [equals(only, value, { entity, place })];
}

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function guidIn(value: KeyPart['value'], { aliases }: Place): string | null {
  const written = value.kind === 'alias' ? aliases[value.name] : value;
  if (written?.kind !== 'literal') return null;
  const isGuid = written.type === 'guid' || (written.type === 'string' && guidPattern.test(written.text));
  return isGuid ? written.text : null;
}

function naturalKey({ entity, place }: Reached, key: readonly KeyPart[], at: number): RawBuilder<boolean>[] {
  const names = key.map(({ name }) => name ?? '');
  const isWhole = names.length === entity.key.length && entity.key.every((column) => names.includes(column));
  if (!isWhole)
    throw invalid(`a row of ${entity.set} is addressed by ${entity.key.join(', ')} or by its GUID`, at);
  return key.map(({ name, value }) => equals(name ?? '', value, { entity, place }));
}

function equals(
  column: string,
  value: KeyPart['value'],
  { entity, place }: Pick<Reached, 'entity' | 'place'>,
): RawBuilder<boolean> {
  const literal = value.kind === 'alias' ? (place.aliases[value.name] ?? value) : value;
  const kind = entity.properties.get(column)?.type.kind;
  // A key as a segment of the path comes without quotes; what it is follows from the property.
  const isPlain = literal.kind === 'literal' && literal.type === 'string' && kind !== 'text';
  const meant =
    isPlain && kind === 'integer' && /^-?\d{1,18}$/.test(literal.text)
      ? ({ ...literal, type: 'number' } as const)
      : isPlain && kind === 'date'
        ? ({ ...literal, type: 'date' } as const)
        : literal;
  const at = value.at;
  const path = { kind: 'path', steps: [{ name: column, at }], at } as const;
  return valueOf({ kind: 'binary', operator: 'eq', left: path, right: meant, at }, place)
    .sql as RawBuilder<boolean>;
}
