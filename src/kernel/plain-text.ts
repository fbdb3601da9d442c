/** Every blank of Unicode. */
const blanks = /[\s\u0085]+/gu;
/** Signs without width: two texts that differ in them look alike. */
const widthless = /[\u00AD\u180E\u200B-\u200D\u2060\uFEFF]/gu;
const edge = /[\s\u0085\u00AD\u180E\u200B-\u200D\u2060\uFEFF]/u;

/**
 * Text that is compared, so that what looks alike is alike: composed as Unicode's form C says, without signs that have
 * no width, every run of blanks one blank, none at the ends. Its case stays. Codes, names and numbers of people go
 * through it once, where they come in.
 */
export function plainKey(text: string): string {
  return text.normalize('NFC').replaceAll(widthless, '').replaceAll(blanks, ' ').trim();
}

/** Text that is read: composed as Unicode's form C says, no blanks of any kind at the ends; what is inside stays. */
export function plainText(text: string): string {
  const [start, end] = withoutEdges(text);
  return text.slice(start, end).normalize('NFC');
}

/** Where a text begins and ends without blanks, and signs without width; `[0, 0]` when it is nothing else. */
export function withoutEdges(text: string): [start: number, end: number] {
  let start = 0;
  let end = text.length;
  while (end > start && edge.test(text.charAt(end - 1))) end -= 1;
  while (start < end && edge.test(text.charAt(start))) start += 1;
  return end === start ? [0, 0] : [start, end];
}
