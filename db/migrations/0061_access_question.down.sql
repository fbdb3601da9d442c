delete from security.object_relation where object = 'user' and relation = 'security.job_profile_role';
