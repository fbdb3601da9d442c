drop index billing.statement_is_posted_once;
drop index billing.statement_stands_once;
update billing.posting set state = 'acknowledged' where state = 'reversed';
update billing.posting set state = 'failed' where state = 'withdrawn';
comment on column billing.posting.answer is 'What the ledger answered.';
comment on column billing.posting.state is 'pending, acknowledged or failed.';
alter table billing.posting drop column is_reversal;
alter table billing.posting drop constraint posting_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table billing.posting add constraint posting_state_is_known check (
  state in ('pending', 'acknowledged', 'failed'));
alter table billing.statement drop column is_posted;
alter table billing.statement drop column is_standing;
update billing.statement set state = 'Sent' where state = 'Revised';
update billing.statement set state = 'AR Review' where state = 'Rejected';
comment on column billing.statement_change.action is 'generate, approve, regenerate, add-line, delete-line or send.';
comment on column billing.statement.state is
  'AR Review, Approval Team, Ready To Send or Sent; Replaced once it was made anew before.';
alter table billing.statement drop constraint statement_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table billing.statement add constraint statement_state_is_known check (
  state in ('AR Review', 'Approval Team', 'Ready To Send', 'Sent', 'Replaced'));
