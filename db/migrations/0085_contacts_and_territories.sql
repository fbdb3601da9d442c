--! why: a customer has several contacts, verified within 90 days, and a site is in one territory at a time

create table warehouse.site_contact (
  contact_id bigint generated always as identity,
  site_id text not null,
  kind text not null,
  contact_name text not null,
  emails text,
  phone text,
  verified_on date,
  verified_by text,
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint site_contact_pkey primary key (contact_id),
  constraint site_contact_site_exists foreign key (site_id) references warehouse.site,
  constraint site_contact_kind_is_known check (kind in ('billing', 'operational', 'emergency')),
  constraint site_contact_has_a_name check (length(trim(contact_name)) between 1 and 100),
  constraint site_contact_can_be_reached check (
    coalesce(length(emails), 0) <= 1000 and coalesce(length(phone), 0) <= 40
    and (emails is not null or phone is not null) and (kind <> 'billing' or emails is not null)),
  constraint site_contact_verified_by_somebody check ((verified_on is null) = (verified_by is null)),
  constraint site_contact_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table warehouse.site_contact is
  'Contacts of a site beside the one of the customer list; invoices go to those of billing too.';
comment on column warehouse.site_contact.contact_id is 'Its number.';
comment on column warehouse.site_contact.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_contact.kind is 'billing, operational or emergency.';
comment on column warehouse.site_contact.contact_name is 'Person or department (personal data).';
comment on column warehouse.site_contact.emails is 'E-mail addresses with semicolons (personal data).';
comment on column warehouse.site_contact.phone is 'Phone number (personal data).';
comment on column warehouse.site_contact.verified_on is 'Day on which somebody last asked whether it is right.';
comment on column warehouse.site_contact.verified_by is 'Who asked (personal data).';
comment on column warehouse.site_contact.added_at is 'When it was added.';
comment on column warehouse.site_contact.added_by is 'Who added it (personal data).';
comment on column warehouse.site_contact.ended_at is 'When it ended, or another took its place; null while it counts.';
comment on column warehouse.site_contact.ended_by is 'Who ended it (personal data).';
create index site_contact_site on warehouse.site_contact (site_id);

create table warehouse.territory (
  territory_id bigint generated always as identity,
  territory_name text not null,
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint territory_pkey primary key (territory_id),
  constraint territory_has_a_name check (length(trim(territory_name)) between 1 and 100),
  constraint territory_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table warehouse.territory is 'Territories that sites are assigned to.';
comment on column warehouse.territory.territory_id is 'Its number.';
comment on column warehouse.territory.territory_name is 'Its name.';
comment on column warehouse.territory.added_at is 'When it was added.';
comment on column warehouse.territory.added_by is 'Who added it (personal data).';
comment on column warehouse.territory.ended_at is 'When it ended; null while sites may be assigned to it.';
comment on column warehouse.territory.ended_by is 'Who ended it (personal data).';
create unique index territory_name_is_used_once on warehouse.territory (lower(territory_name)) where ended_at is null;

create table warehouse.site_territory (
  site_territory_id bigint generated always as identity,
  site_id text not null,
  territory_id bigint not null,
  from_on date not null,
  to_on date,
  assigned_at timestamptz not null,
  assigned_by text not null,
  ended_by text,
  constraint site_territory_pkey primary key (site_territory_id),
  constraint site_territory_site_exists foreign key (site_id) references warehouse.site,
  constraint site_territory_territory_exists foreign key (territory_id) references warehouse.territory,
  constraint site_territory_ends_after_it_begins check (to_on > from_on),
  constraint site_territory_ended_by_somebody check ((to_on is null) = (ended_by is null)),
  constraint site_is_in_one_territory_at_a_time exclude using gist (
    int4range(site_id::integer, site_id::integer, '[]') with &&, daterange(from_on, to_on) with &&)
);
comment on table warehouse.site_territory is 'In which territory a site is, from day to day; in one at a time.';
comment on column warehouse.site_territory.site_territory_id is 'Its number.';
comment on column warehouse.site_territory.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_territory.territory_id is 'Territory.';
comment on column warehouse.site_territory.from_on is 'First day in it.';
comment on column warehouse.site_territory.to_on is 'First day on which it is no longer in it; null while it is.';
comment on column warehouse.site_territory.assigned_at is 'When it was assigned.';
comment on column warehouse.site_territory.assigned_by is 'Who assigned it (personal data).';
comment on column warehouse.site_territory.ended_by is 'Who ended it or moved the site on (personal data).';
create index site_territory_site on warehouse.site_territory (site_id);
create index site_territory_territory on warehouse.site_territory (territory_id);

insert into security.personal_column (relation, column_name, class) values
  ('warehouse.site_contact', 'contact_name', 'name'),
  ('warehouse.site_contact', 'emails', 'contact'),
  ('warehouse.site_contact', 'phone', 'contact'),
  ('warehouse.site_contact', 'verified_by', 'login'),
  ('warehouse.site_contact', 'added_by', 'login'),
  ('warehouse.site_contact', 'ended_by', 'login'),
  ('warehouse.territory', 'added_by', 'login'),
  ('warehouse.territory', 'ended_by', 'login'),
  ('warehouse.site_territory', 'assigned_by', 'login'),
  ('warehouse.site_territory', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.site_contact', 3, 'by row', 'whom invoices of a site go to'),
  ('warehouse.territory', 1, 'by row', 'how the operator divides its sites'),
  ('warehouse.site_territory', 1, 'by row', 'who looks after a site');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('contacts ended', 'warehouse.site_contact', 'ended_at', 84, null, '2.4: contacts (deactivated), at least 7 years');
insert into security.table_retention (relation, why) values
  ('warehouse.territory', 'the history of sites cites them'),
  ('warehouse.site_territory', '1.4: moves of sites keep their history');
select security.force_row_security('warehouse.site_contact');
select security.force_row_security('warehouse.territory');
select security.force_row_security('warehouse.site_territory');
select audit.watch('warehouse.site_contact');
select audit.watch('warehouse.territory');
select audit.watch('warehouse.site_territory');
