revoke usage on schema audit from daybook_stages;
revoke usage on schema security from daybook_audit;
revoke select on security.effective_role, security.role, security.personal_column, security.database_login,
  security.person, security.seal from daybook_audit;
drop trigger is_never_changed on audit.pending;
drop trigger is_never_emptied on audit.pending;
drop trigger is_never_changed on audit.entry;
drop trigger is_never_emptied on audit.entry;
drop trigger is_never_changed on audit.head;
drop trigger is_never_emptied on audit.head;
drop trigger is_never_changed on audit.signing_key;
drop trigger is_never_emptied on audit.signing_key;
-- Months of the trail have a guard of their own.
drop function audit.refuse_change() cascade;
drop function audit.watch(regclass, text[]);
drop function audit.record_truncate();
drop function audit.record_update();
drop function audit.record_delete();
drop function audit.record_insert();
drop function audit.note(text, text, jsonb, jsonb, text, jsonb);
drop function security.caller();
drop function security.entry_of(text, timestamptz, name);
drop function security.seal_of(text);
