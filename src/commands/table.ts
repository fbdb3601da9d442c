import { inGroups } from '../kernel/decimal.ts';
import { visibleLine } from '../kernel/visible-text.ts';

/**
 * A table for a terminal: a header, a rule, rows; the columns named in `right` are aligned right.
 * A line break or an escape in a cell is spelled out.
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const shown = rows.map((row) => row.map(visibleLine));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...shown.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    header
      .map((title, column) => {
        const width = widths[column] ?? 0;
        const cell = cells[column] ?? '';
        return right.includes(title) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...shown.map(line)].join('\n');
}

/** `1234567` as `1,234,567`, for people. */
export function grouped(count: number | string): string {
  return inGroups(String(count));
}

/** An instant in UTC as people read it, to the minute: `2026-05-01 02:30`. */
export function minuteText(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

/** `1 record`, `2 records`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
