--! why: what a statement was made without stands on it, for whoever reviews it

create table billing.statement_notice (
  statement_id bigint not null,
  position integer not null,
  site_id text not null,
  code text not null,
  message text not null,
  constraint statement_notice_pkey primary key (statement_id, position),
  constraint statement_notice_statement_exists foreign key (statement_id) references billing.statement
);
comment on table billing.statement_notice is
  'What was missing, waiting or unusual in the facts of a statement when it was made; for reviewers, never printed.';
comment on column billing.statement_notice.statement_id is 'Statement.';
comment on column billing.statement_notice.position is 'Place in the order in which they were found, from 1.';
comment on column billing.statement_notice.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.statement_notice.code is 'Code of the catalogue of errors, which says what to do.';
comment on column billing.statement_notice.message is 'What it is, with site, month and figures.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.statement_notice', 2, 'by row', 'what a statement was made without');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('review-threshold', 'read', 'billing.statement_notice', 'select', 'site_id'),
  ('statement', 'read', 'billing.statement_notice', 'null', null);
select security.force_row_security('billing.statement_notice'), audit.watch('billing.statement_notice');
