--! why: managers mark their sites as ready for billing, with a note that leads to AR review (billing.md 4.1, 4.3)

create table billing.site_readiness (
  readiness_id bigint generated always as identity,
  site_id text not null,
  service_month date not null,
  is_ready boolean not null,
  note text,
  marked_at timestamptz not null,
  marked_by text not null,
  constraint site_readiness_pkey primary key (readiness_id),
  constraint site_readiness_is_for_a_month check (extract(day from service_month) = 1),
  constraint site_readiness_note_says_something check (btrim(note) <> ''),
  constraint site_readiness_note_is_short check (char_length(note) <= 2000)
);
comment on table billing.site_readiness is
  'Marks of a site for a service month; the newest holds, the others are its history (billing.md 4.3).';
comment on column billing.site_readiness.readiness_id is 'Its number.';
comment on column billing.site_readiness.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.site_readiness.service_month is 'Month that may be billed, as its first day.';
comment on column billing.site_readiness.is_ready is 'Ready to be billed; false holds the statement back.';
comment on column billing.site_readiness.note is
  'What the manager says to whoever reviews the statement (personal data); null without one.';
comment on column billing.site_readiness.marked_at is 'When it was marked.';
comment on column billing.site_readiness.marked_by is 'Who marked it (personal data).';

create index site_readiness_month on billing.site_readiness (service_month, site_id, readiness_id);

alter table billing.statement add column readiness_id bigint;
-- The column is new and null in every row: there is nothing to scan.
-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
alter table billing.statement add constraint statement_readiness_exists
  foreign key (readiness_id) references billing.site_readiness;
comment on column billing.statement.readiness_id is
  'Mark of the site that held when it was made; null when nobody had marked it.';
create index statement_readiness on billing.statement (readiness_id);

insert into security.object (object, says) values
  ('site-readiness', 'Marks that a site is ready to be billed, with the notes of its managers');
insert into security.privilege (role, object, action, scope) values
  ('accountManager', 'site-readiness', 'change', 'own'),
  ('districtManager', 'site-readiness', 'change', 'district'),
  ('accountManager', 'site-readiness', 'read', 'own'),
  ('districtManager', 'site-readiness', 'read', 'district'),
  ('regionalVp', 'site-readiness', 'read', 'region'),
  ('financeManager', 'site-readiness', 'read', 'all'),
  ('billingManager', 'site-readiness', 'read', 'all'),
  ('billingAdmin', 'site-readiness', 'read', 'all'),
  ('revenueApprover', 'site-readiness', 'read', 'all'),
  ('auditor', 'site-readiness', 'read', 'all');

insert into security.personal_column (relation, column_name, class) values
  ('billing.site_readiness', 'note', 'record'),
  ('billing.site_readiness', 'marked_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.site_readiness', 3, 'by row', 'what may be billed, and what managers say of it');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('site-readiness', 'read', 'billing.site_readiness', 'select', 'site_id'),
  ('site-readiness', 'change', 'billing.site_readiness', 'insert', 'site_id'),
  -- A statement tells of the marks of its site: absent for whoever may not see them.
  ('statement', 'read', 'billing.site_readiness', 'null', null);
select security.force_row_security('billing.site_readiness');
select audit.watch('billing.site_readiness');
