delete from security.retention_class where retention_class = 'attempts at the ledger';
delete from security.table_class where relation = 'billing.posting_attempt';
delete from security.personal_column where relation = 'billing.posting_attempt';
drop table billing.posting_attempt;
alter table billing.unit_posting drop column to_service_since;
alter table billing.posting drop column to_service_since;

update billing.posting set state = 'pending' where state = 'unclear';
update billing.unit_posting set state = 'pending' where state = 'unclear';
alter table billing.posting drop constraint posting_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table billing.posting add constraint posting_state_is_known check (
  state in ('pending', 'acknowledged', 'failed', 'withdrawn', 'reversed'));
comment on column billing.posting.state is
  'pending, acknowledged or failed; withdrawn: the ledger had not taken it, and its statement was revised; reversed: '
  'a document of its own took it back.';
alter table billing.unit_posting drop constraint unit_posting_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table billing.unit_posting add constraint unit_posting_state_is_known check (
  state in ('pending', 'acknowledged', 'failed'));
comment on column billing.unit_posting.state is 'pending, acknowledged or failed.';
