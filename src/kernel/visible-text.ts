/** Signs that a terminal, a browser or a reader obeys instead of showing them, and halves of signs. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const lineBreaks = /[\n\t]/g;

/** Signs that steer, and those that turn the direction of reading: an amount after them is read backwards. */
const steering = /[^\P{Cc}\t\n\r\u0080-\u009f]|[\u202A-\u202E\u2066-\u2069]/u;

/**
 * Whether a text can be printed as it is. Line breaks and tabs are printed as such; what else steers a terminal, a
 * mail, a printer or a reader is not text.
 */
export function isPrintable(text: string): boolean {
  return !steering.test(text);
}

/** Whether a text can be a title: 1 to 100 characters on one line, none of which steers what shows it. */
export function isTitle(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,100}$/u.test(text) && isPrintable(text);
}

/** One sign as `\u001b`, which is its spelling in JSON too. */
function spelled(sign: string): string {
  return Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

/**
 * Text for a terminal: what would move the cursor, change colours or turn the direction of reading is spelled out. Line
 * breaks and tabs stay. A text of JSON stays JSON that says the same.
 */
export function visibleText(text: string): string {
  return text.replaceAll(obeyed, (sign) => (sign === '\n' || sign === '\t' ? sign : spelled(sign)));
}

/** The same on one line, for names and values within a line: one that breaks it could pass for another message. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll(lineBreaks, (sign) => (sign === '\n' ? '\\n' : '\\t'));
}
