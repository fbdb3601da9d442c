import { importContracts, type ExportFile } from '../../src/contracts/index.ts';
import { Refusal } from '../../src/kernel/errors.ts';
import { isAway, stateOf, type Database } from '../../src/platform/database/index.ts';
import type { Feed } from '../../src/sources/index.ts';
import { drawContract } from './contract-attempts.ts';
import { drawFile } from './file-attempts.ts';
import { diceOf, hostileText, type Dice } from './grammar.ts';
import { contentTypeOf, drawRequest, type Attempt, type Vocabulary } from './http-attempts.ts';
import type { Verdict } from './judge.ts';
import { drawStatement, type ViewColumn } from './view-attempts.ts';

/** A running server that is attacked, and what attackers know of it. */
export interface AttackedHouse {
  readonly url: string;
  readonly database: Database;
  /** Logged in to PostgreSQL as the account manager of site 0170. */
  readonly sql: Database;
  readonly folder: string;
  readonly feeds: readonly Feed[];
  readonly columns: readonly ViewColumn[];
  readonly exports: readonly ExportFile[];
  /** Names of sites that the account manager of 0170 must never read. */
  readonly foreignNames: readonly string[];
  readonly vocabulary: Vocabulary;
  /** Names at sign-in: one for every role, and the service that delivers. */
  readonly people: readonly string[];
  readonly keyOf: (person: string) => string;
  /** The token of a new session of a person who just signed in. */
  readonly sessionOf: (person: string) => Promise<string>;
  readonly secrets: ReadonlySet<string>;
  readonly printed: () => string;
  readonly isAlive: () => boolean;
  readonly close: () => Promise<void>;
}

/** An attempt that was drawn: what it is, and how it is made. */
export interface Drawn {
  readonly says: string;
  readonly make: () => Promise<Verdict>;
}

/** The account manager of 0170, whose answers must not hold another site. */
const manager = 'amos.account@demo.invalid';
const deliverer = 'robot';

/** Draws the attempt of that number: of twenty, nine by HTTP, six files, two contracts and three statements of SQL. */
export async function drawAttempt(house: AttackedHouse, seed: number, number: number): Promise<Drawn> {
  const dice = diceOf(seed, number);
  const kind = dice.whole(20);
  if (kind < 9) return byHttp(house, dice);
  if (kind < 15) return byFile(house, dice);
  return kind < 17 ? byContract(house, dice) : bySql(house, dice);
}

async function byHttp(house: AttackedHouse, dice: Dice): Promise<Drawn> {
  const person = dice.chance(0.3) ? manager : dice.oneOf(house.people);
  const attempt = drawRequest(dice, house.vocabulary);
  const way = dice.whole(10);
  const isService = person === deliverer;
  const token =
    way === 0
      ? hostileText(dice)
      : way < 6 && !isService
        ? await house.sessionOf(person)
        : house.keyOf(person);
  const headers: Record<string, string> = { 'content-type': contentTypeOf(dice), ...attempt.headers };
  if (way !== 1) headers['authorization'] = `Bearer ${token.replaceAll(/[^\x21-\x7e]/g, '?')}`;
  const sent = { ...attempt, headers };
  return {
    says: `${person} ${sent.method} ${sent.address.slice(0, 200)}`,
    make: () => ask(house, sent, { isManager: person === manager && way > 1, isSecret: token }),
  };
}

async function ask(
  house: AttackedHouse,
  { method, address, headers, body }: Attempt,
  { isManager, isSecret }: { readonly isManager: boolean; readonly isSecret: string },
): Promise<Verdict> {
  const answer = await fetch(`${house.url}${address}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  }).catch((error: unknown) => refusedBy(error));
  if (typeof answer === 'string') return { outcome: `http ${answer}`, said: '', finding: null };
  const said = `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
  const asked = `${address} ${String(body ?? '')}`;
  const foreign = isManager
    ? house.foreignNames.find((name) => said.includes(name) && !asked.includes(name))
    : undefined;
  const finding =
    answer.status >= 500
      ? `answered ${String(answer.status)}`
      : foreign !== undefined
        ? `the manager of 0170 read of ${foreign}`
        : isSecret.startsWith('dbs_') && said.includes(isSecret)
          ? 'the token of the session was said'
          : null;
  const code = /"code":"(\w+)"/.exec(said)?.[1] ?? '';
  return { outcome: `http ${String(answer.status)} ${code}`.trim(), said, finding };
}

/** A server that answers before a body was sent closes the connection; what cannot be sent at all is no attempt. */
function refusedBy(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (['EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(code)) return 'closed before the body was sent';
  if (cause instanceof TypeError || /^UND_ERR_(INVALID_ARG|REQ_CONTENT)/.test(code)) return 'not sendable';
  throw error;
}

function byFile(house: AttackedHouse, dice: Dice): Drawn {
  const file = drawFile(dice, dice.oneOf(house.feeds));
  const query = new URLSearchParams({ name: file.fileName.toWellFormed() });
  if (dice.chance(0.1)) query.set('dry_run', 'true');
  if (dice.chance(0.1)) query.set('again', 'true');
  const attempt: Attempt = {
    method: 'POST',
    address: `/intake/${file.feed}?${query.toString()}`.slice(0, 8_000),
    headers: {
      'content-type': file.isPacked ? 'application/gzip' : 'text/csv',
      authorization: `Bearer ${house.keyOf(deliverer)}`,
    },
    body: file.content,
  };
  const print = file.content.toString('latin1').slice(0, 120);
  return {
    says: `file of ${file.feed}, ${JSON.stringify(file.fileName.slice(0, 60))}: ${print}`,
    make: async () => {
      const { outcome, ...verdict } = await ask(house, attempt, { isManager: false, isSecret: '' });
      return { ...verdict, outcome: outcome.replace('http', 'file') };
    },
  };
}

function byContract(house: AttackedHouse, dice: Dice): Drawn {
  const file = drawContract(dice, house.exports);
  return {
    says: `contract ${JSON.stringify(file.name.slice(0, 60))}`,
    make: async () => {
      try {
        const options = { from: '2025-02', isStrict: dice.chance(0.2), importedBy: 'bench' } as const;
        const [result] = await importContracts(house.database, [file], options);
        return { outcome: `contract ${result?.outcome ?? 'passed over'}`, said: '', finding: null };
      } catch (error) {
        if (error instanceof Refusal)
          return { outcome: `contract ${error.code}`, said: error.message, finding: null };
        throw error;
      }
    },
  };
}

/** PostgreSQL's own words for what is a fault of ours: an error inside of it, or a server that went away. */
const badStates = /^(XX|58|57P0[123]|08)/;

function bySql(house: AttackedHouse, dice: Dice): Drawn {
  const statement = drawStatement(dice, house.columns);
  return {
    says: `SQL ${statement.slice(0, 300)}`,
    make: async () => {
      try {
        const rows = await house.sql.query<Record<string, unknown>>(statement);
        const last = (Array.isArray(rows) ? rows : []) as readonly Record<string, unknown>[];
        const foreign = last.find((row) =>
          ['site_id', 'site'].some(
            (name) => row[name] !== undefined && row[name] !== null && row[name] !== '0170',
          ),
        );
        const finding = foreign === undefined ? null : `a row of another site: ${JSON.stringify(foreign)}`;
        return { outcome: 'sql answered', said: JSON.stringify(last), finding };
      } catch (error) {
        const state = stateOf(error);
        if (state === null && !isAway(error)) throw error;
        const isBad = state === null || badStates.test(state);
        const said = error instanceof Error ? error.message : '';
        return {
          outcome: `sql refused (${state ?? ''})`,
          said: '',
          finding: isBad ? `PostgreSQL failed: ${said}` : null,
        };
      }
    },
  };
}
