import type { Database } from '../../src/platform/database/index.ts';
import { addPerson, assignRole, type Place } from '../../src/platform/security/index.ts';
import { sitesOf } from './drawn-rows.ts';

/** What a person may read of an object: everywhere, or at these sites. */
export type Reach = 'everywhere' | ReadonlySet<string>;

/** A person of the property, with what follows from roles and sites worked out without the database. */
export interface DrawnPerson {
  readonly userId: string;
  /** Rows of Workday's row security: profile, cost center, site. */
  readonly feed: readonly (readonly [profile: string, costCenter: string, site: string])[];
  readonly assigned: readonly { readonly role: string; readonly place: Place | undefined }[];
  /** Roles that come of it. */
  readonly roles: readonly string[];
  /** By object of the matrix. */
  readonly reach: ReadonlyMap<string, Reach>;
}

const everything = 'site profit-and-loss labor revenue';
/** Objects whose rows the property asks for. */
export const drawnObjects = [
  ...new Set(`${everything} revenue-report labor-allocation budget site-information data-flow`.split(' ')),
];
/** Role to the objects it reads, typed from operations.md 1.3 and docs/reference/authorization.md. */
export const reads: Readonly<Record<string, string>> = {
  accountManager: `${everything} revenue-report`,
  districtManager: `${everything} revenue-report labor-allocation`,
  regionalVp: everything,
  svp: everything,
  corporateConsumer: everything,
  forecastAdmin: `${everything} budget labor-allocation site-information`,
  financeManager: `${everything} budget site-information`,
  billingManager: 'site revenue revenue-report site-information',
  billingAdmin: 'site revenue revenue-report profit-and-loss site-information',
  revenueApprover: 'site revenue profit-and-loss site-information',
  contractAdmin: 'site site-information',
  siteAdmin: 'site site-information',
  territoryManager: 'site site-information',
  rssAdmin: 'site revenue revenue-report',
  dataOps: 'site data-flow',
  systemAdmin: 'site data-flow labor-allocation',
  auditor: `${everything} budget labor-allocation revenue-report data-flow site-information`,
};
const bound = new Set(['accountManager', 'districtManager', 'regionalVp', 'svp', 'territoryManager']);
const profiles = ['DISTMGR', 'AREAMGR', 'DOO', 'ACCTMGR', 'ASSOCM', 'GSA', 'CHEF'];
const districtProfiles = new Set(['DISTMGR', 'AREAMGR']);
const accountProfiles = new Set(['DOO', 'ACCTMGR', 'ASSOCM']);

/** Sets of roles that one person may hold by assignment. */
const assignable: readonly (readonly string[])[] = [
  ['regionalVp'],
  ['svp'],
  ['corporateConsumer'],
  ['forecastAdmin'],
  ['financeManager'],
  ['financeManager', 'dataOps'],
  ['billingManager'],
  ['billingAdmin', 'rssAdmin'],
  ['revenueApprover'],
  ['contractAdmin', 'siteAdmin'],
  ['territoryManager'],
  ['dataOps'],
  ['systemAdmin'],
  ['auditor'],
  ['regionalVp', 'svp'],
  ['accountManager', 'contractAdmin'],
];

/** Draws people of every kind: of Workday, of the mapping, of both, and those who come to nothing. */
export function drawPeople(random: () => number, count: number): DrawnPerson[] {
  return Array.from({ length: count }, (_, at) => {
    const isOfFeed = random() < 0.55;
    const feed = isOfFeed ? drawFeed(random) : [];
    const withBoth = isOfFeed && random() < 0.15;
    const assigned = !isOfFeed || withBoth ? drawAssigned(random, withBoth) : [];
    return { userId: `person${String(at)}@example.com`, feed, assigned, ...consequences(feed, assigned) };
  });
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

/** Both columns are filled, with sites of their own: whoever reads the wrong one grants too much. */
function drawFeed(random: () => number): DrawnPerson['feed'] {
  const profile = pick(random, profiles);
  return Array.from({ length: 1 + Math.floor(random() * 5) }, () => [
    profile,
    random() < 0.1 ? '' : pick(random, sitesOf()),
    random() < 0.1 ? '' : pick(random, sitesOf()),
  ]);
}

function drawAssigned(random: () => number, isInFeed: boolean): DrawnPerson['assigned'] {
  const roles = isInFeed ? ['contractAdmin'] : pick(random, assignable);
  return roles.map((role) => ({ role, place: bound.has(role) ? drawPlace(random) : undefined }));
}

function drawPlace(random: () => number): Place {
  const kind = pick(random, ['site', 'district', 'region'] as const);
  if (kind === 'site') return { kind, name: pick(random, sitesOf()) };
  return kind === 'district'
    ? { kind, name: `D${String(Math.floor(random() * 6))}` }
    : { kind, name: `R${String(Math.floor(random() * 3))}` };
}

function sitesAt({ kind, name }: Place): string[] {
  if (kind === 'site') return [name];
  const number = Number.parseInt(name.slice(1), 10);
  return sitesOf(kind === 'district' ? { district: number } : { region: number });
}

function consequences(
  feed: DrawnPerson['feed'],
  assigned: DrawnPerson['assigned'],
): Pick<DrawnPerson, 'roles' | 'reach'> {
  const sites = new Map<string, Set<string>>(assigned.map(({ role }) => [role, new Set()]));
  const give = (role: string, site: string): unknown =>
    sites.set(role, (sites.get(role) ?? new Set()).add(site));
  for (const [profile, costCenter, site] of feed) {
    if (districtProfiles.has(profile) && site !== '') give('districtManager', site);
    if (accountProfiles.has(profile) && costCenter !== '') give('accountManager', costCenter);
  }
  for (const { role, place } of assigned) {
    for (const site of place ? sitesAt(place) : []) give(role, site);
  }
  return { roles: [...sites.keys()].sort(), reach: reachOf(sites) };
}

/** What the roles reach together, object by object. */
function reachOf(sites: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Reach> {
  const reach = new Map<string, Reach>();
  for (const [role, own] of sites) {
    for (const object of (reads[role] ?? '').split(' ')) {
      const before = reach.get(object) ?? new Set<string>();
      const isEverywhere = !bound.has(role) || before === 'everywhere';
      reach.set(object, isEverywhere ? 'everywhere' : new Set([...before, ...own]));
    }
  }
  return reach;
}

/** Writes the people as a load of Workday and the mapping table would. */
export async function bringPeople(database: Database, people: readonly DrawnPerson[]): Promise<void> {
  const listed = people.flatMap(({ userId, feed }) =>
    feed.map(([job_profile, cost_center, site_id], at) => ({
      user_id: userId,
      job_profile,
      cost_center,
      site_id,
      at,
    })),
  );
  await database.query(
    `insert into warehouse.site_access (user_id, job_profile, cost_center, site_id, batch_id, source_line)
     select user_id, job_profile, cost_center, site_id, 1, 1
     from jsonb_to_recordset($1) as listed (user_id text, job_profile text, cost_center text, site_id text)
     on conflict do nothing`,
    [JSON.stringify(listed)],
  );
  await database.query('select warehouse.publish_access(1)');
  for (const { userId, assigned } of people) {
    const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
    for (const { role, place } of assigned) {
      const conflict = await assignRole(database, personId, { role, place, reason: 'drawn' });
      if (conflict !== null) throw conflict;
    }
  }
}
