--! why: five references to what is deleted or renumbered were looked for in whole tables (operations.md 9.8)

create index approval_clause_id on contracts.approval (clause_id) where clause_id is not null;
create index clause_replaces_id on contracts.clause (replaces_id) where replaces_id is not null;
create index group_request_site_id on forecasting.group_request (site_id);
create index proforma_site_id on forecasting.proforma (site_id);
create index api_key_replaces_api_key_id on security.api_key (replaces_api_key_id)
  where replaces_api_key_id is not null;
