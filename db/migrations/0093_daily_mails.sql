--! why: the daily mail of total actual revenue was printed and never sent; it goes out once a day

create table billing.daily_mail (
  day date not null,
  recipients text not null,
  statements integer not null,
  sha256 text not null,
  sent_at timestamptz not null default now(),
  sent_by text not null,
  constraint daily_mail_pkey primary key (day)
);
comment on table billing.daily_mail is
  'Daily mails of total actual revenue that went out: one for each day (billing.md 4.10).';
comment on column billing.daily_mail.day is 'Day of the mail, in UTC.';
comment on column billing.daily_mail.recipients is 'Who got it, with semicolons (personal data).';
comment on column billing.daily_mail.statements is 'Statements in its attachment.';
comment on column billing.daily_mail.sha256 is 'Digest of the attachment, under which the outbox keeps it.';
comment on column billing.daily_mail.sent_at is 'When it was handed out.';
comment on column billing.daily_mail.sent_by is 'Who sent it, or daybook for the server (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('billing.daily_mail', 'recipients', 'contact'),
  ('billing.daily_mail', 'sent_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.daily_mail', 3, 'by row', 'what left the house, and to whom');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('daily mails', 'billing.daily_mail', 'sent_at', 84, null, '2.4: as statements');
select security.force_row_security('billing.daily_mail');
select audit.watch('billing.daily_mail');
