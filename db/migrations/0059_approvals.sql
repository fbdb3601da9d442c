--! why: a change of what is billed counts once a second person approved it (operations.md 1.6, 1.7)

create table contracts.approval_tier (
  tier smallint not null,
  from_value numeric not null,
  roles text[] not null,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint approval_tier_pkey primary key (tier),
  constraint approval_tier_begins_once unique (from_value) deferrable initially deferred,
  constraint approval_tier_has_a_value check (from_value >= 0),
  constraint approval_tier_has_approvers check (cardinality(roles) > 0)
);
comment on table contracts.approval_tier is
  'Who may approve changes of a contract, by what the contract comes to in a year (operations.md 1.7).';
comment on column contracts.approval_tier.tier is 'Its number, from 1.';
comment on column contracts.approval_tier.from_value is 'Yearly value from which it holds, US dollars.';
comment on column contracts.approval_tier.roles is 'Roles of whom one person approves.';
comment on column contracts.approval_tier.changed_at is 'When its value was set.';
comment on column contracts.approval_tier.changed_by is 'Who set it (personal data).';
insert into contracts.approval_tier (tier, from_value, roles, changed_at, changed_by) values
  (1, 0, '{billingManager,districtManager,regionalVp,svp,corporateConsumer}', now(), 'installation'),
  (2, 50000, '{districtManager,regionalVp,svp,corporateConsumer}', now(), 'installation'),
  (3, 250000, '{regionalVp,svp,corporateConsumer}', now(), 'installation'),
  (4, 1000000, '{corporateConsumer}', now(), 'installation');

create table contracts.approval (
  approval_id bigint generated always as identity,
  site_id text not null,
  subject text not null,
  version_id bigint,
  clause_id bigint,
  is_take_over boolean not null,
  yearly_value numeric,
  asked_at timestamptz not null,
  asked_by text not null,
  decision text,
  decided_at timestamptz,
  decided_by text,
  reason text,
  constraint approval_pkey primary key (approval_id),
  constraint approval_version_exists foreign key (version_id) references contracts.version,
  constraint approval_clause_exists foreign key (clause_id) references contracts.clause,
  constraint approval_subject_is_known check (
    case subject
      when 'version' then version_id is not null and clause_id is null
      when 'clause' then version_id is null and clause_id is not null
      when 'withdrawal' then version_id is null and clause_id is not null
      else false
    end),
  constraint approval_decision_is_known check (decision in ('approved', 'rejected')),
  constraint approval_decided_by_somebody check (
    (decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  constraint approval_needs_a_second_person check (decision is distinct from 'approved' or decided_by <> asked_by)
);
comment on table contracts.approval is
  'Changes of what is billed, each with who asked for it and who decided; what waits does not count.';
comment on column contracts.approval.approval_id is 'Its number; commands use it.';
comment on column contracts.approval.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.approval.subject is 'version, clause, or withdrawal of a clause.';
comment on column contracts.approval.version_id is 'Version of a contract that counts once it is approved.';
comment on column contracts.approval.clause_id is 'Clause that counts once it is approved, or is withdrawn.';
comment on column contracts.approval.is_take_over is
  'First version of a contract: one person may approve all of them at once.';
comment on column contracts.approval.yearly_value is
  'What the contract comes to in a year, US dollars; null when nothing says so.';
comment on column contracts.approval.asked_at is 'When it was entered.';
comment on column contracts.approval.asked_by is 'Who entered it (personal data).';
comment on column contracts.approval.decision is 'approved or rejected; null while it waits.';
comment on column contracts.approval.decided_at is 'When it was decided.';
comment on column contracts.approval.decided_by is 'Who decided (personal data).';
comment on column contracts.approval.reason is 'Why, as the person said (personal data).';
create unique index approval_of_version on contracts.approval (version_id);
create unique index approval_of_clause on contracts.approval (clause_id, subject)
where decision is distinct from 'rejected';
create index approval_waiting on contracts.approval (site_id) where decision is null;

alter table contracts.version add column money_digest text;
comment on column contracts.version.money_digest is
  'Digest of the terms that change amounts, or who is billed and paid; null for versions from before approvals.';
alter table contracts.version drop constraint version_state_is_known;
-- A few thousand rows, and what they say was allowed before.
-- squawk-ignore constraint-missing-not-valid
alter table contracts.version add constraint version_state_is_known check (
  state in ('active', 'draft', 'waiting', 'rejected'));
comment on column contracts.version.state is
  'active; draft: kept, but cannot bill; waiting for a second person; or rejected. Only active ones and drafts count.';

-- squawk-ignore adding-field-with-default
alter table contracts.clause add column state text not null default 'standing';
-- squawk-ignore constraint-missing-not-valid
alter table contracts.clause add constraint clause_state_is_known check (state in ('waiting', 'standing', 'rejected'));
alter table contracts.clause alter column state drop default;
comment on column contracts.clause.state is
  'waiting for a second person, standing, or rejected; only standing ones count.';
alter table contracts.clause drop constraint clause_is_replaced_once;
-- squawk-ignore require-concurrent-index-creation
create unique index clause_is_replaced_once on contracts.clause (replaces_id) where state <> 'rejected';

insert into security.personal_column (relation, column_name, class) values
  ('contracts.approval_tier', 'changed_by', 'login'),
  ('contracts.approval', 'asked_by', 'login'),
  ('contracts.approval', 'decided_by', 'login'),
  ('contracts.approval', 'reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('contracts.approval_tier', 2, 'by row', 'who may approve what'),
  ('contracts.approval', 3, 'by row', 'who changed what is billed, and who approved it');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('contract', 'read', 'contracts.approval', 'select', 'site_id'),
  ('catalogue', 'read', 'contracts.approval_tier', 'select', null);
select security.force_row_security('contracts.approval_tier'), security.force_row_security('contracts.approval');
select audit.watch('contracts.approval_tier'), audit.watch('contracts.approval');
