--! why: nobody but the person may see the password of a login, so whoever makes one for another opens it to a claim

alter table security.database_login
  add column claim_ends_at timestamptz,
  add column claimed_at timestamptz;
-- Both columns are new and null in every row: there is nothing to scan.
-- squawk-ignore constraint-missing-not-valid
alter table security.database_login add constraint database_login_claim_has_an_end
  check (claimed_at is null or claimed_at < claim_ends_at);
comment on column security.database_login.claim_ends_at is
  'Until when its person may set the password, once; null when the password was known as it was made.';
comment on column security.database_login.claimed_at is
  'When its person set the password; while null with an end of the claim, nobody logs in with it.';
