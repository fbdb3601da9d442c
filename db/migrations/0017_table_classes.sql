--! why: every table has a class, forced row security and a rule for its trail; a test refuses tables without

-- What the intake keeps as it was received or typed may hold personal data too.
comment on column sources.batch.received_by is 'Who loaded it (personal data).';
comment on column sources.batch.refusal is
  'Why it was refused or failed: code, message, next step, first faults (personal data).';
comment on column sources.batch_warning.message is 'What it saw, with site, month and figure (personal data).';
comment on column sources.quarantine.value is 'Value that was seen (personal data).';
comment on column sources.quarantine.message is 'What is wrong and what to do (personal data).';
comment on column sources.quarantine.record is 'The record as received: column name to text (personal data).';
comment on column sources.quarantine.decided_by is 'Who decided (personal data).';

-- Identifiers of people stand in tables as pseudonyms; the identifier itself lies encrypted in security.subject. Rows
-- that were loaded before are sealed by `daybook privacy seal`: the key is not the database's.
do $$
declare
  sealed record;
begin
  for sealed in
    select attrelid::regclass as relation, attname from pg_attribute
    join pg_class on pg_class.oid = attrelid
    where relnamespace = any (array['sources', 'warehouse']::regnamespace[]) and relkind in ('r', 'p')
      and not relispartition and attname = 'employee_id' and not attisdropped
  loop
    execute format('comment on column %s.%I is %L', sealed.relation, sealed.attname,
      'Person, as a pseudonym (personal data); empty when nobody is named.');
  end loop;
end
$$;

-- Reads the comments, so that inventory and catalogue begin alike; a test keeps them so.
insert into security.personal_column (relation, column_name, is_sealed, class)
select nspname || '.' || relname, attname, attname = 'employee_id',
  case
    when attname in ('district_manager', 'person_name', 'first_name', 'last_name', 'display_name') then 'name'
    when attname in ('email_recipient', 'work_email') then 'contact'
    when attname = 'employee_id' then 'identifier'
    when attname in ('user_id', 'user_name', 'subject', 'received_by', 'decided_by') then 'login'
    when attname in ('annual_base_pay', 'allocated_amount') then 'pay'
    when attname in ('record', 'value', 'message', 'refusal', 'was', 'now') then 'record'
  end
from pg_attribute
join pg_class on pg_class.oid = attrelid
join pg_namespace on pg_namespace.oid = relnamespace
where nspname in ('sources', 'warehouse', 'security', 'audit') and relkind in ('r', 'p') and not relispartition
  and attnum > 0 and col_description(attrelid, attnum) ~ 'personal data'
  -- Staging is empty between loads.
  and not exists (select from pg_attribute as held where held.attrelid = pg_class.oid and held.attname = 'is_held')
  and relname <> 'staged_fault';

insert into security.table_class (relation, data_class, audited, reason)
select relation,
  case
    when exists (select from security.personal_column as column_of where column_of.relation = listed.relation) then 3
    when relation ~ '^audit\.' then 4
    when relation ~ '^security\.' or has_site then 2
    else 1
  end,
  case
    when relation in ('sources.batch', 'sources.quarantine', 'platform.migration') then 'by row'
    when relation in ('security.feed_access', 'security.site_place', 'security.effective_site') then 'by batch'
    when relation in ('security.seal', 'security.subject') then 'no'
    when relation ~ '^security\.' then 'by row'
    when relation ~ '^warehouse\.' then 'by batch'
    else 'no'
  end,
  case
    when relation = 'sources.batch' then 'every load, as it begins and ends'
    when relation = 'sources.quarantine' then 'every decision; what a load holds back is in its batch'
    when relation = 'platform.migration' then 'every change of the schema'
    when relation in ('security.feed_access', 'security.site_place', 'security.effective_site')
      then 'made anew from loads and assignments, which are in the trail'
    when relation = 'security.seal' then 'holds the one secret of the database and is written once'
    when relation = 'security.subject' then 'a load adds to it; every erasure is noted'
    when relation ~ '^security\.' then 'who may do what'
    when relation ~ '^warehouse\.' then 'its rows name their load and keep their own history'
    when relation ~ '^audit\.' then 'the trail itself'
    when relation ~ '^platform\.' then 'follows from the files of this version'
    when relation in ('sources.batch_warning') then 'written by a load, which is in the trail'
    else 'rows in transit: empty between loads'
  end
from (
  select nspname || '.' || relname as relation,
    exists (select from pg_attribute where attrelid = pg_class.oid and attname in ('site_id', 'slice_site_id'))
      as has_site
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where nspname in ('platform', 'security', 'audit', 'sources', 'warehouse') and relkind in ('r', 'p')
    and not relispartition
) as listed;

create function security.force_row_security(relation regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', relation);
end
$$;
comment on function security.force_row_security(regclass) is
  'Nobody sees a row of the table but by a policy; only who may bypass row security at all, the owner, is exempt.';

do $$
declare
  listed record;
begin
  for listed in
    select pg_class.oid::regclass as relation, nspname from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('platform', 'security', 'audit', 'sources', 'warehouse') and relkind in ('r', 'p')
  loop
    perform security.force_row_security(listed.relation);
    if listed.nspname = 'audit' then
      execute format('create policy owner_of_the_trail on %s to daybook_audit using (true)', listed.relation);
    end if;
  end loop;
end
$$;
do $$
declare
  asked text;
begin
  foreach asked in array array['effective_role', 'role', 'personal_column', 'database_login', 'person', 'seal'] loop
    execute format('create policy asked_by_the_trail on security.%I for select to daybook_audit using (true)', asked);
  end loop;
end
$$;

-- A function is for whom it is granted to: PostgreSQL's default would be everybody.
alter default privileges revoke execute on functions from public;
do $$
declare
  routine record;
begin
  for routine in
    select oid::regprocedure as name from pg_proc
    where pronamespace in ('security'::regnamespace, 'audit'::regnamespace)
  loop
    execute format('revoke execute on function %s from public', routine.name);
  end loop;
end
$$;

do $$
declare
  watched text;
begin
  foreach watched in array array(
    select relation from security.table_class where audited = 'by row' order by relation) loop
    perform audit.watch(watched::regclass, case watched
      when 'sources.quarantine' then '{update,delete,truncate}'::text[]
      else '{insert,update,delete,truncate}'::text[] end);
  end loop;
end
$$;
