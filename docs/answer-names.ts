/** Where a shape stands: the words that lead to it, from the route inwards, such as `statement`, `invoices`. */
export interface Place {
  readonly words: readonly string[];
  /** One of a list, so that its name is the singular. */
  readonly isElement: boolean;
}

/** Names that mean something else to everybody who reads TypeScript. */
const taken = [
  'Date',
  'Error',
  'Event',
  'File',
  'Function',
  'Map',
  'Object',
  'Record',
  'Request',
  'Response',
  'Set',
];

/**
 * A name for each place, in their order: its last word, and as many of those before as it takes to be the only one.
 * Throws where two places have all their words in common.
 */
export function namesOf(places: readonly Place[]): readonly string[] {
  const names = new Set(taken);
  return places.map(({ words, isElement }) => {
    const parts = words.map((word, at) => pascal(at < words.length - 1 || isElement ? singular(word) : word));
    const different = parts.filter((part, at) => part !== parts[at - 1]);
    const candidates = different.map((_, at) => different.slice(-1 - at).join(''));
    const name = candidates.find((candidate) => !names.has(candidate));
    if (name === undefined) throw new Error(`another shape has the place ${words.join(' ')}`);
    names.add(name);
    return name;
  });
}

/** The words of a path such as `/statements/{number}/lines`: what a parameter chooses one of is the singular. */
export function wordsOf(path: string): readonly string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.flatMap((segment, at) => {
    if (segment.startsWith('{')) return [];
    return segments[at + 1]?.startsWith('{') === true ? singular(segment) : segment;
  });
}

function pascal(word: string): string {
  return word.replaceAll(/(?:^|[-_.])(\w)/g, (_, first: string) => first.toUpperCase());
}

function singular(word: string): string {
  if (/(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.replace(/(?<=ss|x|z|ch|sh)es$|s$/, '');
}
