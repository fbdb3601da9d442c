-- The populations of the controls (operations.md 2.2) in a quarter. Rows are texts, in the order in which a reader
-- looks for them; what the product keeps no records of yet has no function here and is said to be empty.

create function audit.evidence_access(first_on date, end_on date) returns setof text[]
language sql stable as $$
  select array[
    person.user_id, person.origin, case when is_enabled then 'yes' else 'no: ' || disabled_reason end,
    coalesce(held.role, '(none)'), coalesce(held.origin, ''),
    (select count(*)::text from security.effective_site as reached
      where reached.person_id = person.person_id and reached.role = held.role),
    coalesce(audit.instant(last_seen_at), 'never'),
    case
      when last_seen_at is null then 'never seen'
      when last_seen_at >= end_on - 30 then 'active'
      when last_seen_at >= end_on - 90 then 'inactive'
      else 'dormant'
    end]
  from security.person
  left join security.effective_role as held using (person_id)
  where person.created_at < end_on
  order by person.user_id, held.role
$$;
comment on function audit.evidence_access(date, date) is
  'C1: everybody with roles, sites and last use; active up to 30 days, inactive up to 90, dormant beyond.';

create function audit.evidence_conflicts(first_on date, end_on date) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(attempted_at), coalesce('person ' || person_id, 'a login that is no person'), attempted,
    conflicts_with, subject]
  from security.attempted_conflict
  where attempted_at >= first_on and attempted_at < end_on
  order by attempted_conflict_id
$$;
comment on function audit.evidence_conflicts(date, date) is 'C2: what segregation of duties stopped.';

create function audit.evidence_changes(first_on date, end_on date) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(recorded_at), relation, kind, row_key::text, changes::text, actor,
    array_to_string(acting_roles, ' '), coalesce(reason, ''), position::text]
  from audit.entry
  where recorded_at >= first_on and recorded_at < end_on and kind in ('insert', 'update', 'delete', 'truncate')
    and relation ~ '^(contracts|billing|forecasting|security)\.'
    and relation not in ('security.session', 'security.effective_role')
  order by position
$$;
comment on function audit.evidence_changes(date, date) is
  'C3: changes of contracts, rates, thresholds, rights and assignments, each with who approved it by doing it.';

create function audit.evidence_loads(first_on date, end_on date) returns setof text[]
language sql stable as $$
  select array[
    batch_id::text, audit.instant(received_at), feed, file_name, sha256, state, rows_received::text,
    rows_loaded::text, rows_unchanged::text, rows_superseded::text, rows_quarantined::text,
    case when state in ('loaded', 'unchanged')
      then case when rows_received = rows_loaded + rows_unchanged + rows_quarantined then 'yes' else 'no' end
      else 'nothing was taken in' end,
    coalesce(control_totals::text, '')]
  from sources.batch
  where received_at >= first_on and received_at < end_on
  order by batch_id
$$;
comment on function audit.evidence_loads(date, date) is
  'C4: every load with its control totals; received is loaded, unchanged and quarantined together.';

create function audit.evidence_schema(first_on date, end_on date) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(applied_at), number::text, name, up_sha256, applied_by]
  from platform.migration
  where applied_at >= first_on and applied_at < end_on
  order by migration.number
$$;
comment on function audit.evidence_schema(date, date) is 'C8: every change of the schema by the hash of its file.';

create function audit.evidence_trail(first_on date, end_on date) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(recorded_at), changes -> 'entries' ->> 'new', changes -> 'heads' ->> 'new',
    changes -> 'findings' ->> 'new', actor, position::text]
  from audit.entry
  where kind = 'trail verified' and recorded_at >= first_on and recorded_at < end_on
  order by position
$$;
comment on function audit.evidence_trail(date, date) is 'C10: every verification of the trail and what it found.';
