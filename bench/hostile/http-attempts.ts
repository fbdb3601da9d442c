import { hostileJson, hostileText, hostileValue, type Dice } from './grammar.ts';

/** A route as the server knows it. */
export interface Door {
  readonly method: string;
  readonly path: string;
}

/** A request that is drawn: what is sent, and by whom. */
export interface Attempt {
  readonly method: string;
  /** Address behind the host, encoded. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What requests are put together of. */
export interface Vocabulary {
  readonly doors: readonly Door[];
  readonly questions: readonly string[];
  readonly parameters: readonly string[];
  readonly feeds: readonly string[];
  readonly logins: readonly string[];
}

/** Sites, months and names that mean something in the books that are attacked. */
const sound = ['0170', '0829', '2025-03', '2024-11', '6000', 'actual', 'budget', 'PAYROLL', '1', '2', '10'];

/** A request to one of the routes, with hostile parameters, query, headers and body. */
export function drawRequest(dice: Dice, words: Vocabulary): Attempt {
  const door = dice.oneOf(words.doors);
  const method = dice.chance(0.08) ? dice.oneOf(['PUT', 'PATCH', 'OPTIONS', 'DELETE', 'POST']) : door.method;
  const path = door.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(parameterOf(dice, name, words)),
  );
  const query = Array.from({ length: dice.whole(5) }, () => {
    const name = dice.chance(0.85) ? dice.oneOf(words.parameters) : hostileText(dice);
    return `${encoded(name)}=${encoded(dice.chance(0.5) ? dice.oneOf(sound) : hostileText(dice))}`;
  });
  const address = `${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  return {
    method,
    address: dice.chance(0.03) ? `${address}%ff%` : address.slice(0, 20_000),
    headers: headersOf(dice),
    ...(['GET', 'HEAD'].includes(method) ? {} : bodyOf(dice)),
  };
}

function parameterOf(dice: Dice, name: string, words: Vocabulary): string {
  if (dice.chance(0.3)) return wellFormed(hostileText(dice));
  if (name === 'question') return dice.oneOf(words.questions);
  if (name === 'feed') return dice.oneOf(words.feeds);
  if (name === 'login') return dice.oneOf(words.logins);
  return dice.oneOf([
    '1',
    '2',
    '3',
    '0',
    '-1',
    '99999999999999999999',
    '00000000-0000-0000-0000-000000000000',
  ]);
}

function encoded(text: string): string {
  return encodeURIComponent(wellFormed(text));
}

/** What can be sent at all: half of a pair is no character of an address. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}

const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/csv',
  'multipart/form-data',
  'x',
];

function headersOf(dice: Dice): Record<string, string> {
  const headers: Record<string, string> = {};
  const latin = (): string =>
    hostileText(dice)
      .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?')
      .slice(0, 2_000);
  if (dice.chance(0.2)) headers['x-daybook-reason'] = latin();
  if (dice.chance(0.1)) headers['x-request-id'] = latin();
  if (dice.chance(0.1)) headers['accept'] = dice.oneOf(['text/html', '*/*', latin()]);
  if (dice.chance(0.1)) headers['x-forwarded-for'] = latin();
  if (dice.chance(0.05)) headers['sec-fetch-site'] = dice.oneOf(['cross-site', 'none', 'same-origin']);
  if (dice.chance(0.05)) headers['cookie'] = `daybook=${latin().replaceAll(/[;,\s]/g, '')}`;
  return headers;
}

function bodyOf(dice: Dice): Pick<Attempt, 'body'> {
  const fields = ['label', 'scopes', 'days', 'person', hostileText(dice)];
  const value = dice.chance(0.7)
    ? Object.fromEntries(fields.flatMap((name) => (dice.chance(0.7) ? [[name, bodyField(dice, name)]] : [])))
    : hostileValue(dice);
  const kind = dice.whole(10);
  if (kind === 0) return {};
  if (kind === 1)
    return { body: Buffer.from(Array.from({ length: dice.whole(400) }, () => dice.whole(256))) };
  if (kind === 2) return { body: 'x'.repeat(1_100_000) };
  return { body: hostileJson(dice, value) };
}

function bodyField(dice: Dice, name: string): unknown {
  if (dice.chance(0.4)) return hostileValue(dice);
  if (name === 'scopes')
    return dice.oneOf([['questions:read'], ['intake:write'], Array<string>(2_000).fill('x'), []]);
  if (name === 'days') return dice.oneOf([1, 90, 366, 0, -1, 1e9, 1.5]);
  if (name === 'person') return dice.oneOf(['robot', 'fay.finance@demo.invalid', 'nobody@demo.invalid']);
  return 'a key';
}

/** The type that a body is said to be of. */
export function contentTypeOf(dice: Dice): string {
  return dice.chance(0.6) ? 'application/json' : dice.oneOf(types);
}
