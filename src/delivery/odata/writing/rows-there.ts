import type { Principal } from '../../../platform/security/index.ts';
import { refusal } from '../../../kernel/errors.ts';
import { objectOf } from '../answer-rows.ts';
import type { KeyPart, Literal, LiteralType, PathSegment, QueryOptions } from '../grammar/index.ts';
import { parseRelativeUri } from '../grammar/index.ts';
import type { Entity, Model } from '../model/entity.ts';
import { below, type Preferences, type ServiceRequest } from '../request.ts';
import { resourceOf, type Reached } from '../resource.ts';
import { invalid } from '../sql/typed.ts';
import { valueOf } from './body.ts';
import type { Values, WritableSet } from './writable.ts';

/** Everything that one write needs to know. */
export interface Write {
  readonly model: Model;
  readonly sets: ReadonlyMap<string, WritableSet>;
  readonly principal: Principal;
  readonly request: ServiceRequest;
  readonly options: QueryOptions;
}

/** A row as it stands, for the caller. */
export interface RowThere {
  readonly entity: Entity;
  readonly values: Values;
  readonly guid: string;
  readonly etag: string;
}

/** Every digit as text, and nothing besides the values. */
const asTexts: Preferences = {
  pageSize: null,
  withAnnotations: false,
  metadata: 'none',
  numbersAsText: true,
  returns: null,
  tracksChanges: false,
  applied: [],
};

/** The one row that a path leads to; null when the caller sees none. */
export async function rowThere(
  { principal, request, options: { aliases } }: Write,
  reached: Reached,
): Promise<RowThere | null> {
  const { entity } = reached;
  const rowsRequest = {
    caller: principal.caller,
    request,
    reached,
    options: { aliases },
    preferences: asTexts,
  };
  const object = await objectOf(rowsRequest, rowsRequest.options);
  if (object === null) return null;
  const values = JSON.parse(object) as Record<string, string>;
  const { '@odata.etag': etag = '', [entity.guidName]: guid = '' } = values;
  return { entity, values, guid, etag };
}

/** As `rowThere`. Refuses with ODATA_NOT_FOUND. */
export async function requiredRow(write: Write, reached: Reached): Promise<RowThere> {
  const there = await rowThere(write, reached);
  if (there === null)
    throw refusal('ODATA_NOT_FOUND', { what: `row of ${reached.entity.set} with this key` });
  return there;
}

/** What a path leads to, which has to be one row. Refuses with ODATA_INVALID and as `resourceOf` does. */
export function oneRow(segments: readonly PathSegment[], { options, model }: Write): Reached {
  const reached = resourceOf(segments, options, model);
  if (reached.kind !== 'rows') throw refusal('ODATA_NOT_FOUND', { what: 'row with this address' });
  if (reached.isCollection) throw invalid(`a row of ${reached.entity.set} is addressed by its key`, 0);
  return reached;
}

/** The row at an address of this service: absolute, from the root, or relative, as lookups are written. */
export async function rowAt(write: Write, address: string): Promise<RowThere> {
  const meant = write.request.references?.get(address) ?? address;
  const { path } = parseRelativeUri(below(meant, write.request.root));
  return requiredRow(write, oneRow(path, write));
}

const literalTypes: Readonly<Partial<Record<string, LiteralType>>> = {
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'dateTimeOffset',
  guid: 'guid',
};

/** Where the row of a natural key is. */
export function reachedBy(entity: Entity, key: Values, { options, model }: Write): Reached {
  const parts = entity.key.map((name): KeyPart => {
    const type = literalTypes[entity.properties.get(name)?.type.kind ?? 'text'] ?? 'string';
    const value: Literal = { kind: 'literal', type, text: String(key[name]), at: 0 };
    return { name, value };
  });
  const reached = resourceOf([{ kind: 'name', name: entity.set, key: parts, at: 0 }], options, model);
  if (reached.kind !== 'rows') throw new Error(`${entity.set} is no set`);
  return reached;
}

/** The natural key in the last segment of a path; null where it names the row by its GUID, or not at all. */
export function keyIn(
  segments: readonly PathSegment[],
  entity: Entity,
  options: QueryOptions,
): Values | null {
  const last = segments.at(-1);
  if (last?.kind !== 'name' || last.key === null) return null;
  const [only = ''] = entity.key;
  const named = last.key.map(({ name, value }) => {
    const literal = value.kind === 'alias' ? options.aliases?.[value.name] : value;
    return { name: name ?? only, literal };
  });
  const isGuid = named.some(({ name, literal }) => name === entity.guidName || isGuidLiteral(literal));
  if (isGuid) return null;
  return Object.fromEntries(
    named.map(({ name, literal }) => {
      const property = entity.properties.get(name);
      if (property === undefined || literal?.kind !== 'literal')
        throw invalid(`${name} is not part of the key`, 0);
      return [name, valueOf(literal.text, property)];
    }),
  );
}

function isGuidLiteral(literal: KeyPart['value'] | undefined): boolean {
  return literal?.kind === 'literal' && literal.type === 'guid';
}

/** The natural key of a row. */
export function keyOf({ entity, values }: Pick<RowThere, 'entity' | 'values'>): Values {
  return Object.fromEntries(entity.key.map((name) => [name, values[name] ?? null]));
}
