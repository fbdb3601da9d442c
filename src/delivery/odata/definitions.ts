import { refusal } from '../../kernel/errors.ts';
import { namedGuid } from '../../kernel/named-guid.ts';
import { jsonAnswer } from './answer-json.ts';
import type { Expression, KeyPart, PathSegment, QueryOptions } from './grammar/index.ts';
import { lookupsOf, targetOf, type Entity, type Model, type Property } from './model/entity.ts';
import type { ServiceAnswer, ServiceRequest } from './request.ts';
import { invalid, unsupported } from './sql/typed.ts';

type Row = Readonly<Record<string, unknown>>;

interface Query {
  readonly options: QueryOptions;
  readonly request: ServiceRequest;
}

/** What the service says of itself in the words of Dataverse, by the first name of a path. */
export const definitionSets: ReadonlySet<string> = new Set([
  'EntityDefinitions',
  'RelationshipDefinitions',
  'GlobalOptionSetDefinitions',
]);

/**
 * `EntityDefinitions` with the attributes of one, and `RelationshipDefinitions`: enough for clients of Dataverse that
 * turn names of entities into names of sets and look for what leads where. There are no option sets, so their list is
 * empty. Filters compare a name with a text; more is not offered.
 */
export function answerDefinitions(
  segments: readonly PathSegment[],
  model: Model,
  query: Query,
): ServiceAnswer {
  const [first, second, ...rest] = segments;
  const set = first?.kind === 'name' ? first.name : '';
  const key = first?.kind === 'name' ? first.key : null;
  if (set !== 'EntityDefinitions') {
    const all = set === 'RelationshipDefinitions' ? relationshipsOf(model) : [];
    return listed({ name: set, key, rows: cast(all, [second, ...rest]) }, query);
  }
  const entities = [...model.entities.values()];
  if (key === null || second === undefined) {
    const rows = entities.map((entity) => withAttributes(entity, key === null ? {} : query.options));
    return listed({ name: set, key, rows }, query);
  }
  const entity = entities.find((one) => isMeant(definitionOf(one), key));
  if (entity === undefined) throw refusal('ODATA_NOT_FOUND', { what: 'entity with this name' });
  if (second.kind !== 'name' || second.name !== 'Attributes') throw unsupported('this part of a definition');
  return listed({ name: 'Attributes', key: second.key, rows: cast(attributesOf(entity), rest) }, query);
}

interface Listed {
  readonly name: string;
  /** Which one of the rows; null for all. */
  readonly key: readonly KeyPart[] | null;
  readonly rows: readonly Row[];
}

function listed({ name, key, rows }: Listed, query: Query): ServiceAnswer {
  if (key === null) return collection(name, filtered(rows, query.options), query);
  const row = rows.find((one) => isMeant(one, key));
  if (row === undefined) throw refusal('ODATA_NOT_FOUND', { what: `row of ${name} with this name` });
  return single(name, row, query);
}

/** Rows of the type that stands behind them, such as `Microsoft.Dynamics.CRM.StringAttributeMetadata`. */
function cast(rows: readonly Row[], segments: readonly (PathSegment | undefined)[]): readonly Row[] {
  const [type, more] = segments;
  if (type === undefined) return rows;
  const name = /^Microsoft\.Dynamics\.CRM\.(\w+)Metadata$/.exec(type.kind === 'name' ? type.name : '')?.[1];
  if (name === undefined || more !== undefined) throw unsupported('this part of a definition');
  return rows.filter((row) => String(row['@odata.type']).toLowerCase() === typeOf(name).toLowerCase());
}

const typeOf = (name: string): string => `#Microsoft.Dynamics.CRM.${name}Metadata`;

/** Which entity leads to which rows of another, each way once, by the collection at its end. */
function relationshipsOf(model: Model): Row[] {
  return [...model.entities.values()].flatMap((entity) =>
    [...entity.navigations.values()]
      .filter(({ isCollection }) => isCollection)
      .map((navigation): Row => {
        const back = [...lookupsOf(targetOf(model, navigation))].find(
          ([, { target }]) => target === entity.name,
        );
        return {
          '@odata.type': typeOf('OneToManyRelationship'),
          MetadataId: namedGuid(`${entity.name}/${navigation.name}`),
          SchemaName: `${entity.name}_${navigation.name}`,
          RelationshipType: 'OneToManyRelationship',
          ReferencedEntity: entity.name,
          ReferencedAttribute: entity.guidName,
          ReferencedEntityNavigationPropertyName: navigation.name,
          ReferencingEntity: navigation.target,
          ReferencingAttribute: back?.[0] ?? null,
          ReferencingEntityNavigationPropertyName: back?.[1].name ?? null,
        };
      }),
  );
}

function definitionOf(entity: Entity): Row {
  return {
    MetadataId: namedGuid(entity.name),
    LogicalName: entity.name,
    SchemaName: entity.name,
    EntitySetName: entity.set,
    LogicalCollectionName: entity.set,
    CollectionSchemaName: entity.set,
    PrimaryIdAttribute: entity.guidName,
    PrimaryNameAttribute: entity.title,
    Description: { UserLocalizedLabel: { Label: entity.comment, LanguageCode: 1033 } },
  };
}

function withAttributes(entity: Entity, { expand }: QueryOptions): Row {
  const isExpanded = expand?.some(({ path, isStar }) => isStar || path[0]?.name === 'Attributes') === true;
  return isExpanded ? { ...definitionOf(entity), Attributes: attributesOf(entity) } : definitionOf(entity);
}

const attributeTypes: Readonly<Partial<Record<Property['type']['kind'], string>>> = {
  text: 'String',
  integer: 'BigInt',
  decimal: 'Decimal',
  boolean: 'Boolean',
  date: 'DateTime',
  instant: 'DateTime',
  guid: 'Uniqueidentifier',
};

function attributesOf(entity: Entity): Row[] {
  const attribute = (name: string, type: string, about = ''): Row => ({
    '@odata.type': typeOf(`${type}Attribute`),
    MetadataId: namedGuid(`${entity.name}.${name}`),
    LogicalName: name,
    SchemaName: name,
    EntityLogicalName: entity.name,
    AttributeType: type,
    IsPrimaryId: name === entity.guidName,
    Description: { UserLocalizedLabel: { Label: about, LanguageCode: 1033 } },
  });
  return [
    attribute(entity.guidName, 'Uniqueidentifier'),
    ...[...entity.properties.values()].map(({ name, type, comment }) =>
      attribute(name, attributeTypes[type.kind] ?? 'Memo', comment),
    ),
    ...[...lookupsOf(entity).values()].map(({ name }) => attribute(name, 'Lookup')),
  ];
}

function isMeant(row: Row, key: readonly KeyPart[]): boolean {
  const [part] = key;
  if (part?.value.kind !== 'literal')
    throw invalid('a definition is addressed by LogicalName or MetadataId', 0);
  return row[part.name ?? 'MetadataId'] === part.value.text;
}

function filtered(rows: readonly Row[], { filter, top }: QueryOptions): readonly Row[] {
  const held = filter === undefined ? rows : rows.filter((row) => holds(filter, row));
  return held.slice(0, top);
}

function holds(filter: Expression, row: Row): boolean {
  if (filter.kind === 'binary' && (filter.operator === 'or' || filter.operator === 'and')) {
    const [left, right] = [holds(filter.left, row), holds(filter.right, row)];
    return filter.operator === 'or' ? left || right : left && right;
  }
  if (filter.kind !== 'binary' || (filter.operator !== 'eq' && filter.operator !== 'ne'))
    throw unsupported('this filter of definitions');
  const { left, right, operator } = filter;
  if (left.kind !== 'path' || right.kind !== 'literal') throw unsupported('this filter of definitions');
  const name = left.steps.map((step) => step.name).join('/');
  if (!(name in row)) throw invalid(`there is no property ${name} on a definition`, left.at);
  const value = right.type === 'boolean' ? right.text.toLowerCase() === 'true' : right.text;
  return (row[name] === value) === (operator === 'eq');
}

function collection(name: string, rows: readonly Row[], { options, request }: Query): ServiceAnswer {
  return jsonAnswer({
    '@odata.context': `${request.root}$metadata#${name}`,
    ...(options.count === true ? { '@odata.count': rows.length } : {}),
    value: rows.map((row) => chosen(row, options)),
  });
}

function single(name: string, row: Row, { options, request }: Query): ServiceAnswer {
  return jsonAnswer({
    '@odata.context': `${request.root}$metadata#${name}/$entity`,
    ...chosen(row, options),
  });
}

/** The names that `$select` chooses, and always the id. */
function chosen(row: Row, { select }: QueryOptions): Row {
  if (select === undefined) return row;
  const names = new Set(select.map(({ path }) => path[0]?.name ?? ''));
  for (const name of names)
    if (!(name in row) && name !== 'Attributes')
      throw invalid(`there is no property ${name} on a definition`, 0);
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name]) => names.has(name) || name === 'MetadataId' || name === 'Attributes' || name === '@odata.type',
    ),
  );
}
