/**
 * Statements that the server keeps for one connection, read and planned once: those that were last sent again. A plan
 * over many partitions takes a megabyte, so that there are few.
 */
const mostPrepared = 24;

/** Texts of statements that were sent lately by this process, to tell those that are sent again. */
const mostSeen = 1_000;
const recentTexts = new Set<string>();

let names = 0;

/** What is kept for a connection, by text; and names that the server is to forget. */
export class PreparedStatements {
  readonly #names = new Map<string, string>();
  #forgotten: string[] = [];

  /** The name of a statement: one that is kept, a new one for what is sent again, or none for what is new. */
  nameOf(text: string): string | undefined {
    const present = this.#names.get(text);
    if (present !== undefined) {
      // The order of the map is that of use.
      this.#names.delete(text);
      this.#names.set(text, present);
      return present;
    }
    if (!wasSeen(text)) return undefined;
    names += 1;
    const name = `daybook_${String(names)}`;
    this.#names.set(text, name);
    const [oldest] = this.#names;
    if (this.#names.size > mostPrepared && oldest !== undefined) this.forget(oldest[0]);
    return name;
  }

  /** Says that a statement may not be there: it failed, or others took its place. */
  forget(text: string): void {
    const name = this.#names.get(text);
    if (name === undefined) return;
    this.#names.delete(text);
    this.#forgotten.push(name);
  }

  /** Names that the server is to forget, once each. */
  takeForgotten(): readonly string[] {
    const forgotten = this.#forgotten;
    this.#forgotten = [];
    return forgotten;
  }
}

function wasSeen(text: string): boolean {
  if (recentTexts.has(text)) return true;
  if (recentTexts.size >= mostSeen) recentTexts.clear();
  recentTexts.add(text);
  return false;
}
