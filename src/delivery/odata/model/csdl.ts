import { targetOf, lookupsOf, type Entity, type Model, type Navigation, type Property } from './entity.ts';

/** What actions on one row take besides a reason, by entity and action. */
type ActionsByEntity = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What is done to the rows of a set besides reading, by entity; a set that is missing is only read. */
type Writes = ReadonlyMap<
  string,
  { readonly add?: unknown; readonly change?: unknown; readonly remove?: unknown }
>;

/** Namespace of the service's types. */
const namespace = 'Daybook';

/** Metadata of the service as CSDL XML 4.0 (OData CSDL XML 4.01, schema of 4.0). */
export function csdlXml(model: Model, actions: ActionsByEntity, writes: Writes): string {
  const entities = [...model.entities.values()];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    ...references.map(
      ({ uri, alias, name }) =>
        `<edmx:Reference Uri="${uri}"><edmx:Include Namespace="${name}" Alias="${alias}"/></edmx:Reference>`,
    ),
    '<edmx:DataServices>',
    `<Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
    ...entities.map((entity) => entityTypeXml(entity)),
    ...functionsXml,
    ...Object.entries(actions).flatMap(([entity, ofEntity]) =>
      Object.entries(ofEntity).map(([name, taken]) => actionXml(name, entity, taken)),
    ),
    `<EntityContainer Name="Container">`,
    ...entities.map((entity) => entitySetXml(entity, model, writes)),
    ...functionNames.map((name) => `<FunctionImport Name="${name}" Function="${namespace}.${name}"/>`),
    '</EntityContainer>',
    '</Schema>',
    '</edmx:DataServices>',
    '</edmx:Edmx>',
  ].join('\n');
}

const vocabularies = 'https://oasis-tcs.github.io/odata-vocabularies/vocabularies';

const references = [
  { uri: `${vocabularies}/Org.OData.Core.V1.xml`, name: 'Org.OData.Core.V1', alias: 'Core' },
  {
    uri: `${vocabularies}/Org.OData.Capabilities.V1.xml`,
    name: 'Org.OData.Capabilities.V1',
    alias: 'Capabilities',
  },
  {
    uri: `${vocabularies}/Org.OData.Aggregation.V1.xml`,
    name: 'Org.OData.Aggregation.V1',
    alias: 'Aggregation',
  },
] as const;

const functionNames = ['WhoAmI'] as const;

const functionsXml = [
  '<ComplexType Name="WhoAmIResponse"><Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false"/>' +
    '<Property Name="UserId" Type="Edm.Guid" Nullable="false"/>' +
    '<Property Name="OrganizationId" Type="Edm.Guid" Nullable="false"/></ComplexType>',
  `<Function Name="WhoAmI"><ReturnType Type="${namespace}.WhoAmIResponse" Nullable="false"/></Function>`,
];

function actionXml(name: string, entity: string, taken: readonly string[]): string {
  const parameters = ['reason', ...taken].map((one) => `<Parameter Name="${one}" Type="Edm.String"/>`);
  return (
    `<Action Name="${name}" IsBound="true">` +
    `<Parameter Name="row" Type="${namespace}.${entity}" Nullable="false"/>${parameters.join('')}</Action>`
  );
}

function entityTypeXml(entity: Entity): string {
  const lookups = lookupsOf(entity);
  return [
    `<EntityType Name="${entity.name}">`,
    `<Key><PropertyRef Name="${entity.guidName}"/></Key>`,
    `<Property Name="${entity.guidName}" Type="Edm.Guid" Nullable="false"/>`,
    ...[...entity.properties.values()].map(propertyXml),
    ...[...lookups.keys()].map((name) => `<Property Name="${name}" Type="Edm.Guid"/>`),
    ...[...entity.navigations.values()].map(navigationXml),
    described(entity.comment),
    alternateKeyXml(entity),
    '</EntityType>',
  ].join('');
}

function propertyXml({ name, type, comment, isKey }: Property): string {
  const facets = [
    ...(type.maxLength === undefined ? [] : [` MaxLength="${String(type.maxLength)}"`]),
    ...(type.precision === undefined ? [] : [` Precision="${String(type.precision)}"`]),
    ...(type.scale === undefined ? [] : [` Scale="${String(type.scale)}"`]),
    ...(isKey ? [' Nullable="false"'] : []),
  ].join('');
  return `<Property Name="${name}" Type="${type.name}"${facets}>${described(comment)}</Property>`;
}

function navigationXml({ name, target, isCollection, on }: Navigation): string {
  const type = `${namespace}.${target}`;
  if (isCollection) return `<NavigationProperty Name="${name}" Type="Collection(${type})"/>`;
  const constraints = on.map(
    ([own, other]) => `<ReferentialConstraint Property="${own}" ReferencedProperty="${other}"/>`,
  );
  return `<NavigationProperty Name="${name}" Type="${type}">${constraints.join('')}</NavigationProperty>`;
}

/** The natural key, by which rows are named besides their GUID. */
function alternateKeyXml({ key }: Entity): string {
  const parts = key.map(
    (name) =>
      '<Record Type="Core.PropertyRef">' +
      `<PropertyValue Property="Alias" String="${name}"/><PropertyValue Property="Name" PropertyPath="${name}"/>` +
      '</Record>',
  );
  return (
    '<Annotation Term="Core.AlternateKeys"><Collection><Record Type="Core.AlternateKey">' +
    `<PropertyValue Property="Key"><Collection>${parts.join('')}</Collection></PropertyValue>` +
    '</Record></Collection></Annotation>'
  );
}

function entitySetXml(entity: Entity, model: Model, writes: Writes): string {
  const bindings = [...entity.navigations.values()].map(
    (navigation) =>
      `<NavigationPropertyBinding Path="${navigation.name}" Target="${targetOf(model, navigation).set}"/>`,
  );
  const inside = `${bindings.join('')}${restrictionsXml(entity, writes)}`;
  return `<EntitySet Name="${entity.set}" EntityType="${namespace}.${entity.name}">${inside}</EntitySet>`;
}

/** Terms of the vocabulary that say what is not done to a set, each with its property. */
function restrictionsOf(
  { name }: Entity,
  writes: Writes,
): (readonly [term: string, property: string, may: boolean])[] {
  const set = writes.get(name);
  return [
    ['InsertRestrictions', 'Insertable', set?.add !== undefined],
    ['UpdateRestrictions', 'Updatable', set?.change !== undefined],
    ['DeleteRestrictions', 'Deletable', set?.remove !== undefined],
  ];
}

function restrictionsXml(entity: Entity, writes: Writes): string {
  return restrictionsOf(entity, writes)
    .map(
      ([term, property, may]) =>
        `<Annotation Term="Capabilities.${term}"><Record>` +
        `<PropertyValue Property="${property}" Bool="${String(may)}"/></Record></Annotation>`,
    )
    .join('');
}

function described(text: string): string {
  return text === '' ? '' : `<Annotation Term="Core.Description" String="${escaped(text)}"/>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Metadata of the service as CSDL JSON 4.01. */
export function csdlJson(model: Model, actions: ActionsByEntity, writes: Writes): Record<string, unknown> {
  const entities = [...model.entities.values()];
  return {
    $Version: '4.01',
    $EntityContainer: `${namespace}.Container`,
    $Reference: Object.fromEntries(
      references.map(({ uri, name, alias }) => [
        uri.replace(/\.xml$/, '.json'),
        { $Include: [{ $Namespace: name, $Alias: alias }] },
      ]),
    ),
    [namespace]: {
      ...Object.fromEntries(entities.map((entity) => [entity.name, entityTypeJson(entity)])),
      WhoAmIResponse: {
        $Kind: 'ComplexType',
        BusinessUnitId: { $Type: 'Edm.Guid' },
        UserId: { $Type: 'Edm.Guid' },
        OrganizationId: { $Type: 'Edm.Guid' },
      },
      WhoAmI: [{ $Kind: 'Function', $ReturnType: { $Type: `${namespace}.WhoAmIResponse` } }],
      ...actionsJson(actions),
      Container: {
        $Kind: 'EntityContainer',
        ...Object.fromEntries(entities.map((entity) => [entity.set, entitySetJson(entity, model, writes)])),
        WhoAmI: { $Function: `${namespace}.WhoAmI` },
      },
    },
  };
}

/** Actions of one name are told apart by the entity they are bound to. */
function actionsJson(actions: ActionsByEntity): Record<string, unknown> {
  const overloads = Object.entries(actions).flatMap(([entity, ofEntity]) =>
    Object.entries(ofEntity).map(([name, taken]) => ({ name, entity, taken })),
  );
  const byName = Map.groupBy(overloads, ({ name }) => name);
  return Object.fromEntries(
    [...byName].map(([name, those]) => [
      name,
      those.map(({ entity, taken }) => ({
        $Kind: 'Action',
        $IsBound: true,
        $Parameter: [
          { $Name: 'row', $Type: `${namespace}.${entity}` },
          ...['reason', ...taken].map((one) => ({ $Name: one, $Nullable: true })),
        ],
      })),
    ]),
  );
}

function entityTypeJson(entity: Entity): Record<string, unknown> {
  return {
    $Kind: 'EntityType',
    $Key: [entity.guidName],
    [entity.guidName]: { $Type: 'Edm.Guid' },
    ...Object.fromEntries([...entity.properties.values()].map((one) => [one.name, propertyJson(one)])),
    ...Object.fromEntries(
      [...lookupsOf(entity).keys()].map((name) => [name, { $Type: 'Edm.Guid', $Nullable: true }]),
    ),
    ...Object.fromEntries([...entity.navigations.values()].map((one) => [one.name, navigationJson(one)])),
    ...(entity.comment === '' ? {} : { '@Core.Description': entity.comment }),
    '@Core.AlternateKeys': [{ Key: entity.key.map((name) => ({ Alias: name, Name: name })) }],
  };
}

function propertyJson({ type, comment, isKey }: Property): Record<string, unknown> {
  const isList = type.name.startsWith('Collection(');
  const name = isList ? type.name.slice('Collection('.length, -1) : type.name;
  return {
    ...(isList ? { $Collection: true } : {}),
    // Edm.String is what a property without a type is.
    ...(name === 'Edm.String' ? {} : { $Type: name }),
    ...(isKey ? {} : { $Nullable: true }),
    ...(type.maxLength === undefined ? {} : { $MaxLength: type.maxLength }),
    ...(type.precision === undefined ? {} : { $Precision: type.precision }),
    ...(type.scale === undefined ? {} : { $Scale: type.scale }),
    ...(comment === '' ? {} : { '@Core.Description': comment }),
  };
}

function navigationJson({ target, isCollection, on }: Navigation): Record<string, unknown> {
  return {
    $Kind: 'NavigationProperty',
    $Type: `${namespace}.${target}`,
    ...(isCollection
      ? { $Collection: true }
      : { $Nullable: true, $ReferentialConstraint: Object.fromEntries(on) }),
  };
}

function entitySetJson(entity: Entity, model: Model, writes: Writes): Record<string, unknown> {
  const bindings = [...entity.navigations.values()].map(
    (navigation) => [navigation.name, targetOf(model, navigation).set] as const,
  );
  return {
    $Collection: true,
    $Type: `${namespace}.${entity.name}`,
    ...(bindings.length === 0 ? {} : { $NavigationPropertyBinding: Object.fromEntries(bindings) }),
    ...Object.fromEntries(
      restrictionsOf(entity, writes).map(([term, property, may]) => [
        `@Capabilities.${term}`,
        { [property]: may },
      ]),
    ),
  };
}
