import pg from 'pg';

type Read = (text: string) => unknown;

const asText: Read = (text) => text;
const asCount: Read = (text) => Number.parseInt(text, 10);
const asBoolean: Read = (text) => text === 't';
const driversOwn = pg.types.getTypeParser as (oid: number) => Read;
const asJson: Read = (text): unknown => JSON.parse(text);

// OIDs are fixed in PostgreSQL's pg_type.dat.
const BOOL = 16;
const BYTEA = 17;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const JSON_TEXT = 114;
const JSONB = 3802;
const FLOAT8 = 701;
const INT4_ARRAY = 1007;
const TEXT_ARRAY = 1009;
const BOOL_ARRAY = 1000;

/** Arrays whose elements stay text: "char", name, text, bpchar, varchar, int8, date, timestamp(tz), numeric, uuid. */
const TEXT_ELEMENT_ARRAYS = [1002, 1003, TEXT_ARRAY, 1014, 1015, 1016, 1182, 1115, 1185, 1231, 2951];

const readers = new Map<number, Read>([
  [BOOL, asBoolean],
  [INT2, asCount],
  [INT4, asCount],
  [OID, asCount],
  // Only the statistics of the server itself come as float8; our own tables have none (tested on the catalogue).
  [FLOAT8, driversOwn(FLOAT8)],
  [JSON_TEXT, asJson],
  [JSONB, asJson],
  [BYTEA, driversOwn(BYTEA)],
  [INT4_ARRAY, driversOwn(INT4_ARRAY)],
  [BOOL_ARRAY, driversOwn(BOOL_ARRAY)],
  ...TEXT_ELEMENT_ARRAYS.map((oid) => [oid, driversOwn(TEXT_ARRAY)] as const),
]);

/**
 * How a column arrives in TypeScript: smallint, integer and oid as number, boolean as boolean, json(b) parsed, bytea as
 * Buffer, arrays as arrays; everything else as PostgreSQL's own text. So numeric and bigint keep every digit, and a
 * date never becomes an instant. The driver's own list would turn numeric[] into floats and date into local midnight.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number): Read => readers.get(oid) ?? asText,
};
