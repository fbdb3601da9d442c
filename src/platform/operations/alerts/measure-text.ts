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

type Part = readonly [count: number, unit: string];

function twoOf([count, unit]: Part, [rest, restUnit]: Part): string {
  return `${String(count)} ${unit}${rest === 0 ? '' : ` ${String(rest)} ${restUnit}`}`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
