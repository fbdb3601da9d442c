alter table security.api_key drop column replaces_api_key_id;
