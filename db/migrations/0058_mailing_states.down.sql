delete from security.personal_column
where relation = 'billing.mailing' and column_name in ('refused_recipients', 'answer');
comment on column billing.mailing.sent_at is 'When it went into the outbox.';
comment on table billing.mailing is
  'A mail to a customer as it was sent: recipients, and the digest of the document (billing.md 4.10).';
alter table billing.mailing drop column answer;
alter table billing.mailing drop column refused_recipients;
alter table billing.mailing drop column state;
