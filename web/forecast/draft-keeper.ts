import { ServiceRefusal } from '../service/client.ts';
import { keepDraft, type DraftChange } from '../service/drafts.ts';
import { nameOfKey } from './sheet.ts';
import type { TypedValue, TypedValues } from './typed-values.ts';

/**
 * Milliseconds of rest after which what was typed is kept, until what could not be kept is tried again, and that
 * whoever leaves the page waits for it.
 */
const rest = { typing: 800, failure: 10_000, leaving: 3_000 } as const;

/** Refusals that another try may not meet: nobody is signed in, or the service has too much to do. */
const passing: ReadonlySet<number> = new Set([401, 408, 429]);

/** Values of one request: some 300 kB, of the 1 MB that the service takes. */
const mostValues = 2_000;

/** What a browser sends for a page that is gone, all requests together, is 64 kB at most. */
const mostBytesOfLeaving = 60_000;

/** Values of a year that the service has to be told of: as it has them, and as they are; undefined where not at all. */
interface Part {
  readonly year: string;
  readonly values: readonly (readonly [
    key: string,
    value: TypedValue | undefined,
    sent: TypedValue | undefined,
  ])[];
}

/**
 * Has the service keep what is typed, so that it is there again on any device: what differs from what it has, one
 * request at a time. `report` is told whether the last one was accepted.
 */
export class DraftKeeper {
  readonly #site: string;
  readonly #report: (isKept: boolean) => void;
  /** What the service has. */
  readonly #sent: Map<string, TypedValue>;
  #values: TypedValues;
  #sending: Promise<void> | null = null;
  #hasFailed = false;
  #timer: number | undefined;

  constructor(site: string, before: TypedValues, report: (isKept: boolean) => void) {
    this.#site = site;
    this.#report = report;
    this.#sent = new Map(before);
    this.#values = before;
  }

  /** What is typed now. */
  take(values: TypedValues): void {
    this.#values = values;
    this.#wait(rest.typing);
  }

  /** Keeps what is left of it at once; the page goes on. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Somebody goes to another page of the app: whether the service has all of it, as far as it says so in time. */
  async settle(): Promise<boolean> {
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    setTimeout(resolve, rest.leaving);
    await Promise.race([this.keep(), late]);
    return this.#parts().length === 0;
  }

  /** The page may be gone in a moment. Whether something may be lost with it: too much for that, or refused before. */
  leave(): boolean {
    const parts = this.#parts();
    const bytes = new Blob(parts.map((part) => JSON.stringify(changeOf(part)))).size;
    if (bytes > mostBytesOfLeaving) void this.keep();
    else for (const part of parts) void this.#send(part, true);
    return parts.length > 0 && (this.#hasFailed || !navigator.onLine || bytes > mostBytesOfLeaving);
  }

  async #sendAll(): Promise<void> {
    let [part] = this.#parts();
    while (part !== undefined && (await this.#send(part, false))) [part] = this.#parts();
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), milliseconds);
  }

  #parts(): readonly Part[] {
    const keys = new Set([...this.#sent.keys(), ...this.#values.keys()]);
    const differing = [...keys].filter((key) => this.#sent.get(key) !== this.#values.get(key));
    return [...Map.groupBy(differing, yearOf)].flatMap(([year, ofYear]) =>
      Array.from({ length: Math.ceil(ofYear.length / mostValues) }, (_, at) => ({
        year,
        values: ofYear
          .slice(at * mostValues, (at + 1) * mostValues)
          .map((key) => [key, this.#values.get(key), this.#sent.get(key)] as const),
      })),
    );
  }

  /** Whether it was accepted. */
  async #send(part: Part, outlivesPage: boolean): Promise<boolean> {
    try {
      await keepDraft({ site: this.#site, year: part.year }, changeOf(part), outlivesPage);
    } catch (cause) {
      this.#tell(false);
      // What was refused would be refused again, until something else is typed.
      const status = cause instanceof ServiceRefusal ? cause.status : 0;
      if (status < 400 || status >= 500 || passing.has(status)) this.#wait(rest.failure);
      return false;
    }
    for (const [key, value] of part.values) {
      if (value === undefined) this.#sent.delete(key);
      else this.#sent.set(key, value);
    }
    this.#tell(true);
    return true;
  }

  #tell(isKept: boolean): void {
    this.#hasFailed = !isKept;
    this.#report(isKept);
  }
}

const yearOf = (key: string): string => nameOfKey(key).period.slice(0, 4);

function changeOf({ values }: Part): DraftChange {
  const typed = values.flatMap(([key, value]) => (value === undefined ? [] : [{ key, ...value }]));
  return {
    seen: typed.length === 0 ? null : Math.min(...typed.map(({ seen }) => seen)),
    entries: typed.map(({ key, text, over }) => ({ ...nameOfKey(key), value: text, over })),
    dropped: values.flatMap(([key, value, sent]) =>
      value === undefined ? [{ ...nameOfKey(key), value: sent?.text ?? '' }] : [],
    ),
  };
}
