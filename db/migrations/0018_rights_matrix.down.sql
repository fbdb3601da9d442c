delete from security.duty_conflict;
delete from security.role_conflict;
delete from security.privilege;
delete from security.object;
delete from security.job_profile_role;
delete from security.role;
