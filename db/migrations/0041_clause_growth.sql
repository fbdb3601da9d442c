--! why: notes of contracts step by dollars and points, and let caps grow each year (billing.md 3.5)

alter table contracts.clause_step add column is_added boolean not null default false;
comment on column contracts.clause_step.is_added is
  'The step adds to the rate before it, of the contract or of the step before, in place of replacing it.';
comment on column contracts.clause_step.amount is
  'Rate, or percent of a management fee on revenue; of a step that adds, by how much it grows.';

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
    else escalates_in is not null and coalesce(amount, 1) > 0
      and (amount is null) = (fixed_percent is not null or index_name is not null)
  end);
comment on column contracts.clause.amount is
  'Money of a cap or minimum, money for an occupied room, hours of a week that are not billed, or money or points that '
  'an escalation adds.';
comment on column contracts.clause.fixed_percent is
  'Percent by which a rate escalates, or a cap or minimum grows in a year; alone or against the index.';
