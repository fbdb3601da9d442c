/** JSON of what people and files said, for the database: NUL and halves of pairs, which it keeps in no text, as signs. */
export function keepableJson(value: unknown): string {
  return JSON.stringify(value, (_name, held: unknown) => {
    if (typeof held === 'string') return keepable(held);
    if (typeof held !== 'object' || held === null || Array.isArray(held)) return held;
    const isKept = Object.keys(held).every((name) => keepable(name) === name);
    return isKept
      ? held
      : Object.fromEntries(Object.entries(held).map(([name, each]) => [keepable(name), each]));
  });
}

function keepable(text: string): string {
  return text.replaceAll('\u0000', '\u2400').toWellFormed();
}
