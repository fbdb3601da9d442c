delete from contracts.clause where kind = 'escalation' and amount is not null;
alter table contracts.clause drop constraint clause_has_its_figures;
-- Clauses are few, and reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table contracts.clause add constraint clause_has_its_figures check (
  case kind
    when 'cap' then coalesce(amount, 0) > 0 and accumulation is not null
    when 'minimum' then coalesce(amount, 0) > 0 and accumulation is not null
    when 'room-threshold' then coalesce(amount, 0) > 0 and position is not null
    when 'weekly-quantity' then coalesce(amount, 0) > 0
    when 'shared-tiers' then set_name is not null and position is not null
    when 'rate-steps' then position is not null
    else escalates_in is not null and (fixed_percent is not null or index_name is not null)
  end);
comment on column contracts.clause.amount is
  'Money of a cap or minimum, money for an occupied room, or hours of a week that are not billed.';
comment on column contracts.clause.fixed_percent is 'Percent by which it escalates, alone or against the index.';
comment on column contracts.clause_step.amount is 'Rate, or percent of a management fee on revenue.';
alter table contracts.clause_step drop column is_added;
