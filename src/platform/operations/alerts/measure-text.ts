import type { Metric } from '../metrics/metric.ts';

const minute = 60;
const hour = 3_600;
const day = 86_400;
const kibibyte = 1_024;

/** A value in words: `2 h 10 min`, `81 %`, `1.2 GiB`. */
export function measureText(value: number, unit: Metric['unit']): string {
  if (unit === 'ratio') return `${short(100 * value)} %`;
  if (unit === 'seconds') return durationText(value);
  if (unit === null) return short(value);
  const powers = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(value < 1 ? 0 : Math.floor(Math.log(value) / Math.log(kibibyte)), powers.length - 1);
  return `${short(value / kibibyte ** power)} ${powers[power] ?? 'B'}`;
}

/** A duration in its two largest units. */
export function durationText(seconds: number): string {
  if (seconds < minute) return `${short(seconds)} s`;
  const minutes = Math.round(seconds / minute);
  if (seconds < hour) return `${String(minutes)} min`;
  if (seconds < day) return twoOf([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
  const hours = Math.round(seconds / hour);
  return twoOf([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
}

/** What a value is typed in, by the unit of its metric; what has no unit is counted. */
const typedIn: Readonly<Record<NonNullable<Metric['unit']> | 'count', Readonly<Record<string, number>>>> = {
  seconds: { s: 1, min: minute, h: hour, d: day },
  ratio: { '%': 0.01 },
  bytes: { B: 1, KiB: kibibyte, MiB: kibibyte ** 2, GiB: kibibyte ** 3, TiB: kibibyte ** 4 },
  count: { '': 1 },
};

/** Digits after the point that a typed part of 1 keeps. */
const exactness = 1e8;

/**
 * The value that a text says, in the unit of a metric: `2 h 10 min` or `90s`, `81 %`, `1.2 GiB`, `100` of what is
 * counted; undefined where it says none in that unit.
 */
export function measureOf(text: string, unit: Metric['unit']): number | undefined {
  const parts = [...text.matchAll(/(\d{1,12}(?:\.\d{1,6})?) ?(%|[A-Za-z]*) */g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return undefined;
  const units = typedIn[unit ?? 'count'];
  let value = 0;
  for (const [, digits = '', name = ''] of parts) {
    const size = units[name];
    if (size === undefined) return undefined;
    value += JSON.parse(digits.replace(/^0+(?=\d)/, '')) * size;
  }
  return Math.round(value * exactness) / exactness;
}

type Part = readonly [count: number, unit: string];

function twoOf([count, unit]: Part, [rest, restUnit]: Part): string {
  return `${String(count)} ${unit}${rest === 0 ? '' : ` ${String(rest)} ${restUnit}`}`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
