import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, isPatienceAsked, type Answer, type Client } from './client.ts';

/** What a client was told, for the judge. */
export interface History {
  /** Entries that were confirmed. */
  readonly appended: string[];
  /** Entries of which nobody said whether they were made. */
  readonly unclear: string[];
  /** Entries that somebody read. */
  readonly read: Set<string>;
  /** Changes that moved a value from one cell to another, confirmed. */
  readonly transferred: string[];
  /** Months whose unit accounts were posted: confirmed, or said to be when they were to be posted again. */
  readonly posted: Set<string>;
  /** The month that was being posted at the end; null where its outcome is known. */
  posting: string | null;
  /** What no answer of the service should be. */
  readonly faults: string[];
  /** What the service said when it could not work, in the order in which it did; `no answer` where it said nothing. */
  readonly refused: string[];
}

const site = '/sites/0170';
const contacts = `${site}/contacts`;
const month = '/forecasts/0170/2025-04';
const cells = ['valet-daily', 'self-daily'] as const;
const whole = 100;
/** Milliseconds between two postings: a fault finds one at work, and there are months enough for all of them. */
const postingPause = 3_000;

/** Appends to a list, moves a value between two cells, posts months and reads, on and on until it is stopped. */
export class Workload {
  readonly history: History = {
    appended: [],
    unclear: [],
    read: new Set(),
    transferred: [],
    posted: new Set(),
    posting: null,
    faults: [],
    refused: [],
  };
  readonly #client: Client;
  readonly #over = new AbortController();
  readonly #working: Promise<unknown>;
  #confirmedAt = performance.now();
  #longestPause = 0;

  constructor(client: Client) {
    this.#client = client;
    this.#working = Promise.all([
      this.#onAndOn('a', (at) => this.#append(`a ${String(at)}`)),
      this.#onAndOn('b', (at) => this.#append(`b ${String(at)}`)),
      this.#onAndOn('transfer', (at) => this.#transfer((at % 7) + 1)),
      this.#onAndOn('transfer back', (at) => this.#transfer(-((at % 5) + 1))),
      this.#onAndOn('read', () => this.#read()),
      this.#onAndOn('post', (at) => this.#post(monthAt(at - 1)), postingPause),
    ]);
  }

  /** How much was confirmed so far. */
  get done(): number {
    const { appended, transferred, posted } = this.history;
    return appended.length + transferred.length + posted.size;
  }

  /** Seconds of the longest pause between two confirmations since it was last asked. */
  takePause(): number {
    const pause = Math.max(this.#longestPause, performance.now() - this.#confirmedAt);
    this.#longestPause = 0;
    return pause / 1_000;
  }

  #confirm(): void {
    const now = performance.now();
    this.#longestPause = Math.max(this.#longestPause, now - this.#confirmedAt);
    this.#confirmedAt = now;
  }

  async stop(): Promise<History> {
    this.#over.abort();
    await this.#working;
    return this.history;
  }

  async #onAndOn(name: string, act: (at: number) => Promise<void>, pause = 150): Promise<void> {
    for (let at = 1; !this.#over.signal.aborted; at += 1) {
      await act(at).catch((cause: unknown) => {
        this.history.faults.push(`${name}: ${String(cause)}`);
      });
      await sleep(pause, null, { signal: this.#over.signal }).catch(() => null);
    }
  }

  /** With one key for as long as it takes, as a script does that must not do it twice. */
  async #append(name: string): Promise<void> {
    let key = randomUUID();
    let seen = await this.#revision();
    while (!this.#over.signal.aborted) {
      const answer = await ask(`${this.#client.url}${contacts}`, this.#client.keeper, {
        method: 'POST',
        headers: { 'idempotency-key': key },
        body: JSON.stringify({ kind: 'operational', name, phone: '555 0100', seen }),
      });
      if (answer !== null && answer.status < 300) {
        this.history.appended.push(name);
        return this.#confirm();
      }
      if (answer?.code === 'HTTP_KEY_UNCLEAR') break;
      if (answer?.code === 'SITES_CHANGED_SINCE') {
        // Nothing was done: it is another request, by somebody who has read the site again.
        key = randomUUID();
        seen = await this.#revision();
      } else this.#expectPatience(answer);
      await sleep(500);
    }
    this.history.unclear.push(name);
  }

  async #revision(): Promise<number> {
    for (;;) {
      const answer = await ask(`${this.#client.url}${site}`, this.#client.keeper);
      if (answer?.status === 200) return (answer.body as { readonly revision: number }).revision;
      this.#expectPatience(answer);
      if (this.#over.signal.aborted) return 0;
      await sleep(500);
    }
  }

  /** Moves a value as people do who saw both cells: refused if somebody was faster. */
  async #transfer(by: number): Promise<void> {
    const seen = await this.#cells();
    if (seen === null) return;
    const [from, to] = [seen.values[0] - by, seen.values[1] + by];
    if (from < 0 || to < 0) return;
    const answer = await ask(`${this.#client.url}${month}`, this.#client.forecaster, {
      method: 'PATCH',
      body: JSON.stringify({ entries: entriesOf([from, to]), seen: seen.change, is_confirmed: true }),
    });
    if (answer?.status === 200) {
      const [saved] = answer.body as { readonly change: string | null }[];
      if (saved?.change === undefined || saved.change === null) return;
      this.history.transferred.push(saved.change);
      this.#confirm();
    } else if (answer?.code !== 'FORECASTING_CHANGED_SINCE') this.#expectPatience(answer);
  }

  async #read(): Promise<void> {
    const confirmed = [...this.history.appended];
    const answer = await askNames(this.#client);
    const names = namesIn(answer);
    if (names === null) this.#expectPatience(answer);
    else {
      for (const name of names) this.history.read.add(name);
      const present = new Set(names);
      for (const name of confirmed)
        if (!present.has(name)) this.history.faults.push(`${name} was confirmed and then not read`);
    }
    const seen = await this.#cells();
    if (seen !== null && seen.values[0] + seen.values[1] !== whole)
      this.history.faults.push(`the cells hold ${seen.values.join(' and ')}`);
  }

  async #cells(): Promise<{ readonly change: number; readonly values: readonly [number, number] } | null> {
    const answer = await ask(`${this.#client.url}${month}`, this.#client.forecaster);
    if (answer?.status !== 200) {
      this.#expectPatience(answer);
      return null;
    }
    const { seen, entries } = answer.body as {
      readonly seen: string;
      readonly entries: readonly { readonly item: string; readonly value: string }[];
    };
    const valueOf = (cell: string): number =>
      Number.parseFloat(entries.find(({ item }) => item === cell)?.value ?? 'NaN');
    return { change: Number.parseInt(seen, 10), values: [valueOf(cells[0]), valueOf(cells[1])] };
  }

  /** Posts the unit accounts of a month, again until the service says that they are posted. */
  async #post(posted: string): Promise<void> {
    const isAgain = this.history.posted.has(posted);
    for (let attempt = 1; !this.#over.signal.aborted; attempt += 1) {
      this.history.posting = posted;
      const answer = await ask(`${this.#client.url}/postings/units`, this.#client.poster, {
        method: 'POST',
        body: JSON.stringify({ month: posted }),
      });
      const isRefused = answer?.code === 'BILLING_UNITS_POSTED';
      if (answer?.status === 200 || isRefused) {
        if (answer.status === 200 && isAgain) this.history.faults.push(`${posted} was posted twice`);
        if (isRefused && !isAgain && attempt === 1)
          this.history.faults.push(`${posted} was posted before anybody did`);
        this.history.posted.add(posted);
        this.history.posting = null;
        return this.#confirm();
      }
      this.#expectPatience(answer);
      await sleep(500);
    }
  }

  /** What may be said while no server takes writes; anything else is a fault. */
  #expectPatience(answer: Answer | null): void {
    this.history.refused.push(answer === null ? 'no answer' : answer.code);
    if (!isPatienceAsked(answer))
      this.history.faults.push(`${String(answer?.status)} ${JSON.stringify(answer?.body)}`);
  }
}

/** What the list holds; null where that cannot be said now. */
export function namesIn(answer: Answer | null): readonly string[] | null {
  return answer?.status === 200 ? (answer.body as { readonly name: string }[]).map(({ name }) => name) : null;
}

/** Asks for the list. */
export function askNames({ url, keeper }: Client): Promise<Answer | null> {
  return ask(`${url}${contacts}`, keeper);
}

/** Months whose statistics can be posted, ten years of them; after the last comes the first again. */
const monthCount = 120;

/** A month that can be posted, by its place among them. */
function monthAt(at: number): string {
  const place = at % monthCount;
  return `${String(2015 + Math.floor(place / 12))}-${String((place % 12) + 1).padStart(2, '0')}`;
}

/** All months that can be posted. */
export const months = Array.from({ length: monthCount }, (_, at) => monthAt(at));

/** Both cells, as an editor sends them. */
function entriesOf(values: readonly [number, number]): object[] {
  return cells.map((item, at) => ({
    area: 'rates',
    period: '2025-04',
    item,
    measure: 'rate',
    value: String(values[at]),
  }));
}

/** Puts half of the whole into each cell. */
export async function fillCells({ url, forecaster }: Client): Promise<void> {
  const answer = await ask(`${url}${month}`, forecaster, {
    method: 'PATCH',
    body: JSON.stringify({ entries: entriesOf([whole / 2, whole / 2]), is_confirmed: true }),
  });
  assert.equal(answer?.status, 200, JSON.stringify(answer));
}
