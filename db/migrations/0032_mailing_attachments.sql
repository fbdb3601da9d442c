--! why: supporting reports go with a mail and are sent again as they went out (billing.md 4.10, 4.11)

alter table billing.mailing add column attachments jsonb not null default '[]';
comment on column billing.mailing.attachments is
  'Supporting reports that went with it: name and digest of each, under which it is kept in the outbox.';
