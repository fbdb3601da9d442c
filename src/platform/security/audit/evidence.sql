-- The populations of the controls (operations.md 2.2) in a quarter. Rows are texts, in the order in which a reader
-- looks for them. Those of statements, forecasts and postings are in evidence-of-money.sql.

create function audit.person_shown(who text, with_names boolean) returns text
language sql stable as $$
  select case
    when who is null then ''
    when person.disabled_reason = 'erased' then format('a person that was erased (person %s)', person.person_id)
    when person.person_id is not null and with_names
      then format('%s (person %s)', audit.person_called(person), person.person_id)
    when person.person_id is not null then 'person ' || person.person_id
    when with_names or who !~ '@' then who
    else 'a person who is not listed'
  end
  from (values (who)) as actor (who)
  left join security.person as person
    on person.user_id = actor.who or person.person_id = substring(actor.who from '^person ([0-9]+)$')::bigint
$$;
comment on function audit.person_shown(text, boolean) is
  'Who it was: name and number of a person given by either, the number alone for those who may not see names; other '
  'actors as they are written.';

create function audit.evidence_access(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.person_shown('person ' || person.person_id, with_names), person.origin,
    case when is_enabled then 'yes' else 'no: ' || disabled_reason end,
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
comment on function audit.evidence_access(date, date, boolean) is
  'C1: everyone with roles, sites and last use; active up to 30 days, inactive up to 90, dormant beyond.';

create function audit.evidence_conflicts(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(attempted_at),
    audit.person_shown(coalesce('person ' || person_id, 'a login that is no person'), with_names), attempted,
    conflicts_with, subject]
  from security.attempted_conflict
  where attempted_at >= first_on and attempted_at < end_on
  order by attempted_conflict_id
$$;
comment on function audit.evidence_conflicts(date, date, boolean) is 'C2: what segregation of duties stopped.';

create function audit.other_evidence() returns setof text
language sql immutable as $$
  values
    -- C1, C2 and what signing in leaves behind.
    ('security.session'), ('security.effective_role'), ('security.attempted_conflict'),
    -- C5, C7: calculated from contracts and facts, or told change by change in billing.statement_change.
    ('billing.run'), ('billing.blocked'), ('billing.statement'), ('billing.statement_change'), ('billing.invoice'),
    ('billing.statement_line'), ('billing.line_input'), ('billing.tier_result'), ('billing.comparison'),
    ('billing.mailing'), ('billing.posting'), ('billing.unit_batch'), ('billing.unit_outcome'),
    ('billing.unit_posting'), ('billing.site_readiness'), ('billing.ad_hoc_line'),
    -- C6: what managers enter every day; what was submitted of it is evidence.
    ('forecasting.version'), ('forecasting.lineage'), ('forecasting.change'), ('forecasting.submission'),
    ('forecasting.statistic_day'), ('forecasting.payroll_day'), ('forecasting.parking_rate'),
    ('forecasting.other_revenue'), ('forecasting.other_expense'),
    -- C9.
    ('platform.restore_test')
$$;
comment on function audit.other_evidence() is
  'Tables of which another control tells, or whose rows are working data; changes of every other table are in C3.';

create function audit.evidence_changes(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(recorded_at), relation, kind, row_key::text, changes::text,
    audit.person_shown(actor, with_names), array_to_string(acting_roles, ' '), coalesce(reason, ''), position::text]
  from audit.entry
  where recorded_at >= first_on and recorded_at < end_on and kind in ('insert', 'update', 'delete', 'truncate')
    and relation ~ '^(contracts|billing|forecasting|security|platform)\.'
    and relation not in (select audit.other_evidence())
  order by position
$$;
comment on function audit.evidence_changes(date, date, boolean) is
  'C3: changes of contracts, rates, thresholds, settings, rights and assignments, with who made each and why.';

create function audit.evidence_loads(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    batch_id::text, audit.instant(received_at), feed, file_name, sha256, state, rows_received::text,
    rows_loaded::text, rows_unchanged::text, rows_superseded::text, rows_quarantined::text,
    case when state in ('loaded', 'unchanged')
      then case when rows_received = rows_loaded + rows_unchanged + rows_quarantined + rows_set_aside
        then 'yes' else 'no' end
      else 'nothing was taken in' end,
    coalesce(control_totals::text, '')]
  from sources.batch
  where received_at >= evidence_loads.first_on and received_at < evidence_loads.end_on
  order by batch_id
$$;
comment on function audit.evidence_loads(date, date, boolean) is
  'C4: every load with its control totals; received is loaded, unchanged, quarantined and set aside together.';

create function audit.evidence_archive(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(archived_at), relation, file.first_on::text, file.end_on::text, path, row_count::text, totals::text,
    digest, sha256, stored_bytes::text, place, coalesce(second_place, ''), audit.person_shown(archived_by, with_names),
    coalesce(audit.instant(verified_at), 'never'), coalesce(array_to_string(findings, ' '), ''),
    audit.person_shown(verified_by, with_names), coalesce(audit.instant(removed_at), ''),
    audit.person_shown(removed_by, with_names)]
  from operations.archive_file as file
  where (archived_at >= evidence_archive.first_on and archived_at < evidence_archive.end_on)
    or (verified_at >= evidence_archive.first_on and verified_at < evidence_archive.end_on)
    or (removed_at >= evidence_archive.first_on and removed_at < evidence_archive.end_on)
  order by archive_file_id
$$;
comment on function audit.evidence_archive(date, date, boolean) is
  'C9: files of closed years that were written, verified or removed, with their digests and control totals.';

create function audit.evidence_schema(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(applied_at), number::text, name, up_sha256, applied_by]
  from platform.migration
  where applied_at >= first_on and applied_at < end_on
  order by migration.number
$$;
comment on function audit.evidence_schema(date, date, boolean) is
  'C8: every change of the schema by the hash of its file.';

create function audit.evidence_trail(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(recorded_at), changes -> 'entries' ->> 'new', changes -> 'heads' ->> 'new',
    changes -> 'findings' ->> 'new', coalesce(changes -> 'explained' ->> 'new', '0'),
    audit.person_shown(actor, with_names), position::text]
  from audit.entry
  where kind = 'trail verified' and recorded_at >= first_on and recorded_at < end_on
  order by position
$$;
comment on function audit.evidence_trail(date, date, boolean) is
  'C10: every verification of the trail and what it found.';
