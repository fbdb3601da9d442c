import { openApi } from '../src/delivery/index.ts';
import { demoPeople } from '../src/platform/security/index.ts';
import { differenceOf } from '../tests/integration/delivery/as-described.ts';
import { drawRequests, type DrawnRequest } from '../tests/properties/drawn-requests.ts';
import { openAttackedHouse } from './hostile/attacked-house.ts';
import type { AttackedHouse } from './hostile/attack.ts';
import { atScale, isTrial, report, timed } from './workbench.ts';

/** Requests at once: as many as two cores and the pool keep busy. */
const atOnce = 6;

/** What ends a session is left out, and so is a stream, which has no end. */
const leftOut = new Set(['POST /sign-out', 'GET /stream']);

/**
 * (s) requests drawn from the description of the service, of every route, by people of every role. Throws unless every
 * one was answered as the description says, and none with a failure.
 */
export async function benchRequests(scale: number, seed: number): Promise<void> {
  const most = isTrial(scale) ? 60 : atScale(10_000, scale, 250);
  const requests = drawRequests(openApi(), { count: most, seed }).filter(({ route }) => !leftOut.has(route));
  const house = await openAttackedHouse();
  try {
    const caller = new Caller(house);
    const seconds = await timed(async () => {
      const queue = requests.entries();
      const worker = async (): Promise<void> => {
        for (const [at, request] of queue) await caller.ask(at, request);
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
    });
    report(
      '(s) requests drawn',
      `${String(requests.length)} (seed ${String(seed)}, ${seconds.toFixed(0)} s)`,
    );
    report('(s) asked, again by who may where somebody may not', String(caller.asked));
    for (const [status, count] of [...caller.statuses].toSorted())
      report(`    answered ${String(status)}`, String(count));
    report('(s) routes that did what they were asked', String(caller.done.size));
    report('(s) failures, and answers that are not as described', String(caller.faults.length));
    if (caller.faults.length > 0)
      throw new Error(`requests of seed ${String(seed)} found:\n${caller.faults.slice(0, 40).join('\n')}`);
  } finally {
    await house.close();
  }
}

/** Asks as one person after the other, and judges the answers. */
class Caller {
  readonly statuses = new Map<number, number>();
  /** Routes that answered other than by a refusal. */
  readonly done = new Set<string>();
  readonly faults: string[] = [];
  asked = 0;
  readonly #house: AttackedHouse;
  readonly #sessions = new Map<string, string>();

  constructor(house: AttackedHouse) {
    this.#house = house;
  }

  /** Asks as one of the people; where that one may not, as one who may by the words of the refusal, too. */
  async ask(at: number, request: DrawnRequest): Promise<void> {
    const { people } = this.#house;
    const text = await this.#askAs(people[at % people.length] ?? '', request);
    const roles = /Roles that may: ([^.]+)\./.exec(text)?.[1]?.split(', ') ?? [];
    const able = demoPeople.filter((person) => person.roles.some((role) => roles.includes(role)));
    const other = able[at % Math.max(1, able.length)];
    if (other !== undefined) await this.#askAs(other.userId, request);
  }

  async #askAs(person: string, { route, method, address, headers, body }: DrawnRequest): Promise<string> {
    const cookie = `daybook=${await this.#sessionOf(person)}`;
    const answer = await fetch(`${this.#house.url}${address}`, {
      method,
      headers: { ...headers, cookie, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const { status } = answer;
    const contentType = answer.headers.get('content-type') ?? '';
    const text = await answer.text();
    this.asked += 1;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    // Somebody drew the end of this session, or its person was disabled.
    if (status === 401) this.#sessions.delete(person);
    if (status < 300) this.done.add(route);
    const shown = `${person} ${route} ${address} ${body ?? ''}`;
    if (status >= 500 && !text.includes('"state":"failed"'))
      this.faults.push(`${shown}: ${text.slice(0, 300)}`);
    const path = address.split('?')[0] ?? '';
    const difference = differenceOf({ method, path, status, contentType, text });
    if (difference !== null) this.faults.push(`${shown}: ${difference}`);
    return text;
  }

  async #sessionOf(person: string): Promise<string> {
    const present = this.#sessions.get(person);
    if (present !== undefined) return present;
    const session = await this.#house.sessionOf(person);
    this.#sessions.set(person, session);
    return session;
  }
}
