import { answers } from '../texts/answers.ts';
import type { Rows, Ways } from './rows.ts';

// The one door to the services of Daybook. The cookie of the session goes along by itself; no token is ever seen here.

/** Values of an address's query; what is undefined or empty is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** What the service refused, in its own words. */
export class ServiceRefusal extends Error {
  readonly status: number;
  readonly code: string;
  /** What to do next, as the catalogue of errors says it. */
  readonly next: string;

  constructor(status: number, said: Said) {
    super(said.message);
    this.status = status;
    this.code = said.code;
    this.next = said.next;
  }
}

/** What goes along with a change. */
export interface Change {
  readonly body?: unknown;
  /** Why; stands in the audit trail. */
  readonly reason?: string | undefined;
  /** It is sent even if the page is left meanwhile, at most 64 kB; the newest counts, so it has no key. */
  readonly outlivesPage?: boolean;
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Reads JSON. Throws a `ServiceRefusal`; who is not signed in (any more) is led to the sign-in and back. */
export async function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const answer = await ask(addressOf(path, query), { signal: signal ?? null });
  return (await answer.json()) as T;
}

/** Reads what is shown for a reason only; the trail keeps it. Throws as `read` does. */
export async function readBecause<T>(
  path: string,
  reason: string | undefined,
  signal?: AbortSignal,
): Promise<T> {
  const headers = new Headers(reason === undefined ? {} : { 'x-daybook-reason': reason });
  const answer = await ask(path, { signal: signal ?? null, headers });
  return (await answer.json()) as T;
}

/**
 * Changes something, and gives what the service answers. Throws as `read` does. It is done once: the second click of a
 * double click gets the answer of the first, and what is sent again because no answer arrived bears the key of the
 * first, by which the service knows it.
 */
export function send<T>(method: Method, path: string, change: Change = {}): Promise<T> {
  if (change.outlivesPage === true) return sendKeyed<T>(method, path, change);
  const to = `${method} ${path}`;
  const said = JSON.stringify([change.body, change.reason]);
  const before = unanswered.get(to);
  const same = before?.said === said ? before : undefined;
  if (same?.answer) return same.answer as Promise<T>;
  const key = same?.key ?? newKey();
  const answer = sendKeyed<T>(method, path, { ...change, key });
  const sent: Sent = { said, key, answer };
  unanswered.set(to, sent);
  const settle = (isClear: boolean): void => {
    if (unanswered.get(to) !== sent) return;
    if (isClear) unanswered.delete(to);
    else unanswered.set(to, { ...sent, answer: null });
  };
  answer.then(
    () => {
      settle(true);
    },
    (cause: unknown) => {
      settle(cause instanceof ServiceRefusal && !isUnclear(cause));
    },
  );
  return answer;
}

/** A change that was sent and has no clear answer yet. */
interface Sent {
  readonly said: string;
  readonly key: string;
  /** Its answer while it is awaited; null where none came. */
  readonly answer: Promise<unknown> | null;
}

/** The newest of each method and address. */
const unanswered = new Map<string, Sent>();

/** Refusals that leave it open whether the change was done. */
const unclear: ReadonlySet<string> = new Set([
  'HTTP_KEY_BUSY',
  'HTTP_TOOK_TOO_LONG',
  'DATABASE_OUTCOME_UNKNOWN',
]);

/** Nothing came back, a proxy on the way answered, or the service itself does not know. */
function isUnclear({ status, code }: ServiceRefusal): boolean {
  return status === 0 || code.startsWith('HTTP_5') || unclear.has(code);
}

/** 32 signs by chance; `randomUUID` is for encrypted connections only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sendKeyed<T>(
  method: Method,
  path: string,
  { body, reason, outlivesPage = false, key }: Change & { readonly key?: string },
): Promise<T> {
  const headers = new Headers();
  if (key !== undefined) headers.set('idempotency-key', key);
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (reason !== undefined && reason !== '') headers.set('x-daybook-reason', reason);
  const answer = await ask(path, {
    method,
    headers,
    keepalive: outlivesPage,
    body: body === undefined ? null : JSON.stringify(body),
  });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/**
 * Fetches a file and hands it to the browser's downloads under the name that the service gives it.
 *
 * @public documents and exports leave by this door
 */
export async function download(path: string, query: Query = {}): Promise<void> {
  const answer = await ask(addressOf(path, query), {}, '*/*');
  const name = /filename="?([^";]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name ?? path.split('/').at(-1) ?? 'daybook';
  link.click();
  URL.revokeObjectURL(address);
}

/** A file on its way to the service. */
export interface Upload {
  readonly query: Query;
  readonly file: File;
  readonly reason: string;
  /** Told how much of it has been sent, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Sends a file as it is, and gives what the service answers. Throws as `read` does. */
export async function upload<T>(path: string, { query, file, reason, onProgress }: Upload): Promise<T> {
  // Only the older way of asking tells how much has been sent.
  const request = new XMLHttpRequest();
  request.open('POST', addressOf(path, query));
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('content-type', typeOf(file.name));
  if (reason !== '') request.setRequestHeader('x-daybook-reason', reason);
  request.upload.onprogress = ({ loaded, total }) => {
    onProgress(total === 0 ? 1 : loaded / total);
  };
  const answer = await new Promise<Response>((resolve, reject) => {
    request.onload = () => {
      resolve(new Response(request.responseText, { status: request.status }));
    };
    request.onerror = () => {
      reject(new ServiceRefusal(0, unreachable));
    };
    request.send(file);
  });
  return (await accepted(answer)).json() as Promise<T>;
}

function typeOf(name: string): string {
  if (/\.gz$/i.test(name)) return 'application/gzip';
  return /\.xlsm$/i.test(name) ? 'application/vnd.ms-excel.sheet.macroEnabled.12' : 'text/csv';
}

/** Decimals come as text: a number of JSON would lose digits here. */
const exactJson = 'application/json;IEEE754Compatible=true';

/** A column of a set, or of a row that one of its rows leads to: `state`, `person/user_id`. */
type ColumnOf<Set extends keyof Rows> =
  | keyof Rows[Set]
  | (Set extends keyof Ways
      ? {
          [Way in keyof Ways[Set] & string]: Ways[Set][Way] extends keyof Rows
            ? `${Way}/${keyof Rows[Ways[Set][Way]] & string}`
            : never;
        }[keyof Ways[Set] & string]
      : never);

/** What rows have to satisfy; the value as OData writes it: `quoted('loaded')`, `null`, `2025-03-01`. */
type Condition<Set extends keyof Rows> = readonly [
  column: ColumnOf<Set>,
  operator: 'eq' | 'ge' | 'le' | 'contains',
  value: string,
];

/** What is asked of a set. */
interface Selection<Set extends keyof Rows, Column extends keyof Rows[Set]> {
  readonly select: readonly Column[];
  /** All have to hold. */
  readonly where?: readonly Condition<Set>[];
  readonly orderBy?: readonly (keyof Rows[Set] | `${keyof Rows[Set] & string} desc`)[];
  /** Rows at most; without it as many as one page of the service has. */
  readonly top?: number;
}

/** Rows of a set of the data service, decimals and counts as text. Throws as `read` does. */
export async function readSet<Set extends keyof Rows, Column extends keyof Rows[Set]>(
  set: Set,
  { select, where = [], orderBy = [], top }: Selection<Set, Column>,
  signal?: AbortSignal,
): Promise<readonly Pick<Rows[Set], Column>[]> {
  return rowsOf(
    set,
    { $filter: filterOf(where), $select: select.join(), $orderby: orderBy.join(), $top: top },
    signal,
  );
}

/** The largest value of a column within each value of another, as `newest`. Throws as `read` does. */
export async function readNewest<Set extends keyof Rows, By extends keyof Rows[Set]>(
  set: Set,
  {
    by,
    of,
    where,
  }: { readonly by: By; readonly of: keyof Rows[Set]; readonly where: readonly Condition<Set>[] },
  signal?: AbortSignal,
): Promise<readonly (Pick<Rows[Set], By> & { readonly newest: string | null })[]> {
  const groups = `groupby((${String(by)}),aggregate(${String(of)} with max as newest))`;
  return rowsOf(set, { $apply: `filter(${filterOf(where)})/${groups}` }, signal);
}

/** A text as it is written in a condition. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function filterOf<Set extends keyof Rows>(conditions: readonly Condition<Set>[]): string {
  const parts = conditions.map(([column, operator, value]) =>
    operator === 'contains'
      ? `contains(${String(column)},${value})`
      : `${String(column)} ${operator} ${value}`,
  );
  return parts.join(' and ');
}

async function rowsOf<Row>(set: string, query: Query, signal?: AbortSignal): Promise<readonly Row[]> {
  const answer = await ask(addressOf(`/odata/${set}`, query), { signal: signal ?? null }, exactJson);
  const { value } = (await answer.json()) as { readonly value: readonly Row[] };
  return value;
}

/** Whom to tell that the session is over; nobody before there is a page. */
let tellSessionEnd: (() => void) | undefined;

/** Has `tell` called when the service says that nobody is signed in any more; the answer ends it. */
export function onSessionEnd(tell: () => void): () => void {
  tellSessionEnd = tell;
  return () => {
    tellSessionEnd = undefined;
  };
}

/** Where one signs in and is led back to this page. */
export function signInAddress(): string {
  return `/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`;
}

/** The same where a recent sign-in is needed. */
export function signInAgainAddress(): string {
  return `${signInAddress()}&step-up=1`;
}

function addressOf(path: string, query: Query): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  // The data service reads a plus as a plus, so that a space has to be %20.
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return text === '' ? path : `${path}?${text}`;
}

async function ask(address: string, init: RequestInit, accept = 'application/json'): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept', accept);
  const answer = await fetch(address, { ...init, headers }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ServiceRefusal(0, unreachable);
  });
  return accepted(answer);
}

/** An answer that is no refusal. Who is not signed in is led to the sign-in; from a page only if they ask for it. */
async function accepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  if (answer.status === 401 && tellSessionEnd !== undefined) tellSessionEnd();
  else if (answer.status === 401) location.assign(signInAddress());
  throw new ServiceRefusal(answer.status, await saidBy(answer));
}

interface Said {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

const unreachable: Said = {
  code: 'WEB_UNREACHABLE',
  message: answers.unreachable,
  next: answers.unreachableNext,
};

async function saidBy(answer: Response): Promise<Said> {
  const unreadable: Said = {
    code: `HTTP_${String(answer.status)}`,
    message: answers.statusOnly(answer.status),
    next: answers.statusNext(answer.headers.get('x-request-id') ?? ''),
  };
  const said = (await answer.json().catch(() => null)) as { error?: Said } | null;
  return said?.error ?? unreadable;
}
