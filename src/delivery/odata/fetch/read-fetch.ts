import type {
  AggregateItem,
  ComputeItem,
  Expression,
  OrderItem,
  QueryOptions,
  SelectItem,
  Step,
  Transformation,
} from '../grammar/index.ts';
import { lookupsOf, targetOf, type Entity, type Model, type Navigation } from '../model/entity.ts';
import { invalid, unsupported } from '../sql/typed.ts';
import { filterOf, joined, type Column } from './conditions.ts';
import { elementOf, type Element } from './markup.ts';

/** What a document of FetchXML asks for. */
export interface Fetch {
  readonly options: QueryOptions;
  /** Rows of a page; null where the document does not say. */
  readonly pageSize: number | null;
  /** Which page, from 1. */
  readonly page: number;
  /** The document without what says which page: tokens of pages belong to it. */
  readonly query: string;
}

/** A link to one row that an attribute or a condition may name by its alias. */
interface Place {
  readonly entity: Entity;
  /** Where it stands, seen from the rows that are asked for. */
  readonly steps: readonly Step[];
}

interface Reading {
  readonly model: Model;
  readonly isAggregate: boolean;
  readonly isDistinct: boolean;
  /** By alias; the rows that are asked for have none. */
  readonly places: Map<string, Place>;
  readonly select: SelectItem[];
  readonly compute: ComputeItem[];
  readonly filters: Expression[];
  readonly orders: OrderItem[];
  readonly groups: Step[][];
  readonly figures: AggregateItem[];
}

const offered = new Set([
  ...[
    'version',
    'mapping',
    'output-format',
    'top',
    'count',
    'page',
    'paging-cookie',
    'aggregate',
    'distinct',
  ],
  ...['returntotalrecordcount', 'no-lock', 'options'],
]);

/**
 * What a document of FetchXML asks of a set, as the options of a query. Refuses with ODATA_INVALID what cannot be read
 * and with ODATA_UNSUPPORTED, by name, what is not offered.
 */
export function fetchOf(xml: string, entity: Entity, model: Model): Fetch {
  const fetch = elementOf(xml);
  if (fetch.name !== 'fetch') throw invalid('fetchXml: expected <fetch>', fetch.at);
  const other = Object.keys(fetch.attributes).find((name) => !offered.has(name));
  if (other !== undefined) throw unsupported(`${other} of <fetch>`);
  const [askedEntity, ...others] = fetch.children;
  if (askedEntity?.name !== 'entity' || others.length > 0)
    throw invalid('fetchXml: expected one <entity>', fetch.at);
  if (askedEntity.attributes['name'] !== entity.name)
    throw invalid(
      `fetchXml: this set is of ${entity.name}, not of ${askedEntity.attributes['name'] ?? 'no entity'}`,
      askedEntity.at,
    );
  const reading: Reading = {
    model,
    isAggregate: isOn(fetch, 'aggregate'),
    isDistinct: isOn(fetch, 'distinct'),
    places: new Map([['', { entity, steps: [] }]]),
    select: [],
    compute: [],
    filters: [],
    orders: [],
    groups: [],
    figures: [],
  };
  readPlace(askedEntity, '', reading);
  const top = numberIn(fetch, 'top');
  return {
    options: { ...optionsOf(reading), ...(top === null ? {} : { top }), ...countOf(fetch) },
    pageSize: numberIn(fetch, 'count'),
    page: numberIn(fetch, 'page') ?? 1,
    query: xml.replaceAll(/\s(page|paging-cookie)\s*=\s*("[^"]*"|'[^']*')/g, ''),
  };
}

function countOf(fetch: Element): QueryOptions {
  return isOn(fetch, 'returntotalrecordcount') ? { count: true } : {};
}

function isOn({ attributes }: Element, name: string): boolean {
  return attributes[name] === 'true' || attributes[name] === '1';
}

function numberIn({ attributes, at }: Element, name: string): number | null {
  const text = attributes[name];
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw invalid(`fetchXml: ${name} must be a whole number of 1 or more`, at);
  return Number.parseInt(text, 10);
}

function optionsOf({
  isAggregate,
  select,
  compute,
  filters,
  orders,
  groups,
  figures,
}: Reading): QueryOptions {
  const filter = joined(filters, 'and');
  if (!isAggregate)
    return {
      ...(filter === null ? {} : { filter }),
      ...(select.length === 0 ? {} : { select }),
      ...(compute.length === 0 ? {} : { compute }),
      ...(orders.length === 0 ? {} : { orderby: orders }),
    };
  const aggregate: Transformation = { kind: 'aggregate', items: figures, at: 0 };
  return {
    apply: [
      ...(filter === null ? [] : [{ kind: 'filter', predicate: filter } as const]),
      ...(compute.length === 0 ? [] : [{ kind: 'compute', items: compute } as const]),
      groups.length === 0
        ? aggregate
        : { kind: 'groupby', paths: groups, then: figures.length === 0 ? [] : [aggregate] },
    ],
    ...(orders.length === 0 ? {} : { orderby: orders }),
  };
}

/** What stands in `<entity>` or in a link to one row. */
function readPlace(element: Element, alias: string, reading: Reading): void {
  for (const child of element.children)
    switch (child.name) {
      case 'attribute':
        readAttribute(child, alias, reading);
        break;
      case 'all-attributes':
        if (alias !== '') throw unsupported('<all-attributes> of a link-entity; name the attributes');
        reading.select.push({ path: [], isStar: true, at: child.at });
        break;
      case 'filter': {
        const filter = filterOf(child, (name, link, at) => columnOf(name, link ?? alias, { reading, at }));
        if (filter !== null) reading.filters.push(filter);
        break;
      }
      case 'order':
        readOrder(child, alias, reading);
        break;
      case 'link-entity':
        readLink(child, alias, reading);
        break;
      default:
        throw unsupported(`<${child.name}> of FetchXML`);
    }
}

interface Where {
  readonly reading: Reading;
  readonly at: number;
}

function columnOf(name: string, alias: string, { reading, at }: Where): Column {
  const place = reading.places.get(alias);
  if (place === undefined) throw invalid(`fetchXml: no link-entity has the alias ${alias}`, at);
  const { entity, steps } = place;
  const kind =
    name === entity.guidName || lookupsOf(entity).has(name) ? 'guid' : entity.properties.get(name)?.type.kind;
  if (kind === undefined) throw invalid(`fetchXml: there is no attribute ${name} on ${entity.name}`, at);
  return { kind, steps: [...steps, { name, at }] };
}

function readAttribute(element: Element, alias: string, reading: Reading): void {
  const { attributes, at } = element;
  const { name = '', alias: ownAlias } = attributes;
  const { steps } = columnOf(name, alias, { reading, at });
  const path: Expression = { kind: 'path', steps, at };
  if (reading.isAggregate) return readFigure(element, path, reading);
  const shown = ownAlias ?? (alias === '' ? name : `${alias}.${name}`);
  if (shown !== name || alias !== '') reading.compute.push({ expression: path, alias: shown });
  reading.select.push({ path: [{ name: shown, at }], isStar: false, at });
}

const methods: Readonly<Partial<Record<string, string>>> = {
  sum: 'sum',
  avg: 'average',
  min: 'min',
  max: 'max',
};

const groupings = new Set(['year', 'month', 'day']);

function readFigure({ attributes, at }: Element, path: Expression, reading: Reading): void {
  const { alias, aggregate, dategrouping, groupby, name = '' } = attributes;
  if (alias === undefined) throw invalid(`fetchXml: ${name} needs an alias in an aggregate`, at);
  if (groupby === 'true' || groupby === '1') {
    if (dategrouping !== undefined && !groupings.has(dategrouping))
      throw unsupported(`dategrouping ${dategrouping}`);
    const expression: Expression =
      dategrouping === undefined ? path : { kind: 'call', name: dategrouping, arguments: [path], at };
    reading.compute.push({ expression, alias });
    reading.groups.push([{ name: alias, at }]);
    return;
  }
  const isDistinct = attributes['distinct'] === 'true';
  if (aggregate === 'count') reading.figures.push({ expression: null, method: '$count', alias, at });
  else if (aggregate === 'countcolumn')
    reading.figures.push(
      isDistinct
        ? { expression: path, method: 'countdistinct', alias, at }
        : { expression: oneIfThere(path, at), method: 'sum', alias, at },
    );
  else if (aggregate !== undefined && methods[aggregate] !== undefined)
    reading.figures.push({ expression: path, method: methods[aggregate], alias, at });
  else throw unsupported(`the aggregate ${aggregate ?? 'of nothing'} of FetchXML`);
}

/** 1 where there is a value, 0 where there is none: their sum is how many there are. */
function oneIfThere(path: Expression, at: number): Expression {
  const literal = (type: 'null' | 'number' | 'boolean', text: string): Expression => ({
    kind: 'literal',
    type,
    text,
    at,
  });
  const isThere: Expression = {
    kind: 'binary',
    operator: 'ne',
    left: path,
    right: literal('null', 'null'),
    at,
  };
  return {
    kind: 'case',
    branches: [
      [isThere, literal('number', '1')],
      [literal('boolean', 'true'), literal('number', '0')],
    ],
    at,
  };
}

function readOrder(element: Element, alias: string, reading: Reading): void {
  const { attributes, at } = element;
  const name = attributes['alias'];
  const { attribute = '' } = attributes;
  const steps =
    name === undefined
      ? columnOf(attribute, attributes['entityname'] ?? alias, { reading, at }).steps
      : [{ name, at }];
  reading.orders.push({ expression: { kind: 'path', steps, at }, descending: isOn(element, 'descending') });
}

/** A link to one row is a way to its columns; one to many rows is a condition that there are some. */
function readLink(element: Element, alias: string, reading: Reading): void {
  const { attributes, at } = element;
  const { name = '', from = '', to = '', 'link-type': type = 'inner', alias: ownAlias = name } = attributes;
  const place = reading.places.get(alias);
  if (place === undefined) throw invalid(`fetchXml: no link-entity has the alias ${alias}`, at);
  const navigation = [...place.entity.navigations.values()].find((one) =>
    isLink(one, { name, from, to, source: place.entity, model: reading.model }),
  );
  if (navigation === undefined)
    throw invalid(`fetchXml: ${place.entity.name} has no relationship from ${to} to ${from} of ${name}`, at);
  if (!['inner', 'outer', 'any', 'exists', 'in'].includes(type))
    throw unsupported(`the link-type ${type} of FetchXML`);
  const target = targetOf(reading.model, navigation);
  const steps = [...place.steps, { name: navigation.name, at }];
  if (navigation.isCollection) return readMany(element, { steps, target }, reading);
  if (reading.places.has(ownAlias))
    throw invalid(`fetchXml: two link-entities have the alias ${ownAlias}`, at);
  reading.places.set(ownAlias, { entity: target, steps });
  const [key = ''] = target.key;
  const nothing: Expression = { kind: 'literal', type: 'null', text: 'null', at };
  if (type !== 'outer')
    reading.filters.push({
      kind: 'binary',
      operator: 'ne',
      left: { kind: 'path', steps: [...steps, { name: key, at }], at },
      right: nothing,
      at,
    });
  readPlace(element, ownAlias, reading);
}

interface FetchLink {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly source: Entity;
  readonly model: Model;
}

/** Columns that are equal, or the GUID of the one and the lookup of the other, as Dataverse has them. */
function isLink(navigation: Navigation, { name, from, to, source, model }: FetchLink): boolean {
  if (navigation.target !== name) return false;
  const { guidName } = targetOf(model, navigation);
  const [pair, ...more] = navigation.on;
  if (more.length === 0 && pair?.[0] === to && pair[1] === from) return true;
  return navigation.isCollection
    ? to === source.guidName && from.startsWith('_')
    : from === guidName && (to === `_${navigation.name}_value` || to === navigation.name);
}

function readMany(
  element: Element,
  { steps, target }: { readonly steps: readonly Step[]; readonly target: Entity },
  reading: Reading,
): void {
  const { attributes, at, children } = element;
  const type = attributes['link-type'] ?? 'inner';
  const isAsked =
    type === 'any' || type === 'exists' || type === 'in' || (type === 'inner' && reading.isDistinct);
  if (!isAsked || children.some(({ name }) => name !== 'filter'))
    throw unsupported(
      'a link-entity to many rows, except as a condition (link-type any, or distinct without attributes)',
    );
  const variable = `many${String(at)}`;
  const parts = children.flatMap((child): Expression[] => {
    const filter = filterOf(child, (name, _link, where) => {
      const kind = target.properties.get(name)?.type.kind;
      if (kind === undefined)
        throw invalid(`fetchXml: there is no attribute ${name} on ${target.name}`, where);
      return {
        kind,
        steps: [
          { name: variable, at },
          { name, at: where },
        ],
      };
    });
    return filter === null ? [] : [filter];
  });
  const predicate = joined(parts, 'and');
  reading.filters.push({
    kind: 'lambda',
    quantifier: 'any',
    collection: steps,
    variable: predicate === null ? null : variable,
    predicate,
    at,
  });
}
