drop index contracts.approval_clause_id;
drop index contracts.clause_replaces_id;
drop index forecasting.group_request_site_id;
drop index forecasting.proforma_site_id;
drop index security.api_key_replaces_api_key_id;
