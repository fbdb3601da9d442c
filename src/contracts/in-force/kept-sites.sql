-- A site that a contract is for stays: its number stands in statements, forecasts and the ledger.

create function contracts.keep_site() returns trigger
language plpgsql as $$
begin
  if exists (select from contracts.contract where contract.site_id = old.site_id)
    and (tg_op = 'DELETE' or new.site_id <> old.site_id)
  then
    raise exception 'site % has a contract and stays', old.site_id
      using errcode = 'foreign_key_violation', constraint = 'site_with_a_contract_stays',
        hint = 'A site that is over has a closing day; no number is ever given again.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
comment on function contracts.keep_site() is
  'Trigger: a site with a contract is neither deleted nor renumbered; a contract may come before its site, so that '
  'this is no foreign key.';
create trigger site_with_a_contract_stays before delete or update of site_id on warehouse.site
  for each row execute function contracts.keep_site();
