import { markSite } from '../../billing/index.ts';
import type { Month } from '../../kernel/month.ts';
import type { Database } from '../../platform/database/index.ts';
import { actAs, personNamed } from '../../platform/security/index.ts';

/** What managers of the sample have to say, at one site in twelve. */
const notes = [
  'Two extra valets on the second weekend, agreed with the client by phone.',
  'The elevator was out of order for a week: monthly parkers were credited at the desk.',
  'The client wants the holiday event hours on a separate line.',
  'Rooms for the last day came late; please check them against the hotel report.',
  'The validation rate changed in the middle of the month.',
] as const;

/** Marks the sites of the sample as ready for a month, each by the manager who has the fewest sites beside it. */
export async function markSample(database: Database, month: Month): Promise<void> {
  const managed = await database.query<{ site: string; manager: string; place: number }>(
    `with placed as (
       select site_id, person_id, count(*) over (partition by person_id) as sites
       from security.effective_site where role = 'accountManager')
     select distinct on (site_id) site_id as site, user_id as manager,
       dense_rank() over (order by site_id)::int as place
     from placed join security.person using (person_id)
     order by site_id, sites, user_id`,
  );
  for (const [manager, sites] of Map.groupBy(managed, (one) => one.manager)) {
    const caller = await actAs(database, await personNamed(database, manager));
    await caller.transaction(async (own) => {
      for (const { site, place } of sites) {
        const note = place % 12 === 6 ? (notes[Math.floor(place / 12) % notes.length] ?? null) : null;
        await markSite(own, { site, month, isReady: true, note, markedBy: manager });
      }
    });
  }
}
