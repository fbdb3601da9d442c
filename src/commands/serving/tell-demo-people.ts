import type { Database } from '../../platform/database/index.ts';
import {
  actAs,
  demoPeople,
  listPeople,
  readPrivileges,
  rolesToType,
  roleTitles,
} from '../../platform/security/index.ts';
import { sitesSeen } from '../../warehouse/index.ts';
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
  const titles = await roleTitles(database);
  const rows: string[][] = [];
  for (const person of people) {
    const objects = new Set(
      rights.flatMap(({ role, object }) => (person.roles.includes(role) ? [object] : [])),
    );
    // Counted with the rights of the person, so that it is what the person will see.
    const sites = await sitesSeen(await actAs(database, person));
    rows.push([
      ...[person.userId, rolesToType(person.roles, titles), grouped(String(sites.length)), told(objects)],
    ]);
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
