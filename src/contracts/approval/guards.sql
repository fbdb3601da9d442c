-- The tables themselves want a second person, whoever writes them.

create function contracts.check_version() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state = 'rejected' or new.state = 'active' and new.origin <> 'escalation'
      and new.money_digest is distinct from contracts.money_digest_in(new.contract_id, new.from_month)
    then
      raise exception 'version % of site % changes what is billed and waits for a second person', new.number,
        new.site_id
        using errcode = 'check_violation', constraint = 'version_needs_a_second_person';
    end if;
  -- A draft bills nothing: whoever may change contracts withdraws it.
  elsif new.state <> old.state and (old.state, new.state) is distinct from ('draft', 'rejected')
    and (old.state <> 'waiting' or not exists (
    select from contracts.approval
    where approval.version_id = new.version_id
      and decision = case new.state when 'active' then 'approved' when 'rejected' then 'rejected' end)) then
    raise exception 'version % of site % has no decision of a second person', new.number, new.site_id
      using errcode = 'check_violation', constraint = 'version_needs_a_second_person';
  end if;
  return new;
end
$$;
comment on function contracts.check_version() is
  'Trigger: what changes amounts waits, and counts by the approval of someone else only.';
create trigger needs_a_second_person before insert or update of state on contracts.version
  for each row execute function contracts.check_version();

create function contracts.check_clause() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'waiting' or new.superseded_at is not null then
      raise exception 'a clause of site % waits for a second person', new.site_id
        using errcode = 'check_violation', constraint = 'clause_needs_a_second_person';
    end if;
  elsif new.state <> old.state and (old.state <> 'waiting' or not exists (
      select from contracts.approval
      where approval.clause_id = new.clause_id and subject = 'clause'
        and decision = case new.state when 'standing' then 'approved' when 'rejected' then 'rejected' end))
    or new.superseded_at is distinct from old.superseded_at and not exists (
      select from contracts.approval left join contracts.clause as next using (clause_id)
      where decision = 'approved' and (approval.clause_id = new.clause_id and subject = 'withdrawal'
        or next.replaces_id = new.clause_id and subject = 'clause')) then
    raise exception 'clause % of site % has no decision of a second person', new.clause_id, new.site_id
      using errcode = 'check_violation', constraint = 'clause_needs_a_second_person';
  end if;
  return new;
end
$$;
comment on function contracts.check_clause() is
  'Trigger: a clause counts, and is ended, by the approval of someone else only.';
create trigger needs_a_second_person before insert or update of state, superseded_at on contracts.clause
  for each row execute function contracts.check_clause();
