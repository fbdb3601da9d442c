delete from security.duty_conflict;
delete from security.role_conflict;
delete from security.privilege;
delete from security.object;
delete from security.job_profile_role;
-- Who holds a role holds nothing without it.
delete from security.effective_site;
delete from security.effective_role;
delete from security.role_assignment;
delete from security.role;
delete from security.object_relation;
delete from security.retention_class;
