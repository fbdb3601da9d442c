-- Logins that were not claimed have no password and cannot log in; they stay so, and are made anew after ending them.
alter table security.database_login drop constraint database_login_claim_has_an_end;
alter table security.database_login drop column claim_ends_at, drop column claimed_at;
