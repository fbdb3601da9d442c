import type { Database } from '../../platform/database/index.ts';
import { actAs, demoPeople, holdsRight, listPeople, type Person } from '../../platform/security/index.ts';
import { print } from '../command.ts';
import { grouped, table } from '../table.ts';

/** The demo people that there are, with their roles and the number of sites that each of them sees. */
export async function tellDemoPeople(database: Database): Promise<void> {
  const isDemo = new Set(demoPeople.map(({ userId }) => userId));
  const people = (await listPeople(database)).filter(
    ({ userId, origin, isEnabled, roles }) =>
      isDemo.has(userId) && origin === 'demo' && isEnabled && roles.length > 0,
  );
  if (people.length === 0) return;
  const rows: string[][] = [];
  for (const person of people)
    rows.push([person.userId, person.roles.join(', '), await sitesSeenBy(database, person)]);
  print(`\nDemo people\n${table(['sign in as', 'roles', 'sees sites'], rows, ['sees sites'])}`);
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
