alter table operations.run drop column request_id;
