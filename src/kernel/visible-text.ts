/** Signs that a terminal, a browser or a reader obeys instead of showing them, and halves of signs. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const lineBreaks = /[\n\t]/g;

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
