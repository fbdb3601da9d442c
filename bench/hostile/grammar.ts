/** Draws from what hostile senders send; the same seed draws the same. */
export interface Dice {
  /** 0 to `below` − 1. */
  readonly whole: (below: number) => number;
  readonly chance: (part: number) => boolean;
  readonly oneOf: <T>(list: readonly T[]) => T;
}

/** Dice of an attempt: those of neighbouring numbers throw nothing alike (splitmix32). */
export function diceOf(seed: number, attempt: number): Dice {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(attempt + 1, 0x85ebca6b)) | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let bits = state ^ (state >>> 16);
    bits = Math.imul(bits, 0x21f0aaad);
    bits ^= bits >>> 15;
    bits = Math.imul(bits, 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  const oneOf = <T>(list: readonly T[]): T => {
    const drawn = list[whole(list.length)];
    if (drawn === undefined) throw new Error('there is nothing to draw from');
    return drawn;
  };
  return { whole, oneOf, chance: (part) => next() < part };
}

/** Texts that broke something somewhere: SQL, paths, screens, spreadsheets, numbers, Unicode, prototypes, sizes. */
const texts: readonly string[] = [
  ...[
    "'",
    "''; drop table warehouse.site; --",
    "' or '1'='1",
    '$1',
    '$$',
    "\\'",
    'x); select pg_sleep(30); --',
  ],
  ...[
    '../../../../PWN',
    '..\\..\\PWN',
    '/etc/passwd',
    '/proc/self/environ',
    'file:///etc/passwd',
    '%2e%2e%2fPWN',
  ],
  ...['\u001b]0;PWN\u0007', '\u001b[2J', '\r\nset-cookie: daybook=1', '\u0000', '\u0007', '\u2028', '\ufeff'],
  ...['=cmd|calc!A0', '+1+1', '@SUM(1)', '-2+3', '=HYPERLINK("http://x")', '"', '""', ',', ';', '\t', '\n'],
  ...['0x10', '1e400', '-1e-400', 'NaN', 'Infinity', '-0', '00', '1e5', '9'.repeat(40), '0.'.padEnd(60, '1')],
  ...['−5', '1,234.56', '1.234,56', '$5', '5%', '(5)', '٣', '½', '99999999999999999999', '-99999999.999999'],
  ...['\ud800', 'é', 'e\u0301', '\u202eabc', '\u200b', '🚗'.repeat(50), 'ﬀ', 'İ', 'ß', '\u00a0', 'ＡＢＣ'],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'true', '[object Object]', '{}', '[]'],
  ...[
    '2025-02-31',
    '0000-00-00',
    '9999-12-31',
    '2062-01-01',
    '1/2/2025',
    '202513',
    '000001',
    '2025-06-31T25:61:00',
  ],
  ...[
    '<script>alert(1)</script>',
    '&lt;',
    '{{7*7}}',
    '$' + '{7*7}',
    '%s%n',
    '<!ENTITY x SYSTEM "file:///etc/passwd">',
  ],
  ...['', ' ', 'a'.repeat(300), 'x'.repeat(5_000), 'TRAILER', 'BALANCE=abc', '*', '%', '_', '?', '#', '\\'],
];

/** A hostile text, some of them put together of two. */
export function hostileText(dice: Dice): string {
  const one = dice.oneOf(texts);
  return dice.chance(0.15) ? `${one}${dice.oneOf(texts)}` : one;
}

/** A hostile value of JSON: no deeper than three levels, but for one that is a thousand. */
export function hostileValue(dice: Dice, depth = 0): unknown {
  const kind = dice.whole(depth > 2 ? 4 : 7);
  if (kind === 0) return hostileText(dice);
  if (kind === 1) return dice.oneOf([0, -1, 1.5, 1e308, -1e308, 2 ** 53, 0.1 + 0.2, 1e-320]);
  if (kind === 2) return dice.oneOf([null, true, false]);
  if (kind === 3) return hostileText(dice).repeat(dice.whole(4));
  if (kind === 4) return Array.from({ length: dice.whole(6) }, () => hostileValue(dice, depth + 1));
  if (kind === 5)
    return Object.fromEntries(
      Array.from({ length: dice.whole(5) }, () => [hostileText(dice), hostileValue(dice, depth + 1)]),
    );
  return nested(1_000);
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

/** JSON as text, broken or with keys twice now and then. */
export function hostileJson(dice: Dice, value: unknown): string {
  const text = JSON.stringify(value);
  const way = dice.whole(12);
  if (way === 0) return text.slice(0, dice.whole(text.length + 1));
  if (way === 1) return `{"__proto__":{"isAdmin":true},${text.slice(1)}`;
  if (way === 2) return text.replace(/"(\w+)":/, '"$1":null,"$1":');
  if (way === 3) return `\ufeff${text}`;
  if (way === 4) return text.replaceAll(/\d+/g, '1e400');
  return text;
}
