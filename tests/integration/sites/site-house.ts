import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { addPerson, assignRole, setDemoDay, type Place } from '../../../src/platform/security/index.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { intakeOn, loadOne, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { daybookHere } from '../commands/here.ts';
import type { Said } from '../commands/program.ts';

/** A site of a list that a test writes; what is left out is blank. */
export type ListedSite = Readonly<Record<string, string>> & { readonly SITE: string };

/** People with their commands, and the lists that arrive. */
export interface SiteHouse {
  readonly database: Database;
  readonly folder: string;
  readonly run: (as: string, ...words: readonly string[]) => Promise<Said>;
  /** What a command printed; fails unless it was done. */
  readonly done: (as: string, ...words: readonly string[]) => Promise<string>;
  readonly json: <T>(as: string, ...words: readonly string[]) => Promise<T>;
  /** Code of what a command refused. */
  readonly refused: (as: string, ...words: readonly string[]) => Promise<string>;
  /** Rules of the warnings of the load. */
  readonly siteList: (day: string, sites: readonly ListedSite[]) => Promise<string[]>;
  readonly customerList: (rows: Readonly<Record<string, string>>) => Promise<string[]>;
  /** What the operator says of itself. */
  readonly operator: (settings: object) => Promise<void>;
}

const people: readonly (readonly [string, string, Place?])[] = [
  ['bea', 'billingAdmin'],
  ['sid', 'siteAdmin'],
  ['fay', 'financeManager'],
  ['ada', 'forecastAdmin'],
  ['cleo', 'contractAdmin'],
  ['ravi', 'revenueApprover'],
  ['amos', 'accountManager', { kind: 'site', name: '0170' }],
  ['tess', 'territoryManager', { kind: 'region', name: 'East' }],
];

const columns = [
  ...['SITE', 'SITE_NAME', 'GL_STRING', 'STREET_ADDRESS', 'CITY', 'STATE', 'ZIP', 'TOTAL_ROOMS_AVAILABLE'],
  ...[
    'TOTAL_AVAILABLE_PARKING',
    'FIRST_WORKED_DATE',
    'LAST_WORKED_DATE',
    'DISTRICT',
    'SVP_REGION',
    'PL_CATEGORY',
  ],
];

/** A site with everything that onboarding needs. */
export const harbor: ListedSite = {
  SITE: '0170',
  SITE_NAME: 'Harbor Hotel',
  GL_STRING: '02-02-0170-',
  STREET_ADDRESS: '1 Harbor Way',
  CITY: 'Norfolk',
  STATE: 'VA',
  ZIP: '23510',
  TOTAL_ROOMS_AVAILABLE: '200',
  TOTAL_AVAILABLE_PARKING: '150',
  FIRST_WORKED_DATE: '2020-01-01',
  DISTRICT: 'Coast',
  SVP_REGION: 'East',
  PL_CATEGORY: 'Operations',
};

/** Commands of people who live in a database, and the lists that arrive there. Today is 2 June 2026. */
export async function openSiteHouse(database: Database): Promise<SiteHouse> {
  const folder = await temporaryFolder();
  await setDemoDay(database, '2026-06-02');
  for (const [who, role, place] of people) {
    const person = { userId: `${who}@house.invalid`, displayName: null, origin: 'mapping' } as const;
    await assignRole(database, await addPerson(database, person), { role, place, reason: 'test' });
  }
  const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
  const run = (as: string, ...words: readonly string[]): Promise<Said> =>
    daybookHere([...words, '--as', `${as}@house.invalid`], { env });
  const done = async (as: string, ...words: readonly string[]): Promise<string> => {
    const said = await run(as, ...words);
    assert.equal(said.code, 0, `${as}: daybook ${words.join(' ')}\n${said.out}${said.err}`);
    return said.out;
  };
  let files = 0;
  const loaded = async (name: string, content: string, day?: string): Promise<string[]> => {
    files += 1;
    const file = `${String(files)}/${name}`;
    const [path = ''] = await writeFiles(folder, {
      [file]: content,
      ...(day === undefined ? {} : { [`${file}.manifest.json`]: `{"as_of": "${day}"}` }),
    });
    const taken = await loadOne(intakeOn(database), path);
    assert.match(taken.state, /^(loaded|unchanged)$/, JSON.stringify(taken));
    return taken.warnings.map(({ rule }) => rule);
  };
  return {
    database,
    folder,
    run,
    done,
    json: async <T>(as: string, ...words: readonly string[]): Promise<T> =>
      JSON.parse(await done(as, ...words, '--json')) as T,
    refused: async (as, ...words) => {
      const said = await run(as, ...words, '--json');
      assert.equal(said.code, 1, `${as}: daybook ${words.join(' ')}\n${said.out}${said.err}`);
      return /"code":"(\w+)"/.exec(said.err)?.[1] ?? said.err;
    },
    siteList: (day, sites) =>
      loaded(
        `master_non_financial_${day}_${String(files)}.csv`,
        [
          columns.join(','),
          ...sites.map((site) => columns.map((name) => site[name] ?? '').join(',')),
          '',
        ].join('\n'),
        day,
      ),
    customerList: (rows) =>
      loaded(
        `gp_customer_mstr_${String(files)}.csv`,
        ['CUSTNMBR,EMAIL_RECIPIENT', ...Object.entries(rows).map((row) => row.join(',')), ''].join('\n'),
      ),
    operator: (settings) =>
      writeFile(
        join(folder, 'operator.json'),
        JSON.stringify({
          name: 'House Parking',
          addressLines: [],
          contact: '',
          remittance: [],
          ...settings,
        }),
      ),
  };
}
