// Where something stands in the log of a server. PostgreSQL counts the bytes of its log from the beginning of the
// cluster and keeps them in files of one size, its segments (PostgreSQL 17, 28.6).

/** Bytes from the beginning of the log. */
export type LogPosition = bigint;

/** Size of a segment unless the cluster was made with another. */
export const usualSegmentBytes = 16 * 1024 * 1024;

/** The position that the server writes as `0/2000028`. Fails for anything else. */
export function readPosition(text: string): LogPosition {
  const parts = /^([0-9A-Fa-f]{1,8})\/([0-9A-Fa-f]{1,8})$/.exec(text);
  if (parts === null) throw new Error(`${text} is not a position in the log`);
  return (BigInt(`0x${parts[1] ?? ''}`) << 32n) | BigInt(`0x${parts[2] ?? ''}`);
}

/** A position as the server writes it. */
export function positionText(position: LogPosition): string {
  const hexadecimal = (part: bigint): string => part.toString(16).toUpperCase();
  return `${hexadecimal(position >> 32n)}/${hexadecimal(position & 0xffffffffn)}`;
}

/** Beginning of the segment that holds the byte at `position`. */
export function segmentStart(position: LogPosition, segmentBytes: number): LogPosition {
  return position - (position % BigInt(segmentBytes));
}

/** Name of the segment that begins at `start`, as PostgreSQL calls its file. */
export function segmentName(timeline: number, start: LogPosition, segmentBytes: number): string {
  const number = start / BigInt(segmentBytes);
  const perFile = 0x1_0000_0000n / BigInt(segmentBytes);
  return [BigInt(timeline), number / perFile, number % perFile].map(eightDigits).join('');
}

/** Timeline and beginning of the segment of that name; null for another name. */
export function readSegmentName(
  name: string,
  segmentBytes: number,
): { readonly timeline: number; readonly start: LogPosition } | null {
  const parts = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name);
  if (parts === null) return null;
  const [timeline = 0n, file = 0n, within = 0n] = parts.slice(1).map((part) => BigInt(`0x${part}`));
  const perFile = 0x1_0000_0000n / BigInt(segmentBytes);
  return {
    timeline: Number.parseInt(String(timeline), 10),
    start: (file * perFile + within) * BigInt(segmentBytes),
  };
}

const eightDigits = (part: bigint): string => part.toString(16).toUpperCase().padStart(8, '0');
