import { isDay } from '../../../kernel/month.ts';
import type { Entity, Property } from '../model/entity.ts';
import type { ServiceRequest } from '../request.ts';
import { invalid, unsupported } from '../sql/typed.ts';
import type { Value } from './writable.ts';

/** A number of JSON as it was written. */
class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A row of a body: values by column, and the rows that lookups are to lead to, by navigation. */
export interface WrittenRow {
  readonly values: Record<string, Value>;
  /** Addresses of `name@odata.bind`; null leads nowhere. */
  readonly binds: Readonly<Record<string, string | null>>;
  /** The GUID that the body gives the row. */
  readonly guid: string | null;
  /** Annotations by name, such as `@odata.id` and `@Daybook.reason`. */
  readonly annotations: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** The object of a body, in which numbers keep their digits. Refuses with ODATA_INVALID what is none. */
export function objectIn({ body }: Pick<ServiceRequest, 'body'>): Fields {
  const parsed = parsedBody(body);
  if (!isObject(parsed)) throw invalid('the body is not a JSON object', 0);
  return parsed;
}

function parsedBody(body: string | null): unknown {
  try {
    return JSON.parse(body ?? '', (_name, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' ? new ExactNumber(context?.source ?? String(value)) : value,
    ) as unknown;
  } catch {
    throw invalid('the body is not valid JSON', 0);
  }
}

function isObject(value: unknown): value is Fields {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/** Objects of a list in a body, such as `Targets`. */
export function objectsIn(fields: Fields, name: string): Fields[] {
  const list = fields[name];
  if (!Array.isArray(list) || !list.every(isObject)) throw invalid(`${name} must be a list of rows`, 0);
  return list;
}

/** A row of an entity out of a body. Refuses with ODATA_INVALID or ODATA_UNSUPPORTED. */
export function writtenRow(fields: Fields, entity: Entity): WrittenRow {
  const values: Record<string, Value> = {};
  const binds: Record<string, string | null> = {};
  const annotations: Record<string, string> = {};
  let guid: string | null = null;
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith('@')) {
      if (typeof value === 'string') annotations[name] = value;
    } else if (name.endsWith('@odata.bind')) {
      const navigation = name.slice(0, -'@odata.bind'.length);
      binds[navigation] = addressOf(value, name);
    } else if (name === entity.guidName) guid = textOf(value, name);
    // Annotations of properties, such as formatted values, come back with a row that was read.
    else if (!name.includes('@')) values[name] = valueOf(value, propertyOf(entity, name));
  }
  return { values, binds, guid, annotations };
}

function propertyOf(entity: Entity, name: string): Property {
  const property = entity.properties.get(name);
  if (property !== undefined) return property;
  if (entity.navigations.has(name)) throw unsupported(`rows inside a row (${name}); use ${name}@odata.bind`);
  throw invalid(`there is no property ${name} on ${entity.name}`, 0);
}

function addressOf(value: unknown, name: string): string | null {
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value)) throw unsupported(`several rows in ${name}; write each to $ref`);
  throw invalid(`${name} must be the address of a row`, 0);
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw invalid(`${name} must be text`, 0);
  return value;
}

/** A value of JSON as a value of a property. Refuses with ODATA_INVALID what is none. */
export function valueOf(value: unknown, { name, type }: Property): Value {
  if (value === null) return null;
  const isNumber = type.kind === 'integer' || type.kind === 'decimal';
  const text = value instanceof ExactNumber ? (isNumber ? value.text : null) : value;
  if (type.kind === 'boolean' ? typeof text === 'boolean' : isOfKind(text, type.kind)) return text as Value;
  throw invalid(`${name} must be ${kindsInWords[type.kind] ?? `a value of ${type.name}`}`, 0);
}

function isOfKind(value: unknown, kind: Property['type']['kind']): boolean {
  if (kind === 'texts') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (typeof value !== 'string') return false;
  if (kind === 'integer') return /^-?\d{1,18}$/.test(value);
  if (kind === 'decimal') return /^-?\d{1,40}(\.\d{1,40})?$/.test(value);
  if (kind === 'date') return isDay(value);
  return kind === 'text' || kind === 'json' || kind === 'instant' || kind === 'guid';
}

const kindsInWords: Readonly<Partial<Record<Property['type']['kind'], string>>> = {
  text: 'text',
  integer: 'a whole number',
  decimal: 'a number, written without an exponent',
  boolean: 'true or false',
  date: 'a day, YYYY-MM-DD',
  texts: 'a list of strings',
};
