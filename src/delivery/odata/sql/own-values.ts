import { sql, type RawBuilder } from 'kysely';
import type { SelectItem } from '../grammar/syntax.ts';
import { lookupsOf, targetOf, type Entity, type Navigation } from '../model/entity.ts';
import { guidText } from '../model/guid.ts';
import type { ChosenRows } from './chosen-rows.ts';
import { formatted } from './formatted.ts';
import { addressPairs, linkPairs, typePairs } from './full-metadata.ts';
import { insideOf, joined, jsonOf, jsonText, plainlyQuoted, type Pair } from './json-text.ts';
import type { RowStyle } from './row-style.ts';
import type { Scope } from './scope.ts';
import { statementOf } from './statement.ts';
import { invalid, unsupported, type Typed } from './typed.ts';

/** A row of an entity, and how it is written. */
export interface OwnRow {
  readonly scope: Scope;
  readonly entity: Entity;
  readonly style: RowStyle;
  /** Where parts are computed once that several values have; null where each is by itself. */
  readonly chosen: ChosenRows | null;
}

/** What is the same for every request that asks for the same values of an entity in the same way. */
interface Remembered {
  readonly text: string;
  readonly shared: readonly string[];
}

/** Combinations of values that are remembered for an entity: far more than clients that are used daily ask for. */
const mostRemembered = 200;
const rememberedByEntity = new WeakMap<Entity, Map<string, Remembered>>();

/** ETag and values of a row, as the inside of a JSON object. Ask before anything else is shared. */
export function ownValues(names: readonly string[], row: OwnRow): RawBuilder<unknown> {
  const { scope, entity, style, chosen } = row;
  const isPlain = !style.withAnnotations && !style.isFull && names.every((name) => !scope.made.has(name));
  if (!isPlain) return joined(insideOf(ownPairs(names, row)));
  const ways = rememberedByEntity.get(entity) ?? new Map<string, Remembered>();
  rememberedByEntity.set(entity, ways);
  const way = `${scope.alias} ${String(style.numbersAsText)} ${String(chosen !== null)} ${names.join()}`;
  const before = ways.get(way);
  if (before !== undefined) {
    for (const text of before.shared) chosen?.shareText(text);
    return sql.raw(before.text);
  }
  const written = joined(insideOf(ownPairs(names, row)));
  if (ways.size >= mostRemembered) ways.clear();
  ways.set(way, { text: statementOf(written).text, shared: [...(chosen?.shared ?? [])] });
  return written;
}

function ownPairs(names: readonly string[], row: OwnRow): Pair[] {
  const { scope, entity, style } = row;
  const lookups = lookupsOf(entity);
  const pairs: Pair[] = [
    ...(style.isFull ? addressPairs(scope, entity, style) : []),
    ['@odata.etag', joined(['"W/\\"', etagSql(scope, entity), '\\""'])],
  ];
  for (const name of names) {
    const value = scope.value(name);
    if (value === undefined) continue;
    if (style.isFull) pairs.push(...typePairs(name, value.kind, entity));
    const isWritten = scope.made.has(name);
    const text = valueText(value, row);
    pairs.push(isWritten ? [name, text, 'written'] : [name, text]);
    if (!style.withAnnotations || isWritten) continue;
    const shown = formatted(value.sql, entity.properties.get(name)?.type ?? null);
    if (shown !== null) pairs.push([`${name}${formattedValue}`, jsonText(shown), 'if any']);
    const lookup = lookups.get(name);
    if (lookup !== undefined) pairs.push(...lookupAnnotations(name, lookup, scope));
  }
  return style.isFull ? [...pairs, ...linkPairs(scope, entity, style)] : pairs;
}

function valueText(value: Typed, { style, chosen }: OwnRow): RawBuilder<unknown> {
  const { guidOf } = value;
  if (guidOf === undefined) return jsonOf(value, style);
  const share = chosen?.share ?? ((part: RawBuilder<unknown>) => part);
  return plainlyQuoted(guidText(guidOf.entity, guidOf.column, share));
}

/** Changes whenever a column of the row says something else. */
function etagSql(scope: Scope, { properties }: Entity): RawBuilder<unknown> {
  const columns = [...properties.values()].map(({ name, type }) =>
    type.kind === 'json' ? sql`${scope.column(name)}::text` : scope.column(name),
  );
  return sql`hash_record_extended(row(${sql.join(columns)}), 0)::text`;
}

/** Names that `$select` chooses; without it all, with the GUID and lookups. */
export function selectedNames(select: readonly SelectItem[] | undefined, scope: Scope): string[] {
  const { entity } = scope;
  const own =
    entity === null ? [] : [entity.guidName, ...entity.properties.keys(), ...lookupsOf(entity).keys()];
  const all = [...own, ...scope.made.keys()];
  if (select === undefined) return all;
  const names = select.flatMap(({ path, isStar, options, at }) => {
    if (options !== undefined) throw unsupported('options inside $select');
    if (isStar) return all;
    const [first, ...rest] = path;
    const name = path.map((step) => step.name).join('/');
    if (first === undefined) throw invalid('a name is missing', at);
    if (scope.value(name) !== undefined || scope.made.has(name)) return [name];
    if (entity?.navigations.has(first.name) === true && rest.length === 0) return [];
    throw invalid(`there is no property ${name} on ${entity?.name ?? 'the result'}`, first.at);
  });
  return [...new Set([...(entity === null ? [] : [entity.guidName]), ...names])];
}

const formattedValue = '@OData.Community.Display.V1.FormattedValue';

/** What Dataverse says of a lookup that leads to a row. */
function lookupAnnotations(name: string, lookup: Navigation, scope: Scope): Pair[] {
  const target = targetOf(scope.model, lookup);
  const isThere = sql`${scope.value(name)?.sql} is not null`;
  const onlyThen = (text: string): RawBuilder<unknown> =>
    sql`(case when ${isThere} then ${sql.lit(JSON.stringify(text))} end)`;
  const title = target.title === null ? null : scope.join(lookup).column(target.title);
  return [
    ...(title === null ? [] : [[`${name}${formattedValue}`, jsonText(title), 'if any'] as const]),
    [`${name}@Microsoft.Dynamics.CRM.lookuplogicalname`, onlyThen(target.name), 'if any'],
    [`${name}@Microsoft.Dynamics.CRM.associatednavigationproperty`, onlyThen(lookup.name), 'if any'],
  ];
}
