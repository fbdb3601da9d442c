--! why: who may read rows of facts through an explanation or a report was a habit, not a row of the matrix

insert into security.object (object, says) values
  ('statement-support', 'Rows of hours, revenue and the ledger behind a statement, in explanations and reports');
insert into security.privilege (role, object, action, scope, note) values
  ('billingManager', 'statement-support', 'read', 'all', 'Hours by job and day, without people.'),
  ('billingAdmin', 'statement-support', 'read', 'all', 'Hours by job and day, without people.'),
  ('revenueApprover', 'statement-support', 'read', 'all', 'Hours by job and day, without people.');
