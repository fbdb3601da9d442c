import type { Database } from '../../platform/database/index.ts';
import {
  actAs,
  demoPeople,
  holdsRight,
  listPeople,
  readPrivileges,
  type Person,
} from '../../platform/security/index.ts';
import { print } from '../command.ts';
import { grouped, table } from '../table.ts';

/** The demo people that there are: roles, number of sites, and what each of them reads. */
export async function tellDemoPeople(database: Database): Promise<void> {
  const isDemo = new Set(demoPeople.map(({ userId }) => userId));
  const people = (await listPeople(database)).filter(
    ({ userId, origin, isEnabled, roles }) =>
      isDemo.has(userId) && origin === 'demo' && isEnabled && roles.length > 0,
  );
  if (people.length === 0) return;
  const rights = (await readPrivileges(database)).filter(({ action }) => action === 'read');
  const rows: string[][] = [];
  for (const person of people) {
    const objects = new Set(
      rights.flatMap(({ role, object }) => (person.roles.includes(role) ? [object] : [])),
    );
    rows.push([person.userId, person.roles.join(', '), await sitesSeenBy(database, person), told(objects)]);
  }
  print(`\nDemo people\n${table(['sign in as', 'roles', 'sites', 'reads'], rows, ['sites'])}`);
  print('`daybook rights --role <role>` lists all that a role may do.');
}

/** Objects that hold something already, the figures first. */
const existing = [
  ...['profit-and-loss', 'revenue', 'statement', 'contract', 'labor', 'budget', 'site-information'],
  ...['ledger-posting', 'review-threshold', 'labor-allocation', 'data-flow'],
  ...['audit-trail', 'user', 'right', 'session', 'personal-data', 'retention'],
];

function told(objects: ReadonlySet<string>): string {
  const read = existing.filter((object) => objects.has(object));
  if (read.length === 0) return 'names of sites and codes';
  const more = read.length > 3 ? [`${String(read.length - 3)} more`] : [];
  return [...read.slice(0, 3), ...more].join(', ');
}

/** Counted with the rights of the person, so that it is what the person will see. */
async function sitesSeenBy(database: Database, person: Person): Promise<string> {
  const caller = await actAs(database, person);
  if (!(await holdsRight(caller, { object: 'site', action: 'read' }))) return '0';
  const [counted] = await caller.transaction((transaction) =>
    transaction.query<{ sites: string }>('select count(*)::text as sites from warehouse.site'),
  );
  return grouped(counted?.sites ?? '0');
}
