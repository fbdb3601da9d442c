--! why: who may read people and roles is told which role a job profile stands for, or the question about access fails

insert into security.object_relation (object, action, relation, command) values
  ('user', 'read', 'security.job_profile_role', 'select');
