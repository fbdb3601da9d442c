alter table billing.mailing drop column attachments;
