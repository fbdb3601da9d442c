import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Entries above which the oldest are forgotten; an abandoned sign-in leaves two. */
const entriesKept = 10_000;

/** What the local issuer remembers while it runs: in memory, since nothing of a trial outlives its start. */
export class LocalIssuerStore implements Adapter {
  readonly #kind: string;
  readonly #entries: Map<string, AdapterPayload>;

  /** All kinds of entries share `entries`. */
  constructor(kind: string, entries: Map<string, AdapterPayload>) {
    this.#kind = kind;
    this.#entries = entries;
  }

  upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#entries.delete(this.#key(id));
    this.#entries.set(this.#key(id), payload);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= entriesKept) break;
      this.#entries.delete(oldest);
    }
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#entries.get(this.#key(id)));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#ofKind().find((payload) => payload.uid === uid));
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#ofKind().find((payload) => payload.userCode === userCode));
  }

  /** Notes that a code was used: the second use is refused. */
  consume(id: string): Promise<void> {
    const payload = this.#entries.get(this.#key(id));
    if (payload) payload.consumed = payload.iat ?? 1;
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.#entries.delete(this.#key(id));
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, payload] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(key);
    return Promise.resolve();
  }

  #key(id: string): string {
    return `${this.#kind} ${id}`;
  }

  #ofKind(): AdapterPayload[] {
    return [...this.#entries]
      .filter(([key]) => key.startsWith(`${this.#kind} `))
      .map(([, payload]) => payload);
  }
}
