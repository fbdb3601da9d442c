-- Logins of the database for people who read with SQL (Power BI, analysts): each is one person, holds the roles of the
-- person and nothing else, and finds only the views of schema api. One that someone else made has no password and
-- cannot log in before its person has set one.

create function security.make_login(new_login name, secret text, who bigint, claim_until timestamptz default null)
returns void
language plpgsql as $$
begin
  if (secret is null) = (claim_until is null) then
    raise exception 'a login has a password or waits for one';
  end if;
  -- What nobody has claimed is replaced; nobody can be logged in with it.
  if exists (
    select from security.database_login
    where login_name = new_login and claim_ends_at is not null and claimed_at is null) then
    perform security.end_login(new_login);
  end if;
  if exists (select from pg_roles where rolname = new_login) then
    raise exception 'the server has a role % already', new_login using errcode = 'duplicate_object';
  end if;
  -- A copy of a database has the defaults of PostgreSQL again.
  perform security.withdraw_defaults();
  execute format('create role %I nologin inherit nocreatedb nocreaterole connection limit 5', new_login);
  execute format('alter role %I set search_path = api', new_login);
  execute format('alter role %I set statement_timeout = %L', new_login, '10min');
  execute format('alter role %I set idle_in_transaction_session_timeout = %L', new_login, '5min');
  execute format('grant connect on database %I to %I', current_database(), new_login);
  if (select rolsuper from pg_roles where rolname = current_user) then
    execute format('alter role %I set temp_file_limit = %L', new_login, '4GB');
  else
    -- Whoever is to end the sessions of a login has to be a member of it.
    perform security.ensure_membership(current_user, new_login, 'inherit');
  end if;
  if secret is not null then
    execute format('alter role %I login password %L', new_login, secret);
  end if;
  insert into security.database_login (login_name, person_id, claim_ends_at) values (new_login, who, claim_until);
  perform security.refresh_logins();
end
$$;
comment on function security.make_login(name, text, bigint, timestamptz) is
  'Makes a login of the database for a person: with the password of a SCRAM verifier, or to be claimed until then.';

create function security.claim_login(of_login name, who bigint, secret text, out verdict text, out at timestamptz)
language plpgsql as $$
declare
  claim record;
begin
  select claim_ends_at, claimed_at, created_at into claim
  from security.database_login where login_name = of_login and person_id = who for update;
  if not found then
    verdict := 'unknown';
    return;
  end if;
  if claim.claim_ends_at is null or claim.claimed_at is not null then
    verdict := 'used';
    at := coalesce(claim.claimed_at, claim.created_at);
  elsif claim.claim_ends_at <= now() then
    verdict := 'expired';
    at := claim.claim_ends_at;
  else
    verdict := 'claimed';
    at := now();
    execute format('alter role %I login password %L', of_login, secret);
    update security.database_login set claimed_at = at where login_name = of_login;
    return;
  end if;
  perform security.note_refused_claim(of_login, verdict);
end
$$;
comment on function security.claim_login(name, bigint, text) is
  'Sets the password of a login for its person, once and in time; a refusal is a verdict, so that its record is kept.';

create function security.note_refused_claim(of_login name, why text) returns void
language sql as $$
  select audit.note('refusal', 'security.database_login', jsonb_build_object('login_name', of_login),
    jsonb_build_object('action', 'claim', 'why', why))
$$;
comment on function security.note_refused_claim(name, text) is 'Tells the trail of a claim that was refused.';

create function security.end_login(of_login name) returns boolean
language plpgsql as $$
begin
  delete from security.database_login where login_name = of_login;
  if not found then
    return false;
  end if;
  execute format('revoke connect on database %I from %I', current_database(), of_login);
  execute format('drop role %I', of_login);
  return true;
end
$$;
comment on function security.end_login(name) is 'Ends a login of the database; false when it is none of ours.';
