create or replace function security.force_row_security(relation regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', relation);
end
$$;
comment on function security.force_row_security(regclass) is
  'Nobody sees a row of the table but by a policy; only who may bypass row security at all, the owner, is exempt.';
