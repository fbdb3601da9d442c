/** Who works through Daybook's service, and where it is. */
export interface Client {
  readonly url: string;
  /** Key of somebody who may keep the contacts of a site. */
  readonly keeper: string;
  /** Key of somebody who may forecast. */
  readonly forecaster: string;
  /** Key of somebody who may post to the ledger. */
  readonly poster: string;
}

/** Milliseconds before a client gives up on an answer. */
const patience = 40_000;

/** What the service answered. */
export interface Answer {
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
export async function ask(url: string, key: string, more: Asking = {}): Promise<Answer | null> {
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

/** Whether the service said no more than that it cannot work now, or said nothing. */
export function isPatienceAsked(answer: Answer | null): boolean {
  return (
    answer === null ||
    [
      'DATABASE_AWAY',
      'DATABASE_CONTENDED',
      'DATABASE_DISK_FULL',
      'DATABASE_OUTCOME_UNKNOWN',
      'HTTP_KEY_BUSY',
      'HTTP_TOOK_TOO_LONG',
    ].includes(answer.code)
  );
}
