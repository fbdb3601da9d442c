import type { Clock } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/errors.ts';

/** How much one person, or one address of the network, may ask for, so that nobody takes the service from others. */
export interface LimitRules {
  /** Requests in a window. */
  readonly requests: number;
  /** What the refusal calls them; `requests` unless given. */
  readonly called?: string;
  /** Seconds of work in a window, counted from the beginning of each request to its end. */
  readonly seconds: number;
  /** Requests at once. */
  readonly concurrent: number;
  readonly windowMinutes: number;
}

/** What is left of each limit; never below 0. */
export interface Budget {
  readonly requests: number;
  readonly seconds: number;
  readonly concurrent: number;
}

/** A request that was let in. */
export interface Admission {
  /** What is left now, the work of this request so far taken off. */
  readonly left: () => Budget;
  /** Says that the request is over; once is enough, twice is once. */
  readonly end: () => void;
}

/** What one of those who ask has used up in the present window. */
interface Account {
  readonly windowEndsMs: number;
  requests: number;
  workMs: number;
  running: number;
}

/**
 * Accounts that are kept at most: a flood of addresses must not fill the memory. Those whose window is over go first,
 * then those that came first; whoever is at work stays. What an address gains by being forgotten it pays for with ten
 * thousand others.
 */
const accountsKept = 10_000;

/**
 * Counts what each of those who ask uses, in windows that begin with the first request and are forgotten at their end.
 * What runs across the end of a window counts as running in the next one, and its whole work counts there.
 */
export class ServiceLimits {
  readonly #accounts = new Map<string, Account>();
  readonly #rules: LimitRules;
  readonly #clock: Clock;

  constructor(rules: LimitRules, clock: Clock) {
    this.#rules = rules;
    this.#clock = clock;
  }

  /**
   * Lets a request in, or refuses it with SECURITY_LIMIT_REACHED, whose parameter `seconds` says when to come again.
   * `who` is the account; `name` is how the refusal calls it.
   */
  admit(who: string, name: string): Admission {
    const beganMs = this.#nowMs();
    const account = this.#accountOf(who, beganMs);
    this.#refuseSpent(account, name, beganMs);
    account.requests += 1;
    account.running += 1;
    let hasEnded = false;
    return {
      left: () => this.#left(this.#accountOf(who, this.#nowMs()), hasEnded ? 0 : this.#nowMs() - beganMs),
      end: () => {
        if (hasEnded) return;
        hasEnded = true;
        const nowMs = this.#nowMs();
        const present = this.#accountOf(who, nowMs);
        present.running -= 1;
        present.workMs += nowMs - beganMs;
      },
    };
  }

  /** What is left to someone who asks nothing at the moment. */
  leftTo(who: string): Budget {
    const account = this.#accounts.get(who);
    if (account && account.windowEndsMs > this.#nowMs()) return this.#left(account, 0);
    return this.#left({ windowEndsMs: 0, requests: 0, workMs: 0, running: account?.running ?? 0 }, 0);
  }

  #refuseSpent(account: Account, name: string, nowMs: number): void {
    const { requests, called = 'requests', seconds, concurrent, windowMinutes } = this.#rules;
    const window = `in ${String(windowMinutes)} minutes`;
    const untilNext = Math.max(1, Math.ceil((account.windowEndsMs - nowMs) / 1_000));
    const refuse = (limit: string, wait: number): never => {
      throw refusal('SECURITY_LIMIT_REACHED', { who: name, limit, seconds: wait });
    };
    if (account.running >= concurrent) refuse(`${String(concurrent)} ${called} at once`, 1);
    if (account.requests >= requests) refuse(`${String(requests)} ${called} ${window}`, untilNext);
    if (account.workMs >= seconds * 1_000) refuse(`${String(seconds)} seconds of work ${window}`, untilNext);
  }

  #accountOf(who: string, nowMs: number): Account {
    const account = this.#accounts.get(who);
    if (account && account.windowEndsMs > nowMs) return account;
    if (!account && this.#accounts.size >= accountsKept) this.#makeRoom(nowMs);
    const windowEndsMs = nowMs + this.#rules.windowMinutes * 60_000;
    const fresh: Account = { windowEndsMs, requests: 0, workMs: 0, running: account?.running ?? 0 };
    this.#accounts.set(who, fresh);
    return fresh;
  }

  /** Looks through all of them once in a tenth of the accounts, not at each. */
  #makeRoom(nowMs: number): void {
    for (const [who, { windowEndsMs, running }] of this.#accounts)
      if (windowEndsMs <= nowMs && running === 0) this.#accounts.delete(who);
    let tooMany = this.#accounts.size - accountsKept * 0.9;
    for (const [who, { running }] of this.#accounts) {
      if (tooMany <= 0) return;
      if (running > 0) continue;
      this.#accounts.delete(who);
      tooMany -= 1;
    }
  }

  #left({ requests, workMs, running }: Account, presentMs: number): Budget {
    const rest = (most: number, used: number): number => Math.max(0, most - used);
    return {
      requests: rest(this.#rules.requests, requests),
      seconds: rest(this.#rules.seconds, Math.ceil((workMs + presentMs) / 1_000)),
      concurrent: rest(this.#rules.concurrent, running),
    };
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}
