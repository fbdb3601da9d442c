import { join } from 'node:path';
import { answerOData, readModel, type Model } from '../../../src/delivery/odata/index.ts';
import type { ServiceContext } from '../../../src/delivery/odata/service.ts';
import { writableSets } from '../../../src/delivery/writable/index.ts';
import { neutralOperator } from '../../../src/billing/index.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import {
  actAs,
  actTogether,
  addPerson,
  assignRole,
  personNamed,
  type Caller,
  type Place,
} from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { intakeOn, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

/** What an answer of the service said. */
export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body as JSON, with numbers as floats: compare figures in `text`. */
  readonly json: Json;
}

export interface Json {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly [name: string]: unknown;
}

export const root = 'http://daybook.invalid/odata/';

/** A database with three sites in two districts and two months of ledger. */
export async function openBooks(): Promise<Database> {
  const database = await cloneDatabase();
  const folder = await temporaryFolder();
  await load(intakeOn(database), await writeFiles(join(folder, 'books'), books));
  return database;
}

const books = {
  'master_non_financial.csv':
    'SITE,SITE_NAME,DISTRICT,SVP_REGION\n0170,Harbor Hotel,South,East\n0829,Station Hotel,North,East\n' +
    "0901,O'Neil & Sons,North,East\n",
  'chart_of_account.csv':
    'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY\n6000,Wages,PAYROLL\n9410,Revenue,EXTERNAL REVENUE\n' +
    '7100,Rent,\n',
  'account_summary.csv':
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202503,6000,170.25\n0170,202504,6000,0.10001\n' +
    '0829,202503,6000,829.25\n0829,202503,9410,-1000\n0901,202503,7100,12345678901234.00001\n',
};

/** Somebody with a role, at a place. */
export async function callerWith(database: Database, role: string, place?: Place): Promise<Caller> {
  const userId = `${role}@books.invalid`;
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  const conflict = await assignRole(database, personId, { role, place, until: undefined, reason: 'test' });
  if (conflict !== null) throw conflict;
  return actAs(database, await personNamed(database, userId));
}

/** Asks the service as somebody; an address below its root, as a client writes it. */
export async function asker(
  database: Database,
  caller: Caller,
): Promise<
  (
    address: string,
    more?: { method?: string; headers?: Record<string, string>; body?: string },
  ) => Promise<Said>
> {
  const model: Model = await readModel(database);
  const person = await personNamed(database, caller.person.userId);
  const writing: ServiceContext['writing'] = {
    sets,
    together: (work, isolation) => actTogether(database, { person, context: {}, isolation }, work),
  };
  const tracking = { owner: database, personId: person.personId, days: 30 };
  return async (address, { method = 'GET', headers = {}, body } = {}) => {
    const [path = '', ...rest] = address.split('?');
    const request = { method, path, query: rest.join('?'), headers, root, body: body ?? null };
    try {
      return said(
        await answerOData({ caller, model, told, actions, writing, tracking, within: null }, request),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, code, message } = error;
      return said({ status, headers: {}, body: JSON.stringify({ error: { code, message } }) });
    }
  };
}

/** The sets that are written, on a day of the two months of ledger. */
const sets = writableSets({
  today: () => Promise.resolve({ day: '2025-04-15', isDemo: true }),
  operator: () => Promise.resolve(neutralOperator),
  requireStepUp: () => undefined,
});

/** Actions have tests over HTTP, where their use cases are. */
const actions = { declared: {}, act: () => Promise.reject(new Error('no actions here')) };

function told(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

function said(answer: { status: number; headers: Readonly<Record<string, string>>; body: string }): Said {
  const isJson = answer.body.startsWith('{');
  return {
    status: answer.status,
    headers: answer.headers,
    text: answer.body,
    json: (isJson ? JSON.parse(answer.body) : { value: [] }) as Json,
  };
}
