-- What waits or was rejected never counted; without approvals it would.
delete from contracts.approval;
update contracts.version set state = 'draft' where state in ('waiting', 'rejected');
delete from contracts.clause_step using contracts.clause
where clause.clause_id = clause_step.clause_id and state <> 'standing';
delete from contracts.clause where state <> 'standing';
drop index contracts.clause_is_replaced_once;
-- Contracts are few, and nobody is at work while a version is taken back: no reader waits for the index or the scan.
-- squawk-ignore disallowed-unique-constraint, constraint-missing-not-valid
alter table contracts.clause add constraint clause_is_replaced_once unique (replaces_id);
alter table contracts.clause drop column state;
alter table contracts.version drop column money_digest;
alter table contracts.version drop constraint version_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table contracts.version add constraint version_state_is_known check (state in ('active', 'draft'));
delete from security.object_relation where relation in ('contracts.approval', 'contracts.approval_tier');
delete from security.table_class where relation in ('contracts.approval', 'contracts.approval_tier');
delete from security.personal_column where relation in ('contracts.approval', 'contracts.approval_tier');
drop table contracts.approval;
drop table contracts.approval_tier;
comment on column contracts.version.state is 'active, or draft: kept, but cannot bill.';
