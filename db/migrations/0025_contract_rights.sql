--! why: contracts under the same rights, trail, inventory and retention as everything else (operations.md 1.3, 2)

insert into security.personal_column (relation, column_name, class) values
  ('contracts.received_export', 'content', 'record'),
  ('contracts.received_export', 'received_by', 'login'),
  ('contracts.version', 'made_by', 'login'),
  ('contracts.version', 'notes', 'record'),
  ('contracts.version', 'unmodelled', 'record'),
  ('contracts.invoice_group', 'billing_contact_emails', 'contact');

insert into security.table_class (relation, data_class, audited, reason)
select 'contracts.' || relname,
  case when relname in ('received_export', 'version', 'invoice_group') then 3 else 2 end,
  'by row', 'what was agreed'
from pg_class where relnamespace = 'contracts'::regnamespace and relkind = 'r';

insert into security.object_relation (object, action, relation, command, site_column)
select 'contract', 'read', 'contracts.' || relname, 'select', 'site_id'
from pg_class where relnamespace = 'contracts'::regnamespace and relkind = 'r'
  and relname not in ('received_export', 'finding', 'review_threshold', 'ledger_title');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('contract', 'change', 'contracts.received_export', 'select', null),
  ('contract', 'change', 'contracts.finding', 'select', null),
  ('review-threshold', 'read', 'contracts.review_threshold', 'select', 'site_id'),
  -- An export of a contract joins the thresholds: absent for whoever may not see them.
  ('contract', 'read', 'contracts.review_threshold', 'null', null),
  ('catalogue', 'read', 'contracts.ledger_title', 'select', null);

do $$
declare
  ours regclass;
begin
  for ours in
    select oid::regclass from pg_class where relnamespace = 'contracts'::regnamespace and relkind = 'r' order by relname
  loop
    perform security.force_row_security(ours);
    perform audit.watch(ours);
  end loop;
end
$$;
