import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/platform/database/index.ts';

/** Who works through Daybook's service, and where it is. */
export interface Client {
  readonly url: string;
  /** Key of somebody who may keep the contacts of a site. */
  readonly keeper: string;
  /** Key of somebody who may forecast. */
  readonly forecaster: string;
}

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
  /** What no answer of the service should be. */
  readonly faults: string[];
  /** How often the service said that it cannot work now. */
  waited: number;
}

const site = '/sites/0170';
const month = '/forecasts/0170/2025-04';
const cells = ['valet-daily', 'self-daily'] as const;
const whole = 100;
/** Milliseconds before a client gives up on an answer. */
const patience = 40_000;

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks; null where no answer came. */
async function ask(url: string, key: string, more: Asking = {}): Promise<Answer | null> {
  try {
    const answer = await fetch(url, {
      ...more,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more.headers },
      signal: AbortSignal.timeout(patience),
    });
    const body: unknown = await answer.json();
    const code = (body as { readonly error?: { readonly code: string } }).error?.code ?? '';
    return { status: answer.status, code, body };
  } catch {
    return null;
  }
}

/** Appends to a list, moves a value between two cells, and reads both, on and on until it is stopped. */
export class Workload {
  readonly history: History = {
    appended: [],
    unclear: [],
    read: new Set(),
    transferred: [],
    faults: [],
    waited: 0,
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
    ]);
  }

  /** How much was confirmed so far. */
  get done(): number {
    return this.history.appended.length + this.history.transferred.length;
  }

  /** Seconds of the longest pause between two confirmations since it was last asked. */
  takePause(): number {
    const pause = Math.max(this.#longestPause, performance.now() - this.#confirmedAt);
    this.#longestPause = 0;
    return pause / 1_000;
  }

  #confirm(list: string[], what: string): void {
    list.push(what);
    const now = performance.now();
    this.#longestPause = Math.max(this.#longestPause, now - this.#confirmedAt);
    this.#confirmedAt = now;
  }

  async stop(): Promise<History> {
    this.#over.abort();
    await this.#working;
    return this.history;
  }

  async #onAndOn(name: string, act: (at: number) => Promise<void>): Promise<void> {
    for (let at = 1; !this.#over.signal.aborted; at += 1) {
      await act(at).catch((cause: unknown) => {
        this.history.faults.push(`${name}: ${String(cause)}`);
      });
      await sleep(150, null, { signal: this.#over.signal }).catch(() => null);
    }
  }

  /** With one key for as long as it takes, as a script does that must not do it twice. */
  async #append(name: string): Promise<void> {
    let key = randomUUID();
    let seen = await this.#revision();
    while (!this.#over.signal.aborted) {
      const answer = await ask(`${this.#client.url}${site}/contacts`, this.#client.keeper, {
        method: 'POST',
        headers: { 'idempotency-key': key },
        body: JSON.stringify({ kind: 'operational', name, phone: '555 0100', seen }),
      });
      if (answer !== null && answer.status < 300) return this.#confirm(this.history.appended, name);
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
      if (saved?.change !== null && saved !== undefined)
        this.#confirm(this.history.transferred, saved.change);
    } else if (answer?.code !== 'FORECASTING_CHANGED_SINCE') this.#expectPatience(answer);
  }

  async #read(): Promise<void> {
    const confirmed = [...this.history.appended];
    const names = await namesOf(this.#client);
    if (names === null) this.history.waited += 1;
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

  /** What may be said while no server takes writes; anything else is a fault. */
  #expectPatience(answer: Answer | null): void {
    this.history.waited += 1;
    const isExpected =
      answer === null ||
      [
        'DATABASE_AWAY',
        'DATABASE_CONTENDED',
        'DATABASE_DISK_FULL',
        'DATABASE_OUTCOME_UNKNOWN',
        'HTTP_KEY_BUSY',
        'HTTP_TOOK_TOO_LONG',
      ].includes(answer.code);
    if (!isExpected) this.history.faults.push(`${String(answer.status)} ${JSON.stringify(answer.body)}`);
  }
}

/** What the list holds; null where that cannot be said now. */
async function namesOf({ url, keeper }: Client): Promise<readonly string[] | null> {
  const answer = await ask(`${url}${site}/contacts`, keeper);
  return answer?.status === 200 ? (answer.body as { readonly name: string }[]).map(({ name }) => name) : null;
}

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

/** Holds what there is at the end against what clients were told. */
export async function judge(database: Database, client: Client, history: History): Promise<void> {
  assert.deepEqual(history.faults.slice(0, 5), []);
  const names = await namesOf(client);
  assert.ok(names);
  const present = new Set(names);
  assert.deepEqual(
    history.appended.filter((name) => !present.has(name)),
    [],
    'confirmed and lost',
  );
  assert.equal(names.length, present.size, 'made twice');
  assert.deepEqual(
    [...history.read].filter((name) => !present.has(name)),
    [],
    'read and lost',
  );
  const changes = await database.query<{ change: string }>(
    'select change_id::text as change from forecasting.change',
  );
  const kept = new Set(changes.map(({ change }) => change));
  assert.deepEqual(
    history.transferred.filter((change) => !kept.has(change)),
    [],
    'moved and lost',
  );
}
