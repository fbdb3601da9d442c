import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readModel } from '../../../src/delivery/odata/index.ts';
import { csdlJson, csdlXml } from '../../../src/delivery/odata/model/csdl.ts';
import { cloneDatabase } from '../../database.ts';

const model = await readModel(await cloneDatabase());
const actions = { statement: { approve: [], revise: ['proceed'] }, site: { bill: ['month', 'proceed'] } };
const xml = csdlXml(model, actions, new Map());
const json = csdlJson(model, actions, new Map()) as Json;

interface Json {
  readonly [name: string]: Json & string;
}

/** An element of the document, with those inside it. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: Element[];
}

/** What an element may hold and say (CSDL XML 4.0, as far as the service writes it). */
const grammar: Readonly<Record<string, readonly [inside: string, attributes: string]>> = {
  'edmx:Edmx': ['edmx:Reference edmx:DataServices', 'Version xmlns:edmx'],
  'edmx:Reference': ['edmx:Include', 'Uri'],
  'edmx:Include': ['', 'Namespace Alias'],
  'edmx:DataServices': ['Schema', ''],
  Schema: ['EntityType ComplexType Function Action EntityContainer', 'Namespace xmlns'],
  EntityType: ['Key Property NavigationProperty Annotation', 'Name'],
  ComplexType: ['Property', 'Name'],
  Key: ['PropertyRef', ''],
  PropertyRef: ['', 'Name'],
  Property: ['Annotation', 'Name Type Nullable MaxLength Precision Scale'],
  NavigationProperty: ['ReferentialConstraint', 'Name Type'],
  ReferentialConstraint: ['', 'Property ReferencedProperty'],
  Function: ['Parameter ReturnType', 'Name'],
  Action: ['Parameter', 'Name IsBound'],
  Parameter: ['', 'Name Type Nullable'],
  ReturnType: ['', 'Type Nullable'],
  EntityContainer: ['EntitySet FunctionImport', 'Name'],
  EntitySet: ['NavigationPropertyBinding Annotation', 'Name EntityType'],
  NavigationPropertyBinding: ['', 'Path Target'],
  FunctionImport: ['', 'Name Function'],
  Annotation: ['Collection Record', 'Term String'],
  Collection: ['Record', ''],
  Record: ['PropertyValue', 'Type'],
  PropertyValue: ['Collection', 'Property String PropertyPath Bool'],
};

/** Reads a document; throws where elements do not nest or signs stand between them. */
function read(text: string): Element {
  const top: Element = { name: '', attributes: {}, inside: [] };
  const open = [top];
  const body = text.replace(/^<\?xml [^>]*\?>/, '');
  let end = 0;
  for (const tag of body.matchAll(/<(\/?)([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?)>/g)) {
    assert.equal(body.slice(end, tag.index).trim(), '', `between tags at ${String(end)}`);
    end = tag.index + tag[0].length;
    const [, isEnd, name = '', written = '', isEmpty] = tag;
    if (isEnd === '/') {
      assert.equal(open.pop()?.name, name);
      continue;
    }
    const pairs = [...written.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    const element = { name, attributes: Object.fromEntries(pairs) as Record<string, string>, inside: [] };
    open.at(-1)?.inside.push(element);
    if (isEmpty === '') open.push(element);
  }
  assert.deepEqual([body.slice(end).trim(), open.length], ['', 1]);
  return top.inside[0] ?? top;
}

const document = read(xml);
const named = (element: Element | undefined, name: string): Element[] =>
  element?.inside.filter((one) => one.name === name) ?? [];
const schema = named(named(document, 'edmx:DataServices')[0], 'Schema')[0];
const types = new Map(named(schema, 'EntityType').map((type) => [type.attributes['Name'] ?? '', type]));

test('the document holds what CSDL allows, each where it may stand', () => {
  let elements = 0;
  const check = (element: Element): void => {
    elements += 1;
    const [inside = '', attributes = ''] = grammar[element.name] ?? [];
    for (const name of Object.keys(element.attributes))
      assert.ok(attributes.split(' ').includes(name), `${element.name} has ${name}`);
    for (const one of element.inside) {
      assert.ok(inside.split(' ').includes(one.name), `${one.name} in ${element.name}`);
      check(one);
    }
  };
  check(document);
  assert.ok(elements > 2_000 && types.size > 70, String(elements));
});

test('names are unique, keys are never null, and every way leads to columns of the same type', () => {
  const typeOf = (type: string, property: string): string | undefined =>
    named(types.get(type), 'Property').find(({ attributes }) => attributes['Name'] === property)?.attributes[
      'Type'
    ];
  for (const [name, type] of types) {
    const members = [...named(type, 'Property'), ...named(type, 'NavigationProperty')];
    const names = members.map(({ attributes }) => attributes['Name']);
    assert.equal(new Set(names).size, names.length, name);
    const [key] = named(named(type, 'Key')[0], 'PropertyRef');
    const held = members.find(({ attributes }) => attributes['Name'] === key?.attributes['Name']);
    assert.equal(held?.attributes['Nullable'], 'false', `key of ${name}`);
    for (const way of named(type, 'NavigationProperty')) {
      const target = /^(?:Collection\()?Daybook\.(\w+)\)?$/.exec(way.attributes['Type'] ?? '')?.[1] ?? '';
      assert.ok(types.has(target), `${name} leads to ${target}`);
      for (const { attributes } of named(way, 'ReferentialConstraint')) {
        assert.doesNotMatch(attributes['Property'] ?? '', /^(position|source_line)$/, `${name} to ${target}`);
        assert.equal(
          typeOf(name, attributes['Property'] ?? ''),
          typeOf(target, attributes['ReferencedProperty'] ?? '') ?? 'none',
          `${name}.${attributes['Property'] ?? ''} leads to ${target}`,
        );
      }
    }
  }
});

test('sets lead where the ways of their type lead', () => {
  const sets = named(named(schema, 'EntityContainer')[0], 'EntitySet');
  const typesBySet = new Map(sets.map(({ attributes }) => [attributes['Name'], attributes['EntityType']]));
  assert.equal(sets.length, types.size);
  for (const set of sets) {
    const type = (set.attributes['EntityType'] ?? '').replace('Daybook.', '');
    const bindings = named(set, 'NavigationPropertyBinding').map(({ attributes }) => [
      attributes['Path'],
      typesBySet.get(attributes['Target']),
    ]);
    const ways = named(types.get(type), 'NavigationProperty').map(({ attributes }) => [
      attributes['Name'],
      attributes['Type']?.replace(/^Collection\((.*)\)$/, '$1'),
    ]);
    assert.deepEqual(bindings, ways, type);
  }
});

/** A property as the form in JSON says it. */
function inJson({ Type = '', Nullable, ...facets }: Readonly<Record<string, string>>): object {
  const [, list, plain = ''] = /^(Collection\()?([\w.]+)\)?$/.exec(Type) ?? [];
  const numbers = Object.entries(facets)
    .filter(([facet]) => facet !== 'Name')
    .map(([facet, value]) => [`$${facet}`, Number.parseInt(value, 10)]);
  return {
    ...(list === undefined ? {} : { $Collection: true }),
    ...(plain === 'Edm.String' ? {} : { $Type: plain }),
    ...(Nullable === 'false' ? {} : { $Nullable: true }),
    ...(Object.fromEntries(numbers) as object),
  };
}

test('both forms of the document say the same of properties, and which actions there are', () => {
  const ofJson = json['Daybook'] as unknown as Json;
  for (const [name, type] of types)
    for (const { attributes } of named(type, 'Property')) {
      const property = attributes['Name'] ?? '';
      const said = Object.entries(ofJson[name]?.[property] ?? {}).filter(([key]) => key.startsWith('$'));
      assert.deepEqual(Object.fromEntries(said), inJson(attributes), `${name}.${property}`);
    }
  const acting = named(schema, 'Action').map(({ attributes, inside }) => [
    attributes['Name'],
    inside.map((parameter) => parameter.attributes['Name']),
  ]);
  assert.deepEqual(acting, [
    ['approve', ['row', 'reason']],
    ['revise', ['row', 'reason', 'proceed']],
    ['bill', ['row', 'reason', 'month', 'proceed']],
  ]);
});
