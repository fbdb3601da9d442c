import type { Finding } from '../../../../docs/operate/verify-audit.mjs';
import type { Queryable } from '../../database/index.ts';

/**
 * What keeps the trail from being written or kept. Asks the catalogue, not functions of ours: a trigger that is
 * missing, off or runs another function; one that was switched after it was made, which its transaction tells even
 * when it was switched back; and statements that nobody chains.
 */
const watching = `
  select 'watch missing' as rule, relation || ' ' || command as subject,
    format('%s is not watched: its trigger for %s is missing or switched off', relation, command) as problem
  from security.table_class
  cross join lateral unnest(case relation when 'sources.quarantine' then array['update', 'delete', 'truncate']
    else array['insert', 'update', 'delete', 'truncate'] end) as command
  where audited = 'by row' and to_regclass(relation) is not null and not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = to_regclass(relation) and tgname = 'trail_' || command and tgenabled = 'A'
      and tgfoid = ('audit.record_' || command)::regproc)
  union all
  select 'watch missing', kept.oid::regclass || ' ' || guard,
    format('%s may be changed: its trigger %s is missing or switched off', kept.oid::regclass, guard)
  from pg_catalog.pg_class as kept
  cross join unnest(array['is_never_changed', 'is_never_emptied']) as guard
  where kept.relnamespace = 'audit'::regnamespace and kept.relkind in ('r', 'p') and relname <> 'personal_value'
    and not exists (
      select from pg_catalog.pg_trigger
      where tgrelid = kept.oid and tgname = guard and tgenabled = 'A' and tgfoid = 'audit.refuse_change'::regproc)
  union all
  -- A trigger is made in the transaction of a migration, or with the partition of a month of the trail. Its row bears
  -- another transaction once it was switched, and its dependencies do when it was made again.
  select 'watch changed', 'transaction ' || made.xmin::text,
    format('%s of the triggers that watch (such as %s on %s) were made or switched outside of a migration, in '
      'transaction %s', count(*), min(tgname), min(tgrelid::regclass::text), made.xmin::text)
  from pg_catalog.pg_trigger as made
  where (tgname like 'trail\\_%' or tgname like 'is\\_never\\_%')
    and not exists (select from platform.migration where migration.xmin = made.xmin)
    and not exists (select from pg_catalog.pg_inherits where inhrelid = tgrelid and pg_inherits.xmin = made.xmin)
  group by made.xmin::text
  union all
  -- What the triggers run is made by migrations, and nobody is granted it later.
  select 'watch changed', 'transaction ' || made.xmin::text,
    format('%s of the functions that watch (such as %s) were replaced outside of a migration, in transaction %s',
      count(*), min(made.oid::regprocedure::text), made.xmin::text)
  from pg_catalog.pg_proc as made
  where made.pronamespace = 'audit'::regnamespace and made.prorettype = 'trigger'::regtype
    and not exists (select from platform.migration where migration.xmin = made.xmin)
  group by made.xmin::text
  union all
  select 'chain waits', pending_id::text,
    format('statement %s waits for the chain since %s', pending_id, recorded_at at time zone 'UTC')
  from audit.pending where recorded_at < now() - interval '1 day'`;

/** What keeps the trail from being written or kept. Ask as the owner or an auditor. */
export async function checkWatching(database: Queryable): Promise<Finding[]> {
  const findings = await database.query<{ rule: string; subject: string; problem: string }>(watching);
  return findings.map((finding) => ({ ...finding, position: null }));
}
