import { isWellFormedShape } from './shapes.ts';

const year = String.raw`-?(?:0\d{3}|[1-9]\d{3,8})`;
const date = String.raw`${year}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,12})?)?`;
const offset = String.raw`(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)`;
const digits = String.raw`\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const base64 = '[A-Za-z0-9_-]';
const padded = `${base64}{2}[AEIMQUYcgkosw048]=?|${base64}[AQgw](?:==)?`;
const ofDay = String.raw`(?:\d{1,9}[Hh])?(?:\d{1,9}[Mm])?(?:\d{1,9}(?:\.\d{1,12})?[Ss])?`;
const duration = String.raw`-?[Pp](?=\d|[Tt])(?:\d{1,9}[Dd])?(?:[Tt](?=\d)${ofDay})?`;
const member = String.raw`(?:[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*|[+-]?\d{1,19})`;

/** How primitive values are written, without percent signs and quotes. No pattern goes back over its text. */
export const primitiveText = {
  boolean: '(?:true|false)',
  guid: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  date,
  timeOfDay: time,
  dateTimeOffset: `${date}[Tt]${time}${offset}`,
  number: `[+-]?${digits}`,
  notANumber: '(?:NaN|-?INF)',
  duration,
  binary: `(?:${base64}{4})*(?:${padded})?`,
  enum: `${member}(?:,${member})*`,
} as const;

export type PrimitiveName = keyof typeof primitiveText | 'geography';

const whole = new Map(
  Object.entries(primitiveText).map(([name, pattern]) => [name, new RegExp(`^(?:${pattern})$`, 'u')]),
);

/** Whether a value of a request body, or between quotes, is written as its type says. */
export function isPrimitiveText(type: PrimitiveName, text: string): boolean {
  if (type === 'geography') return isWellFormedShape(text);
  return whole.get(type)?.test(text) === true && (!/^date/.test(type) || isInCalendar(text));
}

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the month of a well-formed date has the day: 30 February is a date by its digits only. */
export function isInCalendar(text: string): boolean {
  const [, yearDigits = '', monthDigits = '', dayDigits = ''] = /(\d+)-(\d\d)-(\d\d)/.exec(text) ?? [];
  const month = Number.parseInt(monthDigits, 10);
  const day = Number.parseInt(dayDigits, 10);
  if (month === 2 && day === 29) return isLeapYear(BigInt(yearDigits));
  return day <= (lengths[month - 1] ?? 0);
}

function isLeapYear(value: bigint): boolean {
  return value % 4n === 0n && (value % 100n !== 0n || value % 400n === 0n);
}
