/** An instant in UTC as people read it, to the minute: `2026-05-01 02:30`. */
export function minuteText(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
