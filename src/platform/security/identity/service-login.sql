-- The login under which the program serves requests. It owns nothing, and it sees nothing before it has entered as
-- someone (security.act_by_token).

create function security.let_service_in(verifier text) returns void
language plpgsql as $$
begin
  for attempt in 1 .. 50 loop
    begin
      execute format('alter role daybook_service with login password %L', verifier);
      execute format('grant connect on database %I to daybook_service', current_database());
      return;
    exception when internal_error or unique_violation then
      -- Roles belong to the whole server, and another program changes this one in the same moment.
      if attempt = 50 then
        raise;
      end if;
      perform pg_sleep(0.01 + random() * 0.04);
    end;
  end loop;
end
$$;
comment on function security.let_service_in(text) is
  'Lets daybook_service log in with the password of this SCRAM verifier; the password itself never comes here.';
