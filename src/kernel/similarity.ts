/** How much of two texts is alike, in percent: 100 less the signs that differ, of the longer one. */
export function similarity(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  return longer === 0 ? 100 : ((longer - distance(one, other)) * 100) / longer;
}

const buckets = 64;

/** How often signs occur in a text; signs may share a place. For `similarityAtMost`. */
export function signCounts(text: string): Uint16Array {
  const counts = new Uint16Array(buckets);
  for (let at = 0; at < text.length; at += 1) {
    const place = text.charCodeAt(at) % buckets;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** The most that two texts can be alike, in percent, by their counts of signs: no pair needs to be read for it. */
export function similarityAtMost(one: Uint16Array, other: Uint16Array): number {
  let [more, less, length] = [0, 0, 0];
  for (let place = 0; place < buckets; place += 1) {
    const surplus = (one[place] ?? 0) - (other[place] ?? 0);
    if (surplus > 0) more += surplus;
    else less -= surplus;
    length += one[place] ?? 0;
  }
  const longer = Math.max(length, length - more + less);
  return longer === 0 ? 100 : ((longer - Math.max(more, less)) * 100) / longer;
}

/** Signs that are put in, left out or replaced to make one of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let from = 1; from <= one.length; from += 1) {
    const next = [from];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (one[from - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
