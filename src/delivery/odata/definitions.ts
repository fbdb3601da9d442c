import { refusal } from '../../kernel/errors.ts';
import { jsonAnswer } from './answer-json.ts';
import type { Expression, KeyPart, PathSegment, QueryOptions } from './grammar/index.ts';
import { lookupsOf, type Entity, type Model, type Property } from './model/entity.ts';
import { namedGuid } from './model/guid.ts';
import type { ServiceAnswer, ServiceRequest } from './request.ts';
import { invalid, unsupported } from './sql/typed.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * `EntityDefinitions` and the attributes of one: enough for clients of Dataverse that turn names of entities into names
 * of sets. Filters compare a name with a text; more is not offered.
 */
export function answerDefinitions(
  segments: readonly PathSegment[],
  model: Model,
  { options, request }: { readonly options: QueryOptions; readonly request: ServiceRequest },
): ServiceAnswer {
  const [first, second, third] = segments;
  const key = first?.kind === 'name' ? first.key : null;
  if (key === null) {
    const rows = filtered([...model.entities.values()].map(definitionOf), options);
    return collection('EntityDefinitions', rows, { options, request });
  }
  const entity = [...model.entities.values()].find((one) => isMeant(definitionOf(one), key));
  if (entity === undefined) throw refusal('ODATA_NOT_FOUND', { what: 'entity with this name' });
  if (second === undefined)
    return single('EntityDefinitions', withAttributes(entity, options), { options, request });
  if (second.kind !== 'name' || second.name !== 'Attributes') throw unsupported('this part of a definition');
  const attributes = attributesOf(entity);
  if (second.key === null && third === undefined)
    return collection('Attributes', filtered(attributes, options), { options, request });
  const attribute = attributes.find((one) => isMeant(one, second.key ?? []));
  if (attribute === undefined) throw refusal('ODATA_NOT_FOUND', { what: 'attribute with this name' });
  return single('Attributes', attribute, { options, request });
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
  if (part?.value.kind !== 'literal') throw invalid('a definition is named by LogicalName or MetadataId', 0);
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
  if (!(name in row)) throw invalid(`a definition has nothing called ${name}`, left.at);
  const value = right.type === 'boolean' ? right.text.toLowerCase() === 'true' : right.text;
  return (row[name] === value) === (operator === 'eq');
}

interface Asked {
  readonly options: QueryOptions;
  readonly request: ServiceRequest;
}

function collection(name: string, rows: readonly Row[], { options, request }: Asked): ServiceAnswer {
  return jsonAnswer({
    '@odata.context': `${request.root}$metadata#${name}`,
    ...(options.count === true ? { '@odata.count': rows.length } : {}),
    value: rows.map((row) => chosen(row, options)),
  });
}

function single(name: string, row: Row, { options, request }: Asked): ServiceAnswer {
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
    if (!(name in row) && name !== 'Attributes') throw invalid(`a definition has nothing called ${name}`, 0);
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => names.has(name) || name === 'MetadataId' || name === 'Attributes'),
  );
}
