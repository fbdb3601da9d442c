--! why: each mail of a statement goes out for itself; one that is refused leaves the others as sent (billing.md 4.10)

alter table billing.mailing add column state text not null default 'sent';
alter table billing.mailing alter column state drop default;
alter table billing.mailing add column refused_recipients text;
alter table billing.mailing add column answer text;
-- The column is new and says "sent" in every row.
-- squawk-ignore constraint-missing-not-valid
alter table billing.mailing add constraint mailing_state_is_known check (
  state in ('waiting', 'sent', 'partly sent', 'refused', 'withdrawn'));
-- squawk-ignore constraint-missing-not-valid
alter table billing.mailing add constraint mailing_names_who_was_refused check (
  (state = 'partly sent') = (refused_recipients is not null));
comment on table billing.mailing is
  'A mail to a customer and how far it came: recipients, and the digest of the document (billing.md 4.10).';
comment on column billing.mailing.state is
  'waiting to go out; sent; partly sent: the server refused some recipients; refused; withdrawn: the server took no '
  'mail of the statement, which counts as not sent.';
comment on column billing.mailing.refused_recipients is
  'Addresses that the server refused while it took others, with semicolons (personal data).';
comment on column billing.mailing.answer is 'Why it was refused (personal data).';
comment on column billing.mailing.sent_at is 'When it was made, or went out.';

insert into security.personal_column (relation, column_name, class) values
  ('billing.mailing', 'refused_recipients', 'contact'),
  ('billing.mailing', 'answer', 'contact');
