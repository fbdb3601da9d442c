import type { Queryable } from '../database/index.ts';

/** Addresses of those who hold roles, and addresses as they stand, with semicolons. */
export async function addressesOf(database: Queryable, people: readonly string[]): Promise<string> {
  const addresses = people.filter((each) => each.includes('@'));
  const rows = await database.query<{ address: string }>(
    `select distinct user_id as address from security.person join security.effective_role using (person_id)
     where role = any ($1) and is_enabled and coalesce(valid_to_on, 'infinity') > current_date
       and user_id ~ '^[^\\s@;]+@[^\\s@;]+$' order by 1`,
    [people.filter((each) => !each.includes('@'))],
  );
  return [...new Set([...addresses, ...rows.map(({ address }) => address)])].join(';');
}
