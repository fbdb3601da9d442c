alter table billing.statement drop column calculation_sha256;
