-- What SQL clients read about loads, people, rights and the trail.

create view api.batch with (security_invoker) as
select
  batch_id, source, feed, file_name, sha256, size_bytes, received_by, received_at, finished_at, state, rows_received,
  rows_loaded, rows_unchanged, rows_superseded, rows_quarantined, rows_set_aside,
  control_totals, effective_on, same_as_batch_id,
  replay_of_batch_id, refusal
from sources.batch;
comment on view api.batch is 'Loads with their control totals and refusals. Key: batch_id.';

create view api.quarantine with (security_invoker) as
select
  quarantine_id, batch_id, feed, source_line, column_name,
  sources.shown_value(value, column_name, record, hidden) as value, rule,
  sources.shown_value(message, column_name, record, hidden) as message, waits_for, waits_for_id,
  sources.shown_record(record, hidden) as record,
  slice_site_id as site_id, slice_on, state, decided_by, decided_at, decided_reason, resolved_by_batch_id
from sources.quarantine cross join lateral sources.hidden_cells(feed, slice_site_id) as hidden;
comment on view api.quarantine is
  'Records that a check held back; columns that are secured in their own table show (hidden) (personal '
  'data). Key: quarantine_id.';
comment on column api.quarantine.value is 'The value received, or (hidden) (personal data).';
comment on column api.quarantine.message is 'What is wrong with it, or (hidden) (personal data).';
comment on column api.quarantine.record is
  'The record as received, header name to text; (hidden) in columns that the reader may not see (personal data).';

create view api.person with (security_invoker) as
select person_id, user_id, display_name, origin, is_enabled, disabled_reason, last_seen_at, created_at
from security.person;
comment on view api.person is 'People and services that may sign in (personal data). Key: person_id.';

create view api.role_assignment with (security_invoker) as
select
  role_assignment_id, person_id, role, place_kind, place, valid_from_on, valid_to_on, reason, assigned_by, assigned_at,
  ended_at, ended_by, ended_reason
from security.role_assignment;
comment on view api.role_assignment is 'Role assignments. Key: role_assignment_id.';

create view api.effective_role with (security_invoker) as
select person_id, role, origin, valid_to_on from security.effective_role;
comment on view api.effective_role is 'Roles of each person today. Key: person_id, role.';

create view api.effective_site with (security_invoker) as
select effective.person_id, effective.role, effective.site_id, person.user_id
from security.effective_site as effective
join security.person using (person_id);
comment on view api.effective_site is 'Sites of each person today, by role. Key: person_id, role, site_id.';

create view api.access_request with (security_invoker) as
select
  access_request_id, person_id, role, place_kind, array_to_string(places, ', ') as places, until_on, reason,
  requested_by, requested_at, is_emergency, approve_until, manager_by, manager_at, security_by, security_at,
  refused_by, refused_at, refusal_reason, lapsed_at, state
from security.access_request;
comment on view api.access_request is
  'Requests for a role and who approved them (personal data). Key: access_request_id.';
comment on column api.access_request.places is
  'Sites, or names of districts or regions, separated by commas; empty: everywhere.';

create view api.privilege with (security_invoker) as
select role, object, action, scope, note from security.right_in_force;
comment on view api.privilege is 'The rights matrix. Key: role, object, action.';
comment on column api.privilege.role is 'Role.';
comment on column api.privilege.object is 'Object, such as site or profit-and-loss.';
comment on column api.privilege.action is 'read, change, approve or execute.';
comment on column api.privilege.scope is 'Whose rows: all, self, own, district, region or hierarchy.';
comment on column api.privilege.note is 'Further conditions, in words.';

create view api.attempted_conflict with (security_invoker) as
select attempted_conflict_id, person_id, attempted, conflicts_with, subject, attempted_at
from security.attempted_conflict;
comment on view api.attempted_conflict is 'Attempts that segregation of duties stopped. Key: attempted_conflict_id.';

create view api.audit_entry with (security_invoker) as
select
  position, chained_at, recorded_at, kind, relation,
  audit.shown_cells(row_key, entry.kind, relation, site_id, person_id = reader.reader_id, reader.cells) as row_key,
  audit.named_cells(
    audit.shown_cells(changes, entry.kind, relation, site_id, person_id = reader.reader_id, reader.cells),
    reader.people) as changes,
  site_id, person_id, actor, acting_roles, reason, request_id, hash,
  coalesce(reader.people ->> person_id::text, actor) as who,
  audit.key_in_words(audit.named_cells(
    audit.shown_cells(row_key, entry.kind, relation, site_id, person_id = reader.reader_id, reader.cells),
    reader.people)) as record
from audit.entry cross join audit.reader() as reader;
comment on view api.audit_entry is
  'The audit trail, limited to what the caller may read; an entry shows a column only with the right to '
  'read it. Key: position.';
comment on column api.audit_entry.row_key is
  'Primary key of the row; "hidden" in place of a value that the reader may not see.';
comment on column api.audit_entry.who is
  'Who acted, by name and user id where the reader may see it; else as "actor" keeps it.';
comment on column api.audit_entry.record is 'Which row, in words.';
comment on column api.audit_entry.changes is
  'Column name to {old, new}, or to {hidden} if the reader may not see it; personal values only as '
  '{committed: SHA-256}.';

create view api.load_count as
select
  feed, count(*) filter (where state in ('loaded', 'unchanged')) as files,
  sum(rows_loaded)::bigint as rows_loaded, sum(rows_superseded)::bigint as rows_superseded,
  coalesce(sum(rows_quarantined) filter (where state = 'loaded'), 0)::bigint as rows_quarantined,
  count(*) filter (where state in ('refused', 'failed')) as files_refused
from sources.batch
where (select security.may('data-flow-summary', 'read'))
group by feed;
comment on view api.load_count is
  'Loads by feed: counts only, for those who may see the data flow in summary. Key: feed.';

comment on column api.load_count.files is 'Loaded files.';
comment on column api.load_count.rows_loaded is 'Loaded rows.';
comment on column api.load_count.rows_superseded is 'Rows that these replaced or removed.';
comment on column api.load_count.rows_quarantined is 'Records that a check held back.';
comment on column api.load_count.files_refused is 'Files that were refused, or failed.';

create view api.quarantine_count as
select feed, rule, state, count(*) as records
from sources.quarantine
where state in ('open', 'waiting') and (select security.may('data-flow-summary', 'read'))
group by feed, rule, state;
comment on view api.quarantine_count is
  'Undecided records by feed, rule and state: counts only, for those who may see the data flow in summary. '
  'Key: feed, rule, state.';
comment on column api.quarantine_count.records is 'Undecided records.';

create view api.operator_fact with (security_invoker) as
select
  delivered.fact, delivered.kind, coalesce(set_values, delivered_values) as fact_values, delivered_values,
  set_values is not null as is_set, set_at, meaning
from platform.delivered_facts() as delivered
left join platform.operator_fact on operator_fact.fact = delivered.fact and ended_at is null;
comment on view api.operator_fact is
  'Facts of the operator in effect: account roles, companies, entities, percentages. Key: fact.';
comment on column api.operator_fact.fact is 'Name.';
comment on column api.operator_fact.kind is 'Kind of value: account, accounts, account range, percentage, and so on.';
comment on column api.operator_fact.fact_values is 'Values in effect, as text.';
comment on column api.operator_fact.delivered_values is 'Delivered values.';
comment on column api.operator_fact.is_set is 'Whether the operator set it.';
comment on column api.operator_fact.meaning is 'What it is for.';
