/** `1 site`, `2 sites`; words that end in -y or a hiss follow the rules of English. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? word : pluralOf(word)}`;
}

function pluralOf(word: string): string {
  if (word === 'person') return 'people';
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
