import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { Refusal } from '../../../kernel/errors.ts';
import type { Principal } from '../../../platform/security/index.ts';
import {
  changeKinds,
  isSeen,
  sightOf,
  type ChangeKind,
  type Sight,
  type ChangeNotice,
} from '../../use-cases/follow-changes.ts';
import { toldAs } from '../answer-errors.ts';
import { route, type RouteParts } from '../routing/route.ts';

/** Milliseconds between signs of life, at each of which the session is asked for, too. */
const beatMilliseconds = 15_000;

/** Milliseconds for which changes are gathered before they are told. */
const gatherMilliseconds = 500;

/** Bytes that wait for a reader who does not read. */
const mostWaitingBytes = 65_536;

/** What one who follows is told: an event, with what it says as JSON. */
class EventStream {
  readonly #principal: Principal;
  readonly #parts: RouteParts;
  readonly #raw: ServerResponse;
  readonly #gathered = new Map<string, ChangeNotice>();
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;

  constructor(principal: Principal, parts: RouteParts, raw: ServerResponse) {
    this.#principal = principal;
    this.#parts = parts;
    this.#raw = raw;
  }

  /** Says that it is open, and what can be followed. */
  begin(sight: Sight): void {
    this.#write(`retry: 3000\n${eventOf('opened', { kinds: [...sight.keys()] })}`);
    const beat = setInterval(() => void this.#ask(), beatMilliseconds);
    this.#raw.once('close', () => {
      clearInterval(beat);
      clearTimeout(this.#timer);
    });
  }

  hear(change: ChangeNotice): void {
    this.#gathered.set(`${change.kind} ${(change.places ?? ['all']).join(' ')}`, change);
    this.#timer ??= setTimeout(() => void this.#ask(), gatherMilliseconds);
  }

  /** Asks whether the session still opens anything, then tells what was gathered, or gives a sign of life. */
  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#timer = undefined;
    const changes = [...this.#gathered.values()];
    this.#gathered.clear();
    try {
      const sight = await sightOf(this.#principal, this.#parts.doors.owner);
      const kinds = new Set<ChangeKind>(
        changes.filter((change) => isSeen(sight, change)).map(({ kind }) => kind),
      );
      this.#write(kinds.size === 0 ? ': still here\n\n' : eventOf('changed', { kinds: [...kinds] }));
    } catch (cause) {
      const { code, message, next } = toldAs(cause);
      if (cause instanceof Refusal) this.#write(eventOf('ended', { error: { code, message, next } }));
      this.#raw.end();
    } finally {
      this.#isAsking = false;
    }
    // What was heard meanwhile was not told yet.
    if (this.#gathered.size > 0) this.#timer ??= setTimeout(() => void this.#ask(), gatherMilliseconds);
  }

  #write(text: string): void {
    if (this.#raw.destroyed || this.#raw.writableEnded) return;
    if (this.#raw.writableLength > mostWaitingBytes) this.#raw.destroy();
    else this.#raw.write(text);
  }
}

function eventOf(name: string, says: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(says)}\n\n`;
}

/** The route of the stream of one server. */
export const streamRoute = route(
  {
    method: 'GET',
    path: '/stream',
    place: 'Service',
    summary: 'Tells, as server-sent events, which kinds of things change that the caller may see.',
    details:
      'Events: `opened` and `changed` with `kinds`; `ended` with the refusal once the session ends. Whoever was ' +
      `cut off reads again and sees what changed meanwhile. Kinds: ${changeKinds.join(', ')}.`,
    access: 'data:read',
    isStream: true,
    answer: z.unknown().describe('Events'),
  },
  async ({ principal, parts, request, reply, guest }) => {
    const { raw } = reply;
    const head = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };
    if (request.method === 'HEAD') return reply.headers(head).send();
    const sight = await sightOf(principal, parts.doors.owner);
    const stream = new EventStream(principal, parts, raw);
    const end = await parts.changes.follow(guest.visitor.person, (change) => {
      stream.hear(change);
    });
    raw.once('close', end);
    // Whoever left while it was opened has closed already.
    if (raw.destroyed) end();
    // Waiting is no work.
    request.endCount?.();
    reply.hijack();
    raw.writeHead(200, { ...(reply.getHeaders() as Readonly<Record<string, string>>), ...head });
    stream.begin(sight);
    return reply;
  },
);
