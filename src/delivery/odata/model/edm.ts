/**
 * Types of the data service: how a column of schema `api` is known to OData clients, and by which rules it is compared
 * and computed with. Decimals stay exact; there is no binary float.
 */
export type Kind =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'time'
  | 'duration'
  | 'guid'
  | 'binary'
  /** A list of texts; compared with nothing, searched by lambda only. */
  | 'texts'
  /** A document; clients get it as the text of its JSON. */
  | 'json';

/** The type of a property, as metadata says it. */
export interface EdmType {
  readonly kind: Kind;
  /** Such as `Edm.Decimal`. */
  readonly name: string;
  readonly maxLength?: number;
  readonly precision?: number;
  readonly scale?: number;
}

const plain: Readonly<Record<string, EdmType>> = {
  text: { kind: 'text', name: 'Edm.String' },
  'character varying': { kind: 'text', name: 'Edm.String' },
  name: { kind: 'text', name: 'Edm.String' },
  smallint: { kind: 'integer', name: 'Edm.Int16' },
  integer: { kind: 'integer', name: 'Edm.Int32' },
  bigint: { kind: 'integer', name: 'Edm.Int64' },
  numeric: { kind: 'decimal', name: 'Edm.Decimal' },
  boolean: { kind: 'boolean', name: 'Edm.Boolean' },
  date: { kind: 'date', name: 'Edm.Date' },
  'timestamp with time zone': { kind: 'instant', name: 'Edm.DateTimeOffset', precision: 6 },
  uuid: { kind: 'guid', name: 'Edm.Guid' },
  bytea: { kind: 'binary', name: 'Edm.Binary' },
  json: { kind: 'json', name: 'Edm.String' },
  jsonb: { kind: 'json', name: 'Edm.String' },
  'text[]': { kind: 'texts', name: 'Collection(Edm.String)' },
  'character varying[]': { kind: 'texts', name: 'Collection(Edm.String)' },
};

/** The type of a column by its SQL type, such as `numeric(19,5)`; null for a type that the service does not offer. */
export function edmTypeOf(sqlType: string): EdmType | null {
  const parts = /^([a-z ]+?(?:\[\])?)(?:\((\d+)(?:,(\d+))?\))?(\[\])?$/.exec(sqlType);
  const [, name = '', first, second, list = ''] = parts ?? [];
  const type = plain[name + list];
  if (type === undefined) return null;
  if (first === undefined) return type;
  const size = Number.parseInt(first, 10);
  if (type.kind === 'text') return { ...type, maxLength: size };
  return type.kind === 'decimal'
    ? { ...type, precision: size, scale: Number.parseInt(second ?? '0', 10) }
    : type;
}

/** The SQL type to which a bound value of a kind is cast. */
export const sqlTypeOf: Readonly<Record<Kind, string>> = {
  text: 'text',
  integer: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
  time: 'time',
  duration: 'interval',
  guid: 'uuid',
  binary: 'bytea',
  texts: 'text[]',
  json: 'jsonb',
};
